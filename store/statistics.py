"""Progress in numbers: what is quoted, when, together with what, from whom, and by whom.

Each figure is one or two questions to the temporary tables of annotations, asked when somebody
looks at it. A query selects articles as in the list, and quotes as in the quote browser.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec

from store.assignments import Assigned, assigned
from store.database import Row
from store.index import Index
from store.periods import Period, periods
from store.search import find_articles, find_quotes
from store.topics import by_path
from store.versions import SUPERSEDED

MOST_TOGETHER = 40
"""Topics, the most frequent, of which pairs are counted: 780 pairs, whatever a journal holds."""


class TopicFigure(msgspec.Struct, frozen=True):
    """How much carries a topic itself; an article carries the topics of its quotes too."""

    topic: str
    quotes: int
    articles: int
    analysts: int


class PairFigure(msgspec.Struct, frozen=True):
    """On how many quotes, and in how many articles, two topics stand together."""

    first: str
    second: str
    quotes: int
    articles: int


class SourceFigure(msgspec.Struct, frozen=True):
    """How many articles are from a source, and quotes from those; the source may be empty."""

    source: str
    articles: int
    quotes: int


class SpeakerFigure(msgspec.Struct, frozen=True):
    """How many quotes a speaker has, and in how many articles."""

    speaker: str
    quotes: int
    articles: int


class AnalystFigure(msgspec.Struct, frozen=True):
    """How many articles an analyst has done and skipped, and quotes made."""

    analyst: str
    done: int
    skipped: int
    quotes: int


class DayFigure(msgspec.Struct, frozen=True):
    """How many verdicts of an analyst are of a day (UTC); a verdict changed counts once."""

    day: str
    analyst: str
    done: int
    skipped: int


class Statistics(msgspec.Struct, frozen=True):
    """All figures. Those by topic, pair, source, speaker and analyst begin with the largest.

    `published` is by day of publication: articles, and quotes from them. `coded` is by day
    (UTC) of work: articles reviewed, once for each analyst who did, and quotes made. What has no
    date is left out of both.
    """

    query: str
    articles: int
    quotes: int
    topics: tuple[TopicFigure, ...]
    published: tuple[Period, ...]
    coded: tuple[Period, ...]
    together: tuple[PairFigure, ...]
    sources: tuple[SourceFigure, ...]
    speakers: tuple[SpeakerFigure, ...]
    analysts: tuple[AnalystFigure, ...]
    reviewed: tuple[DayFigure, ...]


class Figures:
    """The figures for one query, each reckoned when it is first asked for, as things are then."""

    def __init__(self, index: Index, query: str = "", me: str = "") -> None:
        """Raises QueryError. `me` is whose verdicts `status:` and `is:starred` mean."""
        index.settle()
        self.query = query.strip()
        self._index = index
        self._values: dict[str, str] = {}
        self._of_articles = self._of_quotes = "1"
        if self.query:
            articles = find_articles(index, query, me=me)
            quotes = find_quotes(index, query, me=me)
            self._values = {
                "articles": json.dumps(articles.tolist()),
                "quotes": json.dumps(quotes.tolist()),
            }
            keys = "SELECT seq FROM article WHERE key IN (SELECT value FROM json_each(:articles))"
            self._of_articles = f"seq IN ({keys})"
            self._of_quotes = "quote IN (SELECT value FROM json_each(:quotes))"
        elif index.has_versions():
            self._of_articles = f"seq NOT IN ({SUPERSEDED})"

    def whole(self) -> Statistics:
        """All of them."""
        return Statistics(
            self.query, self.articles, self.quotes, self.topics, self.published, self.coded,
            self.together, self.sources, self.speakers, self.analysts, self.reviewed,
        )  # fmt: skip

    def _rows(self, sql: str, **values: Any) -> list[Row]:
        return self._index.database.rows(sql, self._values | values)

    def _sums(self, sql: str) -> Counter[Any]:
        """What stands in the first column, with the number in the second."""
        return Counter(dict(self._rows(sql)))

    def _names(self) -> list[str]:
        return self._index.analyst_names()

    @cached_property
    def articles(self) -> int:
        """How many articles the query selects."""
        return int(self._rows(f"SELECT count(*) FROM article WHERE {self._of_articles}")[0][0])

    @cached_property
    def quotes(self) -> int:
        """How many quotes the query selects."""
        return int(self._rows(f"SELECT count(*) FROM temp.quote WHERE {self._of_quotes}")[0][0])

    @property
    def _marks(self) -> str:
        """The topics on selected quotes, and the labels on selected articles."""
        return (
            "SELECT canonical AS topic, seq, quote, analyst"
            " FROM temp.mark CROSS JOIN temp.topic USING (topic) WHERE canonical IS NOT NULL"
            f" AND CASE quote WHEN 0 THEN {self._of_articles} ELSE {self._of_quotes} END"
        )

    @cached_property
    def _topic_rows(self) -> list[Row]:
        return self._rows(
            "SELECT topic, count(DISTINCT nullif(quote, 0)), count(DISTINCT seq),"
            f" count(DISTINCT analyst) FROM ({self._marks}) GROUP BY topic ORDER BY 2 DESC, 3 DESC"
        )

    @cached_property
    def topics(self) -> tuple[TopicFigure, ...]:
        """By topic, those on most quotes first, then those in most articles."""
        name = self._index.names.name
        found = [TopicFigure(name(topic), *counts) for topic, *counts in self._topic_rows]
        return tuple(sorted(found, key=lambda f: (-f.quotes, -f.articles, by_path(f.topic))))

    @cached_property
    def together(self) -> tuple[PairFigure, ...]:
        """By pair of the `MOST_TOGETHER` topics on most quotes; the most frequent pair first."""
        quotes, articles = self._pairs("quote"), self._pairs("seq")
        found = [PairFigure(*pair, quotes[pair], articles[pair]) for pair in articles]
        return tuple(sorted(found, key=lambda f: (-f.quotes, -f.articles, f.first, f.second)))

    def _pairs(self, carrier: str) -> Counter[tuple[str, str]]:
        """On how many carriers, quotes or articles, two topics stand together."""
        name = self._index.names.name
        frequent = [topic for topic, *_ in self._topic_rows[:MOST_TOGETHER]]
        pairs = self._rows(
            f"WITH borne(bearer, topic) AS MATERIALIZED (SELECT DISTINCT {carrier}, topic"
            f" FROM ({self._marks}) WHERE {carrier} <> 0"
            " AND topic IN (SELECT value FROM json_each(:frequent)))"
            " SELECT one.topic, other.topic, count(*) FROM borne AS one JOIN borne AS other"
            " ON one.bearer = other.bearer AND one.topic < other.topic GROUP BY 1, 2",
            frequent=json.dumps(frequent),
        )
        ordered = ((sorted((name(one), name(other)), key=by_path), n) for one, other, n in pairs)
        return Counter({(first, second): number for (first, second), number in ordered})

    @cached_property
    def published(self) -> tuple[Period, ...]:
        """By day of publication, articles and the quotes from them."""
        day = "substr(published, 1, 10)"
        return _days(
            self._sums(f"SELECT {day}, count(*) FROM article WHERE {self._of_articles} GROUP BY 1"),
            self._quotes_by(day),
        )

    @cached_property
    def coded(self) -> tuple[Period, ...]:
        """By day of work (UTC), verdicts on articles and quotes made."""
        day = "substr(at, 1, 10)"
        return _days(
            self._sums(
                f"SELECT {day}, count(*) FROM temp.review"
                f" WHERE status > 0 AND {self._of_articles} GROUP BY 1"
            ),
            self._sums(
                f"SELECT {day}, count(*) FROM temp.quote WHERE {self._of_quotes} GROUP BY 1"
            ),
        )

    def _quotes_by(self, column: str) -> Counter[str]:
        """Quotes by something of their articles, which are read in the order that they stand in."""
        return self._sums(
            f"SELECT {column}, sum(number) FROM (SELECT seq, count(*) AS number FROM temp.quote"
            f" WHERE {self._of_quotes} GROUP BY seq) CROSS JOIN article USING (seq) GROUP BY 1"
        )

    @cached_property
    def sources(self) -> tuple[SourceFigure, ...]:
        """By source, those with most quotes first."""
        articles = self._sums(
            f"SELECT source, count(*) FROM article WHERE {self._of_articles} GROUP BY 1"
        )
        quotes = self._quotes_by("source")
        found = [SourceFigure(s, articles[s], quotes[s]) for s in articles.keys() | quotes]
        return tuple(sorted(found, key=lambda f: (-f.quotes, -f.articles, f.source)))

    @cached_property
    def speakers(self) -> tuple[SpeakerFigure, ...]:
        """By speaker, those with most quotes first; quotes of nobody are left out."""
        found = self._rows(
            "SELECT speaker, count(*), count(DISTINCT seq) FROM temp.quote"
            f" WHERE speaker <> '' AND {self._of_quotes} GROUP BY 1"
            " ORDER BY 2 DESC, 3 DESC, speaker"
        )
        return tuple(SpeakerFigure(*row) for row in found)

    @cached_property
    def analysts(self) -> tuple[AnalystFigure, ...]:
        """By analyst who has a verdict or a quote, those with most quotes first."""
        done: Counter[int] = Counter()
        skipped: Counter[int] = Counter()
        for _, analyst, *verdicts in self._verdicts:
            done[analyst] += verdicts[0]
            skipped[analyst] += verdicts[1]
        quotes = self._sums(
            f"SELECT analyst, count(*) FROM temp.quote WHERE {self._of_quotes} GROUP BY 1"
        )
        names = self._names()
        found = [
            AnalystFigure(names[n], done[n], skipped[n], quotes[n]) for n in done.keys() | quotes
        ]
        return tuple(sorted(found, key=lambda f: (-f.quotes, -f.done, f.analyst)))

    @cached_property
    def assigned(self) -> Mapping[str, Assigned]:
        """As `store.assignments.assigned`, of the whole library, whatever the query."""
        return assigned(self._index.database)

    @cached_property
    def reviewed(self) -> tuple[DayFigure, ...]:
        """By day and analyst, the newest day first."""
        names = self._names()
        real = {day.period for day in periods((Period(d, 1, 0) for d, *_ in self._verdicts), "day")}
        found = [
            DayFigure(day, names[analyst], *counts)
            for day, analyst, *counts in self._verdicts
            if day in real
        ]
        found.sort(key=lambda f: f.analyst)
        return tuple(sorted(found, key=lambda f: f.day, reverse=True))

    @cached_property
    def _verdicts(self) -> list[Row]:
        """(day, analyst, done, skipped)"""
        return self._rows(
            "SELECT substr(at, 1, 10), analyst, sum(status = 1), sum(status = 2) FROM temp.review"
            f" WHERE status > 0 AND {self._of_articles} GROUP BY 1, 2"
        )


def _days(articles: Mapping[str, int], quotes: Mapping[str, int]) -> tuple[Period, ...]:
    names = articles.keys() | quotes.keys()
    days = (Period(day, articles.get(day, 0), quotes.get(day, 0)) for day in names)
    return periods(days, "day")
