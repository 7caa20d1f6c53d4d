"""Gzip from strangers, member after member, unpacked piece by piece and counted."""

from __future__ import annotations

import io
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from store.drafts import Refused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 200
"""How many times its size a packed file may unpack to, once it is not small; markup comes to 10."""

_GZIP = 31
_SMALL = 10_000_000
_CHUNK = 65_536
_PEEKED = 64


def peek(head: bytes) -> bytes:
    """What the first bytes of a packed file unpack to, up to where they are damaged."""
    member = zlib.decompressobj(_GZIP)
    found = b""
    with suppress(zlib.error):
        for place in range(0, len(head), _PEEKED):
            found += member.decompress(head[place : place + _PEEKED], _CHUNK)
    return found


def unpacked(stream: BinaryIO) -> BinaryIO:
    """What `stream` holds. Reading raises Refused where it is damaged, or packed like a trap."""
    return io.BufferedReader(_Members(stream), _CHUNK)


class _Members(io.RawIOBase):
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._member = zlib.decompressobj(_GZIP)
        self._waiting = b""
        self._read = 0
        self._made = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        room = memoryview(buffer)
        part = b""
        while not part and self._fill():
            try:
                part = self._member.decompress(self._waiting, len(room))
            except zlib.error as error:
                raise Refused(f"is packed and damaged ({error})") from error
            self._waiting = self._member.unconsumed_tail
            if self._member.eof:
                # Some pad a member with zeros; what follows is the next one.
                self._waiting = self._member.unused_data.lstrip(b"\0")
                self._member = zlib.decompressobj(_GZIP)
        self._count(len(part))
        room[: len(part)] = part
        return len(part)

    def _fill(self) -> bool:
        """Have something to unpack; False at the end."""
        while not self._waiting:
            self._waiting = self._stream.read(_CHUNK)
            if not self._waiting:
                return False
            self._read += len(self._waiting)
        return True

    def _count(self, size: int) -> None:
        self._made += size
        if self._made > _SMALL and self._made > MAX_RATIO * self._read:
            raise Refused(f"is packed over {MAX_RATIO} times: it looks like a trap")
