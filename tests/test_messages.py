"""Messages on the last line: a refusal is read whole, whatever the width."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import open_library
from store.model import Draft
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.widgets.bars import KeyBar

NAMES = "arms/" + " ".join(f"word{number}" for number in range(9))


@pytest.mark.parametrize(("size", "rows"), [((160, 45), 1), ((80, 24), 2), ((40, 24), 4)])
async def test_a_refusal_takes_the_rows_that_it_needs_and_gives_them_back(
    tmp_path: Path, size: tuple[int, int], rows: int
) -> None:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft("One sentence.", title="One")])
    app = Pressmark(library, Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = app.triage
        bar = screen.query_one("#keys", KeyBar)
        message = f"NOT saved: new topic {NAMES}: writing the journal failed (disk full)"
        screen.say(message, whole=True)
        await pilot.pause()
        assert bar.size.height == rows
        lines = [bar.render_line(y).text.strip() for y in range(rows)]
        lines[-1] = lines[-1].removesuffix("? keys").strip()
        assert " ".join(lines) == message or (rows == 4 and lines[-1].endswith("…"))
        assert bar.region.bottom == size[1]
        screen.say("short")
        await pilot.pause()
        assert bar.size.height == 1
        assert bar.render_line(0).text.startswith(" short")
    library.close()


async def test_other_messages_move_nothing(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    app = Pressmark(library, Config())
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        app.triage.say("word " * 50)
        await pilot.pause()
        assert app.triage.query_one("#keys", KeyBar).size.height == 1
    library.close()


async def test_all_that_is_wrong_with_the_configuration_is_read_whole(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    problems = [f"config.toml line {n}: keymap app.undo: there is no key {n}" for n in (1, 2)]
    async with (app := Pressmark(library, Config(), problems)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        bar = app.triage.query_one("#keys", KeyBar)
        shown = " ".join(bar.render_line(y).text.strip() for y in range(bar.size.height))
        assert "; ".join(problems) in shown
    library.close()
