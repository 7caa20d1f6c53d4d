"""The feeds of a library: rows in `library.db`, everybody's, with what is needed to ask again."""

from __future__ import annotations

import json
from collections.abc import Iterable

import msgspec

from store.additions import complete
from store.database import Database
from store.fetch.web import checked
from store.text import clean_line

SCHEMA = (
    # `etag` and `modified` go back to the server; `seen` lists the keys of the feed's own texts.
    """CREATE TABLE IF NOT EXISTS feed(
        url TEXT PRIMARY KEY, title TEXT NOT NULL, etag TEXT NOT NULL DEFAULT '',
        modified TEXT NOT NULL DEFAULT '', fetched TEXT NOT NULL DEFAULT '',
        problem TEXT NOT NULL DEFAULT '', seen TEXT NOT NULL DEFAULT '[]') WITHOUT ROWID""",
)


class Feed(msgspec.Struct, frozen=True):
    """A feed; `fetched` is when it was asked last, in UTC, and `problem` why nothing came then."""

    url: str
    title: str = ""
    etag: str = ""
    modified: str = ""
    fetched: str = ""
    problem: str = ""
    seen: frozenset[int] = frozenset()


class Subscriptions:
    """The list of feeds in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        complete(database, SCHEMA)

    def all(self) -> list[Feed]:
        """Every feed, by its address."""
        columns = ", ".join(Feed.__struct_fields__)
        found = self._database.rows(f"SELECT {columns} FROM feed ORDER BY url")
        return [
            Feed(url, title, etag, modified, fetched, problem, frozenset(json.loads(seen)))
            for url, title, etag, modified, fetched, problem, seen in found
        ]

    def add(self, feeds: Iterable[Feed]) -> int:
        """Subscribe to feeds; how many were new. Raises PressmarkError for what is no address."""
        wanted = {feed.url: clean_line(feed.title) for feed in feeds}
        checked(wanted)
        with self._database.transaction():
            return sum(
                self._database.run("INSERT OR IGNORE INTO feed(url, title) VALUES (?, ?)", each)
                for each in wanted.items()
            )

    def remove(self, url: str) -> bool:
        """Give up a feed, not its articles; whether there was such a one."""
        return self._database.run("DELETE FROM feed WHERE url = ?", (url,)) > 0

    def note(self, feeds: Iterable[Feed]) -> None:
        """Keep what came of asking; a feed that was given up meanwhile stays given up."""
        with self._database.transaction():
            for feed in feeds:
                self._database.run(
                    "UPDATE feed SET title = ?, etag = ?, modified = ?, fetched = ?, problem = ?,"
                    " seen = ? WHERE url = ?",
                    (
                        clean_line(feed.title), feed.etag, feed.modified, feed.fetched,
                        feed.problem, json.dumps(sorted(feed.seen)), feed.url,
                    ),
                )  # fmt: skip
