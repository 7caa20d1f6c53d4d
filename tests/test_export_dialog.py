"""The export dialog: format, scope and suffix go together, and no file is lost unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.model import PressmarkError
from tests.dialogs import PENDING, opened, result, result_of, screen_text
from tui.screens.export import ExportChoice, ExportDialog, fitting

pytestmark = pytest.mark.usefixtures("short_waits")


FORMATS = [("csv", ".csv"), ("json", ".json"), ("markdown", ".md")]
SCOPES = [("queue", "the list"), ("all", "everything")]


async def test_enter_exports_as_suggested(tmp_path: Path) -> None:
    dialog = ExportDialog(FORMATS, SCOPES, tmp_path / "quotes")
    assert await result_of(dialog, "enter") == ExportChoice("csv", "queue", tmp_path / "quotes.csv")


@pytest.mark.parametrize(
    "keys",
    [
        ("ctrl+f", "ctrl+f", "ctrl+s"),
        ("shift+tab", "right", "up", "right", "right"),
        ("up", "e", "up", "m"),
    ],
)
async def test_format_and_scope_are_switched_and_the_suffix_follows(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    dialog = ExportDialog(FORMATS, SCOPES, tmp_path / "quotes.csv")
    assert await result_of(dialog, *keys, "enter") == ExportChoice(
        "markdown", "all", tmp_path / "quotes.md"
    )


@pytest.mark.parametrize(
    ("typed", "name", "format"),
    [
        ("json", "quotes.json", "json"),
        ("MD", "quotes.MD", "markdown"),
        ("txt", "quotes.txt", "csv"),
    ],
)
async def test_the_format_follows_a_suffix_that_is_typed(
    tmp_path: Path, typed: str, name: str, format: str
) -> None:
    dialog = ExportDialog(FORMATS, SCOPES, tmp_path / "quotes")
    assert await result_of(dialog, *["backspace"] * 3, *typed, "enter") == ExportChoice(
        format, "queue", tmp_path / name
    )


async def test_a_file_that_is_there_is_asked_about_once_more(tmp_path: Path) -> None:
    (tmp_path / "quotes.csv").write_text("old")
    async with opened(ExportDialog(FORMATS, SCOPES, tmp_path / "quotes")) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "quotes.csv exists; enter again" in screen_text(pilot.app.screen)
        await pilot.press("x", "backspace", "enter")
        assert result(pilot) is PENDING
        await pilot.press("enter")
        assert result(pilot) == ExportChoice("csv", "queue", tmp_path / "quotes.csv")


async def test_what_cannot_be_written_is_said_where_the_path_was_typed(tmp_path: Path) -> None:
    def save(choice: ExportChoice) -> None:
        if choice.path.suffix != ".csvx":
            raise PressmarkError("The disk is full.")

    async with opened(ExportDialog(FORMATS, SCOPES, tmp_path / "q", save=save)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert "! The disk is full." in screen_text(pilot.app.screen)
        assert result(pilot) is PENDING
        await pilot.press("x", "enter")
        assert result(pilot) == ExportChoice("csv", "queue", tmp_path / "q.csvx")


async def test_a_folder_or_nothing_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "quotes.csv").mkdir()
    async with opened(ExportDialog(FORMATS, SCOPES, tmp_path / "quotes")) as pilot:
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert "is a folder" in screen_text(pilot.app.screen)
        await pilot.press("ctrl+u", "enter")
        await pilot.pause()
        assert "Name a file" in screen_text(pilot.app.screen)


@pytest.mark.parametrize("name", ["x" * 5000, "~no_such_user_here/x", "a/" * 3000])
async def test_an_impossible_name_does_not_end_the_dialog_by_a_crash(name: str) -> None:
    await result_of(ExportDialog(FORMATS, SCOPES, Path(name)), "enter")


async def test_only_a_typed_path_is_a_draft(tmp_path: Path) -> None:
    dialog = ExportDialog(FORMATS, SCOPES, tmp_path / "quotes")
    async with opened(dialog) as pilot:
        await pilot.press("ctrl+f")
        await pilot.pause()
        assert dialog.draft is None
        await pilot.press("x")
        assert dialog.draft == ("export", f"{tmp_path}/quotes.jsonx")


def test_a_suffix_replaces_the_longest_that_is_known() -> None:
    known = [".json", ".jsonl", ".csv"]
    assert fitting("a.jsonl", known, ".csv") == "a.csv"
    assert fitting("a.b", known, ".csv") == "a.b.csv"
    assert fitting("a.CSV", known, ".json") == "a.json"
