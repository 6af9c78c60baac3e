"""Reads and writes docker archives, the files that `docker save` makes.

archive.py digests FILE…              one line for each name in the archives: "NAME FULL-NAME SHA256-OF-ITS-CONFIG FILE"
archive.py make FILE NAME PROGRAM     an archive of one image that holds one static program, started as uid 65532
"""

import hashlib
import io
import json
import os
import sys
import tarfile


def full_name(name):
    """The name as the kubelet asks for it: demo/jobs:latest is docker.io/demo/jobs:latest, and so is localhost/demo/jobs:latest."""
    name = name.removeprefix("localhost/")
    domain, slash, _ = name.partition("/")
    if not slash:
        return "docker.io/library/" + name
    return name if "." in domain or ":" in domain else "docker.io/" + name


def digests(path):
    """Yields (name, sha256 of the config) for each name; raises KeyError or tarfile.ReadError if it is no docker archive."""
    with tarfile.open(path) as archive:
        for image in json.load(archive.extractfile("manifest.json")):
            config = archive.extractfile(image["Config"]).read()
            for name in image["RepoTags"] or []:
                yield name, hashlib.sha256(config).hexdigest()


def add(archive, name, content, mode=0o644):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), mode
    archive.addfile(entry, io.BytesIO(content))


def make(path, name, program):
    layer = io.BytesIO()
    command = os.path.basename(program)
    with tarfile.open(fileobj=layer, mode="w") as files, open(program, "rb") as binary:
        add(files, command, binary.read(), 0o755)
    digest = hashlib.sha256(layer.getvalue()).hexdigest()
    config = json.dumps({
        "architecture": {"x86_64": "amd64", "aarch64": "arm64"}[os.uname().machine], "os": "linux",
        "config": {"Entrypoint": ["/" + command], "User": "65532:65532"},
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest]},
    }).encode()
    config_name = hashlib.sha256(config).hexdigest() + ".json"
    with tarfile.open(path + ".new", "w") as archive:
        add(archive, digest + ".tar", layer.getvalue())
        add(archive, config_name, config)
        add(archive, "manifest.json", json.dumps([{"Config": config_name, "RepoTags": [name], "Layers": [digest + ".tar"]}]).encode())
    os.replace(path + ".new", path)


def main(arguments):
    match arguments:
        case ["digests", *files]:
            for path in files:
                try:
                    for name, digest in digests(path):
                        print(name, full_name(name), digest, path)
                except (KeyError, OSError, ValueError, tarfile.TarError) as problem:
                    reason = str(problem).splitlines()[0]
                    sys.exit(f"error: {path} is no docker archive ({reason}): make it with docker save or buildah push docker-archive:")
        case ["make", path, name, program]:
            make(path, name, program)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
