"""What is linked into a build of loopsweep: its packages, what they were copied from, and the libraries it needs."""

import dataclasses
import glob
import json
import os
import re
import shutil
import subprocess

LIBRARIES = {
    "libc6": "LGPL-2.1-or-later",
    "libgcc-s1": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libpcre2-8-0": "BSD-3-Clause",
    "libstdc++6": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libyaml-0-2": "MIT",
    "zlib1g": "Zlib",
}
"""The Debian packages that may be linked, and their licences; any other one is an error, for somebody has to look at it first."""
COPIES = {
    "CCryptoBoringSSL": ("boringssl", "Apache-2.0 AND ISC AND OpenSSL AND MIT"),
    "CNIOBoringSSL": ("boringssl", "Apache-2.0 AND ISC AND OpenSSL AND MIT"),
    "CNIOExtrasZlib": ("zlib", "Zlib"),
    "CNIOLLHTTP": ("llhttp", "MIT"),
    "CXKCP": ("xkcp", "CC0-1.0"),
}
"""Targets that hold a copy of other software."""


@dataclasses.dataclass
class Component:
    """Something that is linked."""

    reference: str
    name: str
    version: str
    licence: str
    url: str = ""
    revision: str = ""
    folder: str = ""
    is_library: bool = False
    needs: set = dataclasses.field(default_factory=set)


def licence(folder):
    """The SPDX expression for the licence of a package, and the path of its text."""
    paths = sorted(glob.glob(os.path.join(folder, "LICENSE*")))
    with open(paths[0], encoding="utf-8") as file:
        text = file.read()
    if "Apache License" not in text:
        raise SystemExit(f"{paths[0]}: not a licence that is known")
    return "Apache-2.0 WITH Swift-exception" if "Runtime Library Exception" in text else "Apache-2.0"


def linked_folders(products, checkouts):
    """The checkouts whose objects are linked, each with the names of its targets."""
    with open(os.path.join(products, "loopsweep.product", "Objects.LinkFileList"), encoding="utf-8") as file:
        names = {re.search(r"/(\w+)\.build/", line)[1] for line in file if ".build/" in line.rsplit("release/", 1)[-1]}
    found = {}
    for name in sorted(names):
        folder = os.path.join(products, f"{name}.build")
        listing = os.path.join(folder, "sources")
        if not os.path.exists(listing):
            listing = min(glob.glob(os.path.join(folder, "**", "*.d"), recursive=True))
        with open(listing, encoding="utf-8") as file:
            match = re.search(r"/checkouts/([^/]+)/", file.read())
        if match:
            found.setdefault(match[1], set()).add(name)
    return found


def graph(scratch):
    """The packages that each package depends on, by identities; the root's identity is the empty text."""
    command = ["swift", "package", "--scratch-path", scratch, "show-dependencies", "--format", "json"]
    edges = {}

    def walk(node, identity):
        edges[identity] = {child["identity"] for child in node["dependencies"]} | edges.get(identity, set())
        for child in node["dependencies"]:
            walk(child, child["identity"])

    walk(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout), "")
    return edges


def nearest(identity, edges, linked, seen=()):
    """The linked packages that a package depends on, through such as are not linked."""
    found = set()
    for child in edges.get(identity, ()):
        if child in linked:
            found.add(child)
        elif child not in seen:
            found |= nearest(child, edges, linked, {*seen, child})
    return found


