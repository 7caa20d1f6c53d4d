"""The quote browser, driven by its keys: groups, orders, queries, news, places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library, open_library
from store.accounts import account_name
from store.model import Draft
from tests.dialogs import screen_text
from tests.quote_desk import browser, four_quotes, settled, shown
from tests.shelf import shelve
from tui.harmless import HARMFUL
from tui.paint_quote import group_of
from tui.screens.prompt import Prompt
from tui.screens.quote_browser import QuoteBrowser
from tui.screens.triage import Triage
from tui.wrap import cells_of

SIZES = [(20, 5), (80, 24), (160, 45)]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with four_quotes(tmp_path) as library:
        yield library


# Looking


async def test_quotes_stand_by_topic_at_first(library: Library) -> None:
    async with browser(library) as (pilot, screen):
        assert shown(screen) == [
            "A second text.",
            "drones and of",
            "We will deliver",
            "Not a day",
        ]
        assert "by topic: arms/drones" in screen_text(pilot.app.screen)


@pytest.mark.parametrize(
    ("presses", "order", "groups"),
    [
        (0, "topic", ["arms/drones", "arms/drones", "exports", "exports"]),
        (1, "speaker", ["Ana Brod", "Irena Valtos", "", ""]),
        (2, "source", ["Agency", "Agency", "Herald", "Herald"]),
        (3, "article", ["Drones", "Drones", "Karsk signs", "Karsk signs"]),
        (4, "analyst", sorted([account_name(), "reader", "reader", "reader"])),
        (5, "date", ["2025-03-03", "2025-03-03", "2025-03-02", "2025-03-02"]),
    ],
)
async def test_o_goes_through_the_orders_and_rows_stand_in_groups(
    library: Library, presses: int, order: str, groups: list[str]
) -> None:
    async with browser(library, *("o" for _ in range(presses))) as (pilot, screen):
        rows = screen.quotes
        assert [group_of(rows.row(index), rows.by) for index in range(4)] == groups
        assert f"by {order}: {groups[0]}" in screen_text(pilot.app.screen) or presses


async def test_what_was_added_last_stands_first_behind_the_last_order(library: Library) -> None:
    async with browser(library, *"oooooo") as (pilot, screen):
        times = [screen.quotes.row(index).at for index in range(4)]
        assert times == sorted(times, reverse=True)
        await pilot.press("o")
        assert screen.order == "topic"


async def test_the_cursor_stays_on_its_quote_when_the_order_changes(library: Library) -> None:
    async with browser(library, "G", "o") as (_, screen):
        assert screen.quotes.quote is not None
        assert screen.quotes.quote.exact.startswith("Not a day")


async def test_the_quote_under_the_cursor_is_shown_as_a_whole(library: Library) -> None:
    async with browser(library, "j", "j") as (pilot, _):
        await pilot.pause(0.3)
        text = screen_text(pilot.app.screen)
        assert "Herald · 2025-03-03 — Karsk signs" in text
        assert "Irena Valtos  E exports" in text


@pytest.mark.parametrize("size", SIZES)
async def test_it_works_at_every_size(library: Library, size: tuple[int, int]) -> None:
    async with browser(library, "j", "space", "o", size=size) as (pilot, _):
        text = screen_text(pilot.app.screen)
        assert "»" in text
        assert "keys" in text.splitlines()[-1]
        assert all(cells_of(line) <= size[0] for line in text.splitlines())


async def test_a_query_selects_quotes(library: Library) -> None:
    async with browser(library, "/", *"speaker:irena", "enter") as (pilot, screen):
        assert shown(screen) == ["We will deliver"]
        assert "⌕ speaker:irena" in screen_text(pilot.app.screen)


async def test_words_are_those_of_the_quotes(library: Library) -> None:
    async with browser(library, query="later") as (_, screen):
        assert shown(screen) == ["Not a day"]


async def test_a_wrong_query_says_where_and_leaves_the_list(library: Library) -> None:
    async with browser(library, "/", *"a (", "enter") as (pilot, screen):
        assert isinstance(pilot.app.screen, Prompt)
        assert "at character 3" in screen_text(pilot.app.screen)
        await pilot.press("escape")
        assert len(shown(screen)) == 4


async def test_nothing_found_is_shown_and_no_key_fails(library: Library) -> None:
    keys = ("space", "1", "t", "p", "a", "delete", "enter", "y", "j", "G", "ctrl+a", "u")
    async with browser(library, *keys, query="nosuchword") as (pilot, screen):
        assert pilot.app.screen is screen
        assert shown(screen) == []
        assert " 0/0" in screen_text(pilot.app.screen)


async def test_at_80_columns_a_date_has_its_year(library: Library) -> None:
    async with browser(library) as (pilot, screen):
        rows = [screen.quotes.draw(row, 79).text for row in range(4)]
        assert all("2025-03 " in row for row in rows)
        await pilot.press("o")
        await settled(pilot)
        rows = [screen.quotes.draw(row, 79).text for row in range(4)]
        assert all("2025-03-0" in row for row in rows), "the speaker's column has room for the day"


async def test_a_long_title_ends_before_the_bar(library: Library) -> None:
    title = "A headline that is longer than the line of the screen has room for"
    article = shelve(library, [Draft("Words.", title=title, published="2026-01-01")])[0]
    library.highlight(article, 0, 5)
    async with browser(library, "o", "o", "o", "g", query="has:quote") as (pilot, _):
        assert "… ─" in screen_text(pilot.app.screen).splitlines()[0]


# News


async def test_news_leaves_cursor_and_marks(library: Library) -> None:
    async with browser(library, "j", "space") as (pilot, screen):
        library.topics.rename("exports", "trade")
        article = library.articles("drones")[0].id
        library.highlight(article, 0, 8, ["arms/drones"])
        await settled(pilot)
        assert len(shown(screen)) == 5
        assert screen.quotes.quote is not None
        assert screen.quotes.quote.exact.startswith("We will")
        assert [row.exact for row in screen.quotes.targets] == ["drones and of nothing else"[:21]]
        assert "trade" in screen_text(pilot.app.screen)


async def test_a_colleagues_quote_comes_in_while_nobody_moves(library: Library) -> None:
    async with browser(library) as (pilot, screen):
        colleague = open_library(library.path)
        colleague.highlight(colleague.articles("drones")[0].id, 0, 8, ["arms/drones"])
        colleague.close()
        for _ in range(60):
            await pilot.pause(0.1)
            if len(shown(screen)) == 5:
                break
        assert len(shown(screen)) == 5


# Leaving


async def test_enter_opens_the_place_in_the_reader(library: Library) -> None:
    async with browser(library, "G", "enter") as (pilot, _):
        screen = pilot.app.screen
        assert isinstance(screen, Triage)
        assert screen.reader.has_focus
        assert screen.reader.page.title == "Karsk signs"
        mark = screen.reader.mark_here
        assert mark is not None
        assert screen.reader.page.text[mark.start : mark.end] == "Not a day later,"
        assert screen.articles.article == screen.reader.page.id


async def test_a_colleagues_place_opens_as_well(library: Library) -> None:
    async with browser(library, "enter") as (pilot, _):
        screen = pilot.app.screen
        assert isinstance(screen, Triage)
        mark = screen.reader.mark_here
        assert mark is not None
        assert not mark.mine


async def test_browsing_goes_on_where_it_was_left(library: Library) -> None:
    async with browser(library, "o", "g", "space", "j", "enter", "Q") as (pilot, before):
        screen = pilot.app.screen
        assert isinstance(screen, QuoteBrowser)
        assert screen is not before
        assert screen.order == before.order
        assert screen.quotes.cursor == 2
        assert len(screen.quotes.marked) == 1


async def test_escape_takes_back_marks_then_the_query_then_leaves(library: Library) -> None:
    async with browser(library, "space", "escape", query="has:topic") as (pilot, screen):
        assert not screen.quotes.marked
        assert screen.query_text == "has:topic"
        await pilot.press("escape")
        assert screen.query_text == ""
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Triage)


async def test_q_leaves_at_once(library: Library) -> None:
    async with browser(library, "space", "q") as (pilot, _):
        assert isinstance(pilot.app.screen, Triage)


# Hostile text

HOSTILE = ("[bold]", "[/nope]", "\x1b]52;c;eA==\x07", "[@click=app.quit]x", "\x9b31m", "\u202egpj")


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_is_shown_and_never_obeyed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    library = open_library(tmp_path / "hostile")
    drafts = [Draft(f"{text} stands here {n}", title=text, source=text) for n, text in
              enumerate(HOSTILE)]  # fmt: skip
    for article in shelve(library, drafts):
        quote = library.highlight(article, 0, 8)
        library.change_quotes([quote.id], "x", speaker=HOSTILE[2], note=HOSTILE[4])
        library.change_quotes([quote.id], "x", exact="".join(HOSTILE), topics=[HOSTILE[3]])
    async with browser(library, *("j" for _ in HOSTILE), "o", "o", "o", size=size) as (pilot, _):
        await pilot.pause(0.2)
        assert not HARMFUL.search(screen_text(pilot.app.screen).replace("\n", ""))
    library.close()
