"""Pages that a browser saved in one file (MHTML): one article a page.

Such a file is a mail: its parts are the page and all that the page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import Any, BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.sources import read_all

NAME = "saved page (MHTML)"
SUFFIXES = (".mhtml", ".mht")
HEAVY = True

_HEADER = re.compile(rb"(?:[A-Za-z0-9-]{1,80}:.*(?:\r?\n[ \t].*)*\r?\n)+")
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_SAVED = re.compile(
    rb"^(?:snapshot-content-location:|from:\s*[\"<]*saved by)|type=[\"']?text/html",
    re.IGNORECASE | re.MULTILINE,
)
_SCANNED = 20_000
_MAX_PARTS = 2_000


def sniff(head: bytes, suffix: str) -> int:
    """By the head of a mail whose parts belong together, as a browser writes it."""
    header = _HEADER.match(head[:_SCANNED].lstrip(b"\xef\xbb\xbf\r\n"))
    if header and _RELATED.search(header[0]):
        return 9 if suffix in SUFFIXES else 10 * bool(_SAVED.search(header[0]))
    return 5 * (suffix in SUFFIXES)


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:  # noqa: ARG001 - a reader's face
    """The one draft that a saved page makes. Raises Refused where there is no page in it."""
    from email.parser import BytesParser
    from email.policy import compat32

    from store.readers._markup import page_text
    from store.readers._page import page_draft

    try:
        whole = BytesParser(policy=compat32).parsebytes(read_all(stream))
        part = _page(whole)
    except RecursionError as error:
        raise Refused("has parts nested too deeply in parts") from error
    data = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(data, bytes) or not data.strip():
        raise Refused("is a saved file without a page in it")
    url = part.get("Content-Location") or whole.get("Snapshot-Content-Location") or ""
    yield page_draft(page_text(data, part.get_content_charset() or ""), _web(str(url)))


def _page(whole: Message) -> Message | None:
    """The part that is the page: the first one in HTML."""
    waiting = [whole]
    for _ in range(_MAX_PARTS):
        if not waiting:
            break
        part = waiting.pop()
        if part.is_multipart():
            inside: Any = part.get_payload()
            waiting += [each for each in reversed(inside) if isinstance(each, Message)]
        elif part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
    return None


def _web(url: str) -> str:
    return url.strip() if url.strip().lower().startswith(("http://", "https://")) else ""
