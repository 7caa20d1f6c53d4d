"""What was done, by whom, when: everybody's journals as one list, the newest edit first.

A line of a journal says what there is after an edit. What was there before is what the edit
before it says of the same record, so the lines stand in temporary tables that are asked for it:
memory stays small, and reading can begin with what was done last.
"""

from __future__ import annotations

import heapq
import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from store.catalogue import is_article_id, key_of
from store.database import Database, Row
from store.journal import Entry, Journal
from store.model import TABLES, Change, Edit, Gold, Quote, Record, Review
from store.team import Team, decode

SLICE = 400
"""Edits that are read in one go: about 10 ms."""

SCHEMA = (
    """CREATE TEMP TABLE IF NOT EXISTS done(
        place INTEGER PRIMARY KEY, clock INTEGER, analyst TEXT, number INTEGER, at TEXT,
        label TEXT, changes INTEGER, UNIQUE(analyst, number))""",
    # `after` is the record's JSON, NULL where it was taken away; `about` is its article's key.
    """CREATE TEMP TABLE IF NOT EXISTS altered(
        place INTEGER, tab INTEGER, key TEXT, about INTEGER, after BLOB)""",
    "CREATE INDEX IF NOT EXISTS temp.done_order ON done(clock, analyst, number)",
    "CREATE INDEX IF NOT EXISTS temp.altered_place ON altered(place)",
    "CREATE INDEX IF NOT EXISTS temp.altered_key ON altered(key, tab)",
    "CREATE INDEX IF NOT EXISTS temp.altered_about ON altered(about)",
)

TOPICS, QUOTES = TABLES.index("topics"), TABLES.index("quotes")
PLACED = f"({QUOTES}, {TABLES.index('gold')})"
"""Tables of which a record says its article, and a line that takes one away does not."""

ALTERING = (
    # A quote that is taken away says no article; the lines about it before that do.
    "SELECT place FROM temp.altered WHERE about = :about"
    f" UNION SELECT place FROM temp.altered WHERE tab IN {PLACED} AND after IS NULL AND key IN"
    f" (SELECT key FROM temp.altered WHERE about = :about AND tab IN {PLACED})"
)
"""The edits about an article."""

VEILED = (
    "SELECT place FROM temp.altered AS one WHERE (tab <> "
    f"{TOPICS} AND coalesce(about, (SELECT about FROM temp.altered AS other"
    " WHERE other.key = one.key AND other.tab = one.tab AND about IS NOT NULL), 0) NOT IN"
    " (SELECT article.key FROM temp.review JOIN temp.analyst USING (analyst)"
    " JOIN article USING (seq) WHERE name = :blind AND status > 0))"
)
"""The edits about articles that an analyst has not finished; not those of topics alone."""

BEFORE = (
    "SELECT after FROM temp.altered JOIN temp.done USING (place)"
    # Topics are everybody's, all else is its analyst's.
    f" WHERE key = :key AND tab = :tab AND (tab = {TOPICS} OR analyst = :analyst)"
    " AND (clock, analyst, number) < (:clock, :analyst, :number)"
    " ORDER BY clock DESC, analyst DESC, number DESC LIMIT 1"
)

SINCE = (
    "SELECT place FROM temp.altered JOIN temp.done USING (place)"
    f" WHERE key = :key AND tab = :tab AND (tab = {TOPICS} OR analyst = :analyst)"
    " AND (clock, analyst, number) > (:clock, :analyst, :number)"
    " ORDER BY clock, analyst, number LIMIT 1"
)

Told: TypeAlias = tuple[str, Entry]
"""(analyst, edit) as it stands in a journal."""


class EditRow(NamedTuple):
    """What a list shows of an edit; `changes` is how many records it changed.

    `number` is the edit's own among its analyst's, `place` the chronicle's for it.
    """

    place: int
    clock: int
    analyst: str
    number: int
    at: str
    label: str
    changes: int


