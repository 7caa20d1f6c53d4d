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
from operator import itemgetter
from typing import NamedTuple

from store.database import Database

SCHEMA = (
    # Rows of leaders only: a hundred copies of one report make no more of them than one does.
    """CREATE TABLE sketch(
        number INTEGER, seq INTEGER, PRIMARY KEY(number, seq)) WITHOUT ROWID""",
    "CREATE TABLE copy(key INTEGER PRIMARY KEY, leader INTEGER NOT NULL)",
    "CREATE INDEX copy_leader ON copy(leader, key)",
)

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


class Entry(NamedTuple):
    """An article that has just been written: its number, its key, and its text."""

    seq: int
    key: int
    text: str


def sketches(entries: Sequence[Entry]) -> list[list[int]]:
    """What each new article is known by.

    For an article of 3 KB it takes about half as long as writing it.
    """
    from store.shingles import Shingles  # who reads articles needs none

    return [Shingles(entry.text[:OPENING]).sketch() for entry in entries]


def enter(database: Database, entries: Sequence[Entry], sketches: Sequence[Sequence[int]]) -> None:
    """Find out for new articles whose copies they are; within the transaction that adds them.

    It takes next to nothing, and for a copy as long as making its sketch.
    """
    known = _leaders(database, sketches)
    copies: list[tuple[int, int]] = []
    numbers: list[tuple[int, int]] = []
    for entry, sketch in zip(entries, sketches, strict=True):
        leader = _leader_of(database, entry.text, [known[number] for number in sketch])
        if leader is not None:
            copies.append((leader, entry.key))
            continue
        for number in sketch:
            if len(known[number]) < TYPICAL:
                known[number].append(entry.seq)
                numbers.append((number, entry.seq))
    # In order, so that each page of the table is written once.
    database.run_many("INSERT INTO sketch VALUES (?, ?)", sorted(numbers))
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
    found = database.rows(
        "SELECT number, seq FROM json_each(?) AS wanted CROSS JOIN sketch ON number = wanted.value",
        (json.dumps(sorted(known)),),
    )
    for number, seq in found:
        known[number].append(seq)
    return known


def _leader_of(database: Database, text: str, candidates: Iterable[list[int]]) -> int | None:
    """The number of the leader that a text shares the most with, where that is enough."""
    from store.shingles import Shingles, shared

    told = Counter(seq for seqs in candidates if len(seqs) < TYPICAL for seq in seqs)
    if not told:
        return None
    own = Shingles(text)
    compared = [
        (shared(own, Shingles(database.value("SELECT text FROM body WHERE seq = ?", (seq,)))), seq)
        for seq, _ in told.most_common(COMPARED)
    ]
    best, leader = max(compared, key=itemgetter(0))
    return leader if best >= NEARLY_THE_SAME else None
