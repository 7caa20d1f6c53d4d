"""What every measure is given: libraries, a folder to work in, and how much to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench.libraries import Libraries


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    sizes: tuple[int, ...]
    """Articles in a library."""
    long_text: int
    """Characters of the long article."""
    long_quotes: int
    """Highlights on it."""
    rounds: int
    """Repetitions of what takes a millisecond or so."""
    starts: int
    """Repetitions of what starts a process."""
    keys: int
    """Keys that are pressed in each pane."""
    files: int
    """Files to import, at most."""
    storm: float
    """Seconds that many sessions write at once."""


FULL = Scale((1_000, 10_000, 100_000), 1_000_000, 1_000, 400, 9, 250, 4_000, 60.0)
QUICK = Scale((60,), 30_000, 30, 12, 1, 8, 20, 0.5)


@dataclass(frozen=True)
class Bench:
    """One run of the benchmark."""

    libraries: Libraries
    scratch: Path
    """On the file system of the libraries; what a measure leaves there goes at the end."""
    scale: Scale
