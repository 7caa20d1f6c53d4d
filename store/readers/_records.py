"""Streams of records: one at a time, each within a cap, however long the whole is."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from store.decoding import WESTERN, code_page, decode, wide_encoding

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RECORD = 16_000_000
"""Bytes that one record may have: an article with the longest text, escapes and all."""

TOO_LONG = f"is over {MAX_RECORD // 1_000_000} MB: split it first"

_CHUNK = 262_144
_HEAD = 4096
_MARK = "\ufeff"


class Line(NamedTuple):
    """One line with its end, and its number from 1 on; `data` is None where it is over the cap."""

    number: int
    data: bytes | None


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of `stream`, of which one that is over the cap is passed by without being kept."""
    number = 0
    while data := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(data) <= MAX_RECORD:
            yield Line(number, data)
            continue
        while data and not data.endswith(b"\n"):
            data = stream.readline(_CHUNK)
        yield Line(number, None)


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """All of `stream` in pieces of a fixed length."""
    while data := stream.read(_CHUNK):
        yield data


def rejoined(head: bytes, stream: BinaryIO) -> io.BufferedReader:
    """`stream` from its beginning, of which `head` has been read already."""
    return io.BufferedReader(_Rejoined(head, stream), _CHUNK)


def as_utf8(stream: BinaryIO) -> io.BufferedReader:
    """`stream` in UTF-8 without a mark where it was in UTF-16 or UTF-32.

    Anything else comes as it is: each record may still be in an encoding of its own.
    """
    head = stream.read(_HEAD)
    encoding = wide_encoding(head)
    if encoding:
        return io.BufferedReader(_Recoded(head, stream, encoding), _CHUNK)
    return rejoined(head.removeprefix(codecs.BOM_UTF8), stream)


def page_of(stream: io.BufferedReader) -> str:
    """The code page of lines that are not in UTF-8; empty where the first of them do not tell."""
    page = code_page(stream.peek(_HEAD))
    return "" if page == WESTERN else page


def line_text(data: bytes, page: str) -> str:
    """A line as text; it may be in another encoding than the one before."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return decode(data, page)


@lru_cache(maxsize=1)  # every reader looks at the same ones
def readable_head(head: bytes) -> str:
    """The first bytes of a file as text, to be looked at; a letter cut in two is left out."""
    encoding = wide_encoding(head) or "utf-8"
    return head.decode(encoding, "ignore").removeprefix(_MARK)


class _Rejoined(io.RawIOBase):
    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._waiting = head
        # From a pipe, what is there is read, and nothing is waited for beyond it.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill `buffer` from what waits, or else from what comes next; 0 at the end."""
        room = memoryview(buffer)
        if not self._waiting:
            self._waiting = self._next(len(room))
        part, self._waiting = self._waiting[: len(room)], self._waiting[len(room) :]
        room[: len(part)] = part
        return len(part)

    def _next(self, size: int) -> bytes:
        return self._read(size)


class _Recoded(_Rejoined):
    def __init__(self, head: bytes, stream: BinaryIO, encoding: str) -> None:
        super().__init__(b"", stream)
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._waiting = self._decoder.decode(head).removeprefix(_MARK).encode("utf-8", "replace")

    def _next(self, size: int) -> bytes:
        while data := self._read(size):
            if text := self._decoder.decode(data):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")
