"""The other screens under the same two bounds: time from a key to its frame, and bytes a key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench import keys, traffic
from tests.bench.bench import Bench
from tests.bench.rows import Row
from tests.bench.tape import SMALL, Tape, loaded, reference

SCREENS = {"quotes": "Q", "codebook": "C", "history": "H", "progress": "P"}
"""Name of a screen, and the key that opens it from the list."""

MIX = ("j",) * 12 + ("k",) * 3 + ("pagedown", "pageup")


def measure(bench: Bench) -> Iterator[Row]:
    """Median and 95th percentile for each screen at each size, and its bytes at 80x24."""
    bare, options = (traffic.of_reference(name, bench.scale.keys) for name in ("list", "options"))
    for size in bench.scale.sizes:
        library = bench.libraries.of(size)
        with loaded(library) as ours, reference("list") as plain:
            plain.wait_for("Row 1 of")
            plain.calm_down()
            for name, key in SCREENS.items():
                with _opened(ours, key):
                    pressed = keys.keys_of(MIX, bench.scale.keys)
                    yield from keys.rows_for(name, size, ours, plain, pressed)
        with loaded(library, SMALL) as ours:
            for name, key in SCREENS.items():
                with _opened(ours, key):
                    cost = traffic.traffic(ours, bench.scale.keys)
                    yield from traffic.rows_for(name, size, cost, bare, options)


@contextmanager
def _opened(tape: Tape, key: str) -> Iterator[None]:
    """A screen for the time of a block."""
    tape.press(key)
    tape.calm_down()
    yield
    tape.press("q")
    tape.calm_down()
