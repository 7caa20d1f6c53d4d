"""Time what is called, and say what many times come to."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import TypeVar

Name = TypeVar("Name")


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    act()
    return perf_counter() - start


def in_turns(acts: Mapping[Name, Callable[[], object]], rounds: int) -> dict[Name, list[float]]:
    """Seconds of each call of each act; one round calls every act once.

    The collector of garbage is asked to clean up before, not to stay away: it is part of the cost.
    """
    gc.collect()
    times: dict[Name, list[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            times[name].append(seconds(act))
    return times


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
