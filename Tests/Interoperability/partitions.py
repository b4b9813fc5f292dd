"""The table of partitions that loopsweep has, against the `partitions.json` of the installed botocore.

    python3 Tests/Interoperability/partitions.py

writes the table anew. It needs botocore, and nothing else that is not Python's own.
"""

import json
import os
import re

import botocore.session

TABLE = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "Sources", "AWSCore", "Endpoints", "AWSPartition+Table.swift"
)


def prefixes(pattern):
    """What the names of a partition's regions begin with; fails where a pattern says more than that."""
    shape = re.fullmatch(r"\^([a-z\\-]*?)(?:\(([a-z|]+)\))?\\-\\w\+\\-\\d\+\$", pattern)
    if not shape:
        raise ValueError(f"the table has no place for the pattern {pattern}")
    head = shape[1].replace("\\", "")
    return [head + choice for choice in (shape[2] or "").split("|")]


def entry(partition):
    """One partition in Swift."""
    outputs = partition["outputs"]
    texts = [outputs[name] for name in ("implicitGlobalRegion", "dnsSuffix", "dualStackDnsSuffix")]
    values = [outputs["name"], prefixes(partition["regionRegex"]), *texts]
    if not (outputs["supportsFIPS"] and outputs["supportsDualStack"]):
        raise ValueError(f"the table has no column for what partition {outputs['name']} does not support")
    return f"        ({', '.join(json.dumps(value) for value in values)}),\n"


def table():
    """The table in Swift."""
    listed = botocore.session.Session().get_component("data_loader").load_data("partitions")["partitions"]
    # That of the regions whose names tell nothing comes first.
    ordered = sorted(listed, key=lambda partition: partition["id"] != "aws")
    return (
        "// Made by Tests/Interoperability/partitions.py of botocore's partitions.json.\n\n"
        "extension AWSPartition {\n"
        "    /// In the order of the properties; the partition of the regions whose names tell nothing comes first.\n"
        "    static let rows: [(String, [String], String, String, String)] = [\n"
        + "".join(map(entry, ordered))
        + "    ]\n}\n"
    )


def check_all(checks, _):
    """Compares the table with the one that would be made now."""
    with open(TABLE, encoding="utf-8") as file:
        checks.equal("the table of partitions is botocore's (else: run partitions.py)", file.read(), table())


if __name__ == "__main__":
    with open(TABLE, "w", encoding="utf-8") as target:
        target.write(table())
