"""Asks for a path or an address, and completes it."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from store.fetch.web import is_url
from tui.paths import completions
from tui.screens.dialog import Dialog, Result
from tui.widgets.completions import Completions
from tui.widgets.fields import LineField


class PathDialog(Dialog[Result]):
    """A field, and below it the paths that what is typed may go on to.

    Which keys take and choose one of them is said by each dialog of this kind.
    """

    DEFAULT_CSS = """
    PathDialog Completions { height: auto; max-height: 4; }
    PathDialog.-low Completions { max-height: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.field = LineField(placeholder="a path, or http://…", id="path")
        self.completions = Completions(id="completions")

    def body(self) -> ComposeResult:
        yield self.field
        yield self.completions

    @property
    def draft(self) -> tuple[str, str] | None:
        return (self.draft_key, self.field.value) if self.field.changed else None

    def take_up(self, text: str) -> None:
        self.field.put(text)

    @property
    def chosen(self) -> str:
        """The completion that was chosen, else what is typed."""
        return self.completions.chosen_text or self.field.value

    @on(Input.Changed)
    def typed(self) -> None:
        text = self.field.value
        self.completions.show([] if is_url(text) else [x for x in completions(text) if x != text])
        self._suggest()
        self.text_changed()

    def text_changed(self) -> None:
        """What is typed is another text now."""

    @property
    def _offered(self) -> str:
        """What tab would put in the field."""
        texts = self.completions.texts
        return self.completions.chosen_text or (texts[0] if texts else "")

    def _suggest(self) -> None:
        self.field.suggest(self._offered)

    def action_choose(self, step: int) -> None:
        self.completions.choose(step)
        self._suggest()

    def action_take(self) -> None:
        if offered := self._offered:
            self.field.put(offered)

    @on(Completions.Taken)
    def take(self, message: Completions.Taken) -> None:
        self.field.put(message.text)
