"""Resident memory of a session that has loaded everything and been moved around in."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench import references
from tests.bench.bench import Bench
from tests.bench.rows import Row
from tests.bench.tape import loaded, reference

UNDER = 130.0

MOVES = ("j", "j", "pagedown", "G", "enter", "j", "pagedown", "J", "K", "q", "g", "enter", "G", "q")
"""Through the list, into a common article, through it and its neighbours, into the long one."""


def measure(bench: Bench) -> Iterator[Row]:
    """One row for each size."""
    with reference("blank") as blank:
        blank.wait_for(references.TITLE)
        blank.calm_down()
        least = blank.resident()
    for size in bench.scale.sizes:
        with loaded(bench.libraries.of(size)) as screen:
            screen.press(*MOVES)
            screen.calm_down()
            megabytes = screen.resident()
        yield Row(
            "resident memory of a session",
            size,
            megabytes,
            "MB",
            "blank Textual app",
            least,
            f"under {UNDER:g} MB",
            megabytes < UNDER,
        )
