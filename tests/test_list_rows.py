"""What a row of the list tells in the width that it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import open_library
from store.model import Draft
from tests.dialogs import screen_text
from tests.shelf import shelve
from tui.app import Pressmark


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24)])
async def test_a_date_has_its_year_beside_a_reader_and_above_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    library = open_library(tmp_path / "library")
    title = "A headline of as many letters, and more"
    shelve(library, [Draft("Text.", title=title, source="Herald", published="2019-03-04")])
    app = Pressmark(library)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        rows = app.triage.articles
        row = rows.draw(0, rows.scrollable_content_region.width).text
    library.close()
    assert row.endswith("2019-03-04")
    assert title[:31] in row


async def test_a_list_without_rows_says_why(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft("Text.", title="Title")])
    app = Pressmark(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"missing", "enter")
        await pilot.pause()
        assert "No article fits this query" in screen_text(app.screen)
        await pilot.press("escape", "Q")
        await pilot.pause()
        await pilot.pause()
        assert "No quotes yet" in screen_text(app.screen)
        await pilot.press("slash", *"missing", "enter")
        await pilot.pause()
        await pilot.pause()
        assert "No quote fits this query" in screen_text(app.screen)
    library.close()