def packages(scratch):
    """The components that are linked statically, by their identities."""
    with open(os.path.join(scratch, "workspace-state.json"), encoding="utf-8") as file:
        states = {item["packageRef"]["identity"]: item for item in json.load(file)["object"]["dependencies"]}
    checkouts, edges, found = os.path.join(scratch, "checkouts"), graph(scratch), {}
    folders = linked_folders(os.path.join(scratch, "release"), checkouts)
    identities = {identity: item for identity, item in states.items() if item["subpath"] in folders}
    for identity, item in sorted(identities.items()):
        url, state = item["packageRef"]["location"].removesuffix(".git"), item["state"]["checkoutState"]
        folder = os.path.join(checkouts, item["subpath"])
        reference = f"pkg:swift/{url.removeprefix('https://')}@{state['version']}"
        found[identity] = Component(reference, identity, state["version"], licence(folder), url, state["revision"], folder)
    for identity, component in list(found.items()):
        component.needs |= {found[other].reference for other in nearest(identity, edges, found)}
        for target in sorted(folders[identities[identity]["subpath"]] & set(COPIES)):
            copy = copied(component, target)
            component.needs.add(copy.reference)
            found[copy.reference] = copy
    root = {found[other].reference for other in nearest("", edges, found)}
    return root, found


def copied(component, target):
    """The software that a target holds a copy of."""
    name, expression = COPIES[target]
    folder = os.path.join(component.folder, "Sources", target)
    return Component(f"{component.reference}#Sources/{target}", name, own_version(folder), expression, folder=folder)


def own_version(folder):
    """What copied software says of its version or its commit; empty when it says nothing."""
    text = ""
    for path in sorted(glob.glob(os.path.join(folder, "**", "*.h"), recursive=True)) + [os.path.join(folder, "hash.txt")]:
        if os.path.exists(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                text += file.read()
    numbers = [re.search(rf"#define LLHTTP_VERSION_{part} (\d+)", text) for part in ("MAJOR", "MINOR", "PATCH")]
    if all(numbers):
        return ".".join(number[1] for number in numbers)
    said = re.search(r'#define \w*ZLIB_VERSION "([^"]+)"', text) or re.search(r"revision: +([0-9a-f]{40})|\b([0-9a-f]{40})\b", text)
    return next(filter(None, said.groups())) if said else ""


def toolchain():
    """The folder that the toolchain is installed in."""
    return os.path.dirname(os.path.dirname(os.path.realpath(shutil.which("swift"))))


def swift_runtime():
    """The toolchain's libraries, which are linked statically."""
    text = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True).stdout
    version = re.search(r"Swift version (\S+)", text)[1]
    reference = f"pkg:github/swiftlang/swift@swift-{version}-RELEASE"
    return Component(reference, "swift", version, "Apache-2.0 WITH Swift-exception", "https://github.com/swiftlang/swift")


def libraries(binary):
    """The Debian packages whose libraries the program loads."""
    listing = subprocess.run(["ldd", binary], capture_output=True, text=True, check=True).stdout
    paths = re.findall(r"=> (/\S+)", listing) + re.findall(r"^\s+(/\S+)", listing, re.MULTILINE)
    found = {}
    for path in map(os.path.realpath, paths):
        owner = ""
        for form in (path, path.removeprefix("/usr")):
            done = subprocess.run(["dpkg-query", "--search", form], capture_output=True, text=True, check=False)
            owner = owner or done.stdout.split(":")[0]
        if owner not in LIBRARIES:
            raise SystemExit(f"{path} is of {owner or 'no package'}, whose licence is not known here")
        show = ["dpkg-query", "--show", "--showformat=${Version} ${Architecture}", owner]
        version, architecture = subprocess.run(show, capture_output=True, text=True, check=True).stdout.split()
        with open("/etc/os-release", encoding="utf-8") as file:
            system = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', file.read(), re.MULTILINE))
        quoted = owner.replace("+", "%2B")
        reference = f"pkg:deb/{system['ID']}/{quoted}@{version.replace('+', '%2B')}?arch={architecture}"
        reference += f"&distro={system['ID']}-{system['VERSION_ID']}"
        found[owner] = Component(reference, owner, version, LIBRARIES[owner], is_library=True)
    return list(found.values())


def everything(scratch, binary):
    """The references that the program needs itself, and all components in the order of their references."""
    root, found = packages(scratch)
    others = [swift_runtime(), *libraries(binary)]
    listed = [*found.values(), *others]
    return root | {other.reference for other in others}, sorted(listed, key=lambda component: component.reference)