class Chronicle:
    """Reads journals when it is asked to, and answers from what it has read."""

    def __init__(self, team: Team, database: Database) -> None:
        self._team = team
        self._database = database
        self._newest: dict[str, int] = {}
        self._shed: dict[str, int | None] = {}
        self._era = 0
        for statement in SCHEMA:
            database.run(statement)

    # Reading

    def forget(self) -> None:
        """Journals were compacted or replaced: all is read again when it is asked for."""
        self._era += 1
        self._newest.clear()
        self._shed.clear()
        self._database.run("DELETE FROM temp.altered")
        self._database.run("DELETE FROM temp.done")

    def reading(self) -> Iterator[int]:
        """Read what is not read yet, the newest edits first; yields how many after each slice.

        May be left at any point; what was left out is read next time.
        """
        era = self._era
        for batch in _slices(chain(self._recent(), self._earlier())):
            self._take_in(batch)
            yield len(batch)
            if era != self._era:
                yield from self.reading()
                return

    @property
    def comes_in_order(self) -> bool:
        """Whether what `reading` has read at any point is newer than all that it has not."""
        # What a journal has shed is read last, and may be newer than what others have not.
        return all(journal.shed == 0 for journal in self._team.journals.values())

    def _recent(self) -> Iterator[Told]:
        newest = dict(self._newest)
        journals = self._team.journals.items()
        told = (self._of(analyst, journal) for analyst, journal in journals)
        for analyst, entry in heapq.merge(*told, key=_order, reverse=True):
            newest[analyst] = max(entry.number, newest.get(analyst, 0))
            yield analyst, entry
        self._newest = newest

    def _of(self, analyst: str, journal: Journal) -> Iterator[Told]:
        known = self._newest.get(analyst, 0)
        for entry in journal.recent():
            if entry.number <= known:
                return
            yield analyst, entry

    def _earlier(self) -> Iterator[Told]:
        for analyst, journal in list(self._team.journals.items()):
            if self._shed.get(analyst, 0) != journal.shed:
                shed = journal.shed
                for entry in journal.earlier():
                    yield analyst, entry
                self._shed[analyst] = shed

    def _take_in(self, batch: Sequence[Told]) -> None:
        done: list[Row] = []
        altered: list[Row] = []
        with self._database.transaction("DEFERRED"):
            known = self._known(batch)
            place = int(self._database.value("SELECT max(place) FROM temp.done") or 0)
            for analyst, entry in batch:
                if (analyst, entry.number) in known:
                    continue
                known.add((analyst, entry.number))
                place += 1
                rows = [(place, *row) for row in _altered(entry)]
                altered += rows
                done.append(
                    (place, entry.clock, analyst, entry.number, entry.at, entry.label, len(rows))
                )
            self._database.run_many("INSERT INTO temp.done VALUES (?, ?, ?, ?, ?, ?, ?)", done)
            self._database.run_many("INSERT INTO temp.altered VALUES (?, ?, ?, ?, ?)", altered)

    def _known(self, batch: Sequence[Told]) -> set[tuple[str, int]]:
        wanted = json.dumps([(analyst, entry.number) for analyst, entry in batch])
        return {
            (analyst, number)
            for analyst, number in self._database.rows(
                "SELECT analyst, number FROM json_each(?) AS wanted CROSS JOIN temp.done"
                " ON analyst = json_extract(wanted.value, '$[0]')"
                " AND number = json_extract(wanted.value, '$[1]')",
                (wanted,),
            )
        }

    # Asking

    def places(
        self,
        article_id: str = "",
        quote_id: str = "",
        analyst: str = "",
        limit: int | None = None,
        blind: str = "",
    ) -> array[int]:
        """The edits about an article, about a quote, of an analyst, or all; the newest first.

        Those of others on articles that the analyst `blind` has not finished are left out.
        """
        where, values = ["1"], {"limit": -1 if limit is None else limit}
        filters: dict[str, Any] = {}
        if article_id:
            where.append(f"place IN ({ALTERING})")
            filters["about"] = key_of(article_id)
        if quote_id:
            where.append(
                f"place IN (SELECT place FROM temp.altered WHERE key = :quote AND tab = {QUOTES})"
            )
            filters["quote"] = quote_id
        if analyst:
            where.append("analyst = :analyst")
            filters["analyst"] = analyst
        if blind:
            where.append(f"(analyst = :blind OR place NOT IN ({VEILED}))")
            filters["blind"] = blind
        return self._database.integers(
            f"SELECT place FROM temp.done WHERE {' AND '.join(where)}"
            " ORDER BY clock DESC, analyst DESC, number DESC LIMIT :limit",
            values | filters,
        )

    def rows(self, places: Sequence[int]) -> list[EditRow]:
        """What a list shows of edits, in the order of `places`; those that are known."""
        found = self._database.rows(
            "SELECT * FROM temp.done WHERE place IN (SELECT value FROM json_each(?))",
            (json.dumps(list(places)),),
        )
        rows = {row[0]: EditRow(*row) for row in found}
        return [rows[place] for place in places if place in rows]

    def edits(self, places: Sequence[int], most: int = -1) -> list[Edit]:
        """Whole edits, with what was there before; of each at most so many changes."""
        return [self._edit(row, most) for row in self.rows(places)]

    def _edit(self, row: EditRow, most: int) -> Edit:
        found = self._database.rows(
            "SELECT tab, key, after FROM temp.altered WHERE place = ? ORDER BY rowid LIMIT ?",
            (row.place, most),
        )
        changes = (self._change(row, *altered) for altered in found)
        return Edit(row.label, tuple(changes), row.analyst, row.at, row.number, row.clock)

    def _change(self, row: EditRow, tab: int, key: str, after: bytes | None) -> Change:
        before = self._database.value(BEFORE, {"tab": tab, "key": key, **_moment(row)})
        table = TABLES[tab]
        now, then = (None if raw is None else decode(table, key, raw) for raw in (after, before))
        return Change(table, key, then, now)

    def place_of(self, analyst: str, number: int) -> int | None:
        """Where the edit of this number of an analyst stands; None where there is none."""
        place: int | None = self._database.value(
            "SELECT place FROM temp.done WHERE analyst = ? AND number = ?", (analyst, number)
        )
        return place

    def knows_quote(self, quote_id: str) -> bool:
        """Whether anybody ever had a quote of this id."""
        found = f"SELECT 1 FROM temp.altered WHERE key = ? AND tab = {QUOTES}"
        return self._database.value(found, (quote_id,)) is not None

    def next_after(self, edit: Edit, change: Change) -> EditRow | None:
        """The edit that changed the same record next."""
        tab = TABLES.index(change.table)
        place = self._database.value(SINCE, {"tab": tab, "key": change.key, **_moment(edit)})
        return None if place is None else self.rows([place])[0]


