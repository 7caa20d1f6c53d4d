"""Screens are laid out for the width of the terminal from the first time on."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import open_library
from store.model import Draft
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.screens.fitted import Fitted
from tui.screens.history import History
from tui.widgets.reader import Reader


@pytest.mark.parametrize("width", [40, 100, 160])
async def test_no_screen_is_laid_out_for_another_width_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    laid_out: dict[type, list[set[str]]] = {}
    refresh = Fitted._refresh_layout

    def noted(self: Fitted[object], *args: object, **options: object) -> None:
        names = {name for _, name in self.HORIZONTAL_BREAKPOINTS or ()}
        laid_out.setdefault(type(self), []).append(names & set(self.classes))
        refresh(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Fitted, "_refresh_layout", noted)
    app = Pressmark(open_library(tmp_path / "library"), Config())
    async with app.run_test(size=(width, 30)) as pilot:
        await shown(pilot, "H", History)
    assert laid_out
    for layouts in laid_out.values():
        assert layouts[0] and all(layout == layouts[0] for layout in layouts)


async def test_a_text_of_as_many_rows_in_another_width_is_drawn_anew(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft("one two three four five six seven eight " * 4, title="Title")])
    app = Pressmark(library, Config())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        page = app.query_one(Reader)
        for width in (71, 76, 71, 70):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            inside = page.size.region
            drawn = page.render_lines(inside)  # what a frame would take, kept from the last one
            assert [line.text for line in drawn] == [
                page.render_line(y).adjust_cell_length(inside.width).text
                for y in range(inside.height)
            ]


async def shown(pilot: Pilot[int], key: str, screen: type) -> None:
    await pilot.press(key)
    await pilot.pause()
    assert isinstance(pilot.app.screen, screen)
