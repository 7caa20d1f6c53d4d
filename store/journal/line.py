"""The lines of a journal: JSON that `jq` reads, each sealed with a CRC-32 of itself.

    {"pressmark":"journal","version":1,"reads":1,"start":1,…,"crc":"1a2b3c4d"}
    {"n":1,"clock":7,"at":"2026-03-01T09:30:00Z","label":"quote","put":{"quotes":{"ab12":{…}}},
     "delete":{},"crc":"5e6f7a8b"}

The first line is the header, every other line is one edit (and stands on one line). The checksum
covers the bytes before `,"crc":`, which always fill the last 18 bytes of the line, so that
checking is one slice. This module touches no file.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

FORMAT = 1
"""The version of the format that this program writes, and the newest that it reads."""

MAX_LINE = 64 * 1024 * 1024
"""Bytes. 100,000 quotes fit, as undo brings them back; what is longer was not written by us."""

MAX_CLOCK = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact."""

_TAIL = b',"crc":"%08x"}'
_TAIL_LENGTH = 18

Storable: TypeAlias = msgspec.Struct | Mapping[str, Any] | msgspec.Raw
"""A record to put: a typed record, a dictionary, or its JSON on one line."""

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=MAX_CLOCK)]


class BadLine(Exception):
    """A line that is not what was written; its text says why."""


class Header(msgspec.Struct, frozen=True):
    """The first line of a journal.

    `version` wrote the file and `reads` is the oldest version that may read it. Lines are numbered
    from `start` on; the first `snapshot` of them repeat what was alive at the last compaction, and
    are no edits of anybody's. `clock` is the highest Lamport clock before `start`, and `history`
    the length in bytes of what counts in `history.jsonl.gz`.
    """

    pressmark: Literal["journal"] = "journal"
    version: Count = FORMAT
    reads: Count = FORMAT
    start: Count = 1
    snapshot: Count = 0
    clock: Count = 0
    history: Count = 0

    @property
    def first_edit(self) -> int:
        """The number of the first line that is somebody's edit."""
        return self.start + self.snapshot


class Entry(msgspec.Struct, frozen=True, rename={"number": "n"}):
    """One edit as it stands on its line: first `delete` counts, then `put`.

    `put` is table → key → record as raw JSON, `delete` is table → keys. A `Raw` keeps its whole
    line in memory: copy what is to stay (`bytes(raw)`).
    """

    number: Count
    clock: Count
    at: str
    label: str
    put: dict[str, dict[str, msgspec.Raw]]
    delete: dict[str, list[str]]


_encode = msgspec.json.Encoder().encode
_decode_entry = msgspec.json.Decoder(Entry).decode
_decode_header = msgspec.json.Decoder(Header).decode


def seal(content: Header | Entry) -> bytes:
    """The line that says `content`, with its checksum and its line end.

    Raises UnicodeEncodeError where a text holds half a surrogate pair.
    """
    body = _encode(content)[:-1]
    return body + _TAIL % zlib.crc32(body) + b"\n"


def is_sealed(line: bytes) -> bool:
    """Whether `line` (without its line end) is as it was written."""
    return line[-_TAIL_LENGTH:] == _TAIL % zlib.crc32(line[:-_TAIL_LENGTH])


def read_entry(line: bytes) -> Entry:
    """The edit on `line`, which comes without its line end. Raises BadLine."""
    if line[-_TAIL_LENGTH:] != _TAIL % zlib.crc32(line[:-_TAIL_LENGTH]):
        raise BadLine("the line does not fit its checksum")
    try:
        return _decode_entry(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadLine(f"the line is no edit: {error}") from error


def read_header(line: bytes) -> Header:
    """The header on `line`, which comes without its line end. Raises BadLine."""
    if not is_sealed(line):
        raise BadLine("the first line does not fit its checksum")
    try:
        return _decode_header(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadLine(f"the first line is no journal's: {error}") from error


def raw(record: Storable) -> msgspec.Raw:
    """`record` as raw JSON on one line."""
    if isinstance(record, msgspec.Raw):
        return msgspec.Raw(bytes(record).replace(b"\n", b" "))  # only between tokens: JSON has none
    return msgspec.Raw(_encode(record))
