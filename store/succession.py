"""What lists show of articles that have several versions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from store.database import Database


class Standing(NamedTuple):
    """An article among its versions; `quotes` and topics (by number) are those of earlier ones.

    `labels` are topics that somebody has put on an earlier version: they are no labels here.
    """

    superseded: bool
    quotes: int = 0
    topics: frozenset[int] = frozenset()
    labels: frozenset[int] = frozenset()


def standings(database: Database, keys: Sequence[int]) -> Mapping[int, Standing]:
    """For each article of a window that has several versions, how it stands among them."""
    found = database.rows(
        "SELECT article.key, seq, line, superseded FROM json_each(?) AS wanted"
        " CROSS JOIN article ON article.key = wanted.value CROSS JOIN version USING (seq)",
        (json.dumps(list(keys)),),
    )
    return {
        key: Standing(True) if superseded else _newest(database, line)
        for key, _, line, superseded in found
    }


def _newest(database: Database, line: int) -> Standing:
    earlier = "(SELECT seq FROM version WHERE line = ? AND superseded = 1)"
    quotes = database.value(f"SELECT count(*) FROM temp.quote WHERE seq IN {earlier}", (line,))
    marks = database.rows(
        "SELECT DISTINCT canonical, quote > 0 FROM temp.mark CROSS JOIN temp.topic USING (topic)"
        f" WHERE seq IN {earlier} AND canonical IS NOT NULL",
        (line,),
    )
    return Standing(
        False,
        quotes,
        frozenset(topic for topic, quoted in marks if quoted),
        frozenset(topic for topic, quoted in marks if not quoted),
    )
