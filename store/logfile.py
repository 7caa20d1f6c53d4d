"""A file that only grows: opened with distrust, read on from where one stopped, appended durably.

Nothing here knows what stands on a line. Readers never write, take no lock and can be blocked by
nobody; the one writer at a time holds a lock that only the owner of the file can take.
"""

from __future__ import annotations

import enum
import errno
import fcntl
import os
import stat
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

from store.model import PressmarkError

BLOCK = 256 * 1024
"""Bytes read at once; also what one slice of a large file costs at least."""

LOCK_SECONDS = 5.0
"""How long an append waits for another session of the same analyst."""

_TAIL = 19
"""Bytes before the offset that must still stand there: the last line's checksum and line end."""

SAFELY = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

Identity: TypeAlias = tuple[int, int]
"""Device and inode."""


class Unfit(PressmarkError):
    """A path that names something which must not be read or written as this analyst's file."""


class Unreadable(Exception):
    """A file cannot be read on: a line longer than anything we write, or a disk that fails."""


def identity(status: os.stat_result) -> Identity:
    return status.st_dev, status.st_ino


def open_regular(path: Path, owner: int, flags: int = os.O_RDONLY) -> int:
    """A descriptor of the regular file `path` that belongs to the account `owner`.

    Follows no link, waits for no other end of a pipe, opens no device. Raises FileNotFoundError,
    and Unfit for anything else that stands in the way.
    """
    try:
        _must_be_fit(path, os.lstat(path), owner)
        descriptor = os.open(path, flags | SAFELY)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Unfit(f"{path} cannot be opened: {error.strerror}") from error
    try:
        _must_be_fit(path, os.fstat(descriptor), owner)
    except Unfit:
        os.close(descriptor)
        raise
    return descriptor


