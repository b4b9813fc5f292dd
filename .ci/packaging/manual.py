#!/usr/bin/env python3
"""Writes the manual pages: loopsweep(1), loopsweep-manifest(5) and loopsweep-report(5).

    .ci/packaging/manual.py --binary .build/debug/loopsweep --out DIRECTORY

Commands and options come from the program's own help, keys from its schema, exit codes from README.md, the rest from the
articles and from manual.md. So a page cannot say other than they do; Tests/Interoperability/manuals.py looks that all is there.
The pages are dated by SOURCE_DATE_EPOCH.
"""

import argparse
import json
import os
import re
import subprocess
import textwrap
import time

import mdoc

HERE = os.path.dirname(os.path.abspath(__file__))
"""The folder of this script."""
ROOT = os.path.dirname(os.path.dirname(HERE))
"""The project's folder."""
CATALOGUE = os.path.join(ROOT, "Sources", "loopsweep", "Documentation.docc")
"""The folder of the articles."""
COMMON = ("Service", "Pace", "Output", "Journal", "Problems")
"""Groups of options that several commands share; each is explained once."""


def read(*path):
    """The text of a file of the project."""
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def sections(text):
    """The sections of a Markdown text by their titles; what stands before the first has the empty title."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return {"": parts[0]} | dict(zip(parts[1::2], parts[2::2]))


class Program:
    """What a binary says of itself."""

    def __init__(self, binary):
        """Asks it for its commands and its schema."""
        def ask(*arguments):
            return subprocess.run([binary, *arguments], capture_output=True, text=True, check=True).stdout

        self.root = json.loads(ask("--experimental-dump-help"))["command"]
        self.schema = json.loads(ask("schema"))

    @property
    def commands(self):
        """Its commands, without the help."""
        return [command for command in self.root["subcommands"] if command["commandName"] != "help"]


# Commands and options


def flags(argument):
    """How an argument is written: short before long."""
    names = sorted(argument["names"], key=lambda name: len(name["name"]))
    return ["--" + name["name"] if name["kind"] == "long" else "-" + name["name"] for name in names]


def argument_term(argument):
    """An argument as the term of a list."""
    value = mdoc.escape(argument["valueName"], True)
    if argument["kind"] == "positional":
        return f"\\fI{value}\\fR"
    term = ", ".join(mdoc.bold(mdoc.escape(flag, True)) for flag in flags(argument))
    return term + (f" \\fI{value}\\fR" if argument["kind"] == "option" else "")


def argument_item(argument, users=()):
    """An argument with what it does; `users` are the commands that have it, where not all do that are named before."""
    # The variables have a section of their own.
    abstract = re.sub(r"( \(|; )env: LOOPSWEEP_\w+\)$", lambda match: ")" if match[1] == "; " else "", argument["abstract"])
    text = re.sub(r"(?<![\w-])(--[a-z-]+)", r"`\1`", abstract)
    default = argument.get("defaultValue")
    text += f" Defaults to `{default}`." if default is not None else ""
    text += f" (Of {', '.join(f'`{user}`' for user in users)}.)" if users else ""
    return mdoc.definition(argument_term(argument), text)


def shown(command):
    """The arguments of a command that its page explains: the version and the help are explained once."""
    names = {"version", "help"}
    return [part for part in command["arguments"] if part["shouldDisplay"] and part["valueName"] not in names]


def usage(command):
    """The line of the synopsis of a command."""
    parts = []
    for argument in shown(command):
        if argument["kind"] != "positional" and argument["isOptional"]:
            continue
        name = mdoc.escape(argument["valueName"], True)
        if argument["kind"] == "positional":
            part = f".Ar {name}"
        else:
            part = f".Fl {mdoc.escape(flags(argument)[-1][1:], True)} Ar {name}"
        repeats = " ..." if argument["isRepeating"] else ""
        parts.append((f".Op {part[1:]}" if argument["isOptional"] else part) + repeats)
    options = [".Op Ar options"] if any(part["kind"] != "positional" for part in shown(command)) else []
    return [".Nm", f".Cm {command['commandName']}", *options, *parts]


def discussion(text):
    """What a command's help says at length: indented lines are commands."""
    found = []
    for part in re.findall(r"(?:^ +.+\n?)+|(?:^(?! ).*\n?)+", text, re.MULTILINE):
        if part.startswith(" "):
            found += mdoc.literal([row.strip() for row in part.splitlines()])
        elif part.strip():
            for body in part.strip().split("\n\n"):
                found += [".Pp", *mdoc.paragraph(re.sub(r"(?<![\w-])(--[a-z-]+)", r"`\1`", body))]
    return found


