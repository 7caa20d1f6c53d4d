"""The first 60 hits of a query, beside the bare full-text query on the same connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from statistics import median

from store import open_library
from store.search import find_articles
from store.session import Session
from tests.bench.bench import Bench
from tests.bench.corpus import TOPICS, words_by_frequency
from tests.bench.rows import Row
from tests.bench.timing import in_turns

FIRST = 60
MILLI = 1e3
AT_MOST = 1.5
PROMISED_FROM = 100_000
"""Articles; in few, both answers take no time, and understanding the query takes longer."""

BARE = (
    "SELECT article.key FROM words JOIN article ON article.seq = words.rowid"
    " WHERE words MATCH ? ORDER BY published DESC LIMIT 60"
)


def measure(bench: Bench) -> Iterator[Row]:
    """Rows for each size and query: the first 60, and all of them as a list."""
    words = words_by_frequency()
    queries = {f"{name} word": (word, word) for name, word in words.items()}
    mixed = f"{words['middle']} topic:{TOPICS[0].partition('/')[0]} from:2018-01-01 -status:skipped"
    queries["mixed query"] = (mixed, words["middle"])
    for size in bench.scale.sizes:
        for name, (query, word) in queries.items():
            yield from rows_for(bench, size, name, query, word)


def rows_for(bench: Bench, size: int, name: str, query: str, word: str) -> Iterator[Row]:
    """One query over one library."""
    path = bench.libraries.of(size)
    with closing(open_library(path)) as library, closing(Session(path)) as session:
        session.load()
        index = session.index
        acts = {
            "bare": lambda: index.database.rows(BARE, (f'"{word}"',)),
            "first": lambda: find_articles(index, query, "-published", session.me, FIRST),
            "list": lambda: library.articles(query)[:FIRST],
        }
        rounds = max(5, bench.scale.rounds // (40 if size >= 100_000 else 10))
        in_turns(acts, 1)  # the first question makes the indexes that all others use
        times = {act: median(spent) * MILLI for act, spent in in_turns(acts, rounds).items()}
    promised = size >= PROMISED_FROM
    yield Row(
        f"search, first {FIRST}: {name}",
        size,
        times["first"],
        "ms",
        "bare FTS5 query",
        times["bare"],
        f"at most {AT_MOST:g} times" if promised else "",
        times["first"] <= AT_MOST * times["bare"] if promised else None,
    )
    yield Row(
        f"search, whole list: {name}", size, times["list"], "ms", "bare FTS5 query", times["bare"]
    )
