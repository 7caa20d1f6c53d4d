"""Lists of feeds in OPML, as feed readers exchange them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import quoteattr

from store import sources
from store.drafts import Refused
from store.feeds.subscriptions import Feed
from store.fetch.web import is_url
from store.model import PressmarkError
from store.readers._xml import Handler, parse
from store.text import clean_line, printable

MAX_FEEDS = 10_000
_CHUNK = 65_536


def read_opml(path: Path) -> list[Feed]:
    """The feeds in a list, folders and all. Raises PressmarkError where it is none, or a trap."""
    outlines = _Outlines()
    try:
        with sources.opened(path) as stream:
            bounded = sources.within_cap(stream)
            parse(iter(lambda: bounded.read(_CHUNK), b""), outlines)
        if not outlines.feeds:
            raise Refused("lists no feeds")
    except Refused as error:
        raise PressmarkError(f"{printable(str(path))} {error}.") from error
    return outlines.feeds


def as_opml(feeds: Iterable[Feed]) -> str:
    """A list of feeds."""
    lines = [
        f'  <outline type="rss" text={quoteattr(feed.title or feed.url)}'
        f" xmlUrl={quoteattr(feed.url)}/>\n"
        for feed in feeds
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"<head><title>Pressmark</title></head>\n<body>\n{''.join(lines)}</body>\n</opml>\n"
    )


class _Outlines(Handler):
    def __init__(self) -> None:
        self.feeds: list[Feed] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        named = {name.lower(): value for name, value in attributes.items()}
        url = named.get("xmlurl", "").strip()
        if tag.lower() != "outline" or not is_url(url):
            return
        if len(self.feeds) == MAX_FEEDS:
            raise Refused(f"lists over {MAX_FEEDS:,} feeds")
        self.feeds.append(Feed(url, clean_line(named.get("title") or named.get("text", ""))))
