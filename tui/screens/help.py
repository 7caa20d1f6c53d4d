"""All keys that do something where help was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from tui.keys import Group, help_groups
from tui.matching import plain
from tui.screens.dialog import Dialog
from tui.widgets.fields import LineField
from tui.widgets.key_sheet import KeySheet

__all__ = ["Help", "help_groups", "matching"]


class Help(Dialog[None]):
    """Shows keys; typing leaves those whose key or description holds what is typed."""

    BINDINGS = [
        Binding("down", "scroll(1)", "down", id="help.down", priority=True, show=False),
        Binding("up", "scroll(-1)", "up", id="help.up", priority=True, show=False),
        Binding("pagedown", "page(1)", "page", id="help.page_down", priority=True),
        Binding("pageup", "page(-1)", "page back", id="help.page_up", priority=True, show=False),
        Binding("slash", "filter", "filter", id="help.filter"),
        Binding("q,question_mark", "cancel", "close", id="help.leave", show=False),
        Binding("escape", "cancel", "close", id="help.close", priority=True),
    ]

    AUTO_FOCUS = "#sheet"

    DEFAULT_CSS = """
    Help > #frame { height: 100%; width: 120; max-width: 100%; }
    """

    title_text = "Keys"

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__()
        self._groups = groups
        self.field = LineField(placeholder="type to filter", id="filter")
        self.sheet = KeySheet(id="sheet")

    def body(self) -> ComposeResult:
        yield self.field
        yield self.sheet

    def on_mount(self) -> None:
        self.sheet.show(self._groups)

    def on_key(self, event: events.Key) -> None:
        """What is no key of this dialog begins the filter."""
        self.field.begin_with(event, self.active_bindings)

    @on(Input.Changed)
    def filter(self) -> None:
        """Show the keys that fit what is typed."""
        self.sheet.show(matching(self._groups, self.field.value))

    def action_filter(self) -> None:
        self.field.focus()

    def action_scroll(self, step: int) -> None:
        self.sheet.scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        page = self.sheet.size.height
        self.sheet.scroll_relative(y=step * (page - 1 if page > 2 else 1), animate=False)


def matching(groups: Sequence[Group], typed: str) -> list[Group]:
    """The rows whose keys or description hold every word typed, and the groups that have any."""
    words = plain(typed).split()
    kept = [
        (place, [(k, what) for k, what in rows if all(w in plain(f"{k} {what}") for w in words)])
        for place, rows in groups
    ]
    return [(place, rows) for place, rows in kept if rows]
