"""Acts on quotes in the quote browser: marks, labels, speaker and note, copies and exports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library
from tests.quote_desk import browser, four_quotes, own, settled, shown
from tests.screens import bar_text, said
from tui.config import Config
from tui.screens.prompt import Prompt


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with four_quotes(tmp_path) as library:
        yield library


# Marks and labels


async def test_marked_quotes_are_labelled_in_one_edit(library: Library) -> None:
    before = own(library)
    async with browser(library, "j", "space", "space", "2") as (pilot, _):
        assert own(library)["We"] == ("exports", "arms/drones")
        assert own(library)["drones"] == ("arms/drones",)
        await pilot.press("u")
        assert own(library) == before


async def test_a_digit_takes_off_what_all_of_them_carry(library: Library) -> None:
    async with browser(library, "G", "1"):
        assert own(library)["Not"] == ()


async def test_the_picker_relabels_marked_quotes(library: Library) -> None:
    keys = ("j", "space", "space", "t", *"crises", "enter")
    async with browser(library, *keys):
        assert own(library)["We"] == ("exports", "crises")
        assert own(library)["drones"] == ("arms/drones", "crises")
        assert own(library)["Not"] == ("exports",)


async def test_a_colleagues_quote_is_not_changed_and_that_is_said(library: Library) -> None:
    async with browser(library) as (pilot, screen):
        for key in ("1", "t", "p", "a", "delete"):
            screen.say("")
            await pilot.press(key)
            assert pilot.app.screen is screen
            assert "only its author changes" in said(screen)
    assert len(library.quotes()) == 4


async def test_of_marked_quotes_those_of_others_stay_as_they_are(library: Library) -> None:
    async with browser(library, "ctrl+a", "1") as (_, screen):
        assert "1 of others" in said(screen)
        assert own(library)["drones"] == ("arms/drones", "exports")
        theirs = next(row for row in library.quotes() if row.analyst != "reader")
        assert theirs.topics == ("arms/drones",)


async def test_marks_outside_a_query_wait_and_are_not_acted_on(library: Library) -> None:
    async with browser(library, "ctrl+a", "/", *"later", "enter") as (pilot, screen):
        assert "1 marked, 3 hidden" in bar_text(screen, "status")
        assert [row.exact for row in screen.quotes.targets] == ["Not a day later,"]
        await pilot.press("delete")
        await settled(pilot)
        assert "3 marked, hidden" in bar_text(screen, "status")
        assert len(library.quotes()) == 3
        await pilot.press("escape")
        await settled(pilot)
        assert "3 marked" in bar_text(screen, "status")
        assert "hidden" not in bar_text(screen, "status")
        assert len(screen.quotes.targets) == 3


async def test_ctrl_a_marks_all_and_none_again(library: Library) -> None:
    async with browser(library, "ctrl+a") as (pilot, screen):
        assert len(screen.quotes.targets) == 4
        await pilot.press("ctrl+a")
        assert not screen.quotes.marked


# One quote


async def test_speaker_and_note_of_the_quote_are_typed(library: Library) -> None:
    keys = ("G", "p", *"Bo", "enter", "a", *"sic", "enter")
    async with browser(library, *keys):
        row = next(row for row in library.quotes() if row.exact.startswith("Not"))
        assert (row.speaker, row.note) == ("Bo", "sic")


async def test_the_speaker_is_proposed_from_the_article(library: Library) -> None:
    async with browser(library, "G", "p") as (pilot, _):
        prompt = pilot.app.screen
        assert isinstance(prompt, Prompt)
        assert prompt.proposal == "Irena Valtos"


async def test_a_removed_quote_leaves_the_list_and_comes_back(library: Library) -> None:
    async with browser(library, "G", "delete") as (pilot, screen):
        assert shown(screen) == ["A second text.", "drones and of", "We will deliver"]
        await pilot.press("u")
        assert shown(screen)[-1] == "Not a day"


# Handing out


async def test_marked_quotes_are_copied_with_their_citations(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    config = Config(clipboard="file", citation="{exact} [{source}]")
    keys = ("j", "space", "space", "y")
    async with browser(library, *keys, config=config) as (pilot, screen):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "pressmark" in said(screen)
    (file,) = (path for path in (tmp_path / "pressmark").iterdir() if path.is_file())
    copied = file.read_text(encoding="utf-8")
    assert copied.strip() == "drones and of nothing [Agency]\n\nWe will deliver in May, [Herald]"


@pytest.mark.parametrize(("scope", "lines"), [(0, 1), (1, 3), (2, 4)])
async def test_marked_shown_or_all_quotes_are_exported(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scope: int, lines: int
) -> None:
    monkeypatch.chdir(tmp_path)
    keys = ("space", "e", *("ctrl+s" for _ in range(scope)), "ctrl+f", "ctrl+f", "enter")
    async with browser(library, *keys, query="by:reader") as (_, screen):
        assert f"{lines} quote{'s' if lines != 1 else ''} written" in said(screen)
    (file,) = tmp_path.glob("quotes-*.jsonl")
    assert len(file.read_text(encoding="utf-8").splitlines()) == lines
