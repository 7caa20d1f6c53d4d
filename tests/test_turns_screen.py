"""Taking turns on the main screen: who is at which article is seen, and nobody gets it twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic
from types import SimpleNamespace

import pytest

from store import Library, attendance
from store.model import Draft
from tests.screens import said, triage
from tests.shelf import shelve
from tests.team import MOMENT, TEXT, bar, id_at, line, nine_articles
from tests.waiting import until
from tui.widgets.bars import KeyBar

pytestmark = pytest.mark.usefixtures("one_account")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with nine_articles(tmp_path) as library:
        yield library


async def test_the_list_says_who_reads_and_who_has_taken_what(
    library: Library, ben: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.attendance.REST", 0.0)
    async with triage(library) as (pilot, screen):
        ben.open_now(id_at(library, 2))
        ben.attend()
        await pilot.pause(MOMENT)
        assert "Title 2 Be" in " ".join(line(screen, 2).split())
        ben.claim_next(library.articles().numbers, 3)
        await pilot.pause(MOMENT)
        assert "@Be" in line(screen, 4)
        ben.open_now(None)
        ben.release()
        await pilot.pause(MOMENT)
        assert "Be" not in line(screen, 2) + line(screen, 4)


async def test_who_is_at_the_article_under_the_cursor_is_told_by_name(
    library: Library, ben: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.attendance.REST", 0.0)
    async with triage(library) as (pilot, screen):
        ben.claim_next(library.articles().numbers)
        ben.open_now(id_at(library, 1))
        ben.attend()
        await pilot.pause(MOMENT)
        assert "@Be ben has taken it" in screen.told_above()
        assert "Be ben" in bar(screen)
        await pilot.press("j")
        assert "Be ben has it open" in screen.told_above()
        await pilot.press("j")
        assert "ben" not in bar(screen)
        await pilot.press("N")
        assert "@An you have taken it" in screen.told_above()


async def test_n_takes_the_next_free_article_and_d_the_one_after(
    library: Library, ben: Library
) -> None:
    ben.claim_next(library.articles().numbers)
    async with triage(library, "N") as (pilot, screen):
        assert screen.articles.cursor == 1
        assert library.claimed == id_at(library, 1)
        assert "@An" in line(screen, 1)
        assert "Taken" in said(screen)
        await pilot.press("d")
        assert library.claimed == id_at(library, 2)
        assert screen.articles.cursor == 2 and "@An" not in line(screen, 1)
        await pilot.press("N")
        assert library.claimed == id_at(library, 3)


async def test_d_goes_past_an_article_that_a_colleague_has_taken(
    library: Library, ben: Library
) -> None:
    ben.claim_next(library.articles().numbers, 0)
    async with triage(library, "d") as (_, screen):
        assert screen.articles.cursor == 2
        assert library.claimed is None


async def test_who_was_away_is_told_that_the_turn_has_ended(
    library: Library, ben: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with triage(library, "N") as (pilot, screen):
        with monkeypatch.context() as long_after:
            long_after.setattr("store.attendance.SILENT", -1.0)
            assert ben.claim_next(library.articles().numbers) == 0
        await pilot.pause(MOMENT)
        told = said(screen)
        assert "“Title 0” is not taken by you any more" in told
        assert "@An" not in line(screen, 0)


async def test_where_nothing_is_free_n_says_so(library: Library) -> None:
    library.set_status([row.id for row in library.articles()], "done")
    async with triage(library, "N") as (_, screen):
        assert "Nothing here is free" in said(screen)


async def test_where_somebody_keeps_writing_n_says_that_and_not_that_nothing_is_free(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attendance, "PATIENCE", 0.05)
    with closing(sqlite3.connect(library.path / "library.db", isolation_level=None)) as other:
        async with triage(library) as (pilot, screen):
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("N")
            assert "in use by another session" in said(screen)
            assert library.claimed is None


async def test_what_is_assigned_stands_in_the_status_line(library: Library, ben: Library) -> None:
    ben.assign([id_at(library, 0), id_at(library, 1)], "anna")
    async with triage(library, "slash", *"assigned:me", "enter") as (pilot, screen):
        assert screen.articles.count == 2
        assert "2 assigned to you" in screen.told_above()
        await pilot.press("d")
        assert "1 assigned to you" in screen.told_above()


async def test_who_left_a_terminal_behind_keeps_no_article_and_is_told_on_coming_back(
    library: Library, ben: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = [0.0]
    clock = SimpleNamespace(monotonic=lambda: monotonic() + passed[0])
    monkeypatch.setattr(attendance, "time", clock)
    async with triage(library, "N") as (pilot, screen):
        keys = screen.query_one("#keys", KeyBar)
        await until(pilot, lambda: "@An" in line(screen, 0))
        passed[0] = attendance.IDLE
        await until(pilot, lambda: "@An" not in line(screen, 0))
        assert ben.claim_next(library.articles().numbers) == 0
        await pilot.pause(MOMENT)
        assert "any more" not in keys.message
        await pilot.press("j")
        await until(pilot, lambda: "is not taken by you any more" in keys.message)
        assert "as no key was pressed for 30 minutes" in keys.message


async def test_where_nothing_is_free_n_says_what_came_in(library: Library, ben: Library) -> None:
    library.set_status([row.id for row in library.articles()], "done")
    async with triage(library) as (pilot, screen):
        shelve(ben, [Draft(f"New. {TEXT}", title="New")])
        message = screen.query_one("#keys", KeyBar)
        await pilot.press("N")
        assert "Nothing here is free" in message.message
        assert message.message.endswith("; 1 came in, / lists them")
        await pilot.press("d")
        assert message.message == "No new article after this one; 1 came in, / lists them"


async def test_where_nothing_is_free_n_says_what_is_still_taken(library: Library) -> None:
    library.set_status([row.id for row in library.articles()[1:]], "done")
    async with triage(library, "N") as (pilot, screen):
        message = screen.query_one("#keys", KeyBar)
        await pilot.press("j", "N")
        assert message.message == "Nothing else here is free; this one is still yours"
        assert screen.articles.cursor == 0
        screen.run_query("status:done")
        await pilot.press("N")
        assert message.message.endswith("; “Title 0”, which is not listed here, is still yours")
