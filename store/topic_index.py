"""What carries a topic: articles that are labelled with it, and quotes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from store.annotations import Annotations
from store.catalogue import id_of
from store.database import Values
from store.model import QuoteRef, Table
from store.tally import TopicCount


class Usage(NamedTuple):
    """What carries a topic: keys of articles labelled with it, and quotes."""

    articles: tuple[int, ...]
    quotes: tuple[QuoteRef, ...]


class TopicIndex(Annotations):
    """Annotations, and questions about their topics."""

    def topic_counts(self) -> Mapping[str, TopicCount]:
        """How much carries each topic that anything carries, as it is at this moment."""
        self.settle()
        return self.tally.counts()

    def topics_together(self, groups: Iterable[Collection[str]]) -> list[TopicCount]:
        """What carries each group of topics: articles and quotes summed, each analyst once."""
        self.settle()
        return list(map(self.tally.together, groups))

    def usage(self, topic: str, me: str) -> Usage:
        """What of `me` carries the topic under any of its names, but not what is below it."""
        self.settle()
        marked = {
            "topics": json.dumps(self.names.exactly(topic)),
            "me": self.analyst_number(me),
        }
        within = "topic IN (SELECT value FROM json_each(:topics)) AND mark.analyst = :me"
        labelled = f"seq IN (SELECT seq FROM temp.mark WHERE {within} AND quote = 0)"
        articles = self.database.integers(
            f"SELECT key FROM article WHERE {labelled}"
            f" UNION ALL SELECT key FROM temp.absent WHERE {labelled}",
            marked,
        )
        quotes = self._refs(
            "SELECT DISTINCT quote.analyst, id FROM temp.mark JOIN temp.quote USING (quote)"
            f" WHERE {within} ORDER BY quote.seq, start",
            marked,
        )
        return Usage(tuple(articles), tuple(quotes))

    def bearers(self, name: str) -> set[tuple[str, Table, str]]:
        """(analyst, table, key) of everybody's records that carry a topic under just this name."""
        self.settle()
        names = self.analyst_names()
        wanted = (self.names.number(name),)
        quotes = self.database.rows(
            "SELECT mark.analyst, id FROM temp.mark JOIN temp.quote USING (quote) WHERE topic = ?",
            wanted,
        )
        labels = (
            "SELECT analyst, key FROM temp.mark JOIN {} USING (seq) WHERE topic = ? AND quote = 0"
        )
        articles = self.database.rows(
            f"{labels.format('article')} UNION ALL {labels.format('temp.absent')}", wanted * 2
        )
        return {(names[analyst], "quotes", key) for analyst, key in quotes} | {
            (names[analyst], "reviews", id_of(key)) for analyst, key in articles
        }

    def _refs(self, sql: str, values: Values) -> list[QuoteRef]:
        names = self.analyst_names()
        return [(names[analyst], quote) for analyst, quote in self.database.rows(sql, values)]
