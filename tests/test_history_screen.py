"""The history on the screen: read, narrowed, gone back to, taken back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from store import Library, open_library
from store.chronicle import SLICE, EditRow
from store.journal import Entry
from store.journal.line import Header, raw, seal
from store.model import Change, Draft, Edit, Quote, Review
from tests.furnished import environment
from tests.screens import said
from tests.shelf import shelve
from tests.terminal import PRESSMARK, Terminal
from tests.waiting import until
from tui.app import Pressmark
from tui.config import Config
from tui.paint_edit import differences, edit_lines, edit_strip
from tui.screens.history import MOST, History
from tui.screens.triage import Triage
from tui.widgets.bars import StatusBar
from tui.widgets.edit_list import EditView

TEXT = "The ministry signed.\n\n“We will deliver in May,” said Irena Valtos. It was cold."
HOSTILE = "\x1b]52;c;eA==\x07\x9b2J\u202e[bold][/nope][@click=app.quit]"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(
        library,
        [
            Draft(TEXT, title="Karsk signs", published="2025-03-03"),
            Draft("A second text.", title="Second", published="2025-03-02"),
        ],
    )
    yield library
    library.close()


@pytest.fixture
def ids(library: Library) -> list[str]:
    return [row.id for row in library.articles()]


@asynccontextmanager
async def history(
    library: Library, *keys: str, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[None], History]]:
    app = Pressmark(library, Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys, "H")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, History)
        yield pilot, screen


async def settled(pilot: Pilot[None]) -> None:
    """Until the history is read."""
    for _ in range(200):
        await pilot.pause()
        screen = pilot.app.screen
        if not isinstance(screen, History) or screen._complete:
            return


def listed(screen: History) -> list[str]:
    return [screen.edits.row(index).label for index in range(screen.edits.count)]


def shown(screen: History) -> str:
    """What the view of one edit says."""
    view = screen.query_one("#edit", EditView)
    return "\n".join(strip.text.strip() for strip in view._lines)


async def test_edits_are_listed_the_newest_first_with_what_changed(
    library: Library, ids: list[str]
) -> None:
    quote = library.highlight(ids[0], 0, 20, ["exports"])
    library.change_quotes([quote.id], "speaker of a quote", speaker="Ann")
    async with history(library) as (_, screen):
        assert listed(screen) == [
            "speaker of a quote: “The ministry signed.”",
            "quote “The ministry signed.”",
        ]
        assert "~ quote in Karsk signs: changed" in shown(screen)
        assert "speaker  Ann" in shown(screen)


async def test_the_view_follows_the_cursor(library: Library, ids: list[str]) -> None:
    library.set_star(ids[:1])
    library.set_status(ids[1:], "done")
    async with history(library, *[]) as (pilot, screen):
        await pilot.press("j")
        await until(pilot, lambda: "star  yes" in shown(screen))


async def test_the_scope_is_switched(library: Library, ids: list[str]) -> None:
    library.set_star(ids[:1])
    library.set_star(ids[1:])
    async with history(library) as (pilot, screen):
        assert len(listed(screen)) == 2
        await pilot.press("s")
        assert listed(screen) == ["star: “Karsk signs”"]
        await pilot.press("s")
        assert len(listed(screen)) == 2


async def test_from_the_reader_the_history_is_that_of_its_article(
    library: Library, ids: list[str]
) -> None:
    library.set_star(ids)
    library.set_star(ids[1:], on=False)
    async with history(library, "enter") as (_, screen):
        assert len(listed(screen)) == 1


async def test_an_old_edit_is_undone_and_u_takes_that_back(
    library: Library, ids: list[str]
) -> None:
    library.set_star(ids[:1])
    library.set_status(ids[1:], "done")
    async with history(library, *[]) as (pilot, screen):
        await pilot.press("j", "U")
        await settled(pilot)
        assert not library.review(ids[0]).star
        assert listed(screen)[0] == "undo: star: “Karsk signs”"
        assert screen.edits.edit is not None
        assert screen.edits.edit.number == 1
        await pilot.press("u")
        await settled(pilot)
        assert library.review(ids[0]).star


async def test_what_contradicts_is_said(library: Library, ids: list[str]) -> None:
    library.set_star(ids[:1])
    library.set_status(ids[:1], "done")
    async with history(library) as (pilot, screen):
        await pilot.press("G", "U")
        assert "cannot be undone" in said(screen)
        assert len(library.history()) == 2


async def test_enter_goes_to_the_quote(library: Library, ids: list[str]) -> None:
    library.highlight(ids[0], 0, 20)
    quote = library.highlight(ids[0], 23, 46)
    library.topics.add("elsewhere")
    async with history(library) as (pilot, screen):
        await pilot.press("enter")
        assert "about the codebook" in said(screen)
        await pilot.press("j", "enter")
        await pilot.pause()
        triage = pilot.app.screen
        assert isinstance(triage, Triage)
        assert triage.reader.page.id == ids[0]
        assert triage.reader.current == quote.id


async def test_new_edits_come_in_and_the_cursor_stays(library: Library, ids: list[str]) -> None:
    library.set_star(ids[:1])
    library.set_status(ids[1:], "done")
    async with history(library) as (pilot, screen):
        await pilot.press("j")
        library.set_star(ids[1:])
        await settled(pilot)
        assert screen.edits.count == 3
        assert screen.edits.edit is not None
        assert screen.edits.edit.number == 1


def write_edits(library: Library, article: str, number: int) -> None:
    """A journal of so many edits."""
    lines = [seal(Header())]
    for each in range(1, number + 1):
        put = {"reviews": {article: raw(Review(article, note=str(each)))}}
        lines.append(seal(Entry(each, each, "", f"edit {each}", put, {})))
    path = library._session.team.own.path
    path.parent.mkdir()
    path.write_bytes(b"".join(lines))


async def test_a_long_history_opens_with_its_newest_edits(library: Library, ids: list[str]) -> None:
    write_edits(library, ids[0], 3 * SLICE)
    library.refresh()
    async with history(library) as (_, screen):
        assert listed(screen) == [f"edit {n}" for n in range(3 * SLICE, 0, -1)]


def test_a_long_history_is_on_the_screen_before_all_of_it_is_read(
    library: Library, ids: list[str], tmp_path: Path
) -> None:
    write_edits(library, ids[0], 100 * SLICE)
    with Terminal([*PRESSMARK, "--library", str(library.path)], env=environment(tmp_path)) as shown:
        shown.wait_for("Karsk signs")
        shown.settle()
        shown.send(b"H")
        shown.wait_for("reading…")
        assert f"edit {100 * SLICE}" in shown.text
        shown.wait_for(f"1/{100 * SLICE:,}")


async def test_a_bulk_edit_is_a_slice_of_its_own(library: Library, ids: list[str]) -> None:
    for quote in range(3):
        keys = [f"{quote}-{number}" for number in range(2 * SLICE)]
        put = {key: Quote(key, ids[0], 0, 3, "The", topics=("x",)) for key in keys}
        library._session.team.own.append("bulk", {"quotes": put}, {})
    assert list(library.reading_history()) == [1, 1, 1]


async def test_leaving_while_it_is_read_harms_nothing(library: Library, ids: list[str]) -> None:
    library.set_star(ids)
    app = Pressmark(library, Config())
    async with app.run_test() as pilot:
        await pilot.press("H", "q")
        await pilot.pause()
        assert app.screen is app.triage
        await pilot.press("H", "q", "j")
        await pilot.pause()
        assert app.triage.articles.cursor == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 5)])
async def test_hostile_texts_and_small_terminals_do_no_harm(
    library: Library, ids: list[str], size: tuple[int, int]
) -> None:
    quote = Quote("x", ids[0], 0, 5, HOSTILE, speaker=HOSTILE, note=HOSTILE, topics=(HOSTILE,))
    library._session.commit(HOSTILE, [Change("quotes", "x", None, quote)])
    async with history(library, size=size) as (pilot, screen):
        assert screen.edits.count == 1
        await pilot.press("s", "m", "j", "G", "shift+down", "U", "u")
        await settled(pilot)
        text = "\n".join(strip.text for strip in screen._compositor.render_strips())
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)


async def test_an_empty_history_is_shown(library: Library) -> None:
    async with history(library) as (pilot, screen):
        assert screen.edits.count == 0
        await pilot.press("enter", "U", "s", "m", "j", "u")
        assert screen.query_one("#status", StatusBar) is not None


# Painting


def row(label: str = "label", analyst: str = "ann") -> EditRow:
    return EditRow(1, 1, analyst, 1, "2026-03-01T09:30:00Z", label, 1)


def text_of(lines: list[list[Segment]]) -> str:
    return "\n".join("".join(segment.text for segment in line) for line in lines)


@pytest.mark.parametrize("width", [1, 5, 20, 30, 50, 80, 200])
def test_a_row_is_as_wide_as_it_should_be(width: int) -> None:
    for label in ("short", "語" * 100, "x" * 10_000, HOSTILE, ""):
        strip = edit_strip(row(label), width, mine=True)
        assert Segment.get_line_length(list(strip)) == width


def test_a_wide_row_says_when_and_who() -> None:
    text = edit_strip(row("quote"), 80, mine=True).text
    assert text.split() == ["2026-03-01", "09:30", "ann", "quote"]


def test_only_fields_that_differ_are_told() -> None:
    before = Review("0" * 16, topics=("a", "b"), at="then")
    after = Review("0" * 16, topics=("a",), star=True, at="now")
    assert differences(Change("reviews", "0" * 16, before, after)) == [
        ("star", "", "yes"),
        ("topics", "a, b", "a"),
    ]


def test_a_bulk_edit_counts_what_it_does_not_tell() -> None:
    changes = tuple(Change("reviews", "0" * 16, None, Review("0" * 16)) for _ in range(MOST))
    text = text_of(edit_lines(Edit("many", changes), 900, 60, str))
    assert "and 900 more changes" in text
