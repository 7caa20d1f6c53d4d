"""What two or more analysts have read, counted for `store.agreement` from their annotations."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from store.agreement import Agreement, Counts, TopicCounts, conclude
from store.agreement_marks import Span, Tokens, covered, overlap
from store.database import Row
from store.index import Index
from store.model import PressmarkError
from store.readership import readers
from store.reliability import coder_pairs
from store.search import find_articles
from store.text import clean_line

ARTICLES = 250
"""Articles that are looked at in one go, and"""

CHARACTERS = 300_000
"""of their texts so much: some 20 ms each."""

TEXTS = 50
"""Texts that are fetched at a time."""

Places: TypeAlias = Mapping[int, Sequence[Span]]
"""Analyst's bit → places of quotes, none for a label."""

Marked: TypeAlias = dict[int, dict[str, dict[int, list[Span]]]]
"""Article → topic → places."""

MARKS = (
    "SELECT DISTINCT mark.seq, canonical, mark.analyst, start, stop"
    " FROM temp.mark CROSS JOIN temp.topic USING (topic)"
    " LEFT JOIN temp.quote ON quote.quote = mark.quote"
    " WHERE mark.seq BETWEEN ? AND ? AND canonical IS NOT NULL"
)


class DoubleReading:
    """Compares what stands in the temporary tables, in slices short enough to hear keys between."""

    def __init__(
        self,
        index: Index,
        query: str = "",
        analysts: Collection[str] | None = None,
        me: str = "",
        *,
        blind: bool = False,
    ) -> None:
        """Only articles that the query selects count, and only `analysts`, all by default.

        `me` is whose verdicts `status:` and `is:starred` mean; in a `blind` library, only
        articles count that `me` has finished, as the marks on others are held back. Raises
        QueryError, and PressmarkError for an analyst who has nothing here.
        """
        index.settle()
        self.query = query.strip()
        self._index = index
        names = index.analyst_names()
        chosen = range(len(names)) if analysts is None else _numbers(index, analysts)
        ordered = sorted(chosen, key=names.__getitem__)
        self._bits = {number: 1 << place for place, number in enumerate(ordered)}
        self._counts = Counts([names[number] for number in ordered])
        self._wanted = self._selected(me) if self.query else None
        if blind:
            finished = self._finished(me)
            self._wanted = finished if self._wanted is None else finished & self._wanted

    def _finished(self, me: str) -> set[int]:
        finished = "SELECT seq FROM temp.review WHERE analyst = ? AND status > 0"
        return set(self._index.database.integers(finished, (self._index.analyst_number(me),)))

    def _selected(self, me: str) -> set[int]:
        keys = find_articles(self._index, self.query, me=me)
        within = "SELECT seq FROM article WHERE key IN (SELECT value FROM json_each(?))"
        return set(self._index.database.integers(within, (json.dumps(keys.tolist()),)))

    def slices(self) -> Iterator[Agreement | None]:
        """Yields None after each slice, and at last what was found."""
        newest = int(self._index.database.value("SELECT max(seq) FROM article") or 0)
        for first in range(1, newest + 1, ARTICLES) if len(self._bits) > 1 else ():
            yield from self._take(first, first + ARTICLES - 1)
            yield None
        yield from conclude(self._counts, self.query)

    def _take(self, first: int, last: int) -> Iterator[None]:
        found = readers(self._index.database, self._bits, first, last)
        masks = {
            seq: sum(self._bits[analyst] for analyst in who)
            for seq, who in found.items()
            if len(who) > 1 and (self._wanted is None or seq in self._wanted)
        }
        if not masks:
            return
        self._counts.readers.update(masks.values())
        marked = self._marked(masks, first, last)
        for seq, topics in marked.items():
            for topic, places in topics.items():
                self._counts.topics[topic].carried[masks[seq], sum(places)] += 1
        yield from self._compare(masks, marked)

    def _marked(self, masks: Mapping[int, int], first: int, last: int) -> Marked:
        name = self._index.names.name
        marked: Marked = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for seq, topic, analyst, start, stop in self._index.database.rows(MARKS, (first, last)):
            if seq in masks and analyst in self._bits:
                places = marked[seq][name(topic)][self._bits[analyst]]
                if start is not None:
                    places.append((start, stop))
        return marked

    def _compare(self, masks: Mapping[int, int], marked: Marked) -> Iterator[None]:
        """Compare the places of quotes, text by text."""
        read = 0
        for seq, text in self._texts([seq for seq in marked if any(_spans(marked[seq]))]):
            tokens = Tokens(text, _spans(marked[seq]))
            for topic, places in marked[seq].items():
                if any(places.values()):
                    _add(self._counts.topics[topic], masks[seq], places, tokens)
            read += len(text)
            if read > CHARACTERS:
                read = 0
                yield None

    def _texts(self, seqs: Sequence[int]) -> Iterator[Row]:
        for at in range(0, len(seqs), TEXTS):
            yield from self._index.database.rows(
                "SELECT seq, text FROM body WHERE seq IN (SELECT value FROM json_each(?))",
                (json.dumps(seqs[at : at + TEXTS]),),
            )


def _spans(topics: Mapping[str, Places]) -> Iterator[Span]:
    return (span for places in topics.values() for each in places.values() for span in each)


def _add(counts: TopicCounts, mask: int, places: Places, tokens: Tokens) -> None:
    """Count the quotes of a topic in one article."""
    counts.quoted += 1
    counts.quotes += sum(map(len, places.values()))
    for inside, count in covered(tokens, places).items():
        counts.tokens[mask, inside] += count
    for one, other in coder_pairs(mask):
        found = overlap(places.get(one, ()), places.get(other, ()))
        counts.overlap = counts.overlap.plus(found)


def _numbers(index: Index, analysts: Collection[str]) -> set[int]:
    found = set()
    for name in analysts:
        numbers = index.analysts_called(name)
        if not numbers:
            raise PressmarkError(
                f"“{clean_line(name, 60)}” has written nothing here; "
                f"those who have are {', '.join(sorted(index.analyst_names()))}."
            )
        found.update(numbers)
    return found
