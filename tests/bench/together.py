"""Twenty sessions that write at once, beside as many processes that only append and sync."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.accounts import Running
from tests.bench.bench import Bench
from tests.bench.rows import Row
from tests.writers import WRITERS, office, storm

LINE = b"." * 400 + b"\n"
"""As long as a quote's line in a journal."""


def measure(bench: Bench) -> Iterator[Row]:
    """One row; where root runs it, the writers are of several accounts."""
    with ExitStack() as stack:
        outcome = storm(*office(stack), WRITERS, bench.scale.storm)
    yield Row(
        "quotes saved by 20 writers at once",
        len(outcome.saved),
        outcome.rate,
        "/s",
        "20 bare appends with fdatasync",
        bare_rate(bench.scale.storm / 4),
        "none missing in any session",
        outcome.missing == 0,
    )


def bare_rate(seconds: float) -> float:
    """Lines a second that as many processes append, each to a file of its own."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, ExitStack() as stack:
        running = [
            stack.enter_context(Running(None, Appending(Path(folder, str(number)), seconds), {}))
            for number in range(WRITERS)
        ]
        return sum(each.result(60 + 2 * seconds) for each in running) / seconds


class Appending:
    """Appends lines to a file for some time; returns how many."""

    def __init__(self, path: Path, seconds: float) -> None:
        self._path = path
        self._seconds = seconds

    def __call__(self) -> int:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        count, end = 0, time.monotonic() + self._seconds
        while time.monotonic() < end:
            os.write(descriptor, LINE)
            os.fdatasync(descriptor)
            count += 1
        return count
