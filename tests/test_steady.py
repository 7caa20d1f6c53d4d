"""Emoji that terminals count differently are drawn so that all of them agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import open_library
from store.model import Draft
from tests.furnished import opened
from tests.shelf import shelve
from tui.steady import steady
from tui.wrap import cells_of


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("I ❤\ufe0f it", "I ❤  it"),
        ("1\ufe0f\u20e3.", "1\u20e3 ."),
        ("👍🏽!", "👍!"),
        ("👩🏽\u200d🚀!", "👩\u200d🚀!"),
        ("王\u200d\ufe0f!", "王!"),
        ("🏳\ufe0f\u200d🌈!", "🏳 !"),
        ("👨\u200d👩\u200d👧 🇩🇪 王 e\u0301", "👨\u200d👩\u200d👧 🇩🇪 王 e\u0301"),
    ],
)
def test_what_terminals_count_differently_is_left_out_and_its_cells_are_kept(
    text: str, drawn: str
) -> None:
    assert steady(text) == drawn
    assert cells_of(drawn) == cells_of(text)


def test_no_column_behind_emoji_is_shifted(tmp_path: Path) -> None:
    """The model of a terminal here counts as tmux does: no cell for U+FE0F, two for a tone."""
    library = open_library(tmp_path / "library")
    shelve(
        library,
        [Draft("☎\ufe0f ✈\ufe0f ⚠\ufe0f and 👍🏽 👋🏿 here.", title="❤\ufe0f ©\ufe0f signs")],
    )
    library.topics.add("people")
    library.close()
    with opened(tmp_path, size=(160, 45)) as terminal:
        terminal.wait_for("people")
        terminal.press("enter")
        terminal.wait_for("here.")
        terminal.settle()
        rows = terminal.screen.buffer.values()
        edges = [x for row in rows for x, char in row.items() if char.data == "▕"]
    assert len(edges) == 43
    assert len(set(edges)) == 1
