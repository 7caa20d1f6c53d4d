"""One durable quote, beside the smallest durable thing that SQLite can do, and stock TinyDB."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path
from statistics import median

from tinydb import TinyDB

from store import Library, open_library
from store.accounts import account_name
from tests.bench.bench import Bench
from tests.bench.rows import Row
from tests.bench.timing import in_turns

TINYDB_ROUNDS = 3
MICRO = 1e6
AT_MOST_SQLITE = 2.0
OVER_TINYDB = 500.0
AT_MOST_SMALLEST = 1.5


def measure(bench: Bench) -> Iterator[Row]:
    """Rows for each size; sizes, ours and SQLite's take turns."""
    acts: dict[tuple[str, int], Callable[[], object]] = {}
    lines: dict[int, list[bytes]] = {}
    with ExitStack() as stack:
        for size in bench.scale.sizes:
            path = bench.libraries.annotated(size)
            lines[size] = journal_of(path).read_bytes().splitlines()[1:]
            stack.enter_context(as_it_was(journal_of(path)))
            library = stack.enter_context(closing(open_library(path)))
            file = bench.scratch / f"rows-{size}.db"
            commits = stack.enter_context(closing(rows_of(file, lines[size])))
            acts["ours", size] = quoting(library, bench.libraries.long.id)
            acts["sqlite", size] = committing(commits, lines[size][-1])
        times = {name: median(spent) for name, spent in in_turns(acts, bench.scale.rounds).items()}
    for size in bench.scale.sizes:
        yield from rows_for(size, times, bench.scale.sizes)
        yield beside_tinydb(bench, size, times["ours", size], lines[size])


def rows_for(
    size: int, times: dict[tuple[str, int], float], sizes: tuple[int, ...]
) -> Iterator[Row]:
    """Beside SQLite, and beside the smallest size."""
    ours, sqlite, smallest = times["ours", size], times["sqlite", size], times["ours", sizes[0]]
    yield Row(
        "one durable quote",
        size,
        ours * MICRO,
        "µs",
        "one-row SQLite commit",
        sqlite * MICRO,
        f"at most {AT_MOST_SQLITE:g} times",
        ours <= AT_MOST_SQLITE * sqlite,
    )
    if size != sizes[0]:
        yield Row(
            "one durable quote",
            size,
            ours * MICRO,
            "µs",
            f"the same at {sizes[0]:,}",
            smallest * MICRO,
            f"at most {AT_MOST_SMALLEST:g} times",
            ours <= AT_MOST_SMALLEST * smallest,
        )


def beside_tinydb(bench: Bench, size: int, ours: float, lines: list[bytes]) -> Row:
    """Stock TinyDB with as many records of the same size; what is promised is for the largest."""
    path = bench.scratch / f"tinydb-{size}.json"
    documents = [{"line": line.decode()} for line in lines]
    with TinyDB(path) as stock:
        stock.insert_multiple(documents)
        spent = in_turns({"insert": lambda: stock.insert(documents[-1])}, TINYDB_ROUNDS)
    stocks = median(spent["insert"])
    path.unlink()
    promised = size >= 100_000
    return Row(
        "one durable quote",
        size,
        ours * MICRO,
        "µs",
        "stock TinyDB insert",
        stocks * MICRO,
        f"over {OVER_TINYDB:g} times faster" if promised else "",
        stocks > OVER_TINYDB * ours if promised else None,
    )


def quoting(library: Library, article: str) -> Callable[[], object]:
    """Highlights another stretch of an article with each call."""
    topics = [topic.name for topic in library.topics.book][:1]
    starts = count()
    return lambda: library.highlight(article, at := 20 * next(starts) % 40_000, at + 180, topics)


def rows_of(path: Path, lines: list[bytes]) -> sqlite3.Connection:
    """A table of as many rows as there are lines, in a file that commits durably."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE quote(number INTEGER PRIMARY KEY, line BLOB)")
    database.execute("BEGIN")
    database.executemany("INSERT INTO quote(line) VALUES (?)", ((line,) for line in lines))
    database.execute("COMMIT")
    return database


def committing(database: sqlite3.Connection, line: bytes) -> Callable[[], object]:
    """Inserts one row, and commits."""
    return lambda: database.execute("INSERT INTO quote(line) VALUES (?)", (line,))


@contextmanager
def as_it_was(journal: Path) -> Iterator[None]:
    """Cut off in the end what was appended, for the next run to find the same."""
    size = journal.stat().st_size
    try:
        yield
    finally:
        os.truncate(journal, size)


def journal_of(path: Path) -> Path:
    """The journal of the account that runs this."""
    return path / "analysts" / account_name() / "journal.jsonl"
