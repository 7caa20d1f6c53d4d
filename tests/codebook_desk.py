"""A library with a small codebook and the screen of it, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from textual.pilot import Pilot

from store import Library, open_library
from store.model import Draft
from tests.screens import SMALL
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.screens.codebook import CodebookScreen
from tui.screens.prompt import Prompt
from tui.widgets.fields import LineField

BOOK = ("arms/air", "arms/drones", "arms/drones/small", "policy")


@contextmanager
def four_topics(folder: Path) -> Iterator[Library]:
    """A session on a library of two articles and the topics of `BOOK`."""
    library = open_library(folder / "library")
    shelve(library, [Draft("The frigate is late."), Draft("The drone is early.")])
    for name in BOOK:
        library.topics.add(name)
    yield library
    library.close()


@asynccontextmanager
async def codebook(
    library: Library, *keys: str, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[Pilot[None], CodebookScreen]]:
    app = Pressmark(library, Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("C")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, CodebookScreen)
        await pilot.press(*keys)
        await pilot.pause()
        yield pilot, screen


async def typed(pilot: Pilot[None], text: str, *keys: str) -> None:
    """Replace what stands in the field of a dialog by a text, and press keys."""
    dialog = pilot.app.screen
    assert isinstance(dialog, Prompt)
    assert isinstance(dialog.field, LineField)
    dialog.field.put(text)
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


def paths(screen: CodebookScreen) -> list[str]:
    return [node.path for node in screen.topic_tree.nodes]
