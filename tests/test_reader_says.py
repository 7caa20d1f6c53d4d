"""A key of the reader that can do nothing says why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store import Library, open_library
from store.model import Draft
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.widgets.bars import KeyBar


@pytest.fixture
def library(tmp_path: Path) -> AsyncIterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft("One sentence. And another.", title="Plain")])
    library.topics.add("exports")
    yield library
    library.close()


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (['"'], "No quotation in this article"),
        (["]"], "No more highlights that way"),
        (["delete"], "No highlight under the cursor; [ and ] go to one"),
        ([">"], "Nothing to resize here; v selects, [ and ] go to a highlight"),
        (["o"], "< > , . ( ) move the start of highlights"),
        (["|"], "Put the cursor inside a highlight, where its second half begins"),
        (["&"], "Nothing to join: choose a highlight that another one follows"),
        (["1", "o", "<"], "That end goes no further that way"),
        (["v", "o", "("], "That end goes no further that way"),
        (["f", *"missing", "enter"], "“missing” does not stand in this article"),
    ],
)
async def test_a_key_that_can_do_nothing_says_why(
    library: Library, keys: list[str], said: str
) -> None:
    app = Pressmark(library, Config())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", *keys)
        await pilot.pause()
        assert app.triage.query_one("#keys", KeyBar).message == said
