#!/usr/bin/env python3
"""Writes an in-toto statement about artifacts, with the SLSA provenance of their build.

    .ci/packaging/statement.py --bill SBOM --commit COMMIT --out FILE ARTIFACT...

It is not signed, and names no machine and no time of day: two builds of one commit write the same. Sign it where you publish.
"""

import argparse
import hashlib
import json
import os


def digest(path):
    """The SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def materials(bill, commit):
    """What the artifacts were made of: the commit, and the components of the bill."""
    found = [{"name": "loopsweep", "digest": {"gitCommit": commit}}]
    for component in bill["components"]:
        revisions = [item["value"] for item in component["properties"] if item["name"] == "loopsweep:revision"]
        if "purl" in component:
            found.append({"uri": component["purl"], **({"digest": {"gitCommit": revisions[0]}} if revisions else {})})
    return found


def main():
    """Writes the statement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bill", required=True, help="the bill of materials")
    parser.add_argument("--commit", required=True, help="the commit that was built")
    parser.add_argument("--out", required=True, help="the statement to write")
    parser.add_argument("artifacts", nargs="+", help="the files that it is about")
    arguments = parser.parse_args()
    with open(arguments.bill, encoding="utf-8") as file:
        bill = json.load(file)
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [
            {"name": os.path.basename(path), "digest": {"sha256": digest(path)}} for path in sorted(arguments.artifacts)
        ],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:loopsweep:package:1",
                "externalParameters": {
                    "commit": arguments.commit,
                    "command": ".ci/package",
                    **{name: os.environ[name] for name in ("LOOPSWEEP_MAINTAINER",) if name in os.environ},
                },
                "internalParameters": {"SOURCE_DATE_EPOCH": os.environ["SOURCE_DATE_EPOCH"]},
                "resolvedDependencies": materials(bill, arguments.commit),
            },
            "runDetails": {"builder": {"id": "urn:loopsweep:builder:local"}},
        },
    }
    with open(arguments.out, "w", encoding="utf-8") as file:
        json.dump(statement, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
