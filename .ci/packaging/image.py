#!/usr/bin/env python3
"""Packs a root file system as an OCI image, without a daemon: one layer, in an oci-archive.

    .ci/packaging/image.py --rootfs DIRECTORY --architecture amd64 --version VERSION --commit COMMIT --out FILE

Podman, skopeo and containerd read it: `skopeo copy oci-archive:FILE docker://…`. Everything in it is dated by
SOURCE_DATE_EPOCH and sorted, so two builds write the same.
"""

import argparse
import datetime
import gzip
import hashlib
import io
import json
import os
import tarfile

USER = 65532
"""The user and group that the image runs as."""
MEDIA = "application/vnd.oci.image"
"""What the media types of OCI begin with."""


def add(archive, name, content=b"", **attributes):
    """Adds an entry to an archive, owned by root and dated by the commit unless said otherwise."""
    information = tarfile.TarInfo(name)
    information.size, information.mode = len(content), 0o644
    information.mtime = int(os.environ["SOURCE_DATE_EPOCH"])
    for attribute, value in attributes.items():
        setattr(information, attribute, value)
    archive.addfile(information, io.BytesIO(content))


def layer(rootfs):
    """The root file system as a tar archive; what belongs to USER is /data alone."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        paths = []
        for folder, folders, files in os.walk(rootfs):
            paths += [os.path.join(folder, name) for name in folders + files]
        for path in sorted(paths):
            name = os.path.relpath(path, rootfs)
            status = os.lstat(path)
            owner = USER if name == "data" else 0
            attributes = {"mode": status.st_mode & 0o7777, "uid": owner, "gid": owner}
            if os.path.islink(path):
                add(archive, name, type=tarfile.SYMTYPE, linkname=os.readlink(path), **attributes)
            elif os.path.isdir(path):
                add(archive, name, type=tarfile.DIRTYPE, **attributes)
            else:
                with open(path, "rb") as file:
                    add(archive, name, file.read(), **attributes)
    return buffer.getvalue()


def configuration(arguments, digest):
    """What the image runs, and as whom."""
    seconds = int(os.environ["SOURCE_DATE_EPOCH"])
    created = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "created": created,
        "architecture": arguments.architecture,
        "os": "linux",
        "config": {
            "User": f"{USER}:{USER}",
            "Env": ["PATH=/usr/bin", "HOME=/data", "LANG=C.UTF-8", "LOOPSWEEP_STATE_DIR=/data"],
            "Entrypoint": ["/usr/bin/loopsweep"],
            "Cmd": ["--help"],
            "Volumes": {"/data": {}},
            "WorkingDir": "/data",
            "StopSignal": "SIGTERM",
            "Labels": {
                "org.opencontainers.image.title": "loopsweep",
                "org.opencontainers.image.description": "Stops and deletes Amazon A2I human loops in bulk",
                "org.opencontainers.image.version": arguments.version,
                "org.opencontainers.image.revision": arguments.commit,
                "org.opencontainers.image.created": created,
            },
        },
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}"]},
        "history": [{"created": created, "created_by": ".ci/packaging/image.py"}],
    }


def main():
    """Writes the archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("rootfs", "architecture", "version", "commit", "out"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    blobs = {}

    def blob(content, media):
        digest = hashlib.sha256(content).hexdigest()
        blobs[digest] = content
        return {"mediaType": f"{MEDIA}.{media}", "digest": f"sha256:{digest}", "size": len(content)}

    def document(value, media):
        return blob(json.dumps(value, sort_keys=True, separators=(",", ":")).encode(), media)

    plain = layer(arguments.rootfs)
    packed = blob(gzip.compress(plain, 9, mtime=0), "layer.v1.tar+gzip")
    described = document(configuration(arguments, hashlib.sha256(plain).hexdigest()), "config.v1+json")
    manifest = document(
        {"schemaVersion": 2, "mediaType": f"{MEDIA}.manifest.v1+json", "config": described, "layers": [packed]},
        "manifest.v1+json",
    )
    manifest["annotations"] = {"org.opencontainers.image.ref.name": arguments.version.replace("+", "-")}
    index = {"schemaVersion": 2, "mediaType": f"{MEDIA}.index.v1+json", "manifests": [manifest]}
    with tarfile.open(arguments.out, "w", format=tarfile.PAX_FORMAT) as archive:
        add(archive, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
        add(archive, "index.json", json.dumps(index, sort_keys=True).encode())
        for digest, content in sorted(blobs.items()):
            add(archive, f"blobs/sha256/{digest}", content)


if __name__ == "__main__":
    main()
