"""Who holds a lock on a file: a process that means harm can be named."""

from __future__ import annotations

import fcntl
import os
import re
import struct
from pathlib import Path
from typing import NamedTuple

from store.accounts import account_name
from store.filesystems import mount_of

_FLOCK = "hhqqi0q"
"""The kernel's `struct flock`: type, whence, start, length, process."""

DATABASE_BYTES = (0x40000000, 512)
"""Where SQLite locks a database: who writes there keeps everybody from reading."""

WRITER_BYTE = (120, 1)
"""Where SQLite locks a `-shm` file to write."""

READER_BYTES = range(124, 128)
"""Where SQLite locks a `-shm` file to read: one of these has to be free for that, as the one before
them serves only while there is nothing in the log."""

_LOCKS = Path("/proc/locks")
_LISTED = 1_000_000
"""Bytes of the kernel's list of locks that are looked at: anybody can make it any length."""

_EXCLUSIVE = rb"(?m)^\d+: (?:POSIX|OFDLCK) +ADVISORY +WRITE (-?\d+) (\w+:\w+):%d (\d+) (\d+|EOF)$"
"""A line of that list: a lock on a file of this number that lets nobody else in, not one that still
waits. The device is that of the list of mounts; some file systems tell `stat` another."""


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
    return None if found[0] == fcntl.F_UNLCK else _named(found[4])


def locking_up(database: Path) -> Holder | None:
    """Who keeps new sessions from a database by locks on it; None where nobody does.

    Any of its bytes will do for that: SQLite locks them together.
    """
    start, length = DATABASE_BYTES
    held = _excluded(database, range(start, start + length))
    return _named(next(iter(held.values()))) if held else None


def locking_up_memory(shm: Path) -> Holder | None:
    """Who keeps everybody from reading by locks on a `-shm` file; None where nobody does.

    It takes about 100 us, and 2 us more for each lock that anybody on the machine holds.
    """
    held = _excluded(shm, READER_BYTES)
    return _named(held[READER_BYTES[0]]) if len(held) == len(READER_BYTES) else None


def _excluded(path: Path, places: range) -> dict[int, int]:
    """Which of these bytes of a file nobody else can lock, and which other process sees to that.

    May be called while SQLite has the file open. A file of the same number elsewhere is another:
    whoever may not open the library could make one, and lock it.
    """
    try:
        inode = path.stat().st_ino
        with _LOCKS.open("rb") as file:
            listed = file.read(_LISTED)
    except OSError:  # nothing is shared yet, or the kernel does not tell
        return {}
    held: dict[int, int] = {}
    locks = re.findall(_EXCLUSIVE % inode, listed)
    mount = mount_of(path) if locks else None  # takes a millisecond
    for process, device, first, last in locks:
        elsewhere = mount is not None and device != b"%02x:%02x" % mount.device
        if int(process) != os.getpid() and not elsewhere:
            end = places.stop - 1 if last == b"EOF" else int(last)
            held |= dict.fromkeys(_common(places, range(int(first), end + 1)), int(process))
    return held


def _common(one: range, other: range) -> range:
    return range(max(one.start, other.start), min(one.stop, other.stop))


def _named(process: int) -> Holder:
    try:
        return Holder(process, account_name(Path("/proc", str(process)).stat().st_uid))
    except OSError:
        return Holder(process, "")
