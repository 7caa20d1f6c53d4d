"""Agreement on the screen: views, reasons, queries, small and hostile."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from textual.pilot import Pilot

from store import Library, open_library
from store.model import Change, Draft, Quote
from tests.colleagues import working_as
from tests.screens import bar_text
from tests.shelf import shelve
from tui.agreement_views import figure
from tui.app import Pressmark
from tui.commandline.agreement import _figure
from tui.config import Config
from tui.paint_row import CURSOR
from tui.paint_table import TableRow, TextTable
from tui.screens.agreement import AgreementScreen
from tui.widgets.line_view import LineView

HOSTILE = "\x1b]52;c;eA==\x07\x9b2J\u202e[bold][/nope][@click=app.quit]"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft(f"Text {n} of five words.", title=f"T{n}") for n in range(4)])
    yield library
    library.close()


@pytest.fixture
def twice(library: Library, ids: list[str]) -> Library:
    library.set_status(ids, "done")
    library.label(ids[:2], "arms")
    library.highlight(ids[3], 0, 6, ["trade"])
    with working_as(library.path, "nobody") as theirs:
        theirs.set_status(ids, "done")
        theirs.label(ids[1:2], "arms")
        theirs.highlight(ids[3], 0, 6, ["trade"])
    library.refresh()
    return library


@asynccontextmanager
async def agreement(
    library: Library, *keys: str, size: tuple[int, int] = (100, 24)
) -> AsyncIterator[tuple[Pilot[None], AgreementScreen]]:
    app = Pressmark(library, Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+g")
        await settled(pilot)
        await pilot.press(*keys)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AgreementScreen)
        yield pilot, screen


async def settled(pilot: Pilot[None]) -> None:
    """Until the figures are there."""
    for _ in range(100):
        await pilot.pause()
        screen = pilot.app.screen
        if not isinstance(screen, AgreementScreen) or screen._found:
            return


def rows(screen: AgreementScreen) -> list[list[str]]:
    chart = screen.chart.chart
    return [chart.strip(i, 98, None).text.split() for i in range(chart.count)]


async def test_topics_stand_with_their_figures(twice: Library) -> None:
    async with agreement(twice) as (_, screen):
        assert rows(screen) == [
            ["arms", "0.50", "0.53", "75%", "2", "1"],
            ["trade", "1.00", "1.00", "100%", "1", "1"],
        ]
        assert bar_text(screen, "heading").split()[:3] == ["kappa", "alpha", "agree"]
        assert "4 articles read twice" in bar_text(screen, "status")


def test_what_rounds_to_nothing_has_no_sign() -> None:
    values = (-0.004, -0.0, 0.0, -0.006, None)
    assert [figure(value) for value in values] == ["0.00", "0.00", "0.00", "-0.01", "–"]
    assert _figure(-0.0004) == "0.000"


async def test_words_pairs_and_pairs_by_topic_are_views_of_their_own(twice: Library) -> None:
    async with agreement(twice, "2") as (pilot, screen):
        assert rows(screen) == [["trade", "1.00", "1.00", "100%", "100%", "100%", "2"]]
        await pilot.press("tab")
        [pair] = rows(screen)
        assert pair[1] == "+"
        assert pair[-1] == "4"
        await pilot.press("4")
        assert [row[0] for row in rows(screen)] == ["arms:", "trade:"]
        await pilot.press("tab")
        assert screen.view == 0


@pytest.mark.parametrize("key", "1234")
async def test_each_column_of_a_view_has_its_meaning_under_it(twice: Library, key: str) -> None:
    async with agreement(twice, key, size=(80, 24)) as (_, screen):
        meanings = screen.query_one("#meanings", LineView)
        columns = screen.chart.chart.heading(200).split("  ")
        names = [name.strip() for name in columns if name.strip()]
        assert meanings.size.height == len(names)
        for at, name in enumerate(names):
            told = meanings.render_line(at).text.strip()
            assert told.startswith(f"{name}  ")
            assert not told.endswith("…")


async def test_a_missing_figure_says_why(library: Library, ids: list[str]) -> None:
    library.label(ids, "arms")
    with working_as(library.path, "nobody") as theirs:
        theirs.label(ids, "arms")
    library.refresh()
    async with agreement(library) as (_, screen):
        assert rows(screen)[0][:3] == ["arms", "–", "–"]
        assert "chance cannot be told" in bar_text(screen, "note")


async def test_nothing_to_compare_says_why(library: Library) -> None:
    async with agreement(library, "enter", "j", "2") as (_, screen):
        assert "only one analyst" in bar_text(screen, "heading")


async def test_enter_lists_the_articles_of_a_row(twice: Library) -> None:
    async with agreement(twice) as (pilot, screen):
        await pilot.press("enter")
        await pilot.pause()
        app = pilot.app
        assert isinstance(app, Pressmark)
        assert app.screen is app.triage
        assert app.triage.query_text == 'topic:"arms"'
        assert screen is not app.screen


async def test_escape_takes_the_query_off_and_then_goes_back(twice: Library) -> None:
    app = Pressmark(twice, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        app.triage.run_query("topic:arms")
        await pilot.press("ctrl+g")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, AgreementScreen)
        assert "2 articles" in bar_text(screen, "status")
        await pilot.press("escape")
        await settled(pilot)
        assert "4 articles" in bar_text(screen, "status")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.triage


async def test_new_work_is_reckoned_after_a_while(twice: Library, ids: list[str]) -> None:
    async with agreement(twice) as (pilot, screen):
        twice.label(ids[:1], "arms", on=False)
        screen._rested_at = 0.0
        screen._let_in()
        for _ in range(20):
            await pilot.pause()
        assert rows(screen)[0] == ["arms", "1.00", "1.00", "100%", "1", "1"]


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (20, 5), (1, 1)])
async def test_hostile_names_and_small_terminals_do_no_harm(
    library: Library, ids: list[str], size: tuple[int, int]
) -> None:
    for name in ("nobody", library.analyst):
        quote = Quote("q", ids[0], 0, 5, "Text ", topics=(HOSTILE,))
        if name == "nobody":
            with working_as(library.path, name) as theirs:
                theirs._session.commit("x", [Change("quotes", "q", None, quote)])
        else:
            library._session.commit("x", [Change("quotes", "q", None, quote)])
    library.refresh()
    async with agreement(library, size=size) as (pilot, screen):
        for view in "1234":
            await pilot.press(view, "j")
            await pilot.pause()
            text = "\n".join(strip.text for strip in screen._compositor.render_strips())
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=40), st.integers(0, 10**6), st.integers(0, 99))),
    st.integers(1, 200),
)
def test_every_row_of_a_table_is_as_wide_as_it_should_be(
    found: list[tuple[str, int, int]], width: int
) -> None:
    table = TextTable(("a", "b"), [TableRow(n, (str(x), str(y))) for n, x, y in found])
    for index in range(table.count):
        for cursor in (None, CURSOR):
            assert Segment.get_line_length(list(table.strip(index, width, cursor))) == width
    assert len(table.heading(width)) == width
