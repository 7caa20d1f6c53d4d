"""Feeds in JSON (JSON Feed 1.1): one article an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.sources import read_all

NAME = "feed (JSON Feed)"
SUFFIXES = (".jsonfeed",)

_VERSION = re.compile(rb"\"version\"\s{0,20}:\s{0,20}\"https?:\\?/\\?/jsonfeed\.org")


def sniff(head: bytes, suffix: str) -> int:
    """By its version, which names the format."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _VERSION.search(head):
        return 10
    return 5 * (suffix in SUFFIXES)


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """One draft for each entry. Raises Refused for what is no feed."""
    from store.readers._json import decoded

    feed = decoded(read_all(stream))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        raise Refused("is a feed without entries" if items == [] else "is no JSON Feed")
    for number, item in enumerate(items, 1):
        try:
            yield _draft(item, feed)
        except Refused as error:
            yield Refusal(f"{name}, entry {number}", str(error))


def _draft(item: Any, feed: dict[str, Any]) -> Draft:
    from store.readers._feed import absolute, entry_text

    if not isinstance(item, dict):
        raise Refused("is no entry that can be read")
    title = _text(item, "title")
    bodies = [_text(item, key) for key in ("content_html", "content_text", "summary")]
    home = _text(feed, "home_page_url") or _text(feed, "feed_url")
    own = _text(item, "id")
    own = own if own.startswith(("http://", "https://")) else ""
    url = absolute(_text(item, "url") or _text(item, "external_url") or own, home)
    return Draft(
        text=entry_text(bodies, title, url),
        title=title,
        source=_text(feed, "title"),
        byline=_names(item) or _names(feed),
        published=_text(item, "date_published") or _text(item, "date_modified"),
        url=url,
        language=_text(item, "language") or _text(feed, "language"),
    )


def _names(record: dict[str, Any]) -> str:
    authors = record.get("authors")
    listed = authors if isinstance(authors, list) else [record.get("author")]
    return ", ".join(filter(None, (_text(each, "name") for each in listed)))


def _text(record: Any, key: str) -> str:
    """A text of a record; empty where it has none, or something else."""
    found = record.get(key) if isinstance(record, dict) else None
    return found if isinstance(found, str) else ""
