"""Bytes to the terminal for one cursor key: what somebody at the end of a slow line waits for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.bench.bench import Bench
from tests.bench.rows import Row
from tests.bench.tape import SMALL, Tape, loaded, reference
from tests.bench.timing import percentile

UNDER = 400
KEYS = ("down", "down", "down", "up")


class Traffic(NamedTuple):
    """Bytes for each key that changes something."""

    middle: float
    high: float
    """What 95 of 100 keys do not exceed: with the keys that scroll."""


def measure(bench: Bench) -> Iterator[Row]:
    """Rows for the list and the reader at each size, at 80x24."""
    bare, options = (of_reference(name, bench.scale.keys) for name in ("list", "options"))
    for size in bench.scale.sizes:
        with loaded(bench.libraries.of(size), SMALL) as ours:
            yield from rows_for("list", size, traffic(ours, bench.scale.keys), bare, options)
            ours.press("g", "enter")
            ours.calm_down()
            yield from rows_for("reader", size, traffic(ours, bench.scale.keys), bare, options)


def rows_for(pane: str, size: int, ours: Traffic, bare: Traffic, options: Traffic) -> Iterator[Row]:
    name = f"bytes for a cursor key, {pane}"
    kept = ours.middle < UNDER
    yield Row(name, size, ours.middle, "B", "bare list", bare.middle, f"under {UNDER}", kept)
    yield Row(name, size, ours.middle, "B", "Textual's OptionList", options.middle)
    yield Row(f"{name}: 95 of 100", size, ours.high, "B", "Textual's OptionList", options.high)


def of_reference(name: str, keys: int) -> Traffic:
    with reference(name, SMALL) as screen:
        screen.wait_for("Row 1 of")
        screen.calm_down()
        return traffic(screen, keys)


def traffic(screen: Tape, keys: int) -> Traffic:
    """Three steps down for each step up."""
    sizes: Sequence[int] = [
        cost.size for number in range(keys) if (cost := screen.cost(KEYS[number % len(KEYS)]))
    ]
    return Traffic(percentile(sizes, 0.5), percentile(sizes, 0.95))
