"""A feed in XML, cut into its entries while it streams by, so that none spoils another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from store.drafts import Refused
from store.readers._records import as_utf8

MAX_ENTRY = 5_000_000
"""Bytes that one entry may have, markup and all."""

MAX_HEAD = 500_000
"""Bytes that may stand before the first entry."""

TRAP = "declares entities in its XML, as only a trap does"

_CHUNK = 65_536
_LONGEST_MARK = 200
_MARK = re.compile(
    rb"<!\[CDATA\[|<!--|<(?P<end>/?)(?P<name>(?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s/>])"
)
_CLOSED_BY = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_DECLARATION = re.compile(rb"\s*(<\?xml\b[^>]{0,500}\?>)")
_ROOT = re.compile(rb"<((?:[\w.-]{1,40}:)?(?:rss|feed|RDF))\b[^<>]{0,20000}>", re.IGNORECASE)
_CHANNEL = re.compile(rb"<((?:[\w.-]{1,40}:)?channel)\b[^<>]{0,20000}>", re.IGNORECASE)
_WIDE = re.compile(rb"encoding\s*=\s*([\"'])utf-?(?:16|32)[^\"']*\1", re.IGNORECASE)


class _Mark(NamedTuple):
    """Where something begins or ends: an entry, or what is no markup."""

    start: int
    end: int
    text: bytes
    name: bytes
    ends: bool


class Frame(NamedTuple):
    """What stands around the entries: put around one of them, it is a feed again."""

    opening: bytes
    head: bytes
    closing: bytes

    def around(self, entry: bytes) -> bytes:
        return self.opening + entry + self.closing


def frame_of(head: bytes) -> Frame:
    """The frame of a feed that begins so. Raises Refused for what is no feed, or a trap."""
    if b"<!ENTITY" in head.upper():
        raise Refused(TRAP)
    root = _ROOT.search(head)
    if root is None:
        raise Refused("is no feed: it holds neither RSS nor Atom")
    said = _DECLARATION.match(head)
    opening = (_WIDE.sub(b"", said[1]) if said else b"") + root[0]
    closing = b"</%s>" % root[1]
    channel = _CHANNEL.search(head, root.end())
    whole = opening + head[root.end() :]
    if channel and b"</%s>" % channel[1] not in head:
        opening += channel[0]
        closing = b"</%s>" % channel[1] + closing
    return Frame(opening, whole + closing, closing)


def pieces(stream: BinaryIO) -> Iterator[bytes | Refused]:
    """What stands before the first entry, then each entry, or why it is refused.

    An entry that is not closed ends where the next one begins.
    """
    return _Cutter(as_utf8(stream)).pieces()


class _Cutter:
    """`_buffer` holds what has been read since `_start`, and has been looked at up to `_place`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = bytearray()
        self._place = 0
        self._ended = False
        self._too_long = False

    def pieces(self) -> Iterator[bytes | Refused]:
        name = b""
        while mark := self._next_mark(cap := MAX_ENTRY if name else MAX_HEAD):
            if not mark.name:
                self._pass_by(_CLOSED_BY[mark.text], cap)
            elif not mark.ends:
                yield from self._cut(mark.start, is_head=not name)
                name = mark.name
                self._place = len(mark.text)
            elif mark.name == name:
                end = self._buffer.find(b">", mark.end)
                yield from self._cut(end + 1 if end >= 0 else mark.end, is_head=False)
        if not name:
            yield bytes(self._buffer)
        elif self._buffer.startswith(b"<" + name):  # cut off in the middle
            yield from self._cut(len(self._buffer), is_head=False)

    def _cut(self, end: int, *, is_head: bool) -> Iterator[bytes | Refused]:
        """What has been gathered up to here, if it is something."""
        piece = bytes(self._buffer[:end])
        del self._buffer[:end]
        self._place = 0
        too_long, self._too_long = self._too_long, False
        if too_long or len(piece) > MAX_ENTRY:
            yield Refused(f"is over {MAX_ENTRY // 1_000_000} MB")
        elif is_head or piece.startswith(b"<"):  # between two entries there may be blanks
            yield piece

    def _next_mark(self, cap: int) -> _Mark | None:
        """The next mark behind the place; None at the end."""
        while True:
            found = _MARK.search(self._buffer, self._place)
            if found and (self._ended or found.end() + _LONGEST_MARK < len(self._buffer)):
                self._place = found.end()
                name, ends = found["name"] or b"", bool(found["end"])
                return _Mark(found.start(), found.end(), bytes(found[0]), bytes(name), ends)
            if self._ended:
                return None
            if not found:
                self._place = max(self._place, len(self._buffer) - _LONGEST_MARK)
            self._read(cap)

    def _pass_by(self, mark: bytes, cap: int) -> None:
        """Go on behind what is no markup."""
        while (found := self._buffer.find(mark, self._place)) < 0 and not self._ended:
            self._place = max(self._place, len(self._buffer) - len(mark))
            self._read(cap)
        self._place = len(self._buffer) if found < 0 else found + len(mark)

    def _read(self, cap: int) -> None:
        """Read on; of what is longer than it may be, only the end is kept."""
        if len(self._buffer) > cap:
            if cap == MAX_HEAD:
                raise Refused("is no feed: it holds no entries near its beginning")
            self._too_long = True
            del self._buffer[: self._place]
            self._place = 0
        data = self._stream.read(_CHUNK)
        self._ended = not data
        self._buffer += data
