"""The manual pages: every command, option, exit code, variable and key is in them, and mandoc has nothing to say against them."""

import os
import re
import shutil
import subprocess
import sys
import tempfile

import document_names

sys.path.insert(0, os.path.join(document_names.ROOT, ".ci/packaging"))
import manual  # noqa: E402: it is in another folder

AWS_VARIABLE = re.compile(r'"((?:AWS|SSL|XDG)_[A-Z0-9_]+|NO_COLOR|CLICOLOR_FORCE)"')
"""A variable of the environment in a source."""


def plain(page):
    """The text of a page without what roff reads."""
    page = re.sub(r"\\f.|\\[&%]", "", page)
    page = page.replace("\\-", "-").replace("\\(aq", "'").replace("\\(ga", "`").replace("\\e", "\\")
    return re.sub(r"^\.(It|Nm|Xr|Ev|Cm|Sh|Ss)\b ?", "", page, flags=re.MULTILINE)


def section(text, title):
    """A section of a page as it is written."""
    return re.search(rf"^\.Sh {title}\n(.*?)(?=^\.Sh |\Z)", text, re.DOTALL | re.MULTILINE)[1]


def missing(words, text):
    """The words that a text does not have."""
    return sorted(word for word in words if not re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", text))


def variables():
    """The variables that the sources read: the twins of options, and those of AWS and others."""
    code = document_names.sources("Sources")
    names = re.search(r"static let names: Set<String> = \[(.*?)\]", code, re.DOTALL)[1]
    twins = {"LOOPSWEEP_" + name.upper().replace("-", "_") for name in re.findall(r'"([a-z-]+)"', names)}
    return twins, set(AWS_VARIABLE.findall(code))


def check_command_page(checks, binary, page):
    """Compares loopsweep(1) with the program."""
    text, options = plain(page), document_names.helps(binary)
    checks.equal("loopsweep(1) has every command", missing(set(options) - {""}, plain(section(page, "COMMANDS"))), [])
    checks.equal("loopsweep(1) has every option", missing(options[""], text), [])
    twins, others = variables()
    environment = plain(section(page, "ENVIRONMENT"))
    checks.equal("loopsweep(1) has every variable", missing(twins | others, environment), [])
    named = set(re.findall(r"LOOPSWEEP_[A-Z_]+", environment))
    checks.equal("loopsweep(1) has no variable more", sorted(named - twins), [])
    named, _ = document_names.exit_codes()
    codes = {int(code) for row in re.findall(r"^\.It (.+)$", section(page, "EXIT STATUS"), re.MULTILINE)
             for code in re.findall(r"\d+", row)}
    checks.equal("loopsweep(1) has every exit code", sorted(codes), sorted(named.values()))


def check_article_pages(checks, binary, pages):
    """Compares the pages of section 5 with the schema and with the lines of a report."""
    listed = plain(section(pages["loopsweep-manifest.5"], "KEYS"))
    paths = {path for path, _ in manual.keys(manual.Program(binary).schema)}
    checks.equal("loopsweep-manifest(5) has every key", missing(paths, listed), [])
    keys = {key for kind, names in document_names.line_keys().items() for key in {kind, *names}}
    checks.equal("loopsweep-report(5) has every key", missing(keys, plain(pages["loopsweep-report.5"])), [])


def check_form(checks, pages):
    """Lets mandoc read the pages; references from one to the other are known only where they are installed."""
    if not shutil.which("mandoc"):
        print("mandoc is absent: the form of the manual pages is not checked")
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, page in pages.items():
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(page)
            done = subprocess.run(["mandoc", "-T", "lint", path], capture_output=True, text=True, check=False)
            found = [line for line in (done.stdout + done.stderr).splitlines()
                     if not re.search(r"referenced manual not found: Xr loopsweep", line)]
            checks.equal(f"mandoc has nothing to say against {name}", found, [])


def check_all(checks, binary):
    """Checks all pages."""
    pages = manual.pages(binary)
    check_command_page(checks, binary, pages["loopsweep.1"])
    check_article_pages(checks, binary, pages)
    check_form(checks, pages)
