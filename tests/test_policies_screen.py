"""What holds for everybody in a library is told on the main screen, and obeyed at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, open_library
from store.settings import Settings, write_settings
from tests.screens import said, triage
from tests.team import MOMENT, id_at, nine_articles

pytestmark = pytest.mark.usefixtures("one_account")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with nine_articles(tmp_path) as library:
        yield library


async def test_in_a_blind_library_the_verdict_uncovers_the_marks_of_others(
    library: Library, ben: Library
) -> None:
    article = id_at(library, 0)
    ben.highlight(article, 3, 15, ["arms"])
    write_settings(library.path, Settings(blind=True))
    blind = open_library(library.path, "cleo")
    async with triage(blind, "enter") as (pilot, screen):
        assert len(screen.reader.marks) == 0
        assert screen.articles.row(0).quotes == 0
        await pilot.press("d", "K")
        assert len(screen.reader.marks) == 1
        assert screen.articles.row(0).quotes == 1
        await pilot.press("u")
        assert len(screen.reader.marks) == 0
    blind.close()


async def test_what_is_changed_in_the_settings_holds_and_is_told_in_an_open_session(
    library: Library, ben: Library
) -> None:
    article = id_at(library, 0)
    ben.highlight(article, 3, 15, ["arms"])
    library.refresh()
    async with triage(library, "enter", "j") as (pilot, screen):
        place = screen.reader.reading.place
        assert len(screen.reader.marks) == 1
        write_settings(library.path, Settings(blind=True, readers=2))
        await pilot.pause(MOMENT)
        assert len(screen.reader.marks) == 0
        assert screen.reader.reading.place == place
        told = said(screen)
        assert "once you have done or skipped it" in told and "needs 2 readers" in told
        write_settings(library.path, Settings())
        await pilot.pause(MOMENT)
        assert len(screen.reader.marks) == 1


async def test_a_blind_library_says_so_at_the_start(library: Library) -> None:
    write_settings(library.path, Settings(blind=True))
    blind = open_library(library.path, "cleo")
    async with triage(blind) as (pilot, screen):
        await pilot.pause(MOMENT)
        told = said(screen)
        assert "once you have done or skipped it" in told
    blind.close()
