"""A library with four quotes and the quote browser on it, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from textual.pilot import Pilot

from store import Library, open_library
from store.model import Draft
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.screens.quote_browser import QuoteBrowser
from tui.screens.quote_parts import Browsed

SPEECH = """The ministry signed the contract on Monday.

“We will deliver in May,” said Irena Valtos, the director of Karsk. It was cold.

“Not a day later,” she added."""
DRONES = "A second text. It tells of drones and of nothing else."


@contextmanager
def four_quotes(folder: Path) -> Iterator[Library]:
    """A session on a library with four quotes: one of a colleague's, three of one's own."""
    path = folder / "library"
    colleague = open_library(path)
    speech, drones = shelve(
        colleague,
        [
            Draft(SPEECH, title="Karsk signs", source="Herald", published="2025-03-03"),
            Draft(DRONES, title="Drones", source="Agency", published="2025-03-02"),
        ],
    )
    colleague.topics.add("exports")
    colleague.topics.add("arms/drones")
    colleague.highlight(drones, 0, 14, ["arms/drones"], note="theirs")
    colleague.close()
    library = open_library(path, analyst="reader")
    quote_text(library, speech, "We will deliver in May,", "exports", "Irena Valtos")
    quote_text(library, speech, "Not a day later,", "exports")
    quote_text(library, drones, "drones and of nothing", "arms/drones", "Ana Brod")
    yield library
    library.close()


def quote_text(library: Library, article: str, exact: str, topic: str, speaker: str = "") -> None:
    start = library.article(article).text.index(exact)
    library.highlight(article, start, start + len(exact), [topic], speaker)


@asynccontextmanager
async def browser(
    library: Library,
    *keys: str,
    query: str = "",
    size: tuple[int, int] = (80, 24),
    config: Config | None = None,
) -> AsyncIterator[tuple[Pilot[None], QuoteBrowser]]:
    """The browser, opened on a query, as it is after these keys."""
    app = Pressmark(library, config or Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.triage.browsed = Browsed(query)
        await pilot.press("Q")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, QuoteBrowser)
        if keys:
            await pilot.press(*keys)
            await settled(pilot)
        yield pilot, screen


async def settled(pilot: Pilot[None]) -> None:
    """Queries are asked once the screen has said so, a moment later."""
    await pilot.pause()
    await pilot.pause()


def shown(screen: QuoteBrowser) -> list[str]:
    """The beginnings of the quotes, from above."""
    rows = screen.quotes
    return [" ".join(rows.row(index).exact.split()[:3]) for index in range(rows.count)]


def own(library: Library) -> dict[str, tuple[str, ...]]:
    """Topics of the own quotes, by their first word."""
    rows = library.quotes(f"by:{library.analyst}")
    return {row.exact.split()[0]: row.topics for row in rows}
