"""Handing articles to a colleague, on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, open_library
from store.settings import Settings, write_settings
from tests.screens import said, triage
from tests.shelf import lettered
from tui.screens.prompt import Prompt


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with lettered(tmp_path / "library", "ABCD") as library:
        yield library


async def test_what_is_listed_is_assigned_and_what_is_left_is_told(library: Library) -> None:
    async with triage(library, "@", *"nobody", "enter") as (_, screen):
        assert library.assigned() == {"nobody": (4, 4)}
        assert "4 articles assigned to nobody; nobody has 4 of 4 left" in said(screen)


async def test_marked_articles_alone_are_assigned_where_there_are_any(library: Library) -> None:
    async with triage(library, "space", "@", *"nobody", "enter") as (_, screen):
        assert library.assigned() == {"nobody": (1, 1)}
        assert "1 article assigned" in said(screen)


async def test_a_minus_takes_back_also_from_who_has_no_account_any_more(library: Library) -> None:
    library.assign([row.id for row in library.articles()], "gone")
    async with triage(library, "@", *"-gone", "enter") as (_, screen):
        assert library.assigned() == {}
        assert "4 articles taken from gone" in said(screen)


async def test_a_name_without_an_account_is_refused_and_stays_to_be_mended(
    library: Library,
) -> None:
    async with triage(library) as (pilot, _):
        await pilot.press("@", *"nosuchone", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Prompt)
        assert pilot.app.screen.text == "nosuchone"
        await pilot.press("escape")
        assert library.assigned() == {}


async def test_who_is_no_lead_is_told_so_before_anything_is_asked(library: Library) -> None:
    write_settings(library.path, Settings(leads=("daemon",)))
    member = open_library(library.path, "nobody")
    async with triage(member, "@") as (pilot, screen):
        assert pilot.app.screen is screen
        assert "only a lead assigns articles; ask daemon" in said(screen)
    member.close()
