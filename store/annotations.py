"""Everybody's annotations as temporary tables beside the articles, so that queries can join them.

The journals are the truth; these tables are this session's view of them, kept up to date by the
same edits, and lost without harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import TypeAlias, TypeGuard

from store.catalogue import fold, is_article_id, key_of
from store.database import Database, Row
from store.model import STATUSES, Quote, Record, Review, Table
from store.topics import TopicNames

SCHEMA = (
    # An article's stand-in number, below zero, while an annotation is known and it is not.
    "CREATE TEMP TABLE absent(seq INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE)",
    """CREATE TEMP TABLE review(
        analyst INTEGER, seq INTEGER, status INTEGER, star INTEGER, noted INTEGER,
        PRIMARY KEY (analyst, seq)) WITHOUT ROWID""",
    "CREATE INDEX temp.review_status ON review(analyst, status, seq)",
    # `words` is the quote's row in the full text below, a new one whenever its words change.
    """CREATE TEMP TABLE quote(
        quote INTEGER PRIMARY KEY, analyst INTEGER, id TEXT, seq INTEGER, start INTEGER,
        stop INTEGER, speaker TEXT, note TEXT, exact TEXT, at TEXT, words INTEGER,
        UNIQUE (analyst, id))""",
    "CREATE INDEX temp.quote_seq ON quote(seq, start)",
    # One row for each topic on a quote, and, with quote 0, for each topic on an article.
    "CREATE TEMP TABLE mark(topic INTEGER, seq INTEGER, analyst INTEGER, quote INTEGER)",
    "CREATE INDEX temp.mark_topic ON mark(topic, seq, quote, analyst)",
    "CREATE INDEX temp.mark_seq ON mark(seq, quote, analyst, topic)",
    "CREATE TEMP TABLE topic(topic INTEGER PRIMARY KEY, canonical INTEGER)",
    # Filled when quotes are first searched by their words; rows that no quote names are stale.
    """CREATE VIRTUAL TABLE temp.quote_words USING fts5(
        exact, note, speaker, content='', columnsize=0,
        tokenize="unicode61 remove_diacritics 2")""",
)

ADD_REVIEW = "INSERT OR REPLACE INTO temp.review VALUES (?, ?, ?, ?, ?)"
ADD_QUOTE = "INSERT INTO temp.quote VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
ADD_MARK = "INSERT INTO temp.mark VALUES (?, ?, ?, ?)"

CHUNK = 5000
"""Records that are turned into rows at a time: enough for speed, little enough for memory."""

LARGEST_OFFSET = 2**31

Item: TypeAlias = tuple[str, Record]
"""(key, record), as a journal's table holds them."""


