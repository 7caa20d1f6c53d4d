"""Highlights over each other, own ones and those of others: which one a key means."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store import Library, open_library
from store.model import Draft
from tests.colleagues import working_as
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config

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


async def press(library: Library, *keys: str) -> None:
    """Press keys in the reader of the first article."""
    async with Pressmark(library, Config()).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("enter", *keys)
        await pilot.pause()


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
