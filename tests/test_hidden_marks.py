"""Marked rows that a query hides: no key acts on them, and they are not lost."""

from __future__ import annotations

from pathlib import Path

from store import open_library
from store.model import Draft
from tests.shelf import shelve
from tui.app import Pressmark
from tui.widgets.bars import StatusBar


async def test_marks_wait_until_the_rows_are_seen_again(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft(f"The {n} text.", title=n) for n in ("first", "second", "third")])
    library.topics.add("exports")
    app = Pressmark(library)

    def labelled() -> list[str]:
        return sorted(row.title for row in library.articles("topic:exports"))

    def status() -> str:
        bar = app.triage.query_one("#status", StatusBar)
        return "".join(segment.text for segment in bar._segments)

    async with app.run_test(size=(100, 30)) as pilot:
        third = library.articles()[2].title
        await pilot.press("space", "space", "/", *third, "enter")
        assert "2 marked, hidden" in status()
        await pilot.press("1")
        assert labelled() == [third]
        await pilot.press("escape")
        assert "2 marked" in status()
        assert "hidden" not in status()
        await pilot.press("1")
        assert labelled() == ["first", "second", "third"]
        await pilot.press("escape")
        assert "marked" not in status()
    library.close()