def _must_be_fit(path: Path, status: os.stat_result, owner: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Unfit(f"{path} is not an ordinary file and is left alone; move it away")
    if status.st_uid != owner:
        raise Unfit(
            f"{path} belongs to user number {status.st_uid}, not {owner}, and is left alone; "
            "move it away or change its owner back"
        )


def doubts(descriptor: int) -> list[str]:
    """What is odd about an open file but does not stop anybody from reading it."""
    status = os.fstat(descriptor)
    found = []
    if status.st_nlink > 1:
        found.append(f"the file has {status.st_nlink} names (hard links); it should have one")
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        found.append("others than its owner may write to the file; chmod 644 takes that back")
    return found


def read_lines(
    descriptor: int, start: int, longest: int, stop: int | None = None
) -> Generator[tuple[int, bytes], None, bytes]:
    """Each complete line from byte `start` on (and before `stop`), with the byte it begins at.

    Lines come without their line end. The generator returns what stands after the last line end.
    Raises Unreadable, having read about twice `longest` bytes of a line that has no end.
    """
    offset, rest = start, b""
    while True:
        # A long line is read in growing steps: in equal ones it would be copied over and over.
        wanted = min(max(BLOCK, len(rest)), longest + 2)
        if stop is not None:
            wanted = min(wanted, stop - offset - len(rest))
        try:
            block = os.pread(descriptor, wanted, offset + len(rest)) if wanted else b""
        except OSError as error:
            raise Unreadable(f"reading failed: {error.strerror}") from error
        if not block:
            return rest
        lines = (rest + block).split(b"\n")
        rest = lines.pop()
        for line in lines:
            if len(line) > longest:
                raise Unreadable(f"a line is longer than {longest} bytes")
            yield offset, line
            offset += len(line) + 1
        if len(rest) > longest:
            raise Unreadable(f"a line is longer than {longest} bytes")


class Look(enum.Enum):
    """What a look at the path found."""

    SAME = enum.auto()
    GROWN = enum.auto()
    REPLACED = enum.auto()
    GONE = enum.auto()


class LogReader:
    """Follows one growing file, whoever writes it.

    `offset` is the first byte that was not handed out yet; `rest` is what stood after the last
    line end when the end of the file was last reached.
    """

    def __init__(self, path: Path, owner: int, longest: int) -> None:
        self.path = path
        self.offset = 0
        self.rest = b""
        self.identity: Identity | None = None
        self._owner = owner
        self._longest = longest
        self._descriptor: int | None = None
        self._tail = b""
        self._signature: tuple[int, int] | None = None
        self._finished: tuple[int, int] | None = None

    def look(self) -> Look:
        """Whether there is something to read; two system calls when there is not.

        REPLACED means that everything must be read again: the first time, after a compaction, and
        where bytes already handed out are not there any more (a write that failed was taken back).
        Raises Unfit.
        """
        try:
            named = os.lstat(self.path)
            if self._descriptor is None or identity(named) != self.identity:
                self._open()
                return Look.REPLACED
        except FileNotFoundError:
            self.close()
            return Look.GONE
        except OSError as error:
            self.close()
            raise Unfit(f"{self.path} cannot be opened: {error.strerror}") from error
        self._signature = named.st_size, named.st_mtime_ns
        if self._signature == self._finished:
            return Look.SAME
        if not self._tail_stands():
            self._rewind()
            return Look.REPLACED
        return Look.GROWN

    def _open(self) -> None:
        self.close()
        self._descriptor = open_regular(self.path, self._owner)
        status = os.fstat(self._descriptor)
        self.identity = identity(status)
        self._signature = status.st_size, status.st_mtime_ns

    def _tail_stands(self) -> bool:
        assert self._descriptor is not None
        length = len(self._tail)
        return os.pread(self._descriptor, length, self.offset - length) == self._tail

    def _rewind(self) -> None:
        self.offset, self.rest, self._tail, self._finished = 0, b"", b"", None

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """The lines that were not handed out yet, each with its offset; see `read_lines`."""
        assert self._descriptor is not None
        source = read_lines(self._descriptor, self.offset, self._longest)
        while True:
            try:
                start, line = next(source)
            except StopIteration as end:
                self.rest = end.value
                self._finished = self._signature
                return
            self.offset = start + len(line) + 1
            self._tail = line[1 - _TAIL :] + b"\n"
            yield start, line

    def lines_again(self) -> Iterator[bytes]:
        """The lines that were handed out, from the second on, from the file as it was opened."""
        if self._descriptor is None:
            return
        own = os.dup(self._descriptor)  # this one stays, should the file be replaced meanwhile
        try:
            for start, line in read_lines(own, 0, self._longest, stop=self.offset):
                if start:
                    yield line
        finally:
            os.close(own)

    def doubts(self) -> list[str]:
        return [] if self._descriptor is None else doubts(self._descriptor)

    def skip(self, written: bytes, offset: int) -> None:
        """Take note of `written`, which now ends the file and begins at `offset`."""
        self.offset = offset + len(written)
        self._tail = written[-_TAIL:]
        self.rest = b""

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        self.identity = None
        self._rewind()


class LogWriter:
    """Appends to the file of the account that runs this process, one writer at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock_path = path.with_suffix(".lock")
        self._lock: int | None = None
        self._depth = 0
        self._descriptor: int | None = None
        self._identity: Identity | None = None
        self._folder_synced = False

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of this file; may be nested. Raises PressmarkError after LOCK_SECONDS.

        The lock is a file of its own that only its owner can open: `flock` needs no more than an
        open descriptor, so anybody who may read a journal could block its owner by locking it.
        """
        if self._depth == 0:
            self._take_lock()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0 and self._lock is not None:
                fcntl.flock(self._lock, fcntl.LOCK_UN)

    def _take_lock(self) -> None:
        if self._lock is None:
            self._lock = self._open_lock()
        deadline, pause = time.monotonic() + LOCK_SECONDS, 0.0005
        while True:
            try:
                return fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise PressmarkError(
                        f"another session of yours holds {self._lock_path}; "
                        "close that session, then do this again"
                    ) from None
            time.sleep(pause)
            pause = min(pause * 2, 0.02)

    def _open_lock(self) -> int:
        make_folder(self.path.parent)
        try:
            created = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | os.O_EXCL | SAFELY, 0o600)
        except FileExistsError:
            return open_regular(self._lock_path, os.geteuid(), os.O_RDWR)
        except OSError as error:
            raise Unfit(f"{self._lock_path} cannot be made: {error.strerror}") from error
        return created

    def create(self) -> None:
        """Make the file, empty and readable for everybody, where there is none."""
        try:
            created = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY, 0o644)
        except FileExistsError:
            return
        except OSError as error:
            raise Unfit(f"{self.path} cannot be made: {error.strerror}") from error
        os.fchmod(created, 0o644)  # whatever the umask is: colleagues read, the owner writes
        os.close(created)

    def append(self, data: bytes, end: int, expected: Identity | None) -> None:
        """Write `data` at byte `end` of the file `expected`, and return when it is on the disk.

        What stands after `end` is cut off first. Call it within `locked`. Raises OSError; then the
        file is as it was up to `end`, and the descriptor is given up: after a failed sync the
        kernel may call its pages clean, and the next sync would lie.
        """
        descriptor = self._open(expected)
        try:
            if os.fstat(descriptor).st_size > end:
                os.ftruncate(descriptor, end)
            remaining = memoryview(data)
            while remaining:
                remaining = remaining[os.write(descriptor, remaining) :]
            os.fdatasync(descriptor)
            if not self._folder_synced:
                sync_folder(self.path.parent)
                self._folder_synced = True
        except OSError:
            self._take_back(descriptor, end)
            raise

    def _open(self, expected: Identity | None) -> int:
        if self._descriptor is None or self._identity != expected:
            self._close_file()
            opened = open_regular(self.path, os.geteuid(), os.O_WRONLY | os.O_APPEND)
            if identity(os.fstat(opened)) != expected:
                os.close(opened)
                raise OSError(errno.ESTALE, "the file was replaced by another program")
            self._descriptor, self._identity = opened, expected
        return self._descriptor

    def _take_back(self, descriptor: int, end: int) -> None:
        # Where even this fails, an unterminated line stays, which nobody reads and the next
        # append cuts, or a whole one, which counts as an edit that was there after all.
        with suppress(OSError):
            os.ftruncate(descriptor, end)
        self._close_file()

    def _close_file(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
        # A new descriptor may be of a file whose name is not on the disk yet: made by a session
        # that was killed before it got to that. So the folder is synced once for each.
        self._descriptor, self._identity, self._folder_synced = None, None, False

    def close(self) -> None:
        self._close_file()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def make_folder(folder: Path) -> None:
    """Make `folder` for its owner to write and everybody to read, where there is none.

    Raises Unfit where it is there and somebody else could rename or remove what stands in it.
    """
    try:
        try:
            folder.mkdir(mode=0o755, parents=True)
            sync_folder(folder.parent)
        except FileExistsError:
            pass
        status = os.lstat(folder)
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
            raise Unfit(f"{folder} is not a folder of your own; have it moved away")
        wanted = (stat.S_IMODE(status.st_mode) | 0o755) & ~0o022
        if stat.S_IMODE(status.st_mode) != wanted:
            folder.chmod(wanted)
    except OSError as error:
        raise Unfit(f"the folder {folder} cannot be made: {error.strerror}") from error


def sync_folder(folder: Path) -> None:
    """Put the names in `folder` on the disk. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
