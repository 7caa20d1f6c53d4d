"""Who has read an article: whose silence on it means something.

An analyst has read an article with a verdict of done or skipped on it, or a topic or note, or a
quote in it. A star alone is a bookmark.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection

from store.database import Database

READERS = (
    "SELECT seq, analyst FROM temp.review WHERE analyst IN (SELECT value FROM json_each(:who))"
    " AND seq BETWEEN :first AND :last AND (status > 0 OR noted)"
    " UNION SELECT seq, analyst FROM temp.mark WHERE seq BETWEEN :first AND :last"
    " UNION SELECT seq, analyst FROM temp.quote WHERE seq BETWEEN :first AND :last"
)


def readers(
    database: Database, analysts: Collection[int], first: int, last: int
) -> dict[int, set[int]]:
    """Of the articles from `first` to `last`, by number, those of `analysts` who have read each.

    The temporary tables must be settled.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    values = {"who": json.dumps(list(analysts)), "first": first, "last": last}
    for seq, analyst in database.rows(READERS, values):
        if analyst in analysts:
            found[seq].add(analyst)
    return found
