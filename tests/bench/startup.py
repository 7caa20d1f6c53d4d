"""From the start of the process to the first list on the screen, beside a blank Textual app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from store import open_library
from tests.bench import references
from tests.bench.bench import Bench
from tests.bench.rows import Row
from tests.bench.tape import pressmark, reference

LAST_ROW = 30
"""A row near the foot of the list: what comes before it has come when it has."""

TELLING = 14
"""Characters of a title that stand in the narrowest list."""

MILLI = 1e3
AT_MOST = 1.4


def measure(bench: Bench) -> Iterator[Row]:
    """One row for each size; the first start of each program warms the caches and is not counted.

    The programs take turns, so the sizes too see the same machine.
    """
    titles = {size: title_near_foot(bench.libraries.of(size)) for size in bench.scale.sizes}
    blank: list[float] = []
    ours: dict[int, list[float]] = {size: [] for size in bench.scale.sizes}
    for _ in range(bench.scale.starts + 1):
        blank.append(seconds_to_header())
        for size, title in titles.items():
            ours[size].append(seconds_to_list(bench.libraries.of(size), title))
    reference_time = median(blank[1:])
    for size in bench.scale.sizes:
        time = median(ours[size][1:])
        yield Row(
            "start to first painted list",
            size,
            time * MILLI,
            "ms",
            "blank Textual app",
            reference_time * MILLI,
            f"at most {AT_MOST:g} times",
            time <= AT_MOST * reference_time,
        )


def title_near_foot(path: Path) -> str:
    with closing(open_library(path)) as library:
        rows = library.articles()
        return rows[min(LAST_ROW, len(rows) - 1)].title[:TELLING]


def seconds_to_list(path: Path, title: str) -> float:
    with pressmark(path) as screen:
        return screen.seconds_until(title)


def seconds_to_header() -> float:
    with reference("blank") as screen:
        return screen.seconds_until(references.TITLE)
