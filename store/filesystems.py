"""What kind of file system a path is on, as the kernel lists it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

MOUNTS = Path("/proc/self/mountinfo")

# fmt: off
NETWORK = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "fuse.ceph", "fuse.glusterfs",
        "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "gpfs", "lustre", "ncpfs",
        "nfs", "nfs4", "ocfs2", "orangefs", "smb3", "smbfs", "virtiofs",
    }
)
# fmt: on
"""Types whose files stand on another machine, or in another kernel's care."""

MEMORY = frozenset({"ramfs", "tmpfs"})
"""Types that are gone when the machine is switched off."""


class Reserve(NamedTuple):
    """What a file system does not promise, and what to do about it."""

    what: str
    do: str


class Mount(NamedTuple):
    """A file system in the tree of folders."""

    device: tuple[int, int]
    point: str
    type: str

    @property
    def is_network(self) -> bool:
        return self.type in NETWORK

    @property
    def reserve(self) -> Reserve | None:
        """What to know of it before a library stands there; None where nothing is."""
        if self.is_network:
            return Reserve(
                f"the library is on {self.type}, a network file system, where nothing is promised "
                "of locks and of writes",
                "move it to a disk of the server",
            )
        if self.type in MEMORY:
            return Reserve(
                f"the library is on {self.type}, which is memory: all of it is gone when this "
                "machine starts again",
                "move it to a disk",
            )
        return None


def mounts(listed: str) -> list[Mount]:
    """The mounts that a `mountinfo` file lists, each later one over the earlier."""
    found = []
    for line in listed.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        major, _, minor = fields[2].partition(":")
        # Spaces and the like stand there in octal.
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
        found.append(Mount((int(major), int(minor)), point, after.split(" ")[0]))
    return found


def mount_of(path: Path, listed: str | None = None) -> Mount | None:
    """The mount that a path is on; None where the kernel does not say."""
    try:
        text = MOUNTS.read_text(errors="surrogateescape") if listed is None else listed
        real = os.path.realpath(path)
    except OSError:
        return None
    found = None
    for each in mounts(text):
        # Of several mounts on one folder, only the last is to be seen.
        inside = f"{real}/".startswith(f"{each.point.rstrip('/')}/")
        if inside and (found is None or len(each.point) >= len(found.point)):
            found = each
    return found