class Annotations:
    """The tables and their upkeep. A mark on an article that is not in the library waits for it.

    Journals are other people's files: a record whose article or offsets could not be real is
    not indexed.
    """

    def __init__(self, database: Database) -> None:
        """Make the tables in `database`'s session. One Annotations for each Database."""
        self.database = database
        self.names = TopicNames()
        self._analysts: dict[str, int] = {}
        self._serial = 0
        self._worded = 0
        self._settled = 0
        self._defined = 0
        for statement in SCHEMA:
            database.run(statement)

    def put(self, analyst: str, table: Table, key: str, record: Record | None) -> None:
        """Set one record, or take it away with None. Topics come by `set_topics` instead."""
        self.apply(analyst, [(table, key, record)])

    def apply(self, analyst: str, changes: Iterable[tuple[Table, str, Record | None]]) -> None:
        """Set or take away several records, as `put` does each."""
        with self._changing():
            number = self._analyst(analyst)
            for table, key, record in changes:
                kept: int | None = None
                if table == "reviews":
                    self._remove_review(number, key)
                elif table == "quotes":
                    kept = self._remove_quote(number, key)
                if record is not None:
                    self._insert(number, [(key, record)], kept)

    def load(self, analyst: str, table: Table, items: Iterable[Item]) -> None:
        """Make `items` all that this analyst has in the table."""
        with self._changing():
            number = self._analyst(analyst)
            self._clear(number, table)
            rest = iter(items)
            while chunk := list(islice(rest, CHUNK)):
                self._insert(number, chunk)

    def drop(self, analyst: str) -> None:
        """Forget everything of one analyst."""
        with self._changing():
            number = self._analyst(analyst)
            self._clear(number, "reviews")
            self._clear(number, "quotes")

    def set_topics(self, canonical: Mapping[str, str | None]) -> None:
        """Say what each topic's name stands for now, as `topics.canonical_names` gives it."""
        self.names.define(canonical)
        self._defined = 0
        with self._changing():
            pass

    def settle(self) -> None:
        """Tie annotations to articles that have come in since; cheap when there are none."""
        if self._newest() != self._settled:
            with self._changing():
                pass

    def fill_words(self) -> None:
        """Bring the full text of quotes up to date; the first time takes 10 us a quote."""
        if self._worded == self._serial:
            return
        with self.database.transaction("DEFERRED"):
            self.database.run(
                "INSERT INTO temp.quote_words(rowid, exact, note, speaker)"
                " SELECT words, exact, note, speaker FROM temp.quote WHERE words > ?"
                " ORDER BY words",
                (self._worded,),
            )
        self._worded = self._serial

    def analyst_number(self, name: str) -> int:
        """The number of an analyst, -1 for one who has nothing here."""
        return self._analysts.get(name, -1)

    def analyst_name(self, number: int) -> str:
        return list(self._analysts)[number]

    def analysts_called(self, name: str) -> list[int]:
        """The numbers of the analysts of this name, in any case: none or one, as a rule."""
        wanted = fold(name)
        return [number for other, number in self._analysts.items() if fold(other) == wanted]

    def speakers_with(self, part: str) -> list[str]:
        """The speakers' names that hold `part`, in any case."""
        wanted = fold(part)
        found = self.database.rows("SELECT DISTINCT speaker FROM temp.quote WHERE speaker <> ''")
        return [name for (name,) in found if wanted in fold(name)]

    def seq_of(self, key: int) -> int | None:
        """The number of an article, or of its stand-in; None where neither is known."""
        number: int | None = self.database.value(
            "SELECT seq FROM article WHERE key = :key"
            " UNION ALL SELECT seq FROM temp.absent WHERE key = :key",
            {"key": key},
        )
        return number

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """All or nothing, between tying up what has arrived and numbering what is new."""
        try:
            with self.database.transaction("DEFERRED"):
                self._settle()
                yield
                self._define_topics()
        except BaseException:
            self._settled = self._defined = 0  # done again next time, as it was rolled back
            raise

    def _newest(self) -> int:
        return int(self.database.value("SELECT max(seq) FROM article") or 0)

    def _settle(self) -> None:
        newest = self._newest()
        if newest == self._settled:
            return
        arrived = self.database.rows(
            "SELECT article.seq, absent.seq FROM temp.absent JOIN article USING (key)"
        )
        for table in ("review", "quote", "mark"):
            self.database.run_many(f"UPDATE temp.{table} SET seq = ? WHERE seq = ?", arrived)
        gone = ((stand_in,) for _, stand_in in arrived)
        self.database.run_many("DELETE FROM temp.absent WHERE seq = ?", gone)
        self._settled = newest

    def _define_topics(self) -> None:
        if self._defined == len(self.names):
            return
        self.database.run_many(
            "INSERT OR REPLACE INTO temp.topic VALUES (?, ?)", self.names.canonical_numbers()
        )
        self._defined = len(self.names)

    def _analyst(self, name: str) -> int:
        return self._analysts.setdefault(name, len(self._analysts))

    def _insert(self, analyst: int, items: list[Item], kept: int | None = None) -> None:
        """Add records that are not there; `kept` is the number of a quote that is replaced."""
        records = [(key, record) for key, record in items if _is_indexable(record)]
        places = self._places({key_of(record.article) for _, record in records})
        reviews: list[Row] = []
        quotes: list[Row] = []
        marks: list[Row] = []
        for key, record in records:
            seq = places[key_of(record.article)]
            quote = 0
            if isinstance(record, Review):
                reviews.append(_review_row(analyst, seq, record))
            else:
                self._serial += 1
                quote = kept or self._serial
                quotes.append(_quote_row(quote, analyst, key, seq, record, self._serial))
            marks += [(self.names.number(topic), seq, analyst, quote) for topic in record.topics]
        self.database.run_many(ADD_REVIEW, reviews)
        self.database.run_many(ADD_QUOTE, quotes)
        self.database.run_many(ADD_MARK, marks)

    def _remove_review(self, analyst: int, article_id: str) -> None:
        seq = self.seq_of(key_of(article_id)) if is_article_id(article_id) else None
        if seq is not None:
            self.database.run(
                "DELETE FROM temp.review WHERE analyst = ? AND seq = ?", (analyst, seq)
            )
            self.database.run(
                "DELETE FROM temp.mark WHERE seq = ? AND quote = 0 AND analyst = ?", (seq, analyst)
            )

    def _remove_quote(self, analyst: int, quote_id: str) -> int | None:
        """Take a quote away; return the number that it had."""
        found = self.database.rows(
            "SELECT quote, seq FROM temp.quote WHERE analyst = ? AND id = ?", (analyst, quote_id)
        )
        if not found:
            return None
        quote, seq = found[0]
        self.database.run("DELETE FROM temp.quote WHERE quote = ?", (quote,))
        self.database.run("DELETE FROM temp.mark WHERE seq = ? AND quote = ?", (seq, quote))
        return int(quote)

    def _clear(self, analyst: int, table: Table) -> None:
        if table == "reviews":
            self.database.run("DELETE FROM temp.review WHERE analyst = ?", (analyst,))
            self.database.run("DELETE FROM temp.mark WHERE analyst = ? AND quote = 0", (analyst,))
        elif table == "quotes":
            self.database.run("DELETE FROM temp.quote WHERE analyst = ?", (analyst,))
            self.database.run("DELETE FROM temp.mark WHERE analyst = ? AND quote > 0", (analyst,))

    def _places(self, keys: set[int]) -> dict[int, int]:
        """The number of each article, below zero for one that is not in the library."""
        wanted = json.dumps(list(keys))
        within = "WHERE key IN (SELECT value FROM json_each(?))"
        places: dict[int, int] = dict(
            self.database.rows(f"SELECT key, seq FROM article {within}", (wanted,))
        )
        absent = keys - places.keys()
        if absent:
            self.database.run_many(
                "INSERT OR IGNORE INTO temp.absent"
                " SELECT coalesce(min(seq), 0) - 1, ? FROM temp.absent",
                ((key,) for key in absent),
            )
            places |= dict(
                self.database.rows(f"SELECT key, seq FROM temp.absent {within}", (wanted,))
            )
        return places


def _is_indexable(record: Record) -> TypeGuard[Review | Quote]:
    if isinstance(record, Quote):
        offsets = 0 <= record.start <= record.end < LARGEST_OFFSET
        return offsets and is_article_id(record.article)
    if isinstance(record, Review):
        blank = Review(record.article, at=record.at)
        return record != blank and is_article_id(record.article)
    return False


def _review_row(analyst: int, seq: int, review: Review) -> Row:
    return analyst, seq, STATUSES.index(review.status), review.star, bool(review.note)


def _quote_row(quote: int, analyst: int, key: str, seq: int, record: Quote, words: int) -> Row:
    return (
        quote,
        analyst,
        key,
        seq,
        record.start,
        record.end,
        record.speaker,
        record.note,
        record.exact,
        record.at,
        words,
    )
