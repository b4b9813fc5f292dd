"""The names in the documents: options, exit codes, files, keys and variables are those of loopsweep, and none is left out."""

import glob
import json
import os
import re
import subprocess

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
"""The project's folder."""
CATALOGUE = os.path.join(ROOT, "Sources", "loopsweep", "Documentation.docc")
"""The folder of the articles."""
README_LIMIT = 120
"""How many lines the README may have."""
SCRIPTS = ["Tests/run", "Tests/soak", "Tests/fuzz", "Tests/sanitize", "Tests/bench", ".ci/run", ".ci/package", "examples/quickstart"]
"""Scripts that the documents name."""
PATH = re.compile(r"^(Sources|Tests|examples|\.ci)/[\w./-]*$")
"""A path from the project's folder."""
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
"""An option."""
STATUSES = {"InProgress", "Stopping", "Stopped", "Completed", "Failed"}
"""Words of AWS that look like the names of types."""
UNNAMED = {"--help", "--version", "--generate-completion-script"}
"""Options that no document needs to name."""


def read(path):
    """The text of a file of the project."""
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def article(name):
    """The text of an article."""
    return read(os.path.join(CATALOGUE, name))


def sources(*folders):
    """The text of all Swift files and scripts below folders of the project."""
    paths = [path for folder in folders for path in glob.glob(os.path.join(ROOT, folder, "**", "*"), recursive=True)]
    return "\n".join(read(path) for path in sorted(paths) if path.endswith((".swift", ".py")))


def codes(text):
    """What stands in a text's inline code."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", without_blocks(text))


def without_blocks(text):
    """A text without its code blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def tables(text):
    """The rows of a text's tables as lists of cells, without headers."""
    rows = []
    for line in without_blocks(text).splitlines():
        if line.startswith("|---"):
            rows.pop()
        elif line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


# Options and variables


