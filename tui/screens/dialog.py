"""What all dialogs share: a frame with a title, a line of their keys, a result on the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen

from tui.keys import hints
from tui.widgets.bars import KeyBar

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A framed dialog; dismissed with a result, or with None when it was cancelled.

    The keys of a dialog are its own bindings with `priority`: they win over those of the field
    that has the focus. The last of them that is shown is always in view.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (8, "-high")]

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > #frame {
        width: 76; max-width: 100%;
        height: auto; max-height: 100%;
        border: round $primary;
        padding: 0 1;
        background: $background;
    }
    Dialog #hints { dock: bottom; }
    Dialog.-low > #frame { border: none; border-top: solid $primary; padding: 0; width: 100%; }
    """

    title_text = ""
    draft_key = ""
    """What is typed here is kept under this name when the program ends; nothing is, without."""

    @dataclass
    class Opened(Message):
        """The dialog can take up what was typed in it before."""

        dialog: Dialog[Any]

    @dataclass
    class Closed(Message):
        """What was typed in the dialog is saved or given up."""

        dialog: Dialog[Any]

    @property
    def draft(self) -> tuple[str, str] | None:
        """(key, text) of what was typed and is not saved yet; None where nothing was."""
        return None

    def take_up(self, text: str) -> None:
        """Put in the field what was typed there when the program ended."""

    def compose(self) -> ComposeResult:
        with Vertical(id="frame") as frame:
            frame.border_title = Content(self.title_text) if self.title_text.strip() else None
            yield from self.body()
            yield KeyBar(id="hints")

    def body(self) -> ComposeResult:
        """What stands in the frame, above the line of keys."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_hints())
        self.show_hints()
        self.post_message(self.Opened(self))

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        self.app.post_message(self.Closed(self))
        return super().dismiss(result)

    def show_hints(self) -> None:
        """Write the keys of the dialog, as they are now, on its last line."""
        found = hints(self.active_bindings, self.app.get_key_display, self)
        self.query_one("#hints", KeyBar).set_keys([(k, self.hint(what)) for k, what in found])

    def hint(self, description: str) -> str:
        """What the line of keys says for a binding."""
        return description

    def action_cancel(self) -> None:
        self.dismiss(None)
