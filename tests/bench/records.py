"""JSON Lines into a library, beside inserting the same rows into a bare FTS5 table, and beside the
same import that does not look for copies."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from store import clusters, open_library, pool
from store.catalogue import BATCH_ARTICLES
from tests.bench.bench import Bench
from tests.bench.corpus import article
from tests.bench.rows import Row
from tests.bench.timing import in_turns
from tests.held import most_held

AT_LEAST = 0.5
ROUNDS = 3
TIMES_LARGER = 8
FLAT = 1.15


def measure(bench: Bench) -> Iterator[Row]:
    """The rate of import, the best of three rounds each; and memory as the file grows."""
    count = min(max(bench.scale.sizes), 5 * bench.scale.files)
    path = bench.scratch / "records.jsonl"
    write_records(path, count)
    library, bare = bench.scratch / "records", bench.scratch / "records.db"
    times = in_turns(
        {
            "ours": lambda: import_records(library, path),
            "bare FTS5 insert of the same rows": lambda: insert_rows(bare, path),
            "the same without a search for copies": lambda: import_without_index(library, path),
        },
        ROUNDS,
    )
    ours, *others = (count / min(spent) for spent in times.values())
    for name, reference in zip([*times][1:], others, strict=True):
        yield Row(
            f"import of {count:,} lines of JSON",
            count,
            ours,
            "a second",
            name,
            reference,
            f"at least {AT_LEAST:g} times",
            ours >= AT_LEAST * reference,
        )
    yield memory_row(bench, path, count)


def memory_row(bench: Bench, path: Path, count: int) -> Row:
    """The peak of a file that is several times larger, beside that of this one."""
    larger = bench.scratch / "larger.jsonl"
    write_records(larger, TIMES_LARGER * count)
    peak, reference = (peak_of(bench.scratch / "peak", each) for each in (larger, path))
    return Row(
        "peak memory of an import",
        TIMES_LARGER * count,
        peak,
        "MB",
        f"the same with {count:,} lines",
        reference,
        f"at most {FLAT:g} times",
        peak <= FLAT * reference,
    )


def write_records(path: Path, count: int) -> None:
    """So many articles that no library has, one a line."""
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            out.write(json.dumps(msgspec.structs.asdict(article(number, "record"))) + "\n")


def import_records(folder: Path, path: Path) -> None:
    """Into a new library."""
    try:
        with closing(open_library(folder)) as library:
            report = library.import_paths([path])
        assert not report.failed and not report.duplicates, report
    finally:
        shutil.rmtree(folder, ignore_errors=True)


WITHOUT_INDEX = (
    "from msgspec.structs import asdict; from store import clusters;"
    " clusters.sketched = lambda article: clusters.Sketched(**asdict(article));"
)
"""Articles come in without their sketches; to be run by each process before it reads any."""


def import_without_index(folder: Path, path: Path) -> None:
    """Into a new library that finds no copies."""
    boot, sketched = pool._BOOT, clusters.sketched
    exec(WITHOUT_INDEX, {})
    pool._BOOT = boot.replace("from store.pool_worker", f"{WITHOUT_INDEX} from store.pool_worker")
    try:
        import_records(folder, path)
    finally:
        pool._BOOT, clusters.sketched = boot, sketched


def insert_rows(database: Path, path: Path) -> None:
    """Into a new FTS5 table, in batches of the same size, each of them safely on the disk."""
    with closing(sqlite3.connect(database)) as connection, path.open("rb") as lines:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(title, text)")
        batch: list[tuple[str, str]] = []
        for line in lines:
            record = msgspec.json.decode(line)
            batch.append((record["title"], record["text"]))
            if len(batch) == BATCH_ARTICLES:
                insert(connection, batch)
        insert(connection, batch)
    database.unlink()


def insert(connection: sqlite3.Connection, batch: list[tuple[str, str]]) -> None:
    """One batch, after which it is empty."""
    with connection:
        connection.executemany("INSERT INTO words VALUES (?, ?)", batch)
    batch.clear()


def peak_of(folder: Path, path: Path) -> float:
    """The most memory, in MB, that a process needs to import a file into a new library."""
    command = [sys.executable, "-m", "tests.bench.records", str(folder), str(path)]
    try:
        return float(subprocess.run(command, check=True, capture_output=True).stdout)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with closing(open_library(sys.argv[1])) as opened:
        opened.import_paths([sys.argv[2]])
    print(most_held())
