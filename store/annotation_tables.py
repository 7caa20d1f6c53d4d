"""The temporary tables of annotations: their columns, and records as their rows.

An article is named by its `seq`, an analyst and a topic by a number of this session's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypeGuard

from store.catalogue import is_article_id, key_of
from store.database import Database, Row
from store.model import STATUSES, Quote, Record, Review

TABLES = (
    # An article's stand-in number, below zero, while an annotation is known and it is not.
    "CREATE TEMP TABLE absent(seq INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE)",
    """CREATE TEMP TABLE review(
        analyst INTEGER, seq INTEGER, status INTEGER, star INTEGER, noted INTEGER, at TEXT)""",
    # `words` is the quote's row in the full text below, a new one whenever the quote changes.
    """CREATE TEMP TABLE quote(
        quote INTEGER PRIMARY KEY, analyst INTEGER, id TEXT, seq INTEGER, start INTEGER,
        stop INTEGER, speaker TEXT, noted INTEGER, at TEXT, words INTEGER)""",
    # One row for each topic on a quote, and, with quote 0, for each topic on an article.
    "CREATE TEMP TABLE mark(topic INTEGER, seq INTEGER, analyst INTEGER, quote INTEGER)",
    # `rank` is the place of what a topic stands for now among all topics in order of name.
    "CREATE TEMP TABLE topic(topic INTEGER PRIMARY KEY, canonical INTEGER, rank INTEGER)",
    "CREATE TEMP TABLE analyst(analyst INTEGER PRIMARY KEY, name TEXT)",
    # Quotes on earlier versions that have no place in the newest, which `seq` names.
    "CREATE TEMP TABLE orphan(quote INTEGER PRIMARY KEY, seq INTEGER)",
    # Words wait until somebody searches quotes; rows of either that no quote names are stale.
    """CREATE TEMP TABLE waiting(
        words INTEGER PRIMARY KEY, exact TEXT, note TEXT, speaker TEXT)""",
    """CREATE VIRTUAL TABLE temp.quote_words USING fts5(
        exact, note, speaker, content='', columnsize=0,
        tokenize="unicode61 remove_diacritics 2")""",
)

INDEXES = (
    "CREATE UNIQUE INDEX temp.review_key ON review(analyst, seq)",
    "CREATE INDEX temp.review_status ON review(analyst, status, seq)",
    "CREATE UNIQUE INDEX temp.quote_id ON quote(analyst, id)",
    "CREATE INDEX temp.quote_seq ON quote(seq, start, analyst)",
    "CREATE INDEX temp.mark_topic ON mark(topic, seq, quote, analyst)",
    "CREATE INDEX temp.mark_seq ON mark(seq, quote, analyst, topic)",
)
"""Made when the first question is asked: sorting once is faster than keeping order."""

ADD_REVIEW = "INSERT INTO temp.review VALUES (?, ?, ?, ?, ?, ?)"
ADD_QUOTE = "INSERT INTO temp.quote VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
ADD_MARK = "INSERT INTO temp.mark VALUES (?, ?, ?, ?)"
ADD_WORDS = "INSERT INTO temp.waiting VALUES (?, ?, ?, ?)"

ARRIVED = (
    "FROM (SELECT absent.seq AS old, article.seq AS new"
    " FROM temp.absent JOIN article USING (key)) AS arrived"
)
SETTLE = (
    *(
        f"UPDATE temp.{table} SET seq = new {ARRIVED} WHERE {table}.seq = old"
        for table in ("review", "quote", "mark")
    ),
    "DELETE FROM temp.absent WHERE key IN (SELECT key FROM article)",
)
"""Give what stands on absent articles the numbers of those that have come in."""

LARGEST_OFFSET = 2**31


def places(database: Database, articles: Iterable[str]) -> dict[str, int]:
    """The number of each article, a stand-in below zero for one that is not in the library."""
    keys = {article: key_of(article) for article in articles}
    wanted = json.dumps(list(keys.values()))
    within = "WHERE key IN (SELECT value FROM json_each(?))"
    found: dict[int, int] = dict(database.rows(f"SELECT key, seq FROM article {within}", (wanted,)))
    absent = keys.values() - found.keys()
    if absent:
        database.run_many(
            "INSERT OR IGNORE INTO temp.absent"
            " SELECT coalesce(min(seq), 0) - 1, ? FROM temp.absent",
            ((key,) for key in absent),
        )
        found |= dict(database.rows(f"SELECT key, seq FROM temp.absent {within}", (wanted,)))
    return {article: found[key] for article, key in keys.items()}


def seq_of(database: Database, key: int) -> int | None:
    """The number of an article, or of its stand-in; None where neither is known."""
    number: int | None = database.value(
        "SELECT seq FROM article WHERE key = :key"
        " UNION ALL SELECT seq FROM temp.absent WHERE key = :key",
        {"key": key},
    )
    return number


def is_indexable(record: Record) -> TypeGuard[Review | Quote]:
    """Whether a record says anything, about an article and offsets that could be real."""
    if isinstance(record, Quote):
        return 0 <= record.start <= record.end < LARGEST_OFFSET and is_article_id(record.article)
    if isinstance(record, Review):
        said = record.topics or record.star or record.note or record.status != "new"
        return bool(said) and is_article_id(record.article)
    return False


def review_row(analyst: int, seq: int, review: Review) -> Row:
    """A row of `temp.review`; `seq` is the article's number in the catalogue."""
    status = STATUSES.index(review.status)
    return analyst, seq, status, review.star, bool(review.note), review.at


def quote_row(quote: int, analyst: int, seq: int, record: Quote, words: int) -> Row:
    """A row of `temp.quote`; `words` is that of its text in the index of words."""
    return (
        quote,
        analyst,
        record.id,
        seq,
        record.start,
        record.end,
        record.speaker,
        bool(record.note),
        record.at,
        words,
    )
