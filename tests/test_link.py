"""At the end of a slow line: keys typed ahead are obeyed, little is sent, and nothing in vain."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import pytest

from store import open_library
from tests.furnished import furnish, opened, ready
from tests.terminal import KEYS, Terminal

DELAY = 0.15
"""Seconds that bytes are on their way, each way."""

BAUD = 38_400
BYTES_A_KEY = 400
IDLE = 10.0

MEAN_PIECES = 7
"""Bytes that arrive at once."""


class Link:
    """A line of 300 ms there and back, and of as many bytes a second, between us and a terminal.

    Bytes come out in the order that they went in, `DELAY` later and no faster than the line.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._out: deque[tuple[float, bytes]] = deque()
        self._free = 0.0
        self.read = 0

    def type(self, keys: Sequence[str], pause: float = 0.02) -> None:
        """Type quickly, without waiting for what it does."""
        for key in keys:
            self._out.append((time.monotonic() + DELAY, KEYS.get(key, key).encode()))
            self._carry(pause)

    def rest(self, quiet: float = 0.4) -> None:
        """Carry until nothing is under way, and nothing came for a while."""
        still = time.monotonic()
        while self._out or time.monotonic() < max(still, self._free) + quiet:
            if self._carry(0.02):
                still = time.monotonic()

    def _carry(self, seconds: float) -> int:
        """Deliver what is due, in odd pieces, and read as much as the line takes meanwhile."""
        end, before = time.monotonic() + seconds, self.read
        while (now := time.monotonic()) < end:
            due = b"".join(self._out.popleft()[1] for _ in self._due(now))
            for at in range(0, len(due), MEAN_PIECES):
                self._terminal.send(due[at : at + MEAN_PIECES])
            if now >= self._free and (data := self._terminal.read(0.002)):
                self.read += len(data)
                self._free = now + len(data) * 10 / BAUD
            else:
                time.sleep(0.002)
        return self.read - before

    def _due(self, now: float) -> range:
        return range(sum(at <= now for at, _ in self._out))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    furnish(tmp_path, 40)
    return tmp_path


@pytest.fixture
def terminal(desk: Path) -> Iterator[Terminal]:
    with opened(desk) as terminal:
        ready(terminal)
        yield terminal


QUICK = (
    ("j", "j", "j", "j", "j", "down", "down", "k", "up", " ", "j", "s", "1", "x", "d", "j"),
    ("A", "twelve é", "enter", "g", "enter", '"', "1", "j", "1", "escape", "j", "2", "q", "G"),
    ("Q", "down", "down", "1", "q", "k", "u", "/", "Article", "enter", "j", "2"),
)
"""What a person types without looking, in a few goes."""


def written(folder: Path) -> list[object]:
    """What is in the library, but for ids and times."""
    library = open_library(folder / "library")
    try:
        rows = library.articles()
        reviews = [library.review(row.id) for row in rows]
        quotes = [library.quotes_of(row.id) for row in rows]
        return [
            [(each.status, each.star, each.topics, each.note) for each in reviews],
            [[(q.start, q.end, q.topics) for _, q in each] for each in quotes],
        ]
    finally:
        library.close()


def test_keys_typed_ahead_do_what_they_do_when_typed_slowly(tmp_path: Path) -> None:
    outcomes = []
    for name in ("ahead", "slowly"):
        folder = tmp_path / name
        folder.mkdir()
        furnish(folder, 40)
        with opened(folder) as terminal:
            ready(terminal)
            for keys in QUICK:
                if name == "slowly":
                    terminal.press(*keys)
                else:
                    link = Link(terminal)
                    link.type(keys)
                    link.rest()
            outcomes.append((terminal.lines[:-1], written(folder)))
    assert outcomes[0] == outcomes[1]
    assert "twelve é" in str(outcomes[0])


@pytest.mark.parametrize(
    ("way", "keys"),
    [
        ((), ("down", "down", "down", "up")),
        (("enter",), ("down", "up", "down", "up")),
        (("Q",), ("down", "up")),
        (("C",), ("down", "up")),
        (("H",), ("down", "up")),
    ],
    ids=["list", "reader", "quotes", "codebook", "history"],
)
def test_a_cursor_key_costs_few_bytes(
    terminal: Terminal, way: Sequence[str], keys: Sequence[str]
) -> None:
    terminal.press(*way)
    terminal.settle()
    sizes = [size for key in tuple(keys) * 5 if (size := terminal.key_cost(key)[1])]
    assert len(sizes) > 5
    assert median(sizes) < BYTES_A_KEY


def test_an_idle_session_sends_nothing(terminal: Terminal) -> None:
    terminal.press("enter", "j")
    terminal.settle(2.0)
    before = len(terminal.raw)
    terminal.settle(IDLE, IDLE)
    assert len(terminal.raw) == before


def test_enter_that_is_typed_before_the_screen_is_there_reads(tmp_path: Path) -> None:
    furnish(tmp_path)
    with opened(tmp_path) as terminal:
        terminal.send(
            b"j\r"
        )  # the terminal is still the shell's, which turns enter into a line end
        terminal.wait_for("It goes on.")
