"""Marks of several analysts on the screen: compared, taken, changed, rejected, undone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from store import Library, open_library
from store.disputes import Dispute
from store.model import Change, Draft, Gold, Quote
from tests.changing import FIRST, SECOND, draft
from tests.colleagues import need_root, working_as
from tests.screens import bar_text, said
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.paint_dispute import Scene, dispute_lines, dispute_strip
from tui.paint_row import CURSOR
from tui.screens.adjudication import AdjudicationScreen
from tui.screens.triage import Triage
from tui.widgets.dispute_list import DisputeView
from tui.wrap import cells_of

TEXT = "The yard signed in May. “We deliver in June,” said Irena Valtos. It rained all day long."
HOSTILE = "\x1b]52;c;eA==\x07\x9b2J\u202e[bold][/nope][@click=app.quit]"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(
        library,
        [
            Draft(TEXT, title="Yard", published="2025-03-03"),
            Draft("Nothing is marked here.", title="Empty", published="2025-03-02"),
            Draft("One more disputed text.", title="More", published="2025-03-01"),
        ],
    )
    yield library
    library.close()


@pytest.fixture
def ids(library: Library) -> list[str]:
    return [row.id for row in library.articles()]


@pytest.fixture
def twice(library: Library, ids: list[str]) -> Library:
    """Places in the first article: alike, with other ends, by one only; one in the last."""
    need_root()
    library.highlight(ids[0], 0, 8, ["yards"])
    library.highlight(ids[0], 25, 43, ["exports"], "Valtos")
    library.highlight(ids[0], 65, 74, ["weather"])
    library.highlight(ids[2], 0, 8)
    with working_as(library.path, "nobody") as theirs:
        theirs.highlight(ids[0], 0, 8, ["yards"])
        theirs.highlight(ids[0], 25, 35, ["exports"], "Irena Valtos")
        theirs.set_status([ids[2]], "done")
    library.refresh()
    return library


@pytest.fixture
def numbers(twice: Library) -> dict[str, str]:
    """The key of each analyst."""
    names = sorted((twice.analyst, "nobody"))
    return {name: str(number) for number, name in enumerate(names, 1)}


@asynccontextmanager
async def adjudication(
    library: Library, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[None], AdjudicationScreen]]:
    app = Pressmark(library, Config())
    async with app.run_test(size=size) as pilot:
        for _ in range(3):
            await pilot.pause()
        await pilot.press("g", "B")
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AdjudicationScreen)
        yield pilot, screen


def rows(screen: AdjudicationScreen) -> list[str]:
    return [" ".join(screen.places.draw(i, 78).text.split()) for i in range(screen.places.count)]


def detail(screen: AdjudicationScreen) -> str:
    view = screen.query_one("#place", DisputeView)
    return "\n".join(strip.text.rstrip() for strip in view._lines)


def gold(library: Library) -> list[tuple[str, str]]:
    return [(row.exact, row.decision) for row in library.gold()]


async def test_places_say_who_marked_what_and_the_first_open_one_is_chosen(
    twice: Library, numbers: dict[str, str]
) -> None:
    async with adjudication(twice) as (_, screen):
        assert [row[0] for row in rows(screen)] == ["=", "≠", "≠"]
        assert f"{numbers['nobody']}–" in rows(screen)[2]
        assert screen.places.cursor == 1
        assert "2 open" in bar_text(screen, "status")
        assert f"{numbers['nobody']} nobody" in bar_text(screen, "status")
        assert "exports — Irena Valtos" in detail(screen)
        assert "not decided" in detail(screen)


async def test_versions_stand_side_by_side_where_there_is_room(twice: Library) -> None:
    async with adjudication(twice, size=(140, 40)) as (_, screen):
        first = detail(screen).splitlines()[0]
        assert "nobody" in first
        assert twice.analyst in first
    async with adjudication(twice, size=(50, 24)) as (_, screen):
        first = detail(screen).splitlines()[0]
        assert ("nobody" in first) != (twice.analyst in first)


@pytest.mark.parametrize(
    ("more", "size"),
    [((), (80, 24)), (["daemon"], (100, 30)), (["daemon", "bin", "sys"], (160, 45))],
)
async def test_two_three_and_five_stand_side_by_side_where_a_terminal_has_the_room(
    twice: Library, ids: list[str], more: Sequence[str], size: tuple[int, int]
) -> None:
    for name in more:
        with working_as(twice.path, name) as theirs:
            theirs.highlight(ids[0], 25, 35, ["exports/contracts"], "Irena Valtos-Sandovic")
    twice.refresh()
    async with adjudication(twice, "G", "k", size=size) as (_, screen):
        first = detail(screen).splitlines()[0]
        assert all(name in first for name in [twice.analyst, "nobody", *more])
        for said in ("exports/contracts", "Irena Valtos-Sandovic"):
            assert detail(screen).count(said) == len(more)


async def test_a_digit_takes_that_analysts_version(twice: Library, numbers: dict[str, str]) -> None:
    async with adjudication(twice, numbers["nobody"]) as (pilot, screen):
        assert gold(twice) == [("We deliver", "taken")]
        assert rows(screen)[1].startswith("✓")
        assert "u undoes" in said(screen)
        await pilot.press("k")
        assert f"taken by {twice.analyst} (nobody)" in detail(screen)
        await pilot.press("u")
        await pilot.pause()
        assert gold(twice) == []
        assert rows(screen)[1].startswith("≠")
        await pilot.press("9")
        assert "no analyst 9" in said(screen)


async def test_a_decision_leads_to_the_next_open_place_and_undo_back(
    twice: Library, numbers: dict[str, str]
) -> None:
    async with adjudication(twice, numbers["nobody"]) as (pilot, screen):
        assert screen.places.cursor == 2
        await pilot.press("x")
        assert "0 open" in bar_text(screen, "status")
        assert screen.places.cursor == 2
        await pilot.press("u", "u")
        await pilot.pause()
        assert screen.places.cursor == 1
        await pilot.press("ctrl+r", "ctrl+r")
        await pilot.pause()
        assert screen.places.cursor == 2


async def test_what_was_decided_before_is_decided_anew_where_it_is(
    twice: Library, numbers: dict[str, str]
) -> None:
    async with adjudication(twice, numbers["nobody"], "k", "x") as (_, screen):
        assert rows(screen)[1].startswith("×")
        assert screen.places.cursor == 1


async def test_what_is_decided_the_same_way_again_is_said_to_be_so(
    twice: Library, numbers: dict[str, str]
) -> None:
    async with adjudication(twice, numbers["nobody"], "k") as (pilot, screen):
        decided = gold(twice)
        await pilot.press(numbers["nobody"])
        assert said(screen) == "That is decided so already"
        assert gold(twice) == decided
        await pilot.press("u")
        assert gold(twice) == []


async def test_all_or_what_is_agreed_or_nothing_is_taken(twice: Library) -> None:
    async with adjudication(twice, "a", "A", "x") as (pilot, screen):
        assert gold(twice) == [
            ("The yard", "taken"),
            ("We deliver", "taken"),
            ("We deliver in June", "taken"),
        ]
        assert [row[0] for row in rows(screen)] == ["✓", "✓", "×"]
        assert "0 open" in bar_text(screen, "status")
        await pilot.press("n")
        assert "No place is open here; J looks for" in said(screen)
        await pilot.press("A")
        assert "No place is left" in said(screen)
        await pilot.press("delete")
        assert rows(screen)[2].startswith("≠")
        await pilot.press("delete")
        assert "decided nothing here" in said(screen)


async def test_who_marked_nothing_cannot_be_taken(twice: Library, numbers: dict[str, str]) -> None:
    async with adjudication(twice, "n", numbers["nobody"]) as (_, screen):
        assert "nobody marked nothing" in said(screen)
        assert gold(twice) == []


async def test_ends_are_moved_and_each_move_is_undone(
    twice: Library, numbers: dict[str, str]
) -> None:
    async with adjudication(twice, numbers["nobody"], "k", ">") as (pilot, screen):
        assert gold(twice) == [("We deliver in", "changed")]
        await pilot.press("o", ">")
        await pilot.pause()
        assert gold(twice) == [("deliver in", "changed")]
        assert rows(screen)[1].startswith("~")
        assert "the start moves" in bar_text(screen, "status")
        await pilot.press("u", "u")
        await pilot.pause()
        assert gold(twice) == [("We deliver", "taken")]


async def test_topics_speaker_and_note_are_changed(twice: Library, numbers: dict[str, str]) -> None:
    async with adjudication(twice, numbers["nobody"], "k") as (pilot, screen):
        await pilot.press("t", *"weather", "enter")
        await pilot.pause()
        await pilot.press("p", "space", *"MP", "enter")
        await pilot.pause()
        await pilot.press("i", *"sure", "enter")
        await pilot.pause()
        [row] = twice.gold()
        assert row.topics == ("exports", "weather")
        assert row.note == "sure"
        assert row.speaker == "Irena Valtos MP"
        assert "Note: sure" in detail(screen)


async def test_of_several_the_next_is_changed(twice: Library) -> None:
    async with adjudication(twice, "a", "k", "tab", "comma") as (_, screen):
        assert gold(twice) == [("We deliver", "taken"), ("We deliver in Jun", "changed")]
        assert "▸ ~ changed" in detail(screen)


async def test_j_goes_to_the_next_article_with_open_places(twice: Library, ids: list[str]) -> None:
    async with adjudication(twice, "J") as (pilot, screen):
        assert screen.article.id == ids[2]
        await pilot.press("J")
        assert "No article with open places" in said(screen)
        await pilot.press("K")
        await pilot.pause()
        assert screen.article.id == ids[0]


async def test_enter_reads_the_place_and_q_goes_back(twice: Library, ids: list[str]) -> None:
    async with adjudication(twice) as (pilot, _):
        await pilot.press("enter")
        await pilot.pause()
        triage = pilot.app.screen
        assert isinstance(triage, Triage)
        assert triage.reader.page.id == ids[0]
        assert triage.reader.reading.place == 25
        await pilot.press("B")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AdjudicationScreen)
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.screen is triage


async def test_what_colleagues_do_comes_in_and_the_cursor_stays(
    twice: Library, ids: list[str]
) -> None:
    async with adjudication(twice) as (pilot, screen):
        with working_as(twice.path, "daemon") as theirs:
            theirs.highlight(ids[0], 10, 16)
        twice.refresh()
        await pilot.pause()
        assert screen.places.count == 4
        assert screen.places.place is not None
        assert screen.places.place.start == 25


async def test_an_article_without_marks_says_so(library: Library) -> None:
    async with adjudication(library, "1", "a", "x", "t", "p", ">", "n", "tab", "A") as (_, screen):
        assert screen.places.count == 0
        assert said(screen)


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (20, 5), (1, 1)])
async def test_hostile_texts_and_small_terminals_do_no_harm(
    library: Library, ids: list[str], size: tuple[int, int]
) -> None:
    need_root()
    quote = Quote("x", ids[0], 0, 5, HOSTILE, speaker=HOSTILE, note=HOSTILE, topics=(HOSTILE,))
    made = Gold("g", ids[0], 0, 5, HOSTILE, note=HOSTILE, sources=(HOSTILE, f"{HOSTILE}/x"))
    changes = [Change("quotes", "x", None, quote), Change("gold", "g", None, made)]
    library._session.commit(HOSTILE, changes)
    with working_as(library.path, "nobody") as theirs:
        theirs._session.commit("x", [Change("quotes", "x", None, quote)])
    library.refresh()
    async with adjudication(library, size=size) as (pilot, screen):
        await pilot.press("j", "1", "a", ">", "x", "u", "shift+down")
        await pilot.pause()
        text = "\n".join(strip.text for strip in screen._compositor.render_strips())
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


# Painting


def some_place() -> Dispute:
    quotes = [Quote(f"q{n}", "a", n, 20 + n, "x", topics=("t",) * n) for n in range(3)]
    versions = tuple((f"analyst{n}", (quote,)) for n, quote in enumerate(quotes))
    decided = Gold("g", "a", 0, 400, "x", sources=("analyst0/q0",))
    return Dispute("a", 0, 23, (*versions, ("none", ())), (("me", decided),))


@pytest.mark.parametrize("width", [1, 3, 8, 20, 40, 80, 200])
@pytest.mark.parametrize("text", ["short", "語" * 300, "word " * 100])
def test_rows_and_lines_fit_their_width(width: int, text: str) -> None:
    place = some_place()
    for cursor in (None, CURSOR):
        strip = dispute_strip(place, width, Scene(text), cursor=cursor)
        assert Segment.get_line_length(list(strip)) == width
    if width > 8:
        for line in dispute_lines(place, 0, width, Scene(text)):
            assert cells_of("".join(part.text for part in line).rstrip()) <= width


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (0, 7, "the quick brown fox jumps over the lazy hound …"),
        (101, 104, "… fox jumps over the lazy hound and then"),
    ],
)
def test_a_place_stands_among_whole_words_and_says_that_there_are_more(
    start: int, end: int, shown: str
) -> None:
    text = "the quick brown fox jumps over the lazy hound and " * 2 + "then"
    quote = Quote("q", "a", start, end, "x")
    place = Dispute("a", start, end, (("ana", (quote,)),), ())
    lines = dispute_lines(place, 0, 80, Scene(text))
    drawn = ["".join(part.text for part in line).strip() for line in lines]
    assert [line for line in drawn if " fox " in line] == [shown]


async def test_marks_on_an_earlier_version_are_a_key_away(library: Library) -> None:
    first, newest = shelve(library, [draft(FIRST), draft(SECOND, day="2025-04-04")])
    library.highlight(first, 0, 12)
    with working_as(library.path, "nobody") as theirs:
        theirs.highlight(first, 4, 12)
    library.refresh()
    async with adjudication(library) as (pilot, screen):
        assert screen.article.id == newest
        assert "V goes there" in said(screen)
        await pilot.press("V")
        assert screen.article.id == first
        assert screen.places.count == 1
        await pilot.press("J")
        await pilot.pause()
        assert "No article with open places" in said(screen)
        await pilot.press("V")
        assert screen.article.id == newest


async def test_j_goes_to_earlier_versions_with_open_places_and_k_back(library: Library) -> None:
    first, newest = shelve(library, [draft(FIRST), draft(SECOND, day="2025-04-04")])
    other = next(row.id for row in library.articles() if row.title == "Yard")
    for version in (first, other):
        library.highlight(version, 0, 12)
        with working_as(library.path, "nobody") as theirs:
            theirs.highlight(version, 4, 12)
    library.refresh()
    async with adjudication(library) as (pilot, screen):
        assert screen.article.id == newest
        shown = [newest]
        for key in "JJJKK":
            await pilot.press(key)
            await pilot.pause(0.2)
            shown.append(screen.article.id)
        assert shown == [newest, first, other, other, first, first]


async def test_an_article_without_versions_says_so(twice: Library) -> None:
    async with adjudication(twice, "V") as (_, screen):
        assert "no other version" in said(screen)
