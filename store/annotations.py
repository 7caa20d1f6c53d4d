"""Everybody's annotations as temporary tables beside the articles, so that queries can join them.

The journals are the truth; these tables are this session's view of them, kept up to date by the
same edits, and lost without harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TypeAlias

from store import annotation_tables as tables
from store.additions import complete
from store.annotation_rows import AnnotationRows
from store.assignments import SCHEMA as ASSIGNMENTS
from store.database import Database
from store.model import Record, Table
from store.tally import TopicTally
from store.topics import TopicNames

CHUNK = 5000
"""Records that are turned into rows at a time: enough for speed, little enough for memory."""

RUN = 1000
"""Edits of one analyst that are taken in at a time."""

Item: TypeAlias = tuple[str, Record]
"""(key, record), as a journal's table holds them; a quote's key is its id."""

Change: TypeAlias = tuple[Table, str, Record | None]
"""(table, key, record), the record None where it is taken away."""


class Annotations:
    """The tables and their upkeep. A mark on an article that is not in the library waits for it.

    Journals are other people's files: a record whose article or offsets could not be real is
    not indexed.
    """

    def __init__(self, database: Database) -> None:
        """Make the tables in `database`'s session: one Annotations for each Database."""
        self.database = database
        self.names = TopicNames()
        self.tally = TopicTally(database, self.names)
        self._rows = AnnotationRows(database, self.names, self.tally)
        self._analysts: dict[str, int] = {}
        self._holds: set[tuple[int, Table]] = set()
        self._begun: set[tuple[int, Table]] = set()
        """What is being loaded: where that breaks off, some of the rows are there."""
        self._waiting: list[tuple[str, list[Change]]] = []
        self._indexed = False
        self._settled = 0
        self._defined = 0
        self._named = 0
        complete(database, ASSIGNMENTS)  # what queries join beside annotations
        for statement in tables.TABLES:
            database.run(statement)

    def put(self, analyst: str, table: Table, key: str, record: Record | None) -> None:
        """Set one record, or take it away with None. Topics come by `set_topics` instead."""
        self.apply(analyst, [(table, key, record)])

    def apply(self, analyst: str, changes: Iterable[Change]) -> None:
        """Set or take away several records, as `put` does each; of one key, the last counts.

        That is done when the next question is asked: who saves does not wait for it.
        """
        self._analyst(analyst)
        self._waiting.append((analyst, list(changes)))

    def _apply(self, analyst: str, changes: Iterable[Change]) -> None:
        latest = {(table, key): record for table, key, record in changes}
        with self._changing():
            number = self._analyst(analyst)
            kept: dict[str, int] = {}
            for table, key in latest:
                if table == "reviews":
                    self._rows.remove_review(number, key)
                elif table == "quotes":
                    quote = self._rows.remove_quote(number, key)
                    if quote is not None:
                        kept[key] = quote
            self._rows.insert(number, (record for record in latest.values() if record), kept)
            self._holds |= {(number, table) for table, _ in latest}

    def load(self, analyst: str, table: Table, items: Iterable[Item]) -> None:
        """Make `items` all that this analyst has in the table."""
        for _ in self.loading(analyst, table, items):
            pass

    def loading(self, analyst: str, table: Table, items: Iterable[Item]) -> Iterator[None]:
        """As `load`, in slices of about 20 ms; anything may be asked in between.

        So no slice leaves a transaction open: to answer, `settle` may need one of its own.
        """
        self._catch_up()
        number = self._analyst(analyst)
        records = (record for _, record in items)
        chunk = list(islice(records, CHUNK))
        with self._changing(index=self._indexed, name=False):
            self._clear(number, table)
            self._begun.add((number, table))
            self._rows.insert(number, chunk, {})
        while chunk:
            yield
            if chunk := list(islice(records, CHUNK)):
                with self._changing(index=self._indexed, name=False):
                    self._rows.insert(number, chunk, {})
        self._holds.add((number, table))
        self._begun.discard((number, table))

    def drop(self, analyst: str) -> None:
        """Forget everything of one analyst."""
        self._catch_up()
        with self._changing():
            number = self._analyst(analyst)
            self._clear(number, "reviews")
            self._clear(number, "quotes")

    def set_topics(self, canonical: Mapping[str, str | None]) -> None:
        """Say what each topic's name stands for now, as `topics.canonical_names` gives it."""
        if self.names.define(canonical):
            self.tally.forget()
        self._defined = 0

    def settle(self) -> None:
        """Be ready for a question: take in what was changed, and articles that have come since.

        Every query does it first; it costs next to nothing when there is nothing to do.
        """
        self._catch_up()
        named = self._defined == len(self.names) and self._named == len(self._analysts)
        ready = named and (self._indexed or not self._holds)
        if not ready or self._newest() != self._settled:
            with self._changing():
                pass

    def _catch_up(self) -> None:
        """Take in what waits; what one analyst did in a row at once, to save most of the time."""
        while self._waiting:
            analyst, waiting = next(groupby(self._waiting[:RUN], key=itemgetter(0)))
            run = [changes for _, changes in waiting]
            self._apply(analyst, chain.from_iterable(run))
            del self._waiting[: len(run)]

    def fill_words(self) -> None:
        """Bring the full text of quotes up to date; the first time takes some 7 us a quote."""
        if self.database.value("SELECT 1 FROM temp.waiting") is None:
            return
        with self.database.transaction("DEFERRED"):
            self.database.run(
                "INSERT INTO temp.quote_words(rowid, exact, note, speaker)"
                " SELECT words, exact, note, speaker FROM temp.waiting"
                " WHERE words IN (SELECT words FROM temp.quote) ORDER BY words"
            )
            self.database.run("DELETE FROM temp.waiting")

    def analyst_number(self, name: str) -> int:
        """The number of an analyst, -1 for one who has nothing here."""
        return self._analysts.get(name, -1)

    def analyst_names(self) -> list[str]:
        """The name of each number, from 0."""
        return list(self._analysts)

    def seq_of(self, key: int) -> int | None:
        """The number of an article, or of its stand-in; None where neither is known."""
        return tables.seq_of(self.database, key)

    @contextmanager
    def _changing(self, index: bool = True, name: bool = True) -> Iterator[None]:
        """All or nothing, between tying up what has arrived and numbering what is new.

        Topics are put in order anew with each that is new; many slices leave that to `settle`.
        """
        before = self._indexed
        try:
            with self.database.transaction("DEFERRED"):
                self._settle()
                if index and self._holds and not self._indexed:
                    for statement in tables.INDEXES:
                        self.database.run(statement)
                    self._indexed = True
                yield
                if name:
                    self._define_topics()
                    self._name_analysts()
        except BaseException:
            # What was rolled back is done again next time.
            self.tally.forget()
            self._indexed, self._settled, self._defined, self._named = before, 0, 0, 0
            raise

    def _newest(self) -> int:
        return int(self.database.value("SELECT max(seq) FROM article") or 0)

    def _settle(self) -> None:
        newest = self._newest()
        if newest != self._settled:
            if self.database.value("SELECT 1 FROM temp.absent") is not None:
                for statement in tables.SETTLE:
                    self.database.run(statement)
                self.tally.forget()
            self._settled = newest

    def _define_topics(self) -> None:
        if self._defined != len(self.names):
            self.database.run_many(
                "INSERT OR REPLACE INTO temp.topic VALUES (?, ?, ?)", self.names.ranked()
            )
            self._defined = len(self.names)

    def _name_analysts(self) -> None:
        if self._named != len(self._analysts):
            self.database.run_many(
                "INSERT OR REPLACE INTO temp.analyst VALUES (?, ?)", enumerate(self._analysts)
            )
            self._named = len(self._analysts)

    def _analyst(self, name: str) -> int:
        return self._analysts.setdefault(name, len(self._analysts))

    def _clear(self, analyst: int, table: Table) -> None:
        if (analyst, table) in self._holds | self._begun and table != "topics":
            self._rows.clear(analyst, table)
