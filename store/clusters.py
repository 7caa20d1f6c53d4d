"""Clusters of articles that are nearly the same, found out as they come in.

The first article of a cluster leads it. A later one that shares half of its text with the leader
is a copy, and is remembered as such; any other leads a cluster of its own and is known by the
numbers of its sketch. Nothing that was written is changed by what comes in afterwards, so a
cluster only ever grows.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import asdict

from store.database import Database
from store.model import Article

SCHEMA = (
    # Rows of leaders only: a hundred copies of one report make no more of them than one does.
    """CREATE TABLE sketch(
        number INTEGER, seq INTEGER, PRIMARY KEY(number, seq)) WITHOUT ROWID""",
    "CREATE TABLE copy(key INTEGER PRIMARY KEY, leader INTEGER NOT NULL)",
    "CREATE INDEX copy_leader ON copy(leader, key)",
)

NEWCOMERS_SCHEMA = (
    # Numbers are spread over all pages of their table: a batch writes nearly every one of a large
    # table anew. So the latest are gathered in a small one, from which they move on all at once.
    """CREATE TABLE newcomer(
        number INTEGER, seq INTEGER, PRIMARY KEY(number, seq)) WITHOUT ROWID""",
)

NEWCOMERS = 100_000
"""Rows of newcomers above which they move on."""

NEARLY_THE_SAME = 0.5
"""What a copy shares with its leader at least; reports of the same event seldom reach a tenth."""

OPENING = 2_000
"""Characters that a sketch is taken of: copies are cut from the end, and what is longer than most
costs no more. Of pairs that share half of their texts, it misses 1 in 30."""

TYPICAL = 16
"""Leaders with the same number from which on it tells nothing: as different as they are, it must
come from a set phrase, such as a request to subscribe."""

COMPARED = 3
"""Leaders at most that a new article is compared with, those with the most numbers in common."""

WINDOW = 1000
"""Articles up to which each is looked up; for more, all copies are read in one go."""


class Sketched(Article, frozen=True):
    """An article with the numbers that copies of it are found by.

    They take about as long as writing the article down, so whoever reads it makes them, where
    that is a process of its own.
    """

    sketch: tuple[int, ...] = ()


def sketched(article: Article) -> Sketched:
    """`article` with its sketch, which is made unless it is there."""
    if isinstance(article, Sketched):
        return article
    from store.shingles import Shingles  # who reads articles needs none

    sketch = Shingles(article.text[:OPENING]).sketch()
    return Sketched(**asdict(article), sketch=tuple(sketch))


class Entry(NamedTuple):
    """An article that has just been written: its number, its key, and what it is."""

    seq: int
    key: int
    article: Sketched


def enter(database: Database, entries: Sequence[Entry]) -> None:
    """Find out for new articles whose copies they are; within the transaction that adds them.

    It takes next to nothing, and for a copy as long as making its sketch.
    """
    known = _leaders(database, (entry.article.sketch for entry in entries))
    copies: list[tuple[int, int]] = []
    numbers: list[tuple[int, int]] = []
    for entry in entries:
        text, sketch = entry.article.text, entry.article.sketch
        leader = _leader_of(database, text, [known[number] for number in sketch])
        if leader is not None:
            copies.append((leader, entry.key))
            continue
        for number in sketch:
            if len(known[number]) < TYPICAL:
                known[number].append(entry.seq)
                numbers.append((number, entry.seq))
    # In order, so that each page of the table is written once.
    database.run_many("INSERT INTO newcomer VALUES (?, ?)", sorted(numbers))
    if database.value("SELECT count(*) FROM newcomer") > NEWCOMERS:
        database.run("INSERT INTO sketch SELECT number, seq FROM newcomer ORDER BY number, seq")
        database.run("DELETE FROM newcomer")
    database.run_many("INSERT INTO copy SELECT ?2, key FROM article WHERE seq = ?1", copies)


def leaders(database: Database, keys: Sequence[int]) -> dict[int, int]:
    """For each of these articles that is a copy, the key of its leader; others have no entry."""
    if len(keys) > WINDOW:
        wanted = set(keys)
        found = database.rows("SELECT key, leader FROM copy")
        return {key: leader for key, leader in found if key in wanted}
    return dict(
        database.rows(
            "SELECT key, leader FROM copy WHERE key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
    )


def members(database: Database, key: int, limit: int) -> array[int]:
    """All keys of the cluster that an article belongs to, itself included, the leader first."""
    leader = leaders(database, [key]).get(key, key)
    copies = database.integers("SELECT key FROM copy WHERE leader = ? LIMIT ?", (leader, limit - 1))
    return array("q", [leader]) + copies


def fold(keys: Iterable[int], leaders: Mapping[int, int]) -> dict[int, int]:
    """The first article of each cluster, in order, and how many others of it follow."""
    first: dict[int, int] = {}
    others: Counter[int] = Counter()
    for key in keys:
        others[first.setdefault(leaders.get(key, key), key)] += 1
    return {key: others[key] - 1 for key in first.values()}


def _leaders(database: Database, sketches: Iterable[Iterable[int]]) -> dict[int, list[int]]:
    """For each number, the leaders that it stands for."""
    known: dict[int, list[int]] = {number: [] for sketch in sketches for number in sketch}
    wanted = json.dumps(sorted(known))
    for table in ("sketch", "newcomer"):
        found = database.rows(
            "SELECT number, seq FROM json_each(?) AS wanted"
            f" CROSS JOIN {table} ON number = wanted.value",
            (wanted,),
        )
        for number, seq in found:
            known[number].append(seq)
    return known


def _leader_of(database: Database, text: str, candidates: Iterable[list[int]]) -> int | None:
    """The number of the leader that a text shares the most with, where that is enough."""
    from store.shingles import Shingles, may_share, shared

    told = Counter(seq for seqs in candidates if len(seqs) < TYPICAL for seq in seqs)
    if not told:
        return None
    own = Shingles(text)
    most, leader = 0.0, None
    for seq, _ in told.most_common(COMPARED):
        other = Shingles(database.value("SELECT text FROM body WHERE seq = ?", (seq,)))
        share = shared(own, other) if may_share(own, other) else 0.0
        if share >= NEARLY_THE_SAME and share > most:
            most, leader = share, seq
    return leader
