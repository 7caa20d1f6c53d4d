"""Progress on the screen: views, numbers beside bars, queries, small and hostile."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from textual.pilot import Pilot

from store import Library, open_library
from store.model import Change, Draft, Quote
from store.query import Field, parse
from tests.screens import bar_text, said
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.paint_chart import Bars, Pairs, Row, bar
from tui.paint_row import CURSOR
from tui.screens.statistics import StatisticsScreen
from tui.views import VIEWS, asking

HOSTILE = "\x1b]52;c;eA==\x07\x9b2J\u202e[bold][/nope][@click=app.quit]"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(
        library,
        [
            Draft("First of all, guns.", title="A", source="Herald", published="2025-03-01"),
            Draft("Second, ships.", title="B", source="Herald", published="2025-05-09"),
            Draft("Third, trade.", title="C", source="Courier", published="2024-01-01"),
        ],
    )
    yield library
    library.close()


@pytest.fixture
def worked(library: Library, ids: list[str]) -> Library:
    library.highlight(ids[0], 0, 5, ["arms", "news"], "Ann")
    library.highlight(ids[0], 6, 12, ["arms"], "Bo")
    library.highlight(ids[1], 0, 6, ["arms"], "Ann")
    library.label([ids[2]], "news")
    library.set_status(ids[:2], "done")
    return library


@asynccontextmanager
async def statistics(
    library: Library, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[None], StatisticsScreen]]:
    app = Pressmark(library, Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("P")
        await until_counted(pilot)
        await pilot.press(*keys)
        await until_counted(pilot)
        screen = app.screen
        assert isinstance(screen, StatisticsScreen)
        yield pilot, screen


async def until_counted(pilot: Pilot[None]) -> None:
    """It is counted behind the first paint."""
    for _ in range(200):
        await pilot.pause()
        screen = pilot.app.screen
        if isinstance(screen, StatisticsScreen) and screen._figures:
            return


def rows(screen: StatisticsScreen) -> list[str]:
    """The rows of the chart, spaces squeezed."""
    chart = screen.chart.chart
    return [" ".join(chart.strip(i, 78, None).text.split()) for i in range(chart.count)]


def lines(screen: StatisticsScreen) -> str:
    """All that is on the screen."""
    return "\n".join(strip.text for strip in screen._compositor.render_strips())


async def test_topics_are_bars_with_their_numbers(worked: Library) -> None:
    async with statistics(worked) as (_, screen):
        assert re.fullmatch("arms 3 2 1 █{20,}▌?", rows(screen)[0])
        assert re.fullmatch("news 1 2 1 █+▌?", rows(screen)[1])
        assert bar_text(screen, "heading").split() == ["quotes", "articles", "analysts"]
        assert "3 articles, 3 quotes" in bar_text(screen, "status")
        assert "[1 topics]" in bar_text(screen, "views")


async def test_o_turns_to_articles_and_the_largest_comes_first(worked: Library) -> None:
    worked.label([row.id for row in worked.articles()], "news")
    async with statistics(worked, "o") as (_, screen):
        assert [row.split()[:3] for row in rows(screen)] == [["news", "3", "1"], ["arms", "2", "3"]]


async def test_months_are_in_order_with_empty_ones_between(worked: Library) -> None:
    async with statistics(worked, "2") as (_, screen):
        found = [row.split()[:3] for row in rows(screen)]
        assert found[:3] == [["2025-05", "1", "1"], ["2025-04", "0", "0"], ["2025-03", "2", "1"]]
        assert found[-1] == ["2024-01", "0", "1"]
        assert len(found) == 17


async def test_p_goes_on_to_days_and_weeks_and_w_to_the_days_of_work(worked: Library) -> None:
    async with statistics(worked, "2", "p") as (pilot, screen):
        assert rows(screen)[0].startswith("2025-05-09 1 1")
        assert "⋮" in rows(screen)
        await pilot.press("p")
        assert rows(screen)[0].startswith("2025-W19 1 1")
        await pilot.press("w")
        assert [row.split()[1:3] for row in rows(screen)] == [["3", "2"]]
        assert "by week of work" in bar_text(screen, "status")


async def test_pairs_are_a_table_with_numbers(worked: Library) -> None:
    async with statistics(worked, "3") as (_, screen):
        assert rows(screen) == ["1 arms 3 \\ 1", "2 news 1 1 \\"]
        assert bar_text(screen, "heading").split() == ["all", "1", "2"]


async def test_topics_that_are_together_in_articles_alone_are_not_said_to_be_nowhere(
    library: Library, ids: list[str]
) -> None:
    library.relabel(ids[:1], ["arms", "news"])
    async with statistics(library, "3") as (pilot, screen):
        assert bar_text(screen, "heading") == "No quote has two topics; o counts articles"
        assert "together  in quotes" in bar_text(screen, "status")
        await pilot.press("o")
        assert rows(screen) == ["1 arms 1 \\ 1", "2 news 1 1 \\"]
        assert "together  in articles" in bar_text(screen, "status")


async def test_sources_speakers_and_people(worked: Library) -> None:
    async with statistics(worked, "4") as (pilot, screen):
        assert [row.split()[:3] for row in rows(screen)] == [
            ["Herald", "3", "2"],
            ["Courier", "0", "1"],
        ]
        await pilot.press("5")
        await pilot.pause()
        assert [row.split()[:2] for row in rows(screen)] == [["Ann", "2"], ["Bo", "1"]]
        await pilot.press("6")
        await pilot.pause()
        assert rows(screen)[0].split()[:4] == [worked.analyst, "3", "2", "0"]
        await pilot.press("w")
        assert rows(screen)[0].split()[1:4] == [worked.analyst, "2", "0"]
        assert "by day (UTC)" in bar_text(screen, "status")


async def test_what_is_left_of_what_is_assigned_stands_beside_people(worked: Library) -> None:
    articles = [row.id for row in worked.articles()]
    left = len(worked.articles("status:new"))
    worked.assign(articles, worked.analyst)
    worked.assign(articles[:1], "newcomer")
    async with statistics(worked, "6") as (_, screen):
        counts = [row.split()[:6] for row in rows(screen)]
        assert bar_text(screen, "heading").split()[-2:] == ["left", "assigned"]
        assert counts == [
            [worked.analyst, "3", "2", "0", f"{left}", f"{len(articles)}"],
            ["newcomer", "0", "0", "0", "1", "1"],
        ]
        assert screen.chart.chart.query(1) == 'assigned:"newcomer"'


async def test_tab_goes_through_all_views_and_round(worked: Library) -> None:
    seen = []
    async with statistics(worked) as (pilot, screen):
        for _ in range(len(VIEWS) + 1):
            seen.append(screen.view)
            await pilot.press("tab")
        await pilot.press("shift+tab", "shift+tab")
        assert screen.view == len(VIEWS) - 1
    assert seen == [*range(len(VIEWS)), 0]


async def test_enter_lists_the_articles_of_a_row(worked: Library) -> None:
    async with app_after(worked, "P", "j", "enter") as app:
        assert app.screen is app.triage
        assert app.triage.query_text == 'topic:"news"'
        assert app.triage.articles.count == 2
    async with app_after(worked, "P", "2", "enter") as app:
        assert app.triage.query_text == "from:2025-05 to:2025-05"
        assert app.triage.articles.count == 1


@asynccontextmanager
async def app_after(library: Library, *keys: str) -> AsyncIterator[Pressmark]:
    app = Pressmark(library, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        yield app


async def test_a_row_that_no_query_finds_says_so(worked: Library) -> None:
    async with statistics(worked, "2", "w", "enter") as (_, screen):
        assert "No query finds" in said(screen)


async def test_what_the_list_shows_is_counted_and_escape_counts_all(worked: Library) -> None:
    app = Pressmark(worked, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        app.triage.run_query("source:courier")
        await pilot.press("P")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, StatisticsScreen)
        await until_counted(pilot)
        assert "1 article, 0 quotes" in bar_text(screen, "status")
        assert rows(screen)[0].split()[:3] == ["news", "0", "1"]
        await pilot.press("escape")
        await until_counted(pilot)
        assert "3 articles" in bar_text(screen, "status")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.triage


async def test_a_row_of_a_query_is_looked_for_within_it(worked: Library) -> None:
    app = Pressmark(worked, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        app.triage.run_query("guns OR trade")
        await pilot.press("P")
        await until_counted(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert app.triage.query_text == '(guns OR trade) topic:"news"'
        assert app.triage.articles.count == 2


async def test_new_work_is_counted_after_a_while(worked: Library, ids: list[str]) -> None:
    async with statistics(worked) as (_, screen):
        worked.highlight(ids[2], 0, 5, ["arms"])
        screen._rested_at = 0.0
        screen._let_in()
        assert rows(screen)[0].startswith("arms 4 3 1")


async def test_nothing_to_count_is_said(library: Library) -> None:
    async with statistics(library) as (pilot, screen):
        assert "Nothing here carries a topic yet" in bar_text(screen, "heading")
        await pilot.press("enter", "j", "o", "3", "enter", "G")
        assert screen.chart.count == 0


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (20, 5), (1, 1)])
async def test_hostile_names_and_small_terminals_do_no_harm(
    library: Library, ids: list[str], size: tuple[int, int]
) -> None:
    quotes = [
        Quote(f"q{n}", ids[0], 0, 5, "First", topics=(HOSTILE, f"t{n}"), speaker=HOSTILE * (n + 1))
        for n in range(3)
    ]
    library._session.commit("x", [Change("quotes", q.id, None, q) for q in quotes])
    async with statistics(library, size=size) as (pilot, screen):
        for view in "123456":
            await pilot.press(view, "j", "o", "w", "p")
            await pilot.pause()
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", lines(screen))


async def test_it_reads_without_colours(worked: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with statistics(worked) as (_, screen):
        text = lines(screen)
        assert re.search(r"arms +3 +2 +1 +█", text)


# Painting


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=40), st.integers(0, 10**9), st.integers(0, 99))),
    st.integers(1, 200),
)
def test_every_row_of_bars_is_as_wide_as_it_should_be(
    found: list[tuple[str, int, int]], width: int
) -> None:
    chart = Bars(("quotes", "articles"), [Row(label, numbers) for label, *numbers in found])  # type: ignore[arg-type]
    for index in range(chart.count):
        for cursor in (None, CURSOR):
            assert _width(chart.strip(index, width, cursor)) == width
    assert len(chart.heading(width)) == width


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), max_size=12), st.integers(1, 200), st.integers(1, 10**6))
def test_every_row_of_pairs_is_as_wide_as_it_should_be(
    names: list[str], width: int, number: int
) -> None:
    counts = {(a, a + 1): number // (a + 1) for a in range(len(names) - 1)}
    chart = Pairs(names, [number] * len(names), counts, [""] * len(names))
    for index in range(chart.count):
        for cursor in (None, CURSOR):
            assert _width(chart.strip(index, width, cursor)) == width
    assert len(chart.heading(width)) == width


def _width(strip: object) -> int:
    return Segment.get_line_length(list(strip))  # type: ignore[call-overload]


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(1, 100))
def test_a_bar_fits_and_shows_all_that_is_more_than_nothing(
    number: int, most: int, width: int
) -> None:
    drawn = bar(min(number, most), most, width)
    assert len(drawn) <= width
    assert bool(drawn) == (number > 0)
    assert len(bar(most, most, width)) == width


@given(st.text())
@example("\0")
def test_what_is_asked_for_by_name_is_what_is_found(name: str) -> None:
    query = asking("speaker", name)
    if query:
        assert parse(query) == Field("speaker", name.strip())


def test_only_what_ends_a_phrase_cannot_be_asked_for() -> None:
    names = ["Jo", "O'Neill-Smith (MP)", "a:b", "-x", "100%", "Ж", 'Al "Bob" C', "«x»", " ", "\0"]
    assert [name for name in names if not asking("speaker", name)] == names[-4:]
