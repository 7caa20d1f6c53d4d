"""A screen whose library somebody has locked, so that nobody can read it: work goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path

import pytest

from store import open_library
from store.database import Database
from store.model import Draft, KeptOut
from tests.furnished import furnish, opened, ready
from tests.locking import locked_by
from tests.shelf import shelve
from tests.terminal import PATIENCE, Terminal
from tests.waiting import until
from tui.app import Pressmark
from tui.screens.triage import Triage
from tui.widgets.bars import KeyBar

LOCKER = """
import fcntl, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("SELECT * FROM article").fetchone()
memory = open(sys.argv[1] + "-shm", "r+b")
first, last = map(int, sys.argv[2:])
fcntl.lockf(memory, fcntl.LOCK_EX | fcntl.LOCK_NB, last + 1 - first, first)
"""

WRITING = (120, 120)
"""The first and the last byte of the lock of who writes."""


def locked(library: Path, first: int = 123, last: int = 127) -> AbstractContextManager[int]:
    """Another process lets nobody read, until the end of the block; its number."""
    return locked_by(LOCKER, str(library / "library.db"), str(first), str(last))


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


def test_neither_the_wheel_nor_an_answer_ends_the_screen_while_nobody_may_read(
    tmp_path: Path,
) -> None:
    place = furnish(tmp_path)
    with closing(open_library(place)) as library:
        for article in shelve(library, [Draft(f"{n} words") for n in range(150)]):
            library.highlight(article, 0, 1, ["arms/drones"])
    with opened(tmp_path, size=(120, 30)) as screen:
        ready(screen)
        screen.press("/")
        screen.wait_for("Query, such as")
        with locked(place):
            screen.press("words", "enter")
            wait_until(screen, lambda: says(screen, "is locked by"))
        wait_until(screen, lambda: not says(screen, "is locked by"))
        screen.press("Q")
        screen.wait_for("1/")
        with locked(place):
            screen.send(b"\x1b[<65;10;10M" * 4)
            wait_until(screen, lambda: says(screen, "is locked by"))
        wait_until(screen, lambda: not says(screen, "is locked by"))
        screen.press("ctrl+q")
        assert screen.wait_end() == 0


async def test_who_begins_while_nobody_may_read_is_at_work_once_they_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = furnish(tmp_path)
    loading = Triage._loading
    with closing(open_library(place, wait=False)) as library, ExitStack() as ended:

        def locked_at_first(screen: Triage) -> Iterator[None]:
            monkeypatch.setattr(Triage, "_loading", loading)
            ended.enter_context(locked(place))
            return loading(screen)

        monkeypatch.setattr(Triage, "_loading", locked_at_first)
        app = Pressmark(library)
        async with app.run_test(size=(120, 30)) as pilot:
            keys = app.triage.query_one("#keys", KeyBar)
            await until(pilot, lambda: "is locked by" in keys.message)
            assert not app.triage.listening
            ended.close()
            await until(pilot, lambda: app.triage.listening)
            assert app.triage.articles.count == len(library.articles())


def test_a_transaction_that_may_not_end_is_taken_back(tmp_path: Path) -> None:
    place = furnish(tmp_path)
    with closing(Database(place / "library.db")) as database:
        with ExitStack() as ended, pytest.raises(KeptOut), database.transaction("DEFERRED"):
            database.run("CREATE TEMP TABLE mine(number)")
            ended.enter_context(locked(place))
        with database.transaction("DEFERRED"):
            database.run("CREATE TEMP TABLE mine(number)")


def test_who_waited_to_write_when_nobody_might_read_waits_again_later(tmp_path: Path) -> None:
    place = furnish(tmp_path)
    with closing(Database(place / "library.db")) as database:
        patience = database.value("PRAGMA busy_timeout")
        with ExitStack() as ended, ThreadPoolExecutor() as beside:
            ended.enter_context(locked(place, *WRITING))
            waiting = beside.submit(lambda: database.transaction().__enter__())
            ended.enter_context(locked(place))
            with pytest.raises(KeptOut):
                waiting.result()
        assert database.value("PRAGMA busy_timeout") == patience


@pytest.mark.parametrize("before", [1, 3, 5])
def test_a_reading_that_breaks_off_half_way_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    monkeypatch.setattr("store.annotations.CHUNK", 4)
    with closing(open_library(tmp_path / "library")) as library:
        (article,) = shelve(library, [Draft("word " * 30)])
        for number in range(30):
            library.highlight(article, 5 * number, 5 * number + 4, ["first"])
    with closing(open_library(tmp_path / "library", wait=False)) as library:
        reading = library.loading()
        for _ in range(before):
            next(reading)
        with locked(library.path), pytest.raises(KeptOut):
            list(reading)
        assert len(library.quotes()) == library.articles()[0].quotes == 30
        assert library.topics.counts()["first"].quotes == 30
