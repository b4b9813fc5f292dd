"""Markdown to mdoc(7): the part of Markdown that README.md and the articles are written in."""

import re
import textwrap

MANUALS = {
    "Manifest.md": ("loopsweep-manifest", 5),
    "Report.md": ("loopsweep-report", 5),
    "Operations.md": ("loopsweep", 1),
    "README.md": ("loopsweep", 1),
}
"""The manual that has what an article says."""
EXAMPLES = "/usr/share/doc/loopsweep/examples/"
"""Where the package puts examples/."""
DOCUMENTS = "/usr/share/doc/loopsweep/"
"""Where the package puts the articles."""
WIDTH = 72
"""The longest line of JSON in a code block."""


def escape(text, is_code=False):
    """Text as roff prints it unchanged."""
    text = text.replace("\\", "\\e")
    text = re.sub(r"[^\x00-\x7f]", lambda match: f"\\[u{ord(match[0]):04X}]", text)
    return text.replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga") if is_code else text


def line(text):
    """A line that roff does not take for a request."""
    return f"\\&{text}" if text[:1] in (".", "'") else text


def bold(text):
    """Escaped text in bold."""
    return f"\\fB{text}\\fR"


def link(match):
    """A link: the manual, the installed file or the address that it leads to."""
    text, target = match[1], match[2]
    name = target.split("#")[0].rsplit("/", 1)[-1]
    if name in MANUALS:
        manual, section = MANUALS[name]
        return bold(escape(manual, True)) + f"({section})"
    if "://" in target:
        return f"{inline(text)} <{escape(target, True)}>"
    return bold("\\%" + escape((EXAMPLES if "examples/" in target else DOCUMENTS) + name, True))


PIECE = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\[(?P<text>[^\]]+)\]\((?P<target>[^)]+)\)")
"""What stands out in a paragraph."""


def inline(text):
    """The text of a paragraph or a cell, with its code, links and emphasis."""
    parts, place = [], 0
    for match in PIECE.finditer(text):
        parts.append(escape(text[place:match.start()]))
        if match["code"]:
            parts.append(bold(" ".join("\\%" + escape(word, True) for word in match["code"].split(" "))))
        elif match["strong"]:
            parts.append(bold(inline(match["strong"])))
        else:
            parts.append(link((None, match["text"], match["target"])))
        place = match.end()
    return "".join(parts) + escape(text[place:])


def paragraph(text):
    """The lines of a paragraph: each sentence begins one, as mdoc wants it."""
    sentences = re.split(r"(?<=[.!?:])(?<!e\.g\.)\s+(?=[A-Z`*\[])", " ".join(text.split()))
    return [line(part) for sentence in sentences for part in textwrap.wrap(inline(sentence), 78, break_on_hyphens=False)]


def fold(text):
    """A JSON text in lines that a terminal shows whole, broken between its members."""
    lines = [""]
    for member in re.split('(?<=,)(?=")', text):
        if lines[-1] and len(lines[-1] + member) > WIDTH:
            lines.append("  ")
        lines[-1] += member
    return lines


def literal(lines):
    """A code block; lines that no terminal shows whole are folded."""
    shown = []
    for text in lines:
        shown += fold(text) if text.startswith("{") else [text]
    return [".Bd -literal -offset indent", *(line(escape(text.rstrip(), True)) for text in shown), ".Ed"]


def definition(term, *paragraphs):
    """An item of a list of terms; terms are escaped already."""
    lines = [f".It {term}"]
    for index, text in enumerate(paragraphs):
        lines += ([".Pp"] if index else []) + paragraph(text)
    return lines


def terms(items, layout="-width Ds"):
    """A list of terms."""
    return [f".Bl -tag {layout}", *(text for item in items for text in item), ".El"]


def table(rows):
    """A table as a list of terms: the first column is the term, the last one explains it."""
    header, *body = rows
    items = []
    for row in body:
        middle = [f"{title.capitalize()}: {cell}." for title, cell in zip(header[1:-1], row[1:-1])]
        last = row[-1] if len(row) == 2 or re.match("meaning|what", header[-1]) else f"{header[-1].capitalize()}: {row[-1]}"
        last += "" if last.endswith((".", "?")) else "."
        items.append(definition(inline(row[0]), " ".join([*middle, last[0].upper() + last[1:]])))
    return terms(items)


def cells(text):
    """The cells of a table's row."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", text.strip().strip("|"))]


def convert(text):
    """The lines of a Markdown text."""
    found, lines = [], text.splitlines()
    while lines:
        first = lines.pop(0)
        if first.startswith("```"):
            end = lines.index("```")
            found += literal(lines[:end])
            lines = lines[end + 1:]
        elif first.startswith("|"):
            rows = [cells(first)]
            while lines and lines[0].startswith("|"):
                rows.append(cells(lines.pop(0)))
            found += table([row for row in rows if not set("".join(row)) <= set("-:")])
        elif first.startswith("#"):
            level, title = first.split(" ", 1)
            found.append(f".Sh {inline(title).upper()}" if level == "##" else f".Ss {inline(title)}")
        elif re.match(r"- |\d+\. ", first):
            kind = "bullet" if first[0] == "-" else "enum"
            items, pattern = [first], r"- |\d+\. |  "
            while lines and re.match(pattern, lines[0]):
                more = lines.pop(0)
                if more.startswith("  "):
                    items[-1] += f" {more.strip()}"
                else:
                    items.append(more)
            found.append(f".Bl -{kind}")
            for item in items:
                found += [".It", *paragraph(re.sub(r"^(- |\d+\. )", "", item))]
            found.append(".El")
        elif first.strip():
            while lines and lines[0].strip() and not lines[0].startswith(("```", "|", "#", "- ")):
                first += f" {lines.pop(0)}"
            separate = found and not found[-1].startswith((".Sh", ".Ss"))
            found += ([".Pp"] if separate else []) + paragraph(first)
    return found
