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
    """The process that holds a lock; -1 where the kernel does not tell, as for an open file."""

    process: int

    @property
    def account(self) -> str:
        """Whose process it is; "" where that cannot be told."""
        try:
            return account_name(Path("/proc", str(self.process)).stat().st_uid)
        except OSError:
            return ""

    def __str__(self) -> str:
        if self.process <= 0:
            return "a process that the kernel does not tell"
        return f"process {self.process}" + (f" of {self.account}" if self.account else "")


def open_to_look(path: Path) -> int:
    """A descriptor to ask for the locks on a file by. Raises OSError.

    Not to be closed while this process has the file open by SQLite: that lets go of all locks
    that the process holds on it.
    """
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)


def holding(descriptor: int, place: tuple[int, int], kind: int) -> Holder | None:
    """Who keeps this process from a lock of `kind` (`fcntl.F_RDLCK`, `fcntl.F_WRLCK`); or None.

    `place` is the first byte of an open file, and how many.
    """
    asked = struct.pack(_FLOCK, kind, os.SEEK_SET, *place, 0)
    found = struct.unpack(_FLOCK, fcntl.fcntl(descriptor, fcntl.F_GETLK, asked))
    return None if found[0] == fcntl.F_UNLCK else Holder(found[4])


def barring(descriptor: int) -> Holder | None:
    """Who locks all places to read by of a `-shm` file; one of them, where several do it together.

    Raises OSError.
    """
    held = [holding(descriptor, (byte, 1), fcntl.F_RDLCK) for byte in READER_BYTES]
    return held[0] if all(held) else None


def locking_up(database: Path) -> Holder | None:
    """Who keeps new sessions from a database by locks on it; None where nobody does.

    Any of its bytes will do for that: SQLite locks them together. May be called while SQLite has
    the file open, and takes 10 ms: the kernel waits until nobody changes its list. A file of the
    same number elsewhere is another: whoever may not open the library could make one, and lock it.
    """
    try:
        inode = database.stat().st_ino
        with _LOCKS.open("rb") as file:
            listed = file.read(_LISTED)
    except OSError:  # there is nothing, or the kernel does not tell
        return None
    locks = re.findall(_EXCLUSIVE % inode, listed)
    mount = mount_of(database) if locks else None
    start, length = DATABASE_BYTES
    for process, device, first, last in locks:
        elsewhere = mount is not None and device != b"%02x:%02x" % mount.device
        reaches = int(first) < start + length and (last == b"EOF" or start <= int(last))
        if reaches and not elsewhere and int(process) != os.getpid():
            return Holder(int(process))
    return None
