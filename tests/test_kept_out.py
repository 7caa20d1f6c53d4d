"""A screen whose library somebody has locked, so that nobody can read it: work goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

from store import open_library
from tests.furnished import furnish, opened, ready
from tests.locking import locked_by
from tests.terminal import PATIENCE, Terminal

LOCKER = """
import fcntl, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("SELECT * FROM article").fetchone()
memory = open(sys.argv[1] + "-shm", "r+b")
fcntl.lockf(memory, fcntl.LOCK_EX | fcntl.LOCK_NB, 5, 123)
"""


def locked(library: Path) -> AbstractContextManager[int]:
    """Another process lets nobody read, until the end of the block; its number."""
    return locked_by(LOCKER, str(library / "library.db"))


def wait_until(screen: Terminal, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, screen.text
        screen.read(0.1)


def says(screen: Terminal, what: str) -> bool:
    return what in " ".join(screen.text.split())


def test_what_is_read_is_worked_on_and_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    place = furnish(tmp_path)
    journal = next((place / "analysts").glob("*/journal.jsonl"))
    with opened(tmp_path, size=(120, 30)) as screen:
        ready(screen)
        screen.press("g", "enter")
        screen.wait_for("gamma delta")
        with locked(place) as process:
            why = f"is locked by process {process} of "
            wait_until(screen, lambda: says(screen, why))
            for key in ("1", "s", "d"):  # what is open is quoted, starred and done
                before = journal.stat().st_size
                screen.press(key)
                wait_until(screen, lambda size=before: journal.stat().st_size > size)  # type: ignore[misc]
            for key in ("Q", "C", "H", "P", "B", "J", "=", "u", "tab", "G", "N", "o", "z"):
                screen.press(key)
                wait_until(screen, lambda: says(screen, why))
            assert "gamma delta" in screen.text
        wait_until(screen, lambda: not says(screen, "is locked by"))
        screen.press("Q")
        screen.wait_for("1/4")  # the new quote as well
        screen.press("q", "ctrl+q")
        assert screen.wait_end() == 0
    with closing(open_library(place)) as library:
        (article,) = library.articles("is:starred status:done")
        assert article.quotes == 4
