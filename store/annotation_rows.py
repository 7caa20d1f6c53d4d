"""The rows of single records: put into the temporary tables of annotations, and taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from store import annotation_tables as tables
from store.catalogue import is_article_id, key_of
from store.database import Database, Row
from store.model import Record, Review, Table
from store.tally import Mark, TopicTally
from store.topics import TopicNames


class AnnotationRows:
    """Keeps the rows of a record, its marks and its words together; the tally is told of each.

    Analysts are numbers here. Whoever calls has begun a transaction.
    """

    def __init__(self, database: Database, names: TopicNames, tally: TopicTally) -> None:
        self._database = database
        self._names = names
        self._tally = tally
        self._serial = 0

    def insert(self, analyst: int, given: Iterable[Record], kept: Mapping[str, int]) -> None:
        """Add records that are not there; `kept` has the numbers of quotes that are replaced."""
        records = list(filter(tables.is_indexable, given))
        places = tables.places(self._database, {record.article for record in records})
        reviews: list[Row] = []
        quotes: list[Row] = []
        words: list[Row] = []
        marks: list[Mark] = []
        number = self._names.number
        for record in records:
            seq = places[record.article]
            quote = 0
            if isinstance(record, Review):
                reviews.append(tables.review_row(analyst, seq, record))
            else:
                self._serial += 1
                quote = kept.get(record.id, self._serial)
                quotes.append(tables.quote_row(quote, analyst, seq, record, self._serial))
                words.append((self._serial, record.exact, record.note, record.speaker))
            marks += [(number(topic), seq, analyst, quote) for topic in record.topics]
        self._database.run_many(tables.ADD_REVIEW, reviews)
        self._database.run_many(tables.ADD_QUOTE, quotes)
        self._database.run_many(tables.ADD_WORDS, words)
        self._database.run_many(tables.ADD_MARK, marks)
        self._tally.added(marks)

    def remove_review(self, analyst: int, article_id: str) -> None:
        """Take a review away, where there is one."""
        if not is_article_id(article_id):
            return
        seq = tables.seq_of(self._database, key_of(article_id))
        if seq is not None:
            self._database.run(
                "DELETE FROM temp.review WHERE analyst = ? AND seq = ?", (analyst, seq)
            )
            self._remove_marks("seq = ? AND quote = 0 AND analyst = ?", (seq, analyst))

    def remove_quote(self, analyst: int, quote_id: str) -> int | None:
        """Take a quote away; return the number that it had, if it was there."""
        found = self._database.rows(
            "SELECT quote, seq FROM temp.quote WHERE analyst = ? AND id = ?", (analyst, quote_id)
        )
        if not found:
            return None
        quote, seq = found[0]
        self._database.run("DELETE FROM temp.quote WHERE quote = ?", (quote,))
        self._remove_marks("seq = ? AND quote = ?", (seq, quote))
        return int(quote)

    def _remove_marks(self, where: str, values: Row) -> None:
        """Take away a few marks; the tally is told which."""
        gone = self._database.rows(
            f"SELECT topic, seq, analyst, quote FROM temp.mark WHERE {where}", values
        )
        if gone:
            self._database.run(f"DELETE FROM temp.mark WHERE {where}", values)
            self._tally.removed(tuple(row) for row in gone)

    def clear(self, analyst: int, table: Table) -> None:
        """Take away all reviews, or all quotes, of one analyst."""
        name, quoted = ("review", "=") if table == "reviews" else ("quote", ">")
        self._database.run(f"DELETE FROM temp.{name} WHERE analyst = ?", (analyst,))
        self._database.run(
            f"DELETE FROM temp.mark WHERE analyst = ? AND quote {quoted} 0", (analyst,)
        )
        self._tally.forget()
