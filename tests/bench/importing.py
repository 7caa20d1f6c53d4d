"""Text files into a library, beside reading them and inserting them into a bare FTS5 table."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

from store import open_library
from store.catalogue import BATCH_ARTICLES
from tests.bench.bench import Bench
from tests.bench.corpus import article
from tests.bench.rows import Row
from tests.bench.timing import seconds

AT_LEAST = 1_500
ROUNDS = 3


def measure(bench: Bench) -> Iterator[Row]:
    """One row for each size of library that the files come into; the best of three rounds each.

    The best, because an import is long enough for the rest of the machine to get in its way.
    """
    for size in bench.scale.sizes:
        count = min(size, bench.scale.files)
        folder = bench.scratch / f"files-{count}"
        if not folder.exists():
            write_files(folder, count)
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(seconds_to_import(bench, size, folder))
            bare.append(seconds_to_insert(bench.scratch / "bare.db", folder))
        rate = count / min(ours)
        yield Row(
            f"import of {count:,} text files",
            size,
            rate,
            "a second",
            "bare read and FTS5 insert",
            count / min(bare),
            f"over {AT_LEAST:,} a second",
            rate > AT_LEAST,
        )


def write_files(folder: Path, count: int) -> None:
    """Articles that no library has, as files with a head."""
    folder.mkdir(parents=True)
    for number in range(count):
        one = article(number, "file")
        head = f"title: {one.title}\nsource: {one.source}\ndate: {one.published}\nurl: {one.url}\n"
        (folder / f"{number:06}.txt").write_text(f"---\n{head}---\n\n{one.text}\n", "utf-8")


def seconds_to_import(bench: Bench, size: int, folder: Path) -> float:
    """Import all files into a copy of the library."""
    path = bench.scratch / "importing"
    path.mkdir()
    shutil.copy(bench.libraries.of(size) / "library.db", path)
    try:
        with closing(open_library(path)) as library:
            start = perf_counter()
            report = library.import_paths([folder])
            spent = perf_counter() - start
    finally:
        shutil.rmtree(path)
    assert not report.failed and not report.duplicates, report
    return spent


def seconds_to_insert(path: Path, folder: Path) -> float:
    """Read all files and insert them into an empty FTS5 table, in batches of the same size."""
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE VIRTUAL TABLE words USING fts5(title, text)")
        return seconds(lambda: _insert(database, sorted(folder.iterdir())))
    finally:
        database.close()
        path.unlink()


def _insert(database: sqlite3.Connection, files: list[Path]) -> None:
    for begin in range(0, len(files), BATCH_ARTICLES):
        batch = files[begin : begin + BATCH_ARTICLES]
        database.executemany(
            "INSERT INTO words VALUES (?, ?)",
            ((path.name, path.read_text("utf-8")) for path in batch),
        )
        database.commit()