def _slices(entries: Iterable[Told]) -> Iterator[list[Told]]:
    """So many edits at a time, or fewer that change many records."""
    batch: list[Told] = []
    records = 0
    for analyst, entry in entries:
        batch.append((analyst, entry))
        records += sum(map(len, chain(entry.put.values(), entry.delete.values())))
        if len(batch) == SLICE or records >= 2 * SLICE:
            yield batch
            batch, records = [], 0
    if batch:
        yield batch


def _order(told: Told) -> tuple[int, str, int]:
    analyst, entry = told
    return entry.clock, analyst, entry.number


def _moment(edit: EditRow | Edit) -> dict[str, str | int]:
    return {"clock": edit.clock, "analyst": edit.analyst, "number": edit.number}


def _altered(entry: Entry) -> Iterator[Row]:
    """(tab, key, about, after) of each record; those that are none are left out."""
    for tab, table in enumerate(TABLES):
        for key in dict.fromkeys(entry.delete.get(table, ())):
            yield tab, key, _about_key(key) if table == "reviews" else None, None
        for key, raw in entry.put.get(table, {}).items():
            after = bytes(raw)
            if (record := decode(table, key, after)) is not None:
                yield tab, key, _about(record), after


def _about(record: Record) -> int | None:
    return _about_key(record.article) if isinstance(record, Quote | Review | Gold) else None


def _about_key(article: str) -> int | None:
    return key_of(article) if is_article_id(article) else None
