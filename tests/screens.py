"""The main screen after some keys, and what any screen says in its bars, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from store import Library
from tui.app import Pressmark
from tui.config import Config
from tui.screens.triage import Triage
from tui.widgets.bars import Bar, KeyBar

SMALL = (80, 24)


@asynccontextmanager
async def triage(
    library: Library, *keys: str, size: tuple[int, int] = SMALL, config: Config | None = None
) -> AsyncIterator[tuple[Pilot[None], Triage]]:
    """The main screen as it is after these keys."""
    app = Pressmark(library, config or Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        yield pilot, app.triage


def said(screen: Screen[Any]) -> str:
    """What is said in place of the keys, "" where nothing is."""
    return screen.query_one("#keys", KeyBar).message


def bar_text(screen: Screen[Any], name: str) -> str:
    return "".join(segment.text for segment in screen.query_one(f"#{name}", Bar)._segments)
