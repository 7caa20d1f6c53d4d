"""A key of the reader that can do nothing says why; one that saves something, what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from store import Library, open_library
from store.model import Draft
from tests.dialogs import screen_text
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


async def said_after(library: Library, keys: list[str]) -> str:
    """The last line, once an article was opened and these keys were pressed."""
    app = Pressmark(library, Config())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", *keys)
        await pilot.pause()
        return app.triage.query_one("#keys", KeyBar).message


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (['"'], "No quotation in this article"),
        (["]"], "No more highlights that way"),
        (["delete"], "No highlight under the cursor; [ and ] go to one"),
        ([">"], "Nothing to resize here; v selects, [ and ] go to a highlight"),
        (["o"], "Nothing to resize here; v selects, [ and ] go to a highlight"),
        (["1", "o"], "< > , . ( ) move the start of this highlight; o its end"),
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
    assert await said_after(library, keys) == said


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["1", "p", *"Bo", "enter"], "Speaker: “Bo”; u undoes"),
        (["1", "p", *"Bo", "enter", "p", "backspace", "backspace", "enter"], "No speaker any more"),
        (["1", "p", *"Bo", "enter", "p", "enter"], "The speaker is as it was"),
        (["1", "a", *"sic", "enter"], "Note: “sic”; u undoes"),
        (["A", *"later", "enter"], "Note: “later”; u undoes"),
        (["p", *"Bo", "enter"], "Quoted as no topic, said by Bo; a note, u undo"),
        (["a", *"sic", "enter"], "Quoted as no topic, with a note; p speaker, u undo"),
        (["1", "t", *"new", "enter"], "+new on this quote; u undoes"),
        (["T", *"new", "enter"], "+new on the article; u undoes"),
    ],
)
async def test_what_a_dialog_has_saved_is_said(
    library: Library, keys: list[str], said: str
) -> None:
    assert (await said_after(library, keys)).startswith(said)


async def test_a_highlight_whose_start_moves_shows_it_as_long_as_it_is_chosen(
    library: Library,
) -> None:
    app = Pressmark(library, Config())

    def drawn() -> tuple[int, int]:
        return app.triage.reader._drawn.selection

    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", "1")
        assert drawn() == (0, 0)
        await pilot.press("o")
        assert drawn() == (0, 1)
        await pilot.press(">")
        await pilot.pause()
        assert [quote.exact for quote in library.quotes()] == ["sentence."]
        assert drawn() == (4, 5)
        await pilot.press("j", "[", ">")
        await pilot.pause()
        assert drawn() == (0, 0)
        assert [quote.exact for quote in library.quotes()] == ["sentence. And"]


async def test_all_that_an_export_may_take_is_in_view(library: Library) -> None:
    app = Pressmark(library, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "e")
        await pilot.pause()
        for scope in ("[listed articles]", "everything", "the open article", "gold: decided"):
            assert f"{scope} " in screen_text(app.screen)


async def test_a_slow_clipboard_program_is_not_waited_for_in_silence(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tmux"
    program.write_text(f"#!/bin/sh\nuntil [ -e {tmp_path}/go ]; do sleep 0.05; done\n")
    program.chmod(0o755)
    monkeypatch.setenv("TMUX", "a server")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    app = Pressmark(library, Config())

    async def until(said: str) -> None:
        while app.triage.query_one("#keys", KeyBar).message != said:
            await asyncio.sleep(0.02)

    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter", "y")
        await asyncio.wait_for(until("Copying…"), 30)
        (tmp_path / "go").touch()
        await asyncio.wait_for(until("In the tmux buffer"), 30)
