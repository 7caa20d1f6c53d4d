"""Feeds in RSS and Atom: one article an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._records import readable_head

NAME = "feed (RSS, Atom)"
SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
STREAMS = True
HEAVY = True

_BEGINS = re.compile(
    r"\s*(?:<\?xml\b[^>]{0,500}>\s*|<\?[^>]{0,1000}>\s*|<!--.{0,2000}?-->\s*"
    r"|<!DOCTYPE\b[^>\[]{0,500}(?:\[.{0,3500}?\]\s*)?>\s*)*"
    r"<(?:rss\b|(?:\w{1,20}:)?RDF\b|(?:\w{1,20}:)?feed\b[^>]*Atom|(?:\w{1,20}:)?feed\b[^>]*atom)",
    re.DOTALL,
)


def sniff(head: bytes, suffix: str) -> int:
    """By its first element."""
    if _BEGINS.match(readable_head(head)):
        return 9
    return 5 if suffix in SUFFIXES and b"<" in head else 0


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """One draft for each entry. Raises Refused for what is no feed, or a trap."""
    from store.readers._feed import entry_draft, feed_about
    from store.readers._feed_pieces import frame_of, pieces

    found = pieces(stream)
    head = next(found)
    if isinstance(head, Refused):
        raise head
    frame = frame_of(head)
    about = feed_about(frame.head)
    number = 0
    for number, piece in enumerate(found, 1):
        try:
            if isinstance(piece, Refused):
                raise piece
            yield entry_draft(frame.around(piece), about)
        except Refused as error:
            yield Refusal(f"{name}, entry {number}", str(error))
    if not number:
        raise Refused("is a feed without entries")
