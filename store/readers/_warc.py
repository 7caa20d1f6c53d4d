"""The records of a web archive (WARC, ISO 28500), one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from store.drafts import Refused
from store.readers._gzip import unpacked
from store.readers._records import rejoined

MAX_ANSWER = 20_000_000
"""Bytes that the answer of a server may have; what is longer is no page."""

_LONGEST_LINE = 65_536
_MOST_HEADERS = 200
_CHUNK = 65_536


class Response(NamedTuple):
    """The number of a record, where the answer came from, and the answer, head and all."""

    number: int
    url: str
    answer: bytes | Refused


def responses(stream: BinaryIO) -> Iterator[Response]:
    """The answers of servers in an archive. Raises Refused where it is damaged."""
    head = stream.read(2)
    whole = rejoined(head, stream)
    archive = unpacked(whole) if head == b"\x1f\x8b" else whole
    number = 0
    while headers := _headers(archive, number + 1):
        number += 1
        length = _length(headers, number)
        kind = headers.get("warc-type", "")
        url = headers.get("warc-target-uri", "").strip("<>")
        if kind in ("response", "resource"):
            yield Response(number, url, _block(archive, length, headers, kind))
        else:
            _skip(archive, length)


def _headers(archive: BinaryIO, number: int) -> dict[str, str]:
    """The named fields of the next record; none at the end."""
    line = archive.readline(_LONGEST_LINE)
    while line in (b"\r\n", b"\n"):
        line = archive.readline(_LONGEST_LINE)
    if not line:
        return {}
    if not line.startswith(b"WARC/"):
        raise Refused(f"is damaged where record {number} should begin")
    headers: dict[str, str] = {"": ""}
    for _ in range(_MOST_HEADERS):
        line = archive.readline(_LONGEST_LINE)
        if not line.strip():
            return headers
        name, _, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    raise Refused(f"has a record, number {number}, with too long a head")


def _length(headers: dict[str, str], number: int) -> int:
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise Refused(f"does not say how long its record {number} is")
    return int(length)


def _block(archive: BinaryIO, length: int, headers: dict[str, str], kind: str) -> bytes | Refused:
    if length > MAX_ANSWER:
        _skip(archive, length)
        return Refused(f"is over {MAX_ANSWER // 1_000_000} MB")
    block = archive.read(length)
    if len(block) < length:
        return Refused("is cut off: the archive ends in the middle of it")
    if kind == "resource":  # kept without the head of an answer
        said = headers.get("content-type", "text/html")
        return f"HTTP/1.1 200 OK\r\nContent-Type: {said}\r\n\r\n".encode() + block
    return block


def _skip(archive: BinaryIO, length: int) -> None:
    while length > 0 and (passed := archive.read(min(length, _CHUNK))):
        length -= len(passed)
