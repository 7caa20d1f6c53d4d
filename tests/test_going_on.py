"""Where a session begins: on what the last one left off at."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Library, open_library
from store.model import Draft
from tests.shelf import shelve
from tui.app import Pressmark
from tui.screens.triage import Triage

SIZE = (100, 30)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    titles = ("Third", "Second", "First")
    shelve(library, [Draft(t, title=t, published=f"2025-03-0{n}") for n, t in enumerate(titles, 1)])
    library.topics.add("exports")
    yield library
    library.close()


@asynccontextmanager
async def session(library: Library, *keys: str) -> AsyncIterator[tuple[Pilot[None], Triage]]:
    app = Pressmark(library)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        yield pilot, app.triage


def here(screen: Triage) -> str:
    """The title under the cursor."""
    return screen.articles.row(screen.articles.cursor).title


async def test_a_second_session_begins_where_the_first_left_off(library: Library) -> None:
    async with session(library, "j", "d") as (_, screen):
        assert here(screen) == "Third"
    async with session(library) as (_, screen):
        assert here(screen) == "Third"
    library.set_status([library.articles()[2].id], "done")
    async with session(library) as (_, screen):
        assert here(screen) == "First"


async def test_a_key_that_comes_first_is_not_overtaken_by_where_one_left_off(
    library: Library,
) -> None:
    async with session(library, "j", "d"):
        pass
    async with Pressmark(library).run_test(size=SIZE) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, Triage)
        screen.articles.go(1)
        await pilot.pause()
        assert here(screen) == "Second"
