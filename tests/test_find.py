"""Finding words in the open article: by what a reader sees, not by how it is written."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import open_library
from store.folding import unaccent_in_place
from store.model import Draft
from store.text import clean
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.reading import Reading
from tui.widgets.bars import KeyBar


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("İstanbul and Ankara", "ankara", ["Ankara"]),
        ("in Málaga, MÁLAGA, Malaga", "malaga", ["Málaga", "MÁLAGA", "Malaga"]),
        ("in Malaga", "Málaga", ["Malaga"]),
        ("signed the\ncontract", "the contract", ["the\ncontract"]),
        ("“It’s over”", '"it\'s over"', ["“It’s over”"]),
        ("각한국", "가", []),
        ("(a.b) axb", "a.b", ["a.b"]),
        ("anything", " ", []),
        ("aaa", "aa", ["aa"]),
    ],
)
def test_words_are_found_as_a_reader_sees_them(text: str, needle: str, found: list[str]) -> None:
    assert [text[slice(*match)] for match in Reading(text).matches(needle)] == found


@given(st.text().map(clean), st.integers(0), st.integers(1, 20))
def test_what_stands_in_a_text_is_found_in_it(text: str, at: int, length: int) -> None:
    start = at % (len(text) + 1)
    needle = text[start : start + length]
    assert len(unaccent_in_place(text)) == len(text)
    matches = list(Reading(text).matches(needle))
    assert bool(matches) == bool(needle.strip())
    assert all(end <= start for (_, end), (start, _) in pairwise(matches))


async def test_the_last_line_says_which_match_of_how_many(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft("Guns here. No guns there. GUNS.", title="Guns")])
    app = Pressmark(library, Config())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "f", *"guns", "enter")
        await pilot.pause()
        bar = app.triage.query_one("#keys", KeyBar)
        told = [bar.message]
        for key in ("n", "n", "n", "N"):
            await pilot.press(key)
            await pilot.pause()
            told.append(bar.message)
    library.close()
    assert [message.split(";")[0] for message in told] == [
        f"Match {number} of 3" for number in (1, 2, 3, 1, 3)
    ]
