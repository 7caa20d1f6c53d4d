"""Who holds a lock on a file: a process that means harm can be named."""

from __future__ import annotations

import fcntl
import os
import struct
from pathlib import Path
from typing import NamedTuple

from store.accounts import account_name

_FLOCK = "hhqqi0q"
"""The kernel's `struct flock`: type, whence, start, length, process."""

DATABASE_BYTES = (0x40000000, 512)
"""Where SQLite locks a database: who writes there keeps everybody from reading."""

WRITER_BYTE = (120, 1)
"""Where SQLite locks a `-shm` file to write."""

READER_BYTES = range(123, 128)
"""Where SQLite locks a `-shm` file to read: one of these has to be free for that."""


class Holder(NamedTuple):
    """The process that holds a lock, and its account; "" where that cannot be told."""

    process: int
    account: str


def holder(path: Path, place: tuple[int, int], kind: int) -> Holder | None:
    """Who keeps this process from a lock of `kind` (`fcntl.F_RDLCK`, `fcntl.F_WRLCK`); or None.

    Not to be called while this process has the file open by SQLite: closing it, as this does,
    lets go of all locks that the process holds on it.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        asked = struct.pack(_FLOCK, kind, os.SEEK_SET, *place, 0)
        found = struct.unpack(_FLOCK, fcntl.fcntl(descriptor, fcntl.F_GETLK, asked))
    finally:
        os.close(descriptor)
    if found[0] == fcntl.F_UNLCK:
        return None
    try:
        return Holder(found[4], account_name(Path("/proc", str(found[4])).stat().st_uid))
    except OSError:
        return Holder(found[4], "")
