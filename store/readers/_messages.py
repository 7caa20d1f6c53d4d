"""The mails of a stream, each without the bulk of its attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from store.drafts import Refused
from store.readers._records import lines

MAX_MAIL = 8_000_000
"""Bytes of one mail that are kept: parsing takes ten times as much of memory for a while."""

PACKED_FROM = 1_000_000
"""Bytes of a mail after which lines of packed bytes, as of a picture, are no longer kept."""

_PACKED = re.compile(rb"[A-Za-z0-9+/=]{57,}\s*")
_SEPARATOR = re.compile(rb"From .*\d\d?:\d\d(?::\d\d)?.*\d{4}.*\r?\n?")
_QUOTED = re.compile(rb">+From ")


class Found(NamedTuple):
    """One mail, or why it cannot be had, with its number and its first line in the file."""

    number: int
    line: int
    data: bytes | Refused


def is_separator(line: bytes) -> bool:
    """Whether a mailbox begins a new mail with this line."""
    return line.startswith(b"From ") and _SEPARATOR.fullmatch(line[:1000]) is not None


def single(stream: BinaryIO) -> Found:
    """The whole stream as one mail."""
    mail = _Mail(1, 1)
    for _, line in lines(stream):
        mail.add(line)
    return mail.done()


def in_mailbox(stream: BinaryIO) -> Iterator[Found]:
    """Each mail of an mbox file; nothing is locked, and nothing is written."""
    mail: _Mail | None = None
    number = 0
    for place, line in lines(stream):
        if line is not None and is_separator(line):
            if mail:
                yield mail.done()
            number += 1
            mail = _Mail(number, place)
        elif mail:
            mail.add(line[1:] if line and _QUOTED.match(line) else line)
    if mail:
        yield mail.done()


class _Mail:
    """Keeps the lines of one mail, within the cap."""

    def __init__(self, number: int, line: int) -> None:
        self._number, self._line = number, line
        self._data = bytearray()
        self._too_long = False

    def add(self, line: bytes | None) -> None:
        """Keep a line, unless it is packed bytes late in a long mail; None is one over the cap."""
        if line is None or len(self._data) > MAX_MAIL:
            self._too_long = True
            self._data.clear()
        elif not self._too_long and (len(self._data) < PACKED_FROM or not _PACKED.fullmatch(line)):
            self._data += line

    def done(self) -> Found:
        found: bytes | Refused = bytes(self._data)
        if self._too_long:
            found = Refused(f"is over {MAX_MAIL // 1_000_000} MB without its attachments")
        return Found(self._number, self._line, found)
