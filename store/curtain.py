"""A blind library: the marks of others on an article stay back until the own review of it is done.

They are kept from the tables that everything is asked of, so no list, count, search or plot can
show what no look at an article should. That somebody else has finished an article is no secret:
how many readers it still needs depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from store.database import Database
from store.index import Index
from store.model import TABLES, Quote, Record, Review, Table

Item: TypeAlias = tuple[str, Record]
Change: TypeAlias = tuple[Table, str, Record | None]
Fetch: TypeAlias = Callable[[str, Table, str], Record | None]

HELD = """CREATE TEMP TABLE IF NOT EXISTS held(
    article TEXT, analyst TEXT, tab INTEGER, key TEXT,
    PRIMARY KEY(article, analyst, tab, key)) WITHOUT ROWID"""

CHUNK = 1000


class Curtain:
    """Stands between the journals and the index; `fetch(analyst, table, key)` reads a record."""

    def __init__(self, index: Index, me: str, fetch: Fetch) -> None:
        self._index = index
        self._database: Database = index.database
        self._me = me
        self._fetch = fetch
        self._finished: set[str] = set()
        self._database.run(HELD)

    def begin(self) -> None:
        """Everybody's records come again, the own ones first."""
        self._finished.clear()
        self._database.run("DELETE FROM temp.held")

    def filtered(self, analyst: str, table: Table, items: Iterable[Item]) -> Iterator[Item]:
        """What of an analyst's records may be shown; the rest is held."""
        held: list[tuple[str, str, Table, str]] = []
        for key, record in items:
            shown = self._seen(analyst, table, key, record, held)
            if len(held) >= CHUNK:
                self._hold(held)
            if shown is not None:
                yield key, shown
        self._hold(held)

    def apply(self, analyst: str, changes: Iterable[Change]) -> None:
        """Let the index know of an edit, as far as it may be shown, and of what that uncovers."""
        held: list[tuple[str, str, Table, str]] = []
        shown: list[Change] = []
        turned: dict[str, None] = {}
        for table, key, record in changes:
            before = key in self._finished
            seen = record and self._seen(analyst, table, key, record, held)
            if record is None and analyst == self._me and table == "reviews":
                self._finished.discard(key)
            if analyst == self._me and (key in self._finished) != before:
                turned[key] = None
            shown.append((table, key, seen))
        self._hold(held)
        self._index.apply(analyst, shown)
        for article in turned:
            self._turn(article)

    def _seen(
        self,
        analyst: str,
        table: Table,
        key: str,
        record: Record,
        held: list[tuple[str, str, Table, str]],
    ) -> Record | None:
        if analyst == self._me:
            if isinstance(record, Review):
                (self._finished.discard if record.status == "new" else self._finished.add)(key)
            return record
        if not isinstance(record, Quote | Review) or record.article in self._finished:
            return record
        held.append((record.article, analyst, table, key))
        if isinstance(record, Review):
            return Review(record.article, record.status, at=record.at)
        return None

    def _hold(self, held: list[tuple[str, str, Table, str]]) -> None:
        self._database.run_many(
            "INSERT OR IGNORE INTO temp.held VALUES (?, ?, ?, ?)",
            [(article, who, TABLES.index(table), key) for article, who, table, key in held],
        )
        held.clear()

    def _turn(self, article: str) -> None:
        """Show what is held on an article that is finished; hold it where it is so no more."""
        records = list(self._records_on(article))
        self._database.run("DELETE FROM temp.held WHERE article = ?", (article,))
        held: list[tuple[str, str, Table, str]] = []
        for analyst, table, key in records:
            record = self._fetch(analyst, table, key)
            if isinstance(record, Quote | Review) and record.article == article:
                seen = self._seen(analyst, table, key, record, held)
                self._index.apply(analyst, [(table, key, seen)])
        self._hold(held)

    def _records_on(self, article: str) -> Iterator[tuple[str, Table, str]]:
        """Others' records on an article: those that are held, else those that are shown."""
        for who, tab, key in self._database.rows(
            "SELECT analyst, tab, key FROM temp.held WHERE article = ?", (article,)
        ):
            yield who, TABLES[tab], key
        if article not in self._finished:
            for who, table, key in self._index.records_on(article):
                if who != self._me:
                    yield who, table, key
