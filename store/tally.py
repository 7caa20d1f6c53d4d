"""How much carries each topic: counted once, then kept up to date from what edits change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from store.database import Database
from store.topics import TopicNames

Mark: TypeAlias = tuple[int, int, int, int]
"""A row of temp.mark: topic, article, analyst, quote; quote 0 is a label."""

MOST_PENDING = 500
"""Marks changed since the last question, from which on counting everything anew is faster."""


class TopicCount(NamedTuple):
    """How much carries a topic itself, not what is below it."""

    articles: int
    quotes: int
    analysts: int


NOTHING = TopicCount(0, 0, 0)


class TopicTally:
    """Told of each mark that comes and goes; works only when somebody asks.

    What it keeps grows with topics and analysts, not with marks. Topics are counted under the
    names that they have now.
    """

    def __init__(self, database: Database, names: TopicNames) -> None:
        self._database = database
        self._names = names
        self._counts: dict[str, TopicCount] = {}
        self._marks: dict[str, Counter[int]] = {}
        self._pending: Counter[Mark] = Counter()
        self._known = False

    def added(self, marks: Iterable[Mark]) -> None:
        """These rows are in the table now."""
        if self._known:
            self._pending.update(marks)
            self._bound()

    def removed(self, marks: Iterable[Mark]) -> None:
        """These rows are in the table no more."""
        if self._known:
            self._pending.subtract(marks)
            self._bound()

    def forget(self) -> None:
        """Much has changed, or what names mean: the next question counts everything anew."""
        self._known = False
        self._pending.clear()

    def counts(self) -> Mapping[str, TopicCount]:
        """Of each topic that anything carries. The temporary tables must be settled."""
        self._catch_up()
        return self._counts

    def together(self, topics: Collection[str]) -> TopicCount:
        """What carries several topics: articles and quotes summed, each analyst once."""
        counts = self.counts()
        found = [counts[topic] for topic in topics if topic in counts]
        who = set().union(*(+self._marks[topic] for topic in topics if topic in self._marks))
        return TopicCount(
            sum(count.articles for count in found), sum(count.quotes for count in found), len(who)
        )

    def _bound(self) -> None:
        if len(self._pending) > MOST_PENDING:
            self.forget()

    def _catch_up(self) -> None:
        if not self._known:
            self._count_all()
        elif self._pending:
            self._count_changed()

    def _count_all(self) -> None:
        self._counts = {
            self._names.name(topic): TopicCount(*counts)
            for topic, *counts in self._database.rows(
                "SELECT canonical, count(DISTINCT seq), count(DISTINCT nullif(quote, 0)),"
                " count(DISTINCT analyst) FROM temp.mark JOIN temp.topic USING (topic)"
                " WHERE canonical IS NOT NULL GROUP BY canonical"
            )
        }
        self._marks = {}
        for topic, analyst, marks in self._database.rows(
            "SELECT canonical, analyst, count(*) FROM temp.mark JOIN temp.topic USING (topic)"
            " WHERE canonical IS NOT NULL GROUP BY canonical, analyst"
        ):
            self._marks.setdefault(self._names.name(topic), Counter())[analyst] = marks
        self._known = True

    def _count_changed(self) -> None:
        """What stood before is what stands now, less what has come, and with what has gone."""
        articles: dict[int, Counter[tuple[str, int]]] = {}
        for (topic, seq, analyst, quote), by in self._pending.items():
            name = self._names.canonical(self._names.name(topic))
            if by and name is not None:
                articles.setdefault(seq, Counter())[name, quote] += by
                self._marks.setdefault(name, Counter())[analyst] += by
        self._pending.clear()
        for seq, changed in articles.items():
            now = self._marks_on(seq)
            self._shift(_extent(now, changed), 1)
            now.subtract(changed)
            self._shift(_extent(now, changed), -1)

    def _marks_on(self, seq: int) -> Counter[tuple[str, int]]:
        """(topic, quote) of an article's marks, and how many there are of each."""
        return Counter(
            {
                (self._names.name(topic), quote): marks
                for topic, quote, marks in self._database.rows(
                    "SELECT canonical, quote, count(*) FROM temp.mark JOIN temp.topic USING (topic)"
                    " WHERE seq = ? AND canonical IS NOT NULL GROUP BY canonical, quote",
                    (seq,),
                )
            }
        )

    def _shift(self, extent: Mapping[str, tuple[int, int]], sign: int) -> None:
        for name, (articles, quotes) in extent.items():
            before = self._counts.get(name, NOTHING)
            after = TopicCount(
                before.articles + sign * articles,
                before.quotes + sign * quotes,
                len(+self._marks[name]),
            )
            self._counts[name] = after
            if after == NOTHING:
                del self._counts[name]


def _extent(
    marks: Mapping[tuple[str, int], int], of: Iterable[tuple[str, int]]
) -> dict[str, tuple[int, int]]:
    """(articles, quotes) that the marks on one article give each of the topics in `of`."""
    found: dict[str, tuple[int, int]] = {name: (0, 0) for name, _ in of}
    for (name, quote), count in marks.items():
        if count > 0 and name in found:
            found[name] = (1, found[name][1] + (quote > 0))
    return found
