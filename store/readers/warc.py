"""Web archives (WARC), packed or not: one article for each page in them, read record by record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft

NAME = "web archive (WARC)"
SUFFIXES = (".warc", ".gz")
STREAMS = True
HEAVY = True

_PACKED = b"\x1f\x8b"


def sniff(head: bytes, suffix: str) -> int:
    """By its first line; of what is packed, by that of what is inside."""
    if re.match(rb"WARC/\d\.\d\r?\n", head):
        return 10
    if head.startswith(_PACKED):
        from store.readers._gzip import peek

        return 10 * peek(head).startswith(b"WARC/")
    return 5 * (suffix == ".warc")


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """One draft for each page that was answered with 200. Raises Refused where none was."""
    from store.readers._http import page_of
    from store.readers._markup import page_text
    from store.readers._page import page_draft
    from store.readers._warc import responses

    pages = 0
    for number, url, answer in responses(stream):
        try:
            if isinstance(answer, Refused):
                raise answer
            page = page_of(answer)
            if page is None:
                continue
            pages += 1
            draft = page_draft(page_text(page.body, page.charset), url)
            yield draft
        except Refused as error:
            pages += 1
            yield Refusal(f"{name}, record {number}", str(error))
    if not pages:
        raise Refused("holds no answer with a web page")
