"""`i` in the list: a path is completed, looked into, imported with progress, stopped, reported."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Static

from store import Library, open_library
from store.model import Draft
from tests.server import Server, serving
from tests.shelf import shelve
from tests.waiting import until
from tui import bringing_in
from tui.app import Pressmark
from tui.paths import completions
from tui.screens import import_dialog
from tui.screens.import_dialog import ImportDialog
from tui.screens.triage import Triage
from tui.widgets.bars import KeyBar

HOSTILE = "[bold][/nope]\x1b]52;c;eA==\x07\x9b31m"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_dialog, "PAUSE", 0.01)
    monkeypatch.setattr(bringing_in, "SHOWN_EVERY", 0.0)


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "news"
    (folder / "inner").mkdir(parents=True)
    for n in range(3):
        (folder / f"text-{n}.txt").write_text(f"Title {n}\n\nThe text of number {n}.")
    (folder / "inner" / "page.html").write_text("<html><body><p>A page about it.</p></body></html>")
    (folder / ".hidden.txt").write_text("Hidden.")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft("One that is there.", title="There", published="2025-03-03")])
    yield library
    library.close()


@asynccontextmanager
async def dialog(
    library: Library, typed: str = "", size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Pilot[None], ImportDialog]]:
    """The dialog as `i` opens it, with something typed."""
    async with Pressmark(library).run_test(size=size) as pilot:
        app = pilot.app
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        shown = app.screen
        assert isinstance(shown, ImportDialog)
        shown.field.put(typed)
        await pilot.pause()
        yield pilot, shown


def told(shown: ImportDialog) -> str:
    return str(shown.query_one("#state", Static).content)


def triage(pilot: Pilot[None]) -> Triage:
    assert isinstance(pilot.app, Pressmark)
    return pilot.app.triage


def titles(pilot: Pilot[None]) -> set[str]:
    return {row.title for row in triage(pilot).queue}


async def test_a_folder_is_looked_into_imported_and_listed(library: Library, news: Path) -> None:
    async with dialog(library, str(news)) as (pilot, shown):
        await until(pilot, lambda: "Title 2" in told(shown))
        assert "Title 0" in told(shown)
        assert library.articles().index_of("0" * 16) is None and len(library.articles()) == 1
        await pilot.press("enter")
        await until(pilot, lambda: shown.report is not None)
        assert "4 articles imported" in told(shown)
        assert "is hidden" in told(shown)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.screen is triage(pilot)
        assert {"Title 0", "Title 1", "Title 2", "There"} <= titles(pilot)
        assert triage(pilot).articles.count == 5
        assert "4 articles imported" in triage(pilot).query_one(KeyBar).message


@pytest.mark.usefixtures("news")
async def test_tab_completes_a_path_step_by_step(library: Library) -> None:
    async with dialog(library, "in") as (pilot, shown):
        assert list(shown.completions.texts) == ["inner/"]
        await pilot.press("tab")
        assert shown.field.value == "inner/"
        await pilot.press("down")
        await pilot.press("tab")
        assert shown.field.value == "inner/page.html"
        await pilot.press("enter")
        await until(pilot, lambda: shown.report is not None)
        assert "1 article imported" in told(shown)


async def test_what_is_not_there_is_said_and_keeps_what_was_typed(library: Library) -> None:
    async with dialog(library, "nowhere/at all") as (pilot, shown):
        await pilot.press("enter")
        assert "There is nothing at nowhere/at all" in told(shown)
        assert shown.field.value == "nowhere/at all" and not shown.running
        shown.field.put("")
        await pilot.press("enter")
        assert "Name a file or folder" in told(shown)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is triage(pilot)


async def test_an_import_is_stopped_and_what_came_in_is_kept(
    library: Library, tmp_path: Path
) -> None:
    records = tmp_path / "records.jsonl"
    line = '{{"title": "Number {0}", "text": "The text of number {0} goes on. {1}"}}\n'
    with records.open("w") as out:
        out.writelines(line.format(n, "word " * 40) for n in range(60_000))
    async with dialog(library, str(records)) as (pilot, shown):
        await pilot.press("enter")
        await until(pilot, lambda: " read" in told(shown))
        assert "%" in told(shown)
        await pilot.press("enter")
        assert shown.running, "enter does nothing while it runs"
        await pilot.press("escape")
        await until(pilot, lambda: shown.report is not None)
        assert shown.report is not None and shown.report.interrupted
        kept = len(shown.report.imported)
        assert kept < 60_000 and "interrupted" in told(shown)
        await pilot.press("escape")
        await pilot.pause()
        assert triage(pilot).articles.count == kept + 1


async def test_topics_beside_the_articles_come_along(library: Library, news: Path) -> None:
    (news / "codebook.toml").write_text('[[topic]]\nname = "exports"\n')
    async with dialog(library, ".") as (pilot, shown):
        await pilot.press("enter")
        await until(pilot, lambda: shown.report is not None)
        assert library.topics.get("exports") is not None


async def test_a_page_is_fetched_only_when_it_is_asked_for(library: Library) -> None:
    with serving() as server:
        assert isinstance(server, Server)
        url = server.put("/", "<p>x</p>")
        async with dialog(library, url) as (pilot, shown):
            await until(pilot, lambda: "when you press enter" in told(shown))
            assert server.asked == []
            await pilot.press("enter")
            await until(pilot, lambda: shown.report is not None)
            assert "an address inside a network" in told(shown)


async def test_what_was_typed_is_kept_when_the_program_ends(library: Library) -> None:
    async with dialog(library, "/some/where") as (pilot, shown):
        assert shown.draft == ("import", "/some/where")
        await pilot.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (20, 3)])
async def test_it_works_in_a_small_window(
    library: Library, news: Path, size: tuple[int, int]
) -> None:
    async with dialog(library, str(news / "text-0.txt"), size) as (pilot, shown):
        await until(pilot, lambda: "Title 0" in told(shown))
        await pilot.press("down", "up", "enter")
        await until(pilot, lambda: shown.report is not None)
        await pilot.press("enter")
        await pilot.pause()
        assert "Title 0" in titles(pilot)


async def test_hostile_titles_and_names_are_shown_harmlessly(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "a.txt").write_text(f"title: {HOSTILE}\n\nThe text.")
    (folder / f"{HOSTILE.replace('/', '')}.txt").write_text("")
    async with dialog(library, str(folder)) as (pilot, shown):
        await until(pilot, lambda: "refused" in told(shown))
        await pilot.press("enter")
        await until(pilot, lambda: shown.report is not None)
        assert not set(told(shown)) & {"\x1b", "\x07", "\x9b"}
        await pilot.press("enter")
        await pilot.pause()


# Paths


def test_hidden_files_are_offered_only_when_their_point_is_typed(news: Path) -> None:
    assert completions("") == ["inner/", "text-0.txt", "text-1.txt", "text-2.txt"]
    assert completions(".h") == [".hidden.txt"]
    assert completions("TEXT-1") == ["text-1.txt"]
    assert completions(f"{news}/inn") == [f"{news}/inner/"]
    assert completions("none/") == completions("text-0.txt/") == completions("~no such one/") == []


@given(st.text(max_size=40))
@settings(deadline=None)
def test_whatever_is_typed_has_completions_or_none(typed: str) -> None:
    assert all(isinstance(each, str) for each in completions(typed))
