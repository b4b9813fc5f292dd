#!/usr/bin/env python3
"""Prints Debian's changelog, from the change log in Versions.md.

    .ci/packaging/changelog.py --version 0.1.0+git20261126.0123abc --program 0.1.0 --maintainer 'NAME <ADDRESS>'

The newest entry is that of the package, dated by SOURCE_DATE_EPOCH; it has the changes of the program's version, and of the next
one where the package was built between two.
"""

import argparse
import email.utils
import os
import re
import textwrap

ARTICLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Sources/loopsweep/Documentation.docc/Versions.md")
"""Where the change log is."""


def main():
    """Prints it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("version", "program", "maintainer"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    with open(ARTICLE, encoding="utf-8") as file:
        log = file.read().split("## Change log", 1)[1]
    parts = re.split(r"^### (.+)$", log, flags=re.MULTILINE)
    entries = dict(zip(parts[1::2], parts[2::2]))
    if arguments.program not in entries:
        raise SystemExit(f"Versions.md has no change log for {arguments.program}")
    print(f"loopsweep ({arguments.version}) stable; urgency=medium\n")
    text = entries[arguments.program]
    if arguments.version != arguments.program:
        text = entries.get("Next", "") + text
    for change in re.split(r"^- ", text.strip(), flags=re.MULTILINE)[1:]:
        text = " ".join(change.replace("`", "").split())
        print(textwrap.fill(text, 78, initial_indent="  * ", subsequent_indent="    "))
    day = email.utils.formatdate(int(os.environ["SOURCE_DATE_EPOCH"]))
    print(f"\n -- {arguments.maintainer}  {day.replace('-0000', '+0000')}")


if __name__ == "__main__":
    main()
