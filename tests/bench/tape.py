"""A pseudo-terminal for measuring: it keeps what comes, and draws it only when asked.

A model of a screen costs more than the frame that is measured, so it has no place in between.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.bench.corpus import TOPICS
from tests.terminal import KEYS, PATIENCE, Terminal

ROOT = Path(__file__).parents[2]
WIDE, SMALL = (160, 45), (80, 24)

CALM = 0.4
"""Seconds without output and without work after which a program has nothing more to do."""

QUIET = 0.04
"""Seconds without output after which a frame is whole: over two of Textual's ticks."""

LONGEST = 0.5
"""Seconds that a key may take to change anything."""

TICKS = os.sysconf("SC_CLK_TCK")


A_TOPIC = TOPICS[0].rpartition("/")[2]
"""Stands on the screen when the annotations are read, however topics are drawn."""


class Cost(NamedTuple):
    """What a key costs: seconds until the last byte of its frame, and bytes."""

    seconds: float
    size: int


class Tape(Terminal):
    """Runs a Python module in a pseudo-terminal of its own."""

    def __init__(self, module: str, *args: str, size: tuple[int, int] = WIDE) -> None:
        self._drawn = 0
        self.started = time.perf_counter()
        nobodys = {"PYTHONPATH": str(ROOT), "HOME": "/nonexistent"}  # no user's configuration
        super().__init__([sys.executable, "-m", module, *args], size=size, env=nobodys)

    def __enter__(self) -> Tape:
        return self

    def draw(self, data: bytes) -> None:
        """Nothing yet: it is drawn from what was kept, when somebody looks."""

    @property
    def lines(self) -> list[str]:
        fresh, self._drawn = bytes(self.raw[self._drawn :]), len(self.raw)
        self._stream.feed(fresh)
        return super().lines

    def seconds_until(self, text: str) -> float:
        """From before the process was started until `text` has come, in one piece."""
        wanted = text.encode()
        while wanted not in self.raw:
            if not self.read(PATIENCE):
                raise AssertionError(f"{text!r} did not come:\n{self.text}")
        return time.perf_counter() - self.started

    def cost(self, key: str) -> Cost | None:
        """Press a key, and wait for all that it changes; None when that is nothing."""
        while self.read(0):
            pass
        start = last = time.perf_counter()
        os.write(self.master, KEYS.get(key, key).encode())
        size, wait = 0, LONGEST
        while data := self.read(wait):
            last, size, wait = time.perf_counter(), size + len(data), QUIET
        return Cost(last - start, size) if size else None

    def calm_down(self) -> None:
        """Read until the program has gone through everything that it had to do."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            before, heard = self._worked(), self.read(CALM)
            if not heard and self._worked() - before <= CALM / 10:
                return
        raise AssertionError(f"the program does not come to rest:\n{self.text}")

    def _worked(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident(self) -> float:
        """Megabytes of memory in use now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def pressmark(library: Path, size: tuple[int, int] = WIDE) -> Tape:
    """The screen on a library, as a user starts it."""
    return Tape("tui.cli", "--library", str(library), size=size)


def reference(name: str, size: tuple[int, int] = WIDE) -> Tape:
    """One of the programs in `references`."""
    return Tape("tests.bench.references", name, size=size)


def loaded(library: Path, size: tuple[int, int] = WIDE) -> Tape:
    """The screen on a library, with everything on it that comes behind the first paint."""
    screen = pressmark(library, size)
    screen.wait_for(A_TOPIC)
    screen.calm_down()
    return screen
