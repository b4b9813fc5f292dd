#!/usr/bin/env python3
"""Writes the bill of materials of a build, CycloneDX 1.6, and the notices of what is linked.

    .ci/packaging/sbom.py --scratch DIRECTORY --binary BINARY --version VERSION --commit COMMIT --out FILE --notices FILE

It lists what is linked, not what was resolved. Its serial number and time come from the commit, so two builds write the same.
"""

import argparse
import datetime
import glob
import hashlib
import json
import os
import uuid

import components

RULE = "=" * 100
"""What stands between two notices."""


def entry(component):
    """A component as CycloneDX writes it."""
    found = {
        "type": "library",
        "bom-ref": component.reference,
        "name": component.name,
        **({"version": component.version} if component.version else {}),
        "licenses": [{"expression": component.licence}],
        "purl": component.reference.split("#")[0],
    }
    if component.url:
        found["externalReferences"] = [{"type": "vcs", "url": component.url}]
    properties = {"loopsweep:linkage": "dynamic" if component.is_library else "static"}
    if component.revision:
        properties["loopsweep:revision"] = component.revision
    if "#" in component.reference:
        del found["purl"]
        properties["loopsweep:copied-into"] = component.reference
    found["properties"] = [{"name": name, "value": value} for name, value in sorted(properties.items())]
    return found


def bill(arguments, needed, listed):
    """The whole bill."""
    seconds = int(os.environ["SOURCE_DATE_EPOCH"])
    with open(arguments.binary, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    reference = f"pkg:generic/loopsweep@{arguments.version}"
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, arguments.commit + digest)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(),
            "component": {
                "type": "application",
                "bom-ref": reference,
                "name": "loopsweep",
                "version": arguments.version,
                "purl": reference,
                "hashes": [{"alg": "SHA-256", "content": digest}],
                "properties": [{"name": "loopsweep:revision", "value": arguments.commit}],
            },
        },
        "components": [entry(component) for component in listed],
        "dependencies": [
            {"ref": reference, "dependsOn": sorted(needed)},
            *({"ref": component.reference, "dependsOn": sorted(component.needs)} for component in listed),
        ],
    }


def notices(listed):
    """The texts that come with what is linked statically, each once."""
    texts = {}
    for component in listed:
        if component.is_library:
            continue
        names = ["LICENSE*", "NOTICE*"]
        paths = [path for name in names for path in sorted(glob.glob(os.path.join(component.folder, name)))]
        if not component.folder:
            paths = sorted(glob.glob(os.path.join(components.toolchain(), "share", "swift", "LICENSE*")))
        for path in paths:
            with open(path, encoding="utf-8") as file:
                texts.setdefault(file.read().strip(), []).append(f"{component.name} {component.version}".strip())
    parts = ["What is linked into loopsweep, and the notices that come with it.\n"]
    parts += [
        f"{component.name} {component.version}".strip() + f": {component.licence}" for component in listed if not component.is_library
    ]
    for text, names in texts.items():
        parts += ["", RULE, ", ".join(names), RULE, "", text]
    return "\n".join(parts) + "\n"


def main():
    """Writes both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, text in {
        "scratch": "the scratch path of the build", "binary": "the program", "version": "its version",
        "commit": "its commit", "out": "the bill to write", "notices": "the notices to write",
    }.items():
        parser.add_argument(f"--{name}", required=True, help=text)
    arguments = parser.parse_args()
    needed, listed = components.everything(arguments.scratch, arguments.binary)
    with open(arguments.out, "w", encoding="utf-8") as file:
        json.dump(bill(arguments, needed, listed), file, indent=2)
        file.write("\n")
    with open(arguments.notices, "w", encoding="utf-8") as file:
        file.write(notices(listed))


if __name__ == "__main__":
    main()
