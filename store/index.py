"""What the screens ask about everybody's annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from store.catalogue import key_of
from store.folding import fold
from store.model import STATUSES, QuoteRef, Status, Table
from store.succession import Standing, standings
from store.topic_index import TopicIndex


class Summary(NamedTuple):
    """What a list shows of everybody's work on one article; `topics` in order of name.

    Quotes on earlier versions count in the newest, and their topics; `labels` are the topics that
    earlier versions were labelled with. `changed` and `superseded` are as in `ArticleRow`.
    """

    status: Status = "new"
    star: bool = False
    topics: tuple[str, ...] = ()
    quotes: int = 0
    labels: tuple[str, ...] = ()
    changed: bool = False
    superseded: bool = False


class Progress(NamedTuple):
    """Articles done or skipped, of all."""

    reviewed: int
    total: int


class Index(TopicIndex):
    """Annotations, and questions about them. Article keys are `catalogue.key_of` of the id."""

    def summaries(self, keys: Sequence[int], me: str) -> dict[int, Summary]:
        """For each article of a window: verdict of `me`, and topics and quotes of everybody."""
        self.settle()
        window = {"keys": json.dumps(list(keys)), "me": self.analyst_number(me)}
        topics: dict[int, set[str]] = {}
        for key, topic in self.database.rows(
            "SELECT DISTINCT article.key, canonical FROM json_each(:keys) AS wanted"
            " CROSS JOIN article ON article.key = wanted.value"
            " CROSS JOIN temp.mark USING (seq) CROSS JOIN temp.topic USING (topic)"
            " WHERE canonical IS NOT NULL",
            window,
        ):
            topics.setdefault(key, set()).add(self.names.name(topic))
        found = {
            key: Summary(STATUSES[status], bool(star), tuple(sorted(topics.get(key, ()))), quotes)
            for key, status, star, quotes in self.database.rows(
                "SELECT article.key, coalesce(status, 0), coalesce(star, 0),"
                " (SELECT count(*) FROM temp.quote WHERE quote.seq = article.seq)"
                " FROM json_each(:keys) AS wanted"
                " CROSS JOIN article ON article.key = wanted.value"
                " LEFT JOIN temp.review ON review.analyst = :me AND review.seq = article.seq",
                window,
            )
        }
        for key, standing in standings(self.database, keys).items():
            found[key] = self._among_versions(found[key], standing)
        return found

    def _among_versions(self, summary: Summary, standing: Standing) -> Summary:
        topics = {*summary.topics, *map(self.names.name, standing.topics)}
        labels = {*map(self.names.name, standing.labels)} - topics
        return summary._replace(
            topics=tuple(sorted(topics)),
            quotes=summary.quotes + standing.quotes,
            labels=tuple(sorted(labels)),
            changed=not standing.superseded,
            superseded=standing.superseded,
        )

    def has_versions(self) -> bool:
        """Whether any article has a newer version."""
        return self.database.value("SELECT 1 FROM version LIMIT 1") is not None

    def quotes_of(self, key: int) -> list[QuoteRef]:
        """The quotes of one article, all analysts, in the order that they stand in its text."""
        self.settle()
        return self._refs(
            "SELECT analyst, id FROM temp.quote WHERE seq = ? ORDER BY start, stop, quote",
            (self.seq_of(key),),
        )

    def quote_refs(self, quotes: Iterable[int]) -> dict[int, QuoteRef]:
        """What quote numbers, as `search.find_quotes` gives them, stand for; only those alive."""
        self.settle()
        names = self.analyst_names()
        return {
            quote: (names[analyst], id)
            for quote, analyst, id in self.database.rows(
                "SELECT quote, analyst, id FROM temp.quote"
                " WHERE quote IN (SELECT value FROM json_each(?))",
                (json.dumps(list(quotes)),),
            )
        }

    def quote_numbers(self, refs: Iterable[QuoteRef]) -> dict[QuoteRef, int]:
        """The numbers of quotes; only of those that are there."""
        self.settle()
        wanted = [(self.analyst_number(analyst), quote) for analyst, quote in refs]
        names = self.analyst_names()
        return {
            (names[analyst], id): quote
            for analyst, id, quote in self.database.rows(
                "SELECT quote.analyst, quote.id, quote.quote FROM json_each(?) AS wanted"
                " CROSS JOIN temp.quote ON quote.analyst = json_extract(wanted.value, '$[0]')"
                " AND quote.id = json_extract(wanted.value, '$[1]')",
                (json.dumps(wanted),),
            )
        }

    def progress(self, me: str) -> Progress:
        """How many of the library's articles `me` has done or skipped, earlier versions not."""
        self.settle()
        reviewed = self.database.value(
            "SELECT count(*) FROM temp.review WHERE analyst = ? AND status > 0 AND seq > 0",
            (self.analyst_number(me),),
        )
        # Few articles have versions: all are counted, and then those taken off.
        superseded, done = self.database.rows(
            "SELECT count(*), count(review.seq) FROM version LEFT JOIN temp.review"
            " ON review.seq = version.seq AND review.analyst = ? AND status > 0"
            " WHERE superseded = 1",
            (self.analyst_number(me),),
        )[0]
        return Progress(int(reviewed) - int(done), self._newest() - int(superseded))

    def worked_on_last(self, me: str) -> int | None:
        """The key of the article that `me` has reviewed or quoted from last; None for none."""
        self.settle()
        newest = (
            f"SELECT * FROM (SELECT seq, max(at) AS at FROM temp.{table} NOT INDEXED"
            " WHERE analyst = :me AND seq > 0)"  # below zero is what the library has not
            for table in ("review", "quote")
        )
        key: int | None = self.database.value(
            "SELECT key FROM article WHERE seq ="
            f" (SELECT seq FROM ({' UNION ALL '.join(newest)}) ORDER BY at DESC LIMIT 1)",
            {"me": self.analyst_number(me)},
        )
        return key

    def reviewed_among(self, keys: Sequence[int], me: str) -> set[int]:
        """Those of a window of articles that `me` has done or skipped."""
        self.settle()
        return set(
            self.database.integers(
                "SELECT article.key FROM json_each(?) AS wanted"
                " CROSS JOIN article ON article.key = wanted.value"
                " CROSS JOIN temp.review USING (seq) WHERE review.analyst = ? AND status > 0",
                (json.dumps(list(keys)), self.analyst_number(me)),
            )
        )

    def not_reviewed(self, me: str) -> set[int]:
        """The keys of all articles that `me` has neither done nor skipped."""
        self.settle()
        return set(
            self.database.integers(
                "SELECT key FROM article WHERE seq NOT IN"
                " (SELECT seq FROM temp.review WHERE analyst = ? AND status > 0)",
                (self.analyst_number(me),),
            )
        )

    def reviewers(self, keys: Sequence[int], me: str) -> dict[int, int]:
        """For each of a window of articles, how many but `me` have done or skipped it."""
        self.settle()
        return dict(
            self.database.rows(
                "SELECT article.key, count(*) FROM json_each(?) AS wanted"
                " CROSS JOIN article ON article.key = wanted.value"
                " CROSS JOIN temp.review USING (seq) WHERE review.analyst <> ? AND status > 0"
                " GROUP BY article.key",
                (json.dumps(list(keys)), self.analyst_number(me)),
            )
        )

    def records_on(self, article_id: str) -> list[tuple[str, Table, str]]:
        """(analyst, table, key) of everybody's reviews and quotes of one article."""
        self.settle()
        names = self.analyst_names()
        wanted = (self.seq_of(key_of(article_id)),)
        quotes = self.database.rows("SELECT analyst, id FROM temp.quote WHERE seq = ?", wanted)
        reviews = self.database.rows("SELECT analyst FROM temp.review WHERE seq = ?", wanted)
        found: list[tuple[str, Table, str]] = [(names[who], "quotes", key) for who, key in quotes]
        return found + [(names[who], "reviews", article_id) for (who,) in reviews]

    def speakers(self, prefix: str = "", limit: int = 20) -> list[str]:
        """Names with a word that begins with `prefix`, in any case, the most frequent first."""
        self.settle()
        wanted = " " + fold(prefix.strip())
        found = self.database.rows(
            "SELECT speaker FROM temp.quote WHERE speaker <> ''"
            " GROUP BY speaker ORDER BY count(*) DESC, speaker"
        )
        return [name for (name,) in found if wanted in " " + fold(name)][:limit]

    def speakers_with(self, part: str) -> list[str]:
        """All speakers' names that hold `part`, in any case."""
        self.settle()
        wanted = fold(part)
        found = self.database.rows("SELECT DISTINCT speaker FROM temp.quote WHERE speaker <> ''")
        return [name for (name,) in found if wanted in fold(name)]

    def analysts_called(self, name: str) -> list[int]:
        """The numbers of the analysts of this name, in any case: none or one, as a rule."""
        wanted = fold(name)
        return [n for n, other in enumerate(self.analyst_names()) if fold(other) == wanted]