def helps(binary):
    """The options of each command, by its name; those of all below the empty name."""
    def options(*arguments):
        return set(OPTION.findall(subprocess.run([binary, *arguments], capture_output=True, text=True, check=True).stdout))

    overview = subprocess.run([binary, "--help"], capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^  ([a-z]+)  +[A-Z]", overview[overview.index("SUBCOMMANDS:"):], re.MULTILINE)
    found = {name: options("help", name) for name in names}
    found[""] = set().union(*found.values())
    return found


def script_options():
    """The options that scripts of the project know."""
    return set(OPTION.findall("\n".join(map(read, SCRIPTS)) + sources("Tests/Chains", "Tests/Benchmarks", "Tests/SideBySide")))


def check_options(checks, binary, paths):
    """Looks for options that do not exist, and for options that no article names."""
    known, others = helps(binary), script_options()
    for path in paths:
        text = read(path)
        unknown = set()
        for command, rest in re.findall(r"loopsweep ([a-z]+)((?:[^`|;>\n\\]|\\\n)*)", text):
            if command in known:
                unknown |= {f"{command} {option}" for option in OPTION.findall(rest) if option not in known[command]}
        for code in codes(text):
            unknown |= {option for option in OPTION.findall(code) if option not in known[""] | others}
        checks.equal(f"{os.path.basename(path)}: every option exists", sorted(unknown), [])
    named = {option for code in codes(article("Operations.md")) for option in OPTION.findall(code)}
    checks.equal("Operations.md names every option", sorted(known[""] - named - UNNAMED), [])


def check_variables(checks, binary, paths):
    """Looks for variables of the environment that do not exist."""
    options = helps(binary)[""]
    code = sources("Sources", "Tests")
    for path in paths:
        unknown = set()
        for name in re.findall(r"\b(?:LOOPSWEEP|AWS|XDG|NO|HTTPS)_[A-Z_]+\b", read(path)):
            twin = "--" + name.removeprefix("LOOPSWEEP_").lower().replace("_", "-")
            if twin not in options and f'"{name}"' not in code and name not in code:
                unknown.add(name)
        checks.equal(f"{os.path.basename(path)}: every variable exists", sorted(unknown), [])


# Exit codes


def exit_codes():
    """The exit codes of the program by their names, and their order of precedence."""
    code = sources("Sources/CleanupEngine")
    values = re.search(r"enum ExitCode\b.*?^}", code, re.DOTALL | re.MULTILINE)[0]
    named = {name: int(value) for name, value in re.findall(r"case `?(\w+)`? = (\d+)", values)}
    order = re.search(r"\[\s*\.interrupted,\s*\.terminated,[^\]]*\]", code)[0]
    return named, [named[name] for name in re.findall(r"\.(\w+)", order)]


def check_exit_codes(checks, paths):
    """Compares the README's table and its precedence with the program, and looks for codes that do not exist."""
    named, order = exit_codes()
    readme = read("README.md")
    section = readme[readme.index("## Exit codes"):]
    table = [int(number) for row in tables(section) for number in re.findall(r"\b\d+\b", row[0])]
    checks.equal("README.md has every exit code", sorted(table), sorted(named.values()))
    precedence = re.search(r"the first of ([\d, ]+) is the exit code", section)
    checks.equal("README.md has their precedence", [int(code) for code in precedence[1].split(",")] if precedence else [], order)
    pattern = r"(?:exit codes?|exits with|ends with|ends? in) (\d+)\b|\(([1-9]\d+)\)|with (\d\d+)\b"
    for path in paths:
        found = {int(next(filter(None, groups))) for groups in re.findall(pattern, without_blocks(read(path)))}
        checks.equal(f"{os.path.basename(path)}: every exit code exists", sorted(found - set(named.values())), [])


# Files


def anchors(text):
    """The anchors of a document's headings, as a forge makes them."""
    titles = re.findall(r"^#+ (.+)$", without_blocks(text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def check_files(checks, paths):
    """Looks for files and headings that do not exist, and for scripts that cannot be run."""
    for path in paths:
        text, folder = read(path), os.path.dirname(path)
        missing = set()
        for link in re.findall(r"\]\(([^)]+)\)", without_blocks(text)):
            target, _, anchor = link.partition("#")
            file = os.path.join(folder, target) if target else path
            if "://" not in link and (not os.path.exists(file) or anchor and anchor not in anchors(read(file))):
                missing.add(link)
        for article_name in re.findall(r"<doc:(\w+)>", text):
            if not os.path.exists(os.path.join(CATALOGUE, f"{article_name}.md")):
                missing.add(article_name)
        for code in codes(text):
            if PATH.match(code.split()[0]) and not os.path.exists(os.path.join(ROOT, code.split()[0])):
                missing.add(code)
        for script in re.findall(r"^(?:\$ )?((?:examples|Tests|\.ci)/[\w-]+)(?= |$)", text, re.MULTILINE):
            if not os.access(os.path.join(ROOT, script), os.X_OK):
                missing.add(script)
        checks.equal(f"{os.path.basename(path)}: every file exists", sorted(missing), [])
    for script in ("examples/quickstart", "Tests/run"):
        checks.check(f".ci/run runs {script}", re.search(rf"^{script}\b", read(".ci/run"), re.MULTILINE))
    lines = len(read("README.md").splitlines())
    checks.check(f"README.md has no more than {README_LIMIT} lines", lines <= README_LIMIT, lines)


# The house


def check_architecture(checks):
    """Looks for rooms that are not shown, and for rooms, folders, files and types that do not exist."""
    text, code = article("Architecture.md"), sources("Sources", "Tests")
    rooms = {entry.name for entry in os.scandir(os.path.join(ROOT, "Sources")) if entry.is_dir()}
    shown = set(re.findall(r"^  (\w+)/ ", text, re.MULTILINE))
    checks.equal("Architecture.md shows every room", sorted(shown), sorted(rooms))
    missing = set()
    for name in codes(text):
        if re.fullmatch(r"[A-Z]\w+/[\w/+]*(\.\w+)?", name) and name.split("/")[0] not in ("Sources", "Tests"):
            missing |= set() if os.path.exists(os.path.join(ROOT, "Sources", name)) else {name}
        elif re.fullmatch(r"[A-Z]\w*[a-z]\w*", name) and name not in rooms | STATUSES:
            declared = rf"\b(struct|enum|class|actor|protocol|typealias) {name}\b"
            missing |= set() if re.search(declared, code) else {name}
    checks.equal("Architecture.md: every folder, file and type exists", sorted(missing), [])


# Keys


def schema_keys(schema):
    """The names of all keys of the manifest's schema."""
    keys = set()
    if isinstance(schema, dict):
        keys |= set(schema.get("properties", {}))
        for value in schema.values():
            keys |= schema_keys(value)
    elif isinstance(schema, list):
        for value in schema:
            keys |= schema_keys(value)
    return keys


def check_keys(checks, binary):
    """Compares the keys that the article of the manifest explains with those of the schema."""
    output = subprocess.run([binary, "schema"], capture_output=True, text=True, check=True).stdout
    known = schema_keys(json.loads(output))
    text = article("Manifest.md")
    named = {part for code in codes(text) if re.fullmatch(r"[\w.]+", code) for part in code.split(".")}
    block = {"apiVersion", "kind"}
    titles = set(re.findall(r"^## (\w+)(?: and (\w+))?$", text, re.MULTILINE))
    explained = named | block | {title for pair in titles for title in pair}
    checks.equal("Manifest.md explains every key", sorted(known - explained), [])
    first = {key for row in tables(text) for code in codes(row[0]) for key in code.split(".") if " " not in code}
    checks.equal("Manifest.md: every key exists", sorted(first - known), [])


def line_keys():
    """The keys of each type of line, as the article of the report shows them."""
    rows = [row for row in tables(article("Report.md")) if re.fullmatch(r"`(run|loop)_\w+`", row[0])]
    return {row[0].strip("`"): set(codes(row[2])) for row in rows}


def check_lines(checks, place, lines):
    """Compares lines of a report with what the article says of them; other JSON Lines are let pass."""
    known, wrong = line_keys(), set()
    for line in lines:
        document = json.loads(line)
        kind = document.get("type", "") if isinstance(document, dict) else ""
        if not kind.startswith(("run_", "loop_")):
            continue
        keys = set(document) - {"schema", "type", "chain"}
        wrong |= {f"{kind}.{key}" for key in keys - known.get(kind, set())}
    checks.equal(f"{place}: Report.md has every type and key", sorted(wrong), [])


def check_line_keys(checks):
    """Looks for keys of lines that no source writes."""
    code = sources("Sources")
    unknown = {key for keys in line_keys().values() for key in keys if f'"{key}"' not in code}
    checks.equal("Report.md: every key is written", sorted(unknown), [])


def check_all(checks, binary, paths):
    """Checks all names."""
    check_options(checks, binary, paths)
    check_variables(checks, binary, paths)
    check_exit_codes(checks, paths)
    check_files(checks, paths)
    check_architecture(checks)
    check_keys(checks, binary)
    check_line_keys(checks)