def command_section(command):
    """What one command does, and its own options."""
    lines = [f".Ss {command['commandName']}", *mdoc.paragraph(command["abstract"]), *discussion(command.get("discussion") or "")]
    own = [part for part in shown(command) if part.get("sectionTitle") not in COMMON]
    common = sorted({part.get("sectionTitle") for part in shown(command)} & set(COMMON), key=COMMON.index)
    lines += mdoc.terms(map(argument_item, own)) if own else []
    if common:
        lines += [".Pp", f"Common options: {', '.join(common).lower()}."]
    return lines


def common_section(program):
    """The options that several commands share, group by group."""
    lines = [".Sh COMMON OPTIONS"]
    for group in COMMON:
        items, users = {}, []
        for command in program.commands:
            found = [part for part in shown(command) if part.get("sectionTitle") == group]
            users += [command["commandName"]] if found else []
            for part in found:
                items.setdefault((flags(part)[-1], part["abstract"]), (part, []))[1].append(command["commandName"])
        if items:
            text = f"Of {', '.join(mdoc.bold(user) for user in users)}:"
            lines += [f".Ss {group}", *textwrap.wrap(text, 78, break_on_hyphens=False)]
            lines += mdoc.terms(argument_item(part, own if own != users else []) for part, own in items.values())
    always = [part for part in program.root["arguments"] if part["shouldDisplay"]]
    lines += [".Ss All commands", *mdoc.terms(map(argument_item, always))]
    return lines


# The environment


def twins(program):
    """The options that have a variable, as Operations.md marks them, with the variable."""
    unmarked = set()
    for row in re.findall(r"^\| (`--.+?) \|", sections(read(CATALOGUE, "Operations.md"))["Options"], re.MULTILINE):
        unmarked |= {name for name, mark in re.findall(r"`--([a-z-]+)`( \*)?", row) if not mark}
    known = {flag[2:] for command in program.commands for part in shown(command) if part["kind"] != "positional"
             for flag in flags(part)}
    return {name: "LOOPSWEEP_" + name.upper().replace("-", "_") for name in sorted(unmarked & known)}


def environment_section(program, text):
    """Every variable that counts."""
    lines = [".Sh ENVIRONMENT", *mdoc.paragraph(
        "Each option below has a variable. The option on the command line wins; both win over the manifest. A switch is "
        "`true` or `false`; a list has commas."
    )]
    items = [mdoc.definition(f"Ev {variable}", f"As `--{name}`.") for name, variable in twins(program).items()]
    return [*lines, *mdoc.terms(items, "-compact -width LOOPSWEEP_CONNECT_TIMEOUT"), ".Pp", *mdoc.convert(text.strip())]


# Keys of the manifest


def describe(node):
    """What a key may hold, in words."""
    values = node.get("enum") or node.get("items", {}).get("enum") if isinstance(node.get("items", {}), dict) else None
    words = [f"One of {', '.join(f'`{value}`' for value in values)}." if values else ""]
    if "const" in node:
        words.append(f"Always `{node['const']}`.")
    limits = {"minItems": "at least {} items", "maxProperties": "at most {} of them", "maxLength": "at most {} characters"}
    words += [f"Holds {text.format(node[key])}." for key, text in limits.items() if node.get(key, 1) > 1]
    return " ".join(word for word in words if word)


def keys(node, prefix=""):
    """All keys of the schema with their paths; settings that lists and rules repeat are named, not explained again."""
    for name, child in node.get("properties", {}).items():
        yield prefix + name, child
        yield from keys(child, f"{prefix}{name}.")
        items = child.get("items")
        if isinstance(items, dict):
            for kind in items.get("anyOf", items.get("oneOf", [items])):
                yield from keys(kind, f"{prefix}{name}[].")


