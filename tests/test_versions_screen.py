"""A changed article on the screen: its sign, its versions, its quotes and orphans."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Library, open_library
from tests.changing import (
    FIRST,
    NOT_A_DAY,
    changed,
    draft,
    quote,
)
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.screens.orphans import OrphanReview
from tui.screens.quote_browser import QuoteBrowser
from tui.screens.triage import Triage


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    library.topics.add("exports")
    yield library
    library.close()


@pytest.fixture
def orphaned(library: Library) -> tuple[str, str, str]:
    return changed(library)


# The screen


@asynccontextmanager
async def triage(library: Library, *keys: str) -> AsyncIterator[tuple[Pilot[None], Triage]]:
    app = Pressmark(library, Config())
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        yield pilot, app.triage


def row_of(screen: Triage) -> str:
    return screen.articles.draw(0, 100).text


@pytest.mark.usefixtures("orphaned")
async def test_the_list_tells_that_an_article_has_changed(library: Library) -> None:
    async with triage(library) as (pilot, screen):
        assert "≠" in row_of(screen)
        await pilot.press("d")
        assert "✓" in row_of(screen)
        assert "≠" not in row_of(screen)


@pytest.mark.usefixtures("orphaned")
async def test_the_reader_draws_carried_quotes_and_tells_of_orphans(library: Library) -> None:
    async with triage(library, "enter") as (_, screen):
        (mark,) = screen.reader.marks
        assert screen.reader.page.text[mark.start : mark.end] == "We will deliver in May,"
        facts = " ".join(screen.reader.page.facts)
        assert "2 versions" in facts
        assert "1 quote of an earlier version is not in this text: ctrl+o" in facts


async def test_a_topic_key_on_a_carried_quote_moves_it(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    library.topics.add("more")
    async with triage(library, "enter", "]", "2") as (pilot, screen):
        (mark,) = screen.reader.marks
        moved = library.quote(mark.key)
        assert (moved.article, moved.topics) == (orphaned[1], ("exports", "more"))
        await pilot.press("u")
        assert library.quote(mark.key).article == orphaned[0]
        assert [each.key for each in screen.reader.marks] == [mark.key]


async def test_v_goes_through_the_versions(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    first, second, _ = orphaned
    async with triage(library, "enter", "V") as (pilot, screen):
        assert screen.reader.page.id == first
        assert len(screen.reader.marks) == 2
        await pilot.press("V")
        assert screen.reader.page.id == second


async def test_an_orphan_is_kept_removed_or_given_the_selection(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    *_, mark = orphaned
    async with triage(library, "enter", "ctrl+o") as (pilot, screen):
        assert isinstance(pilot.app.screen, OrphanReview)
        await pilot.press("k")
        await pilot.pause()
        assert library.orphans()[0].kept
        assert "ctrl+o" not in " ".join(screen.reader.page.facts)
        await pilot.press("u", "ctrl+o", "delete")
        await pilot.pause()
        assert library.orphans() == []
        await pilot.press("u")
        await pilot.pause()
        screen.reader.select_span((0, 9))
        await pilot.press("ctrl+o", "s")
        await pilot.pause()
        assert library.quote(mark).exact == "Corrected"
        assert not isinstance(pilot.app.screen, OrphanReview)


async def test_a_proposal_is_accepted_with_enter(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, NOT_A_DAY)
    changed = FIRST.replace(NOT_A_DAY, "Not an hour after what we had promised")
    (second,) = shelve(library, [draft("New. " + changed)])
    async with triage(library, "enter", "ctrl+o", "enter") as (pilot, _):
        await pilot.pause()
        assert library.quote(mark).article == second
        assert "hour after what we" in library.quote(mark).exact


async def test_the_quote_browser_marks_orphans_and_opens_where_their_words_are(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    first, second, mark = orphaned
    async with triage(library, "Q") as (pilot, screen):
        await pilot.pause()
        browser = pilot.app.screen
        assert isinstance(browser, QuoteBrowser)
        rows = {row.exact: number for number, row in enumerate(library.quotes("", "topic"))}
        signs = {exact: browser.quotes.draw(n, 100).text[:2] for exact, n in rows.items()}
        assert signs == {"in front of the yard": " !", "We will deliver in May,": "  "}
        browser.quotes.go(rows["in front of the yard"])
        await pilot.press("enter")
        await pilot.pause()
        assert (screen.reader.page.id, screen.reader.current) == (first, mark)
        await pilot.press("Q")
        await pilot.pause()
        await pilot.press("g", *"j" * rows["We will deliver in May,"], "enter")
        await pilot.pause()
        assert screen.reader.page.id == second
        assert screen.reader.marks.get(screen.reader.current)
