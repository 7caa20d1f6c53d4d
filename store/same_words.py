"""The same words, or nearly the same, in other articles.

The full-text index names the articles that may have them, by the rarest words of the passage; the
passage is then looked for in their texts.
"""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import combinations

import msgspec

from store.catalogue import id_of, key_of
from store.clusters import members
from store.database import Database
from store.model import Article, PressmarkError
from store.passage import Passage

LONGEST = 10_000
"""Characters of a passage that can be looked for."""

PLACES = 200
"""Places that are found at most, each in another article."""

TEXTS = 300
"""Articles that are looked into at most, those with the most rare words of the passage first."""

READ = 20_000_000
"""Characters after which no further article is looked into; only very long ones get there."""

RARE = 2_000
"""Articles that a rare word stands in at most: so few can be listed in a millisecond."""

TELLING = 6
"""Rare words that are enough to find the articles by; half of them must be there."""

ASKED = 12
"""Words that are asked about at most, the longest first: as a rule they are the rarest."""

# As the index cuts words: what no blank or mark divides is one, be it a whole Chinese clause.
_INDEXED = re.compile(r"[^\W_]+")


class Place(msgspec.Struct, frozen=True):
    """Where an article has the same words: `exact` is its text from `start` to `end`.

    `score` is 100 where they are the same but for case, line ends and shapes of marks, and from
    85 where they are nearly the same.
    """

    article_id: str
    start: int
    end: int
    exact: str
    score: float


def same_words(database: Database, article: Article, start: int, end: int) -> list[Place]:
    """One place in each other article that has the words of article.text[start:end].

    The best come first, and of equal ones, those that came in first. A passage of fewer than
    four words must be the same; one without a word is nowhere. Raises PressmarkError for a
    passage beyond LONGEST characters.
    """
    if end - start > LONGEST:
        raise PressmarkError(
            f"Only up to {LONGEST:,} characters can be looked for in other articles; select less."
        )
    exact = article.text[start:end]
    words = _INDEXED.findall(exact.lower())
    if not words:
        return []
    passage = Passage(exact)
    places: list[Place] = []
    key = key_of(article.id)
    for other, text in _texts(database, _candidates(database, words, key)):
        if other == key:
            continue
        found = passage.find(text)
        if found:
            there = text[found.start : found.end]
            places.append(Place(id_of(other), found.start, found.end, there, found.score))
    return sorted(places, key=lambda place: -place.score)[:PLACES]


def _texts(database: Database, seqs: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The key and text of each article, until READ characters have been read."""
    read = 0
    for seq in seqs:
        for key, text in database.rows(
            "SELECT key, text FROM article JOIN body USING (seq) WHERE seq = ?", (seq,)
        ):
            yield key, text
            read += len(text)
        if read > READ:
            return


def _candidates(database: Database, words: Sequence[str], key: int) -> list[int]:
    """The numbers of the articles to look into, the most likely first."""
    telling = _telling(database, words)
    if len(telling) > 2:
        votes = Counter(seq for seqs in telling.values() for seq in seqs)
        likely = [seq for seq, count in votes.items() if 2 * count >= len(telling)]
        named = nlargest(TEXTS, likely, key=votes.__getitem__)
    else:
        named = list(_close_together(database, words, telling))
    # Words that the index cannot tell apart, as in Chinese, are still found in near copies.
    alike = members(database, key, TEXTS)
    return list(dict.fromkeys([*named, *_seqs(database, alike)]))[:TEXTS]


def _telling(database: Database, words: Sequence[str]) -> dict[str, array[int]]:
    """Rare words of a passage, and the articles that each stands in."""
    telling: dict[str, array[int]] = {}
    for word in _longest(words, ASKED):
        seqs = _matching(database, _quoted(word), RARE + 1)
        if 0 < len(seqs) <= RARE:  # a word cut off by the selection stands nowhere
            telling[word] = seqs
        if len(telling) == TELLING:
            break
    return telling


def _close_together(database: Database, words: Sequence[str], telling: Iterable[str]) -> array[int]:
    """Articles where the longest of a passage's words stand as close together as they do there.

    Words that are all common tell nothing one by one. Of four, one may be missing.
    """
    chosen = list(dict.fromkeys([*telling, *_longest(words, 4)]))[:4]
    sets = combinations(chosen, 3) if len(chosen) > 3 else [chosen]
    distance = 2 * len(words)
    return _matching(
        database,
        " OR ".join(f"NEAR({' '.join(map(_quoted, near))}, {distance})" for near in sets),
        TEXTS,
    )


def _longest(words: Sequence[str], count: int) -> list[str]:
    return nlargest(count, dict.fromkeys(words), key=len)


def _matching(database: Database, match: str, limit: int) -> array[int]:
    return database.integers(
        "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", (f"text : ({match})", limit)
    )


def _quoted(word: str) -> str:
    return f'"{word}"'


def _seqs(database: Database, keys: Sequence[int]) -> array[int]:
    return database.integers(
        "SELECT seq FROM article WHERE key IN (SELECT value FROM json_each(?)) ORDER BY seq",
        (json.dumps(list(keys)),),
    )
