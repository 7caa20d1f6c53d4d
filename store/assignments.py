"""Which articles are whose to work through: rows in `library.db`, set by whoever leads."""

from __future__ import annotations

import json
from array import array
from typing import NamedTuple

from store.database import Database
from store.model import now

SCHEMA = (
    # `seq` is the article's number; `by` is who assigned it.
    """CREATE TABLE IF NOT EXISTS assignment(
        analyst TEXT, seq INTEGER, by TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY(analyst, seq)) WITHOUT ROWID""",
)

WANTED = "SELECT seq FROM article JOIN json_each(:keys) AS wanted ON article.key = wanted.value"


class Assigned(NamedTuple):
    """Articles that are assigned to somebody, and how many of them wait for a verdict."""

    left: int
    total: int


def assign(database: Database, keys: array[int], analyst: str, by: str) -> int:
    """Assign articles to an analyst; how many were not before."""
    with database.transaction():
        return database.run(
            f"INSERT OR IGNORE INTO assignment SELECT :analyst, seq, :by, :at FROM ({WANTED})",
            {"keys": json.dumps(list(keys)), "analyst": analyst, "by": by, "at": now()},
        )


def withdraw(database: Database, keys: array[int], analyst: str) -> int:
    """Take articles from an analyst again; how many were assigned."""
    with database.transaction():
        return database.run(
            f"DELETE FROM assignment WHERE analyst = :analyst AND seq IN ({WANTED})",
            {"keys": json.dumps(list(keys)), "analyst": analyst},
        )


def assigned(database: Database) -> dict[str, Assigned]:
    """What is assigned to each analyst; the temporary tables of reviews must be settled."""
    found = database.rows(
        "SELECT assignment.analyst, count(*) - count(review.seq), count(*) FROM assignment"
        " LEFT JOIN temp.analyst ON analyst.name = assignment.analyst"
        " LEFT JOIN temp.review ON review.analyst = temp.analyst.analyst"
        " AND review.seq = assignment.seq AND review.status > 0"
        " GROUP BY assignment.analyst ORDER BY assignment.analyst"
    )
    return {analyst: Assigned(left, total) for analyst, left, total in found}


def assigned_to(database: Database, analyst: str) -> Assigned:
    """What is assigned to one analyst; as `assigned`."""
    left, total = database.rows(
        "SELECT count(*) - count(review.seq), count(*) FROM assignment"
        " LEFT JOIN temp.analyst ON analyst.name = assignment.analyst"
        " LEFT JOIN temp.review ON review.analyst = temp.analyst.analyst"
        " AND review.seq = assignment.seq AND review.status > 0"
        " WHERE assignment.analyst = ?",
        (analyst,),
    )[0]
    return Assigned(left, total)
