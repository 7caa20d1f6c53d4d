"""The answer of a web server as it was kept: the page in it."""

from __future__ import annotations

import re
import zlib
from email.message import Message
from email.parser import BytesHeaderParser
from importlib import import_module
from typing import NamedTuple

from store.decoding import looks_like_text
from store.drafts import Refused

MAX_BODY = 20_000_000
"""Bytes that a page may unpack to."""

PAGES = ("text/html", "application/xhtml+xml")

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,1000}\r?\n")
_NO_BROTLI = (
    "is packed with Brotli, which needs the extra brotli: in the folder of Pressmark,"
    " pip install '.[brotli]'"
)
_ZIPPED = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class Page(NamedTuple):
    """The bytes of a page, and the encoding that the server said they are in."""

    body: bytes
    charset: str


def page_of(answer: bytes) -> Page | None:
    """The page that a server answered with; None for a failure, or for what is no page.

    Raises Refused where it is damaged, or packed like a trap.
    """
    head, body = _halves(answer)
    status = _STATUS.match(head)
    if status is None or status[1] != b"200":
        return None
    headers = BytesHeaderParser().parsebytes(head.partition(b"\n")[2])
    if headers.get_content_type() not in PAGES:
        return None
    if str(headers.get("Transfer-Encoding", "")).lower().strip() == "chunked":
        body = _unchunked(body)
    return Page(_plain(body, headers), headers.get_content_charset() or "")


def inflated(data: bytes, wbits: int) -> bytes:
    """What `data` unpacks to. Raises Refused where it is damaged or comes to too much."""
    unpacker = zlib.decompressobj(wbits)
    try:
        body = unpacker.decompress(data, MAX_BODY + 1)
    except zlib.error as error:
        raise Refused(f"is packed and damaged ({error})") from error
    return _within_cap(body)


def _unbrotlied(data: bytes) -> bytes:
    """What `data` unpacks to, where the extra for it is installed."""
    try:
        brotli = import_module("brotli")
    except ImportError as error:
        raise Refused(_NO_BROTLI) from error
    unpacker = brotli.Decompressor()
    try:
        body: bytes = unpacker.process(data, output_buffer_limit=MAX_BODY + 1)
    except brotli.error as error:
        raise Refused("is packed and damaged (Brotli)") from error
    if not unpacker.is_finished() and len(body) <= MAX_BODY:
        raise Refused("is packed and cut off (Brotli)")
    return _within_cap(body)


def _within_cap(body: bytes) -> bytes:
    if len(body) > MAX_BODY:
        raise Refused(f"unpacks to over {MAX_BODY // 1_000_000} MB: it looks like a trap")
    return body


def _halves(answer: bytes) -> tuple[bytes, bytes]:
    found = re.search(rb"\r?\n\r?\n", answer)
    return (answer[: found.start()], answer[found.end() :]) if found else (answer, b"")


def _plain(body: bytes, headers: Message) -> bytes:
    packing = str(headers.get("Content-Encoding", "")).lower().strip()
    if packing in _ZIPPED:
        # Archives often keep the head of a packed answer, and the answer unpacked.
        zipped = body[:2] == b"\x1f\x8b" or (packing == "deflate" and body[:1] == b"\x78")
        if zipped:
            return inflated(body, _ZIPPED[packing])
        # Some servers take “deflate” for the packing alone, without what belongs around it.
        return body if looks_like_text(body[:1000]) else inflated(body, -15)
    if packing in ("", "identity") or looks_like_text(body[:1000]):
        return body
    if packing != "br":
        raise Refused(f"is packed in a way that is not known ({packing[:20]})")
    return _unbrotlied(body)


def _unchunked(body: bytes) -> bytes:
    """The pieces of a chunked answer joined; one that is not chunked, as it is."""
    parts: list[bytes] = []
    place = 0
    while size := _CHUNK_SIZE.match(body, place):
        length = int(size[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        place = size.end() + length
        place += 2 if body[place : place + 2] == b"\r\n" else body[place : place + 1] == b"\n"
    return b"".join(parts) or body
