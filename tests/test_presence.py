"""Who is at work: told soon, seldom, and no longer than it is true."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import Library, open_library
from store import attendance as attending
from store.attendance import Attendance
from store.catalogue import key_of
from store.model import Draft
from tests.shelf import shelve


class Clock:
    """The kernel's clock, turned on by hand."""

    def __init__(self) -> None:
        self.at = time.monotonic()

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock)
    return clock


Open = Callable[[str], Library]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Open]:
    opened: list[Library] = []

    def session(analyst: str) -> Library:
        opened.append(open_library(tmp_path / "library", analyst))
        return opened[-1]

    shelve(session("setup"), [Draft(f"Text {n}.", title=f"{n}") for n in range(4)])
    yield session
    for library in opened:
        library.close()


def reads(library: Library, article: str, clock: Clock) -> None:
    library.open_now(article)
    clock.at += attending.REST
    library.attend()


def at(library: Library, article: str) -> list[tuple[str, bool]]:
    library.attend()
    return [(one.analyst, one.claims) for one in library.colleagues().get(article, [])]


def test_others_see_what_is_open_and_one_does_not_see_oneself(session: Open, clock: Clock) -> None:
    anna, ben = session("anna"), session("ben")
    article = anna.articles()[0].id
    reads(anna, article, clock)
    assert at(ben, article) == [("anna", False)]
    assert at(anna, article) == []


def test_what_is_only_passed_over_is_not_told(session: Open, clock: Clock) -> None:
    anna, ben = session("anna"), session("ben")
    first, second = (row.id for row in anna.articles()[:2])
    anna.open_now(first)
    anna.attend()
    reads(anna, second, clock)
    assert (at(ben, first), at(ben, second)) == ([], [("anna", False)])


def test_who_leaves_is_not_there_any_more(session: Open, clock: Clock) -> None:
    anna, ben = session("anna"), session("ben")
    article = anna.articles()[0].id
    reads(anna, article, clock)
    assert at(ben, article)
    anna.open_now(None)
    anna.attend()
    assert not at(ben, article)
    reads(anna, article, clock)
    anna._session.attendance.close()
    assert not at(ben, article)


def test_who_is_silent_is_away_after_a_while(session: Open, clock: Clock) -> None:
    anna, ben = session("anna"), session("ben")
    article = anna.articles()[0].id
    reads(anna, article, clock)
    clock.at += attending.AWAY - 1
    assert at(ben, article)
    clock.at += attending.BEAT + 2
    assert not at(ben, article)


def test_who_reads_on_without_a_key_stays(session: Open, clock: Clock) -> None:
    anna, ben = session("anna"), session("ben")
    article = anna.articles()[0].id
    reads(anna, article, clock)
    for _ in range(200):
        clock.at += 0.5
        anna.attend()
    assert at(ben, article)


def test_a_session_writes_seldom_and_an_idle_one_never(
    session: Open, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[float] = []
    put = Attendance._put

    def counted(self: Attendance) -> None:
        writes.append(clock.at)
        put(self)

    monkeypatch.setattr(Attendance, "_put", counted)
    anna = session("anna")
    for _ in range(200):
        clock.at += 0.5
        anna.attend()
    assert writes == []
    reads(anna, anna.articles()[0].id, clock)
    for _ in range(200):
        clock.at += 0.5
        anna.attend()
    assert 8 <= len(writes) <= 12


def test_looking_is_news_only_when_something_changed(session: Open, clock: Clock) -> None:
    anna, ben = session("anna"), session("ben")
    assert not ben.attend()
    reads(anna, anna.articles()[0].id, clock)
    assert ben.attend()
    assert not ben.attend()


def test_somebody_who_holds_the_lock_keeps_nobody_waiting(session: Open, clock: Clock) -> None:
    anna, ben = session("anna"), session("ben")
    article = anna.articles()[0].id
    reads(anna, anna.articles()[1].id, clock)
    holder = sqlite3.connect(anna.path / "library.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    before = time.perf_counter()
    reads(anna, article, clock)
    took = time.perf_counter() - before
    holder.execute("ROLLBACK")
    holder.close()
    assert took < attending.PATIENCE  # it did not wait at all
    assert at(ben, article) == []
    anna.attend()
    assert at(ben, article) == [("anna", False)]


def test_made_up_rows_of_a_colleague_are_harmless(session: Open, clock: Clock) -> None:
    ben = session("ben")
    article = ben.articles()[0].id
    ben.attend()
    with sqlite3.connect(ben.path / "library.db") as database:
        host = attending.host()
        for number, (name, pid, beat) in enumerate(
            [("\x1b[31mred", 1, clock.at), ("later", 1, clock.at + 1e6), ("big", 2**62, clock.at)]
        ):
            database.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)",
                (f"s{number}", name, host, pid, beat, key_of(article)),
            )
    database.close()
    assert sorted(at(ben, article)) == [("\\x1b[31mred", False), ("big", False)]


def test_rows_of_the_wrong_kind_end_no_session_and_keep_nobody_from_a_turn(
    session: Open, clock: Clock
) -> None:
    anna, ben = session("anna"), session("ben")
    keys = [key_of(row.id) for row in ben.articles()]
    ben.attend()
    host, no_text = attending.host(), "CAST(x'ff' AS TEXT)"
    with sqlite3.connect(ben.path / "library.db") as database:
        for number, values in enumerate(
            [
                f"x'ff', '{host}', 1, {clock.at}, {keys[0]}",
                f"{no_text}, '{host}', 1, {clock.at}, {keys[0]}",
                f"'name', {no_text}, 1, {clock.at}, {keys[0]}",
                f"'pid', '{host}', 'x', {clock.at}, {keys[0]}",
                f"'beat', '{host}', 1, 'x', {keys[0]}",
                f"'article', '{host}', 1, {clock.at}, x'00'",
            ]
        ):
            database.execute(f"INSERT INTO session VALUES ('s{number}', {values})")
        for number, key in enumerate(keys):
            database.execute(f"INSERT INTO claim VALUES ({key}, {no_text}, 'of nobody', '')")
            database.execute(f"INSERT INTO claim VALUES ('{key}?', x'ff', 's{number}', '')")
    database.close()
    clock.at += attending.BEAT
    ben.attend()
    assert ben.claim_next(ben.articles().numbers) == 0
    anna.attend()
    assert anna.claim_next(anna.articles().numbers) == 1
    assert [one for one in at(anna, ben.articles()[0].id) if one[1]] == [("ben", True)]
