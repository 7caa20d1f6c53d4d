"""Asks for text: a name, a speaker, a query, or a note of several lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from store.model import PressmarkError
from tui.screens.dialog import Dialog
from tui.widgets.completions import Completions
from tui.widgets.fields import LineField, NoteField

Complete = Callable[[str], Sequence[str]]
Check = Callable[[str], str | None]
Save = Callable[[str], object]


class Prompt(Dialog[str]):
    """Dismissed with the text; None when it was cancelled.

    `proposal` stands dimmed in the empty field: enter takes it, typing replaces it.
    `complete` gives, best first, texts that what is typed may become.
    `selected` says that what is typed takes the place of `text`.
    `verb` is what enter does, as the line of keys says it.
    `check` says in one sentence why a text cannot be accepted, and `save` raises PressmarkError
    where it cannot be saved: the dialog then stays open, with what was typed.
    """

    BINDINGS = [
        Binding("enter", "accept", "save", id="prompt.accept", priority=True),
        Binding("ctrl+j,shift+enter", "new_line", "new line", id="prompt.new_line", priority=True),
        Binding("tab", "take", "complete", id="prompt.complete", priority=True),
        Binding("ctrl+u", "clear", "clear", id="prompt.clear", priority=True),
        Binding("right", "take_at_end", "complete", id="prompt.take", priority=True, show=False),
        Binding(
            "down", "choose(1)", "next completion", id="prompt.down", priority=True, show=False
        ),
        Binding(
            "up", "choose(-1)", "previous completion", id="prompt.up", priority=True, show=False
        ),
        Binding("escape", "cancel", "cancel", id="prompt.cancel", priority=True),
    ]

    DEFAULT_CSS = """
    Prompt #complaint { display: none; text-style: bold; }
    Prompt #complaint.-shown { display: block; }
    Prompt Completions { height: auto; max-height: 5; }
    Prompt.-low Completions { max-height: 1; }
    Prompt.-low NoteField { max-height: 3; }
    """

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        multiline: bool = False,
        verb: str = "save",
        proposal: str = "",
        complete: Complete | None = None,
        selected: bool = False,
        draft_key: str = "",
        check: Check | None = None,
        save: Save | None = None,
    ) -> None:
        super().__init__()
        self.title_text = title
        self.multiline = multiline
        self.verb = verb
        self.proposal = "" if text else proposal  # a text that is deleted stays deleted
        self.complete = complete
        self.selected = selected
        self.draft_key = draft_key
        self.check = check
        self.save = save
        field = NoteField if multiline else LineField
        self.field: NoteField | LineField = field(text, self.proposal, id="field")
        self.completions = Completions(id="completions")

    def body(self) -> ComposeResult:
        yield self.field
        yield Static(markup=False, id="complaint")
        if self.complete:
            yield self.completions

    @property
    def text(self) -> str:
        """What stands in the field now."""
        field = self.field
        return field.text if isinstance(field, NoteField) else field.value

    @property
    def draft(self) -> tuple[str, str] | None:
        kept = self.draft_key and self.field.changed
        return (self.draft_key, self.text) if kept else None

    def take_up(self, text: str) -> None:
        self.field.put(text)
        self.query_one("#frame").border_subtitle = Content("as you left it")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that have nothing to do are left to the field."""
        del parameters
        if action == "new_line":
            return self.multiline
        if action == "choose":
            return bool(self.completions.count)
        if action == "take":
            return not self.multiline and bool(self.complete or self.proposal)
        if action == "clear":
            return isinstance(self.field, LineField) and bool(self.field.initial)
        if action == "take_at_end":
            field = self.field
            return isinstance(field, LineField) and field.cursor_at_end and bool(self._offered)
        return True

    def hint(self, description: str) -> str:
        return {"save": self.verb}.get(description, description)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def typed(self) -> None:
        self.complain("")
        if self.complete:
            self.completions.show([each for each in self.complete(self.text) if each != self.text])
            self._suggest()

    def on_mount(self) -> None:
        if self.complete:
            self.typed()
        if self.selected and isinstance(self.field, LineField):
            self.field.select_all()

    def complain(self, why: str) -> None:
        """Show why the text cannot be accepted; nothing that was typed is lost."""
        complaint = self.query_one("#complaint", Static)
        complaint.update(f"! {why}" if why else "")
        complaint.set_class(bool(why), "-shown")

    @property
    def _offered(self) -> str:
        """What tab would put in the field."""
        completions = self.completions
        if self.text or completions.choosing:
            return completions.chosen_text or (completions.texts[0] if completions.texts else "")
        return self.proposal

    def _suggest(self) -> None:
        if isinstance(self.field, LineField):
            self.field.suggest(self._offered)

    def action_choose(self, step: int) -> None:
        self.completions.choose(step)
        self._suggest()

    def action_take(self) -> None:
        """Put what is offered in the field, to be typed on."""
        if self._offered and isinstance(self.field, LineField):
            self.field.put(self._offered)

    action_take_at_end = action_take

    def action_clear(self) -> None:
        """Take away what stood there at first: who asks for something new need not delete it."""
        self.field.put("")

    @on(Completions.Taken)
    def take(self, message: Completions.Taken) -> None:
        self.field.put(message.text)

    def action_new_line(self) -> None:
        if isinstance(self.field, NoteField):
            self.field.insert("\n", maintain_selection_offset=False)

    def action_accept(self) -> None:
        text = self.completions.chosen_text or self.text or self.proposal
        if why := self._refused(text):
            self.complain(why)
        else:
            self.dismiss(text)

    def _refused(self, text: str) -> str | None:
        """Why the text is not accepted or not saved; None once it is."""
        if self.check and (why := self.check(text)):
            return why
        try:
            if self.save:
                self.save(text)
        except PressmarkError as error:
            return str(error)
        return None
