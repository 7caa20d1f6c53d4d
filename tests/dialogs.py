"""An app with nothing but a dialog, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import Screen

from tui.screens.dialog import Dialog

PENDING = object()


class Host(App[None]):
    """An app with nothing but a dialog."""

    BINDINGS = [Binding("ctrl+p", "command_palette", "palette", id="app.palette")]

    def __init__(self, dialog: Dialog[Any]) -> None:
        super().__init__()
        self.theme = "ansi-dark"
        self.dialog = dialog
        self.result: object = PENDING

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answered)

    def answered(self, result: object) -> None:
        assert self.result is PENDING
        self.result = result


@asynccontextmanager
async def opened(
    dialog: Dialog[Any], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[Any]]:
    app = Host(dialog)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


def result(pilot: Pilot[Any]) -> object:
    """What the dialog was dismissed with so far."""
    assert isinstance(pilot.app, Host)
    return pilot.app.result


async def result_of(dialog: Dialog[Any], *keys: str, size: tuple[int, int] = (80, 24)) -> object:
    """What the dialog is dismissed with after these keys."""
    async with opened(dialog, size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        return result(pilot)


def screen_text(screen: Screen[Any]) -> str:
    """What the screen shows, its lines joined."""
    width, height = screen.size
    lines = screen._compositor.render_strips(screen.size)
    assert len(lines) <= height
    assert all(strip.cell_length <= width for strip in lines)
    return "\n".join(strip.text for strip in lines)
