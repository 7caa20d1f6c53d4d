"""What is new in feeds, as articles: asked for with what the server gave us to ask again with."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from store.catalogue import key_of
from store.drafts import Refusal, Refused
from store.feeds.subscriptions import Feed
from store.fetch.fetcher import Fetcher
from store.fetch.pages import Reading, ahead
from store.fetch.web import Fetched, is_url
from store.model import Article, now
from store.pool import Pool
from store.readers._columns import Meaning

MAX_ENTRIES = 2_000
"""Entries of one feed that are looked at; feeds have some tens, and one may have no end."""


class News:
    """Reads what is new in some feeds; an intake as that of files is.

    With `full`, the page that a new entry leads to comes in, and the entry's own text where that
    page does not. `asked` says afterwards what is to be kept of each feed that was asked.
    """

    def __init__(self, feeds: Iterable[Feed], fetcher: Fetcher, *, full: bool = False) -> None:
        self.bytes = 0
        self.meanings: dict[str, Meaning] = {}
        self.codebooks: list[Path] = []
        self.feed_lists: list[Path] = []
        self.asked: list[Feed] = []
        self._feeds = {feed.url: feed for feed in feeds}
        self._fetcher = fetcher
        self._full = full

    def __iter__(self) -> Iterator[Article | Refusal]:
        """Each new article, and why what is none of them is none."""
        conditions = {url: _conditions(feed) for url, feed in self._feeds.items()}
        with tempfile.TemporaryDirectory(prefix="pressmark-") as folder, Pool(1) as pool:
            reading = Reading(pool, Path(folder))
            for url, found in ahead(self._feeds, self._fetcher, conditions):
                feed = msgspec.structs.replace(self._feeds[url], fetched=now(), problem="")
                if isinstance(found, Refused):
                    self.asked.append(msgspec.structs.replace(feed, problem=str(found)))
                    yield Refusal(url, str(found))
                elif found.status == 304:
                    self.asked.append(feed)
                else:
                    yield from self._entries(feed, found, reading)
                self.bytes += 1

    def _entries(self, feed: Feed, found: Fetched, reading: Reading) -> Iterator[Article | Refusal]:
        """What is new in an answer."""
        title, problem = feed.title, ""
        seen: set[int] = set()
        fresh: list[Article] = []
        for number, item in enumerate(reading.articles(feed.url, found), 1):
            if number > MAX_ENTRIES:
                problem = f"has over {MAX_ENTRIES:,} entries: only the first ones were read"
                yield Refusal(feed.url, problem)
                break
            if isinstance(item, Refusal):
                problem = problem or item.why
                yield item
                continue
            title = title or item.source
            seen.add(key_of(item.id))
            if key_of(item.id) not in feed.seen:
                fresh.append(item)
        yield from self._in_full(fresh, reading) if self._full else fresh
        headers = found.headers
        self.asked.append(
            msgspec.structs.replace(
                feed, title=title, problem=problem, seen=frozenset(seen),
                etag=headers.get("etag", ""), modified=headers.get("last-modified", ""),
            )
        )  # fmt: skip

    def _in_full(self, entries: list[Article], reading: Reading) -> Iterator[Article | Refusal]:
        """The pages that entries lead to, each with what only the feed says of it."""
        by_url = {entry.url: entry for entry in entries if is_url(entry.url)}
        yield from (entry for entry in entries if not is_url(entry.url))
        for url, found in ahead(by_url, self._fetcher):
            entry = by_url[url]
            if isinstance(found, Refused):
                yield Refusal(url, f"{found}; the text of the feed came in its place")
                yield entry
                continue
            for item in reading.articles(url, found):
                yield item if isinstance(item, Refusal) else _joined(item, entry)


def _conditions(feed: Feed) -> dict[str, str]:
    """What to send along so that only news are answered (RFC 9110, section 13)."""
    said = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    return {name: value for name, value in said.items() if value}


def _joined(page: Article, entry: Article) -> Article:
    """A page, with what its feed says of it in place of what it does not say itself."""
    # Of a page that does not name its site, the source is the host, as it stands in its address.
    named = page.source if page.source not in page.url else ""
    return msgspec.structs.replace(
        page,
        title=entry.title or page.title,
        source=named or entry.source or page.source,
        byline=page.byline or entry.byline,
        published=entry.published or page.published,
        language=page.language or entry.language,
    )
