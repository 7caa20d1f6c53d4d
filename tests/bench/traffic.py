"""Bytes to the terminal for one cursor key: what somebody at the end of a slow line waits for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from tests.bench.bench import Bench
from tests.bench.corpus import LONG_TITLE, TOPICS
from tests.bench.rows import Row
from tests.bench.tape import SMALL, Tape, loaded, reference
from tests.bench.timing import percentile

UNDER = 400


def measure(bench: Bench) -> Iterator[Row]:
    """Median and 95th percentile for the list and the reader at each size, at 80x24."""
    with ExitStack() as stack:
        bare = stack.enter_context(reference("list", SMALL))
        options = stack.enter_context(reference("options", SMALL))
        for screen in (bare, options):
            screen.wait_for("Row 1 of")
            screen.calm_down()
        for size in bench.scale.sizes:
            with loaded(bench.libraries.of(size), SMALL, [LONG_TITLE[:12], TOPICS[0]]) as ours:
                yield from rows_for("list", size, bench.scale.keys, ours, (bare, options))
                ours.press("g", "enter")
                ours.calm_down()
                yield from rows_for("reader", size, bench.scale.keys, ours, (bare, options))


def rows_for(
    pane: str, size: int, keys: int, ours: Tape, references: tuple[Tape, Tape]
) -> Iterator[Row]:
    mine = bytes_of(ours, keys)
    bare, options = (bytes_of(screen, keys) for screen in references)
    name = f"bytes for a cursor key, {pane}"
    middle, bound = percentile(mine, 0.5), f"under {UNDER}"
    yield Row(name, size, middle, "B", "bare list", percentile(bare, 0.5), bound, middle < UNDER)
    yield Row(name, size, middle, "B", "Textual's OptionList", percentile(options, 0.5))
    yield Row(
        f"{name}: 95 of 100", size, percentile(mine, 0.95), "B", "bare list",
        percentile(bare, 0.95),
    )  # fmt: skip


def bytes_of(screen: Tape, keys: int) -> Sequence[int]:
    """Three steps down for each step up."""
    pattern = ("down", "down", "down", "up")
    costs = [screen.key_cost(pattern[number % 4]) for number in range(keys // 2)]
    return [size for _, size in costs if size]
