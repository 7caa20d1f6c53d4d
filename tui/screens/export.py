"""Asks what to export, in which format, and to which file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from store.model import PressmarkError
from store.text import printable
from tui.screens.dialog import Dialog
from tui.widgets.choice import Choice
from tui.widgets.fields import LineField


class ExportChoice(NamedTuple):
    """What to write where: a format's name, a scope's key, a file."""

    format: str
    scope: str
    path: Path


class ExportDialog(Dialog[ExportChoice]):
    """Dismissed with the choice, or with None when it was cancelled.

    `formats` are (name, suffix), `scopes` (key, label); the first of each is chosen at first.
    The file's suffix follows the format, and the format a suffix that is typed. A file that is
    there is replaced only after a second enter. `save` raises PressmarkError where it cannot be
    written: the dialog then stays open, with what was typed.
    """

    BINDINGS = [
        Binding("enter", "accept", "export", id="export.accept", priority=True),
        Binding("ctrl+f", "step('#format')", "format", id="export.format", priority=True),
        Binding("ctrl+s", "step('#scope')", "what", id="export.scope", priority=True),
        Binding("tab,down", "app.focus_next", "next row", id="export.next", show=False),
        Binding(
            "shift+tab,up", "app.focus_previous", "previous row", id="export.previous", show=False
        ),
        Binding("escape", "cancel", "cancel", id="export.cancel", priority=True),
    ]

    AUTO_FOCUS = "#path"

    DEFAULT_CSS = """
    ExportDialog #complaint { display: none; text-style: bold; }
    ExportDialog #complaint.-shown { display: block; }
    ExportDialog.-low Choice { display: none; }
    ExportDialog.-low Choice:focus { display: block; }
    """

    title_text = "Export quotes"
    draft_key = "export"

    def __init__(
        self,
        formats: Sequence[tuple[str, str]],
        scopes: Sequence[tuple[str, str]],
        suggested: Path,
        save: Callable[[ExportChoice], object] | None = None,
    ) -> None:
        super().__init__()
        self.save = save
        self._suffixes = dict(formats)
        suggested_text = fitting(str(suggested), self._suffixes.values(), formats[0][1])
        self._to_replace = ""
        self.format = Choice("Format", [(name, name) for name, _ in formats], id="format")
        self.scope = Choice("What  ", scopes, id="scope")
        self.field = LineField(suggested_text, "the file to write", id="path")

    def body(self) -> ComposeResult:
        yield self.format
        yield self.scope
        yield self.field
        yield Static(markup=False, id="complaint")

    @property
    def draft(self) -> tuple[str, str] | None:
        return (self.draft_key, self.field.value) if self.field.changed else None

    def take_up(self, text: str) -> None:
        self.field.put(text)

    @on(Choice.Changed, "#format")
    def follow_format(self) -> None:
        """Give the file the suffix of the format."""
        changed = self.field.changed
        suffix = self._suffixes[self.format.chosen]
        self.field.put(fitting(self.field.value, self._suffixes.values(), suffix))
        if not changed:
            self.field.initial = self.field.value

    @on(Input.Changed)
    def typed(self) -> None:
        if self.field.value != self._to_replace:
            self.complain("")
        typed = suffix_of(self.field.value, self._suffixes.values())
        if typed and typed != self._suffixes[self.format.chosen]:
            self.format.show(list(self._suffixes.values()).index(typed))

    def complain(self, why: str, to_replace: str = "") -> None:
        self._to_replace = to_replace
        complaint = self.query_one("#complaint", Static)
        complaint.update(f"! {why}" if why else "")
        complaint.set_class(bool(why), "-shown")

    def action_step(self, which: str) -> None:
        self.query_one(which, Choice).action_step(1)

    def action_accept(self) -> None:
        typed = self.field.value
        path = file_named(typed)
        if path is None:
            self.complain("Name a file to write.")
        elif _holds(path, Path.is_dir):
            self.complain(f"{printable(path.name) or path} is a folder: name a file in it.")
        elif _holds(path, Path.exists) and self._to_replace != typed:
            self.complain(f"{printable(path.name)} exists; enter again to replace it.", typed)
        else:
            self._export(ExportChoice(self.format.chosen, self.scope.chosen, path))

    def _export(self, choice: ExportChoice) -> None:
        try:
            if self.save:
                self.save(choice)
        except PressmarkError as error:
            self.complain(str(error))
        else:
            self.dismiss(choice)


def fitting(text: str, suffixes: Collection[str], suffix: str) -> str:
    """`text` ending in `suffix`, in place of the longest of `suffixes` that it ends in."""
    kept = len(text) - len(suffix_of(text, suffixes))
    return text[:kept] + suffix if text else text


def suffix_of(text: str, suffixes: Collection[str]) -> str:
    """The longest of `suffixes` that `text` ends in, in any case; else empty."""
    ends = (each for each in suffixes if text.casefold().endswith(each.casefold()))
    return max(ends, key=len, default="")


def file_named(typed: str) -> Path | None:
    """The file that was typed, `~` resolved; None where nothing was, or no such user is there."""
    try:
        return Path(typed.strip()).expanduser() if typed.strip() else None
    except RuntimeError:
        return None


def _holds(path: Path, question: Callable[[Path], bool]) -> bool:
    """The answer of the file system; no for a name that it cannot have, which writing reports."""
    try:
        return question(path)
    except (OSError, ValueError):
        return False
