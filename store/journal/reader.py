"""Reading a file that others append to: on from where one stopped, without a lock.

Nothing here knows what stands on a line, and nobody can block it.
"""

from __future__ import annotations

import enum
import os
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path

from store.files import release
from store.journal.files import Identity, Unfit, doubts, identity, must_own, open_regular

BLOCK = 256 * 1024
"""Bytes read at once; also what one slice of a large file costs at least."""

_TAIL = 19
"""Bytes before the offset that must still stand there: the last line's checksum and line end."""


class Unreadable(Exception):
    """A file cannot be read on: a line longer than anything we write, or a disk that fails."""


def read_lines(
    descriptor: int, start: int, longest: int, stop: int | None = None
) -> Generator[tuple[int, bytes], None, bytes]:
    """Each complete line from byte `start` on (and before `stop`), with the byte it begins at.

    Lines come without their line end. The generator returns what stands after the last line end.
    Raises Unreadable, having read about `longest` bytes of a line that has no end.
    """
    offset, begun, length = start, [b""], 0  # pieces of a line, and their length together
    while True:
        wanted = BLOCK if stop is None else min(BLOCK, stop - offset - length)
        try:
            block = os.pread(descriptor, wanted, offset + length) if wanted else b""
        except OSError as error:
            raise Unreadable(f"reading failed: {error.strerror}") from error
        if not block:
            return b"".join(begun)
        first, *others = block.split(b"\n")
        begun.append(first)
        length += len(first)
        for following in others:
            if length > longest:
                break
            line = b"".join(begun)
            yield offset, line
            offset += length + 1
            begun, length = [following], len(following)
        if length > longest:
            raise Unreadable(f"a line is longer than {longest} bytes")


def read_lines_back(descriptor: int, stop: int, longest: int) -> Iterator[tuple[int, bytes]]:
    """Each line that ends before byte `stop`, the last first, with the byte it begins at.

    `stop` is where a line has just ended. Raises Unreadable as `read_lines` does.
    """
    if stop == 0:
        return
    stop, rest = stop - 1, b""
    while stop > 0:
        wanted = min(max(BLOCK, len(rest)), stop)
        try:
            block = os.pread(descriptor, wanted, stop - wanted)
        except OSError as error:
            raise Unreadable(f"reading failed: {error.strerror}") from error
        if len(block) < wanted:
            raise Unreadable("the file has become shorter")
        stop -= wanted
        rest, *lines = (block + rest).split(b"\n")
        if len(rest) > longest:
            raise Unreadable(f"a line is longer than {longest} bytes")
        offset = stop + len(rest) + sum(len(line) + 1 for line in lines) + 1
        for line in reversed(lines):
            offset -= len(line) + 1
            yield offset, line
    yield 0, rest


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
            with suppress(FileNotFoundError):
                must_own(self.path.parent, self._owner)
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
        must_own(self.path.parent, self._owner)
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

    def lines_back(self) -> Iterator[bytes]:
        """The same lines, the last first."""
        if self._descriptor is None:
            return
        own = os.dup(self._descriptor)
        try:
            for start, line in read_lines_back(own, self.offset, self._longest):
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
            release(self._descriptor)
            self._descriptor = None
        self.identity = None
        self._rewind()
