"""From a key to its whole frame in the pseudo-terminal, beside a bare list of a million rows."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from tests.bench.bench import Bench
from tests.bench.rows import Row
from tests.bench.tape import Cost, Tape, loaded, reference
from tests.bench.timing import percentile

MILLI = 1e3
WITHIN = 20.0
"""Milliseconds, for 95 keys of 100."""

IN_LIST = ("j",) * 12 + ("k",) * 3 + (" ",) * 2 + ("pagedown", "pagedown", "pageup")
IN_READER = ("j",) * 12 + ("k",) * 2 + ("}", "{", "pagedown", "pagedown", "v", "v")
"""How often which key is pressed."""

SELECTION = ("v", "l", "l", "h", "v")
"""Begin, move the end by words, give up. Escape is no key to measure: any terminal program waits
to see whether it begins a sequence."""

BARE = ("j", "j", "j", "k")


def measure(bench: Bench) -> Iterator[Row]:
    """Median and 95th percentile for the list and the reader at each size.

    The keys go to our screen and to the bare list in turns.
    """
    for size in bench.scale.sizes:
        with (
            loaded(bench.libraries.of(size)) as ours,
            reference("list") as bare,
        ):
            bare.wait_for("Row 1 of")
            bare.calm_down()
            yield from rows_for("list", size, ours, bare, keys_of(IN_LIST, bench.scale.keys))
            ours.press("g", "enter")
            ours.calm_down()
            yield from rows_for("reader", size, ours, bare, keys_of(IN_READER, bench.scale.keys))


def keys_of(mix: Sequence[str], count: int) -> list[str]:
    """At least `count` keys, in an order that is always the same."""
    chance = random.Random("keys")
    keys: list[str] = []
    while len(keys) < count:
        key = chance.choice(mix)
        keys += SELECTION if key == "v" else (key,)
    return keys


def rows_for(pane: str, size: int, ours: Tape, bare: Tape, keys: Sequence[str]) -> Iterator[Row]:
    """Press the keys one at a time; those that change nothing, as at the first row, don't count."""
    mine: list[Cost | None] = []
    theirs: list[Cost | None] = []
    for number, key in enumerate(keys):
        mine.append(ours.cost(key))
        theirs.append(bare.cost(BARE[number % len(BARE)]))
    for name, share in (("median", 0.5), ("95 of 100", 0.95)):
        time, least = (milliseconds(costs, share) for costs in (mine, theirs))
        bound = share == 0.95
        yield Row(
            f"key to frame, {pane}: {name}",
            size,
            time,
            "ms",
            "bare list, 1,000,000 rows",
            least,
            f"within {WITHIN:g} ms" if bound else "",
            time <= WITHIN if bound else None,
        )


def milliseconds(costs: Sequence[Cost | None], share: float) -> float:
    return percentile([cost.seconds for cost in costs if cost], share) * MILLI
