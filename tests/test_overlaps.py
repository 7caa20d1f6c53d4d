"""Highlights over each other, own ones and those of others: which one a key means."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.style import Style

from store import Library, open_library
from store.model import Draft
from tests.colleagues import working_as
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.marks import Mark
from tui.paint import Spans, gutter, text_segments
from tui.palette import Depth
from tui.widgets.bars import KeyBar
from tui.widgets.reader import Reader

TEXT = "One two three four five six. Seven eight nine ten."


@pytest.fixture
def library(tmp_path: Path) -> AsyncIterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(
        library, [Draft(TEXT, "Numbers", published="2025-02-01"), Draft(f"Copied: {TEXT}", "Copy")]
    )
    library.topics.add("exports")
    yield library
    library.close()


def quote(library: Library, exact: str, topic: str = "exports") -> None:
    article = next(row.id for row in library.articles() if row.title == "Numbers")
    start = TEXT.index(exact)
    library.highlight(article, start, start + len(exact), [topic])


def exact(library: Library) -> list[str]:
    own = [row for row in library.quotes() if row.analyst == library.analyst]
    return [row.exact for row in sorted(own, key=lambda row: (row.start, -row.end))]


async def press(library: Library, *keys: str, click: tuple[int, int] | None = None) -> str:
    """Press keys in the reader of the first article, or click there; what it says."""
    app = Pressmark(library, Config())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("enter", *keys)
        if click:
            await pilot.click(Reader, offset=click)
        await pilot.pause()
        return app.triage.query_one("#keys", KeyBar).message


@pytest.mark.parametrize(
    ("key", "left"),
    [("less_than_sign", ["two three four"]), ("vertical_line", ["two", "three four five"])],
)
async def test_a_colleagues_highlight_inside_ones_own_keeps_no_key_from_it(
    library: Library, key: str, left: list[str]
) -> None:
    quote(library, "two three four five")
    with working_as(library.path, "daemon") as theirs:
        quote(theirs, "three")
    library.refresh()
    await press(library, "l", "l", key)
    assert exact(library) == left


async def test_own_highlights_are_joined_past_one_of_a_colleague(library: Library) -> None:
    quote(library, "two")
    quote(library, "five")
    with working_as(library.path, "daemon") as theirs:
        quote(theirs, "three")
    library.refresh()
    await press(library, "l", "ampersand")
    assert exact(library) == ["two three four five"]


async def test_of_two_that_begin_together_the_outer_one_takes_in_the_inner_one(
    library: Library,
) -> None:
    quote(library, "two three four")
    quote(library, "two three")
    quote(library, "Seven")
    await press(library, "right_square_bracket", "ampersand")
    assert exact(library) == ["two three four", "Seven"]


async def test_the_same_words_are_those_of_the_highlight_under_the_cursor(
    library: Library,
) -> None:
    quote(library, "eight nine ten")
    await press(library, "j", "l", "l", "equals_sign", "c")
    copies = [row for row in library.quotes() if row.title == "Copy"]
    assert [row.exact for row in copies] == ["eight nine ten"]


@pytest.mark.parametrize("depth", list(Depth))
def test_the_chosen_one_stands_out_of_those_around_it_that_have_the_same_topic(
    depth: Depth,
) -> None:
    marks = [Mark(start, end, f"{start}", "e", "red") for start, end in ((0, 20), (2, 12), (6, 9))]
    looks = {
        chosen: [
            str(segment.style)
            for segment in text_segments(TEXT, 0, 20, marks, Spans((0, 0), current=chosen), depth)
            for _ in segment.text
        ]
        for chosen in ("", "6")
    }
    within, around = looks["6"][6:9], looks["6"][2:6]
    assert set(within).isdisjoint(around)
    assert set(within).isdisjoint(looks[""][6:9])


def uncoloured(marks: list[Mark], chosen: str) -> list[tuple[bool, bool, bool]]:
    """For each character, without colours, whether it is filled, underlined and slanted."""
    segments = text_segments(TEXT, 0, 20, marks, Spans((0, 0), current=chosen), Depth.NONE)
    styles = [segment.style or Style() for segment in segments for _ in segment.text]
    return [(bool(s.reverse), bool(s.underline), bool(s.italic)) for s in styles]


FILLED, LINED = (True, False, False), (False, True, True)


def test_without_colours_the_chosen_one_is_told_from_those_of_others_over_it() -> None:
    marks = [
        Mark(2, 12, "own", "e", "red"),
        Mark(6, 16, "ben/1", "e", "red", False, "ben"),
        Mark(8, 16, "cleo/1", "e", "red", False, "cleo"),
    ]
    assert uncoloured(marks, "own")[2:] == [FILLED] * 10 + [LINED] * 4 + [(False,) * 3] * 4
    assert uncoloured(marks, "ben/1")[2:12] == [FILLED] * 4 + [LINED] * 6
    assert {FILLED, LINED}.isdisjoint(uncoloured(marks, "")[6:12])


async def test_going_from_highlight_to_highlight_says_what_each_carries(library: Library) -> None:
    quote(library, "two three four")
    quote(library, "three four five", "people")
    assert await press(library, "]") == "Highlight 1 of 2: exports"
    assert await press(library, "]", "]") == "Highlight 2 of 2: people"


async def test_a_click_tells_of_all_highlights_under_the_pointer(library: Library) -> None:
    quote(library, "two three four")
    quote(library, "three four five", "people")
    with working_as(library.path, "daemon") as theirs:
        quote(theirs, "three")
    library.refresh()
    said = await press(library, click=(4 + TEXT.index("three"), 5))
    assert said == "exports; people; daemon · exports"


async def test_removing_one_of_several_says_which(library: Library) -> None:
    quote(library, "two three four")
    quote(library, "three", "people")
    said = await press(library, "l", "l", "delete")
    assert said == "Removed people from “three”; u brings it back"


def test_two_topics_that_begin_in_a_row_are_both_named_beside_it() -> None:
    marks = [Mark(0, 9, "a", "D", "red"), Mark(2, 5, "b", "P", "blue")]
    assert "".join(part.text for part in gutter(0, 20, marks, (0, 0), Depth.NONE)) == " DP "
    assert "".join(part.text for part in gutter(0, 20, marks, (0, 0), Depth.NONE, 3)) == " ++ "