def keys_section(schema):
    """Every key, with what the schema says of it."""
    settings = {path.removeprefix("defaults."): node for path, node in keys(schema) if path.startswith("defaults.")}
    items, seen = [], set()
    for path, node in keys(schema):
        inner = path.split("[].")[-1]
        if path in seen:
            continue
        seen.add(path)
        if "[]." in path and settings.get(inner) == node:
            items.append(mdoc.definition(mdoc.bold(mdoc.escape(path, True)), f"As `defaults.{inner}`."))
        else:
            text = node.get("description", "") + " " + describe(node)
            items.append(mdoc.definition(mdoc.bold(mdoc.escape(path, True)), text.strip()))
    introduction = "A dot stands for a mapping in a mapping, brackets for an item of a list."
    return [".Sh KEYS", introduction, *mdoc.terms(items)]


# Pages


def page(name, section, purpose, body, others):
    """A whole page around its body."""
    day = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    references = sorted(others, key=lambda other: (other[1], other[0]))
    see = [f".Xr {mdoc.escape(other)} {number}" + (" ," if index < len(references) - 1 else "")
           for index, (other, number) in enumerate(references)]
    head = [
        time.strftime(".Dd %B %-d, %Y", day), f".Dt {name.upper()} {section}", ".Os",
        ".Sh NAME", f".Nm {name}", f".Nd {purpose}",
    ]
    return "\n".join([*head, *body, ".Sh SEE ALSO", *see]) + "\n"


def command_page(program, others):
    """loopsweep(1)."""
    hand = sections(read(".ci", "packaging", "manual.md"))
    body = [".Sh SYNOPSIS"]
    for command in program.commands:
        body += usage(command)
    body += [".Sh DESCRIPTION", *mdoc.convert(hand["Description"]), ".Sh COMMANDS"]
    for command in program.commands:
        body += command_section(command)
    body += common_section(program)
    body += environment_section(program, hand["Environment"])
    body += [".Sh FILES", *mdoc.convert(hand["Files"])]
    body += [".Sh EXIT STATUS", *mdoc.convert(sections(read("README.md"))["Exit codes"])]
    body += [".Sh EXAMPLES", *mdoc.convert(hand["Examples"])]
    return page("loopsweep", 1, "stop and delete Amazon A2I human loops in bulk", body, others)


def article_page(program, article, name, purpose, generated, others):
    """A page of section 5: an article, with what is generated before its examples."""
    parts = sections(read(CATALOGUE, article))
    introduction = parts.pop("").split("\n", 1)[1]
    body = [".Sh DESCRIPTION", *mdoc.convert(introduction + parts.pop("Overview"))]
    last = {title: parts.pop(title) for title in ("Examples",) if title in parts}
    for title, text in parts.items():
        body += mdoc.convert(f"## {title}\n{text}")
    body += generated
    for title, text in last.items():
        body += mdoc.convert(f"## {title}\n{text}")
    return page(name, 5, purpose, body, others)


def pages(binary):
    """All pages by their file names."""
    program = Program(binary)
    names = [("loopsweep", 1), ("loopsweep-manifest", 5), ("loopsweep-report", 5)]

    def others(name):
        return [other for other in names if other[0] != name]

    return {
        "loopsweep.1": command_page(program, others("loopsweep")),
        "loopsweep-manifest.5": article_page(
            program, "Manifest.md", "loopsweep-manifest", "which human loops are removed, and on which conditions",
            keys_section(program.schema), others("loopsweep-manifest"),
        ),
        "loopsweep-report.5": article_page(
            program, "Report.md", "loopsweep-report", "what a run of loopsweep writes down", [], others("loopsweep-report")
        ),
    }


def main():
    """Writes the pages to a folder, as man/man1 and man/man5."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the loopsweep to ask")
    parser.add_argument("--out", required=True, help="the folder to write man1 and man5 to")
    arguments = parser.parse_args()
    for name, text in pages(os.path.abspath(arguments.binary)).items():
        folder = os.path.join(arguments.out, f"man{name[-1]}")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
