"""A file of gzip members: what unpacks each by itself, so that damage costs the member it hits.

Any program that reads gzip reads the whole of it.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

MEMBER = 64 * 1024
"""Bytes of lines that are packed together: larger ones are hardly smaller, and lose more."""

MAX_BAD = 100
"""Members with damage after which a file is not read on: it could keep us busy."""

QUICKLY = 3
"""The gzip level: a fifth larger than the best, in a quarter of the time."""

_BLOCK = 64 * 1024
_MAGIC = b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
"""How each member begins that `pack` makes."""

Report = Callable[[int, str], None]
"""Hears of damage: the byte at which the member begins, and what is wrong."""


def pack(lines: Iterable[bytes], file: BinaryIO) -> None:
    """Add `lines`, which come without their line ends, where `file` stands."""
    batch, size = [], 0
    for line in lines:
        batch.append(line)
        size += len(line) + 1
        if size >= MEMBER:
            file.write(_member(batch))
            batch, size = [], 0
    if batch:
        file.write(_member(batch))


def _member(lines: Iterable[bytes]) -> bytes:
    import gzip  # most sessions make no journal smaller

    return gzip.compress(b"".join(line + b"\n" for line in lines), QUICKLY, mtime=0)


def unpacked(
    descriptor: int, length: int, longest: int, report: Report
) -> Iterator[tuple[int, bytes]]:
    """Each line in the first `length` bytes, with the byte at which its member begins.

    Lines come without their line end, and are at most `longest` bytes long.
    """
    start = bad = 0
    while start < length and bad < MAX_BAD:
        member = _Member(descriptor, start, length, longest)
        try:
            for line in member.lines():
                yield start, line
            start = member.end
        except (EOFError, OSError, zlib.error) as error:
            bad += 1
            report(start, f"what is packed from here on is damaged: {error}")
            start = _next_magic(descriptor, start + 1, length)


def _next_magic(descriptor: int, start: int, length: int) -> int:
    """Where the next member begins; `length` where none does."""
    while start < length:
        try:
            block = os.pread(descriptor, _BLOCK, start)
        except OSError:
            return length
        found = block.find(_MAGIC)
        if found >= 0:
            return start + found
        if len(block) < _BLOCK:
            return length
        start += len(block) - len(_MAGIC) + 1
    return length


class _Member:
    """One gzip member; `end` is the byte after it, once its lines have been read."""

    def __init__(self, descriptor: int, start: int, length: int, longest: int) -> None:
        self._descriptor = descriptor
        self._length = length
        self._longest = longest
        self.end = start

    def lines(self) -> Iterator[bytes]:
        """Raises EOFError, OSError or zlib.error where the member is not as it was packed."""
        begun: list[bytes] = []
        for block in self._blocks():
            first, *others = block.split(b"\n")
            begun.append(first)
            if others:
                yield b"".join(begun)
                yield from others[:-1]
                begun = [others[-1]]
            if sum(map(len, begun)) > self._longest:
                raise EOFError("a line is too long")
        if any(begun):
            raise EOFError("it ends within a line")

    def _blocks(self) -> Iterator[bytes]:
        unpack = zlib.decompressobj(wbits=31)
        while not unpack.eof:
            packed = unpack.unconsumed_tail or self._read()
            yield unpack.decompress(packed, _BLOCK)
        self.end -= len(unpack.unused_data)

    def _read(self) -> bytes:
        wanted = min(_BLOCK, self._length - self.end)
        block = os.pread(self._descriptor, wanted, self.end) if wanted > 0 else b""
        if not block:
            raise EOFError("it ends too early")
        self.end += len(block)
        return block
