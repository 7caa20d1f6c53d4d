"""Fields to type in: one line, or several. What is pasted is cleaned, and nothing blinks.

A cursor that blinks sends bytes over SSH for ever; the field's own reverse cell is enough.
"""

from __future__ import annotations

from collections.abc import Collection

from textual import events
from textual.content import Content
from textual.suggester import SuggestionReady
from textual.widgets import Input, TextArea

from store.text import clean, clean_line


class LineField(Input):
    """One line. A paste of several lines comes in as one, where Input would drop all but one."""

    DEFAULT_CSS = """
    LineField { background: transparent; }
    LineField:focus { background-tint: transparent; }
    LineField > .input--cursor { text-style: reverse; }
    LineField:ansi > .input--cursor {
        color: ansi_default; background: ansi_default; text-style: reverse;
    }
    """

    def __init__(self, text: str = "", placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=False, id=id)
        self.cursor_blink = False
        self.initial = clean_line(text)

    def on_mount(self) -> None:
        self.value = self.initial  # only now: Input asks the app when its value is set

    @property
    def changed(self) -> bool:
        """Whether the text is another than at first."""
        return self.is_mounted and self.value != self.initial

    def suggest(self, text: str) -> None:
        """Show the rest of `text` dimmed behind what is typed, where it begins with that."""
        fits = text.casefold().startswith(self.value.casefold()) and bool(self.value)
        self.post_message(SuggestionReady(self.value, text if fits else ""))

    def put(self, text: str) -> None:
        """Put another text in the field, the cursor behind it."""
        self.value = text
        self.cursor_position = len(text)

    def begin_with(self, event: events.Key, bindings: Collection[str]) -> None:
        """Take the focus and the character of a key that is none of `bindings`."""
        if event.is_printable and event.character and event.key not in bindings:
            event.stop()
            self.focus()
            self.insert_text_at_cursor(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        pasted = clean_line(event.text)
        # A blank at the edge of the paste is part of it: " and" belongs behind a word.
        before = " " if pasted and event.text[0] == " " else ""
        after = " " if pasted and event.text[-1] == " " else ""
        self.replace(f"{before}{pasted}{after}", *self.selection)


class NoteField(TextArea):
    """Several lines, wrapped at the edge."""

    DEFAULT_CSS = """
    NoteField { height: auto; min-height: 1; max-height: 12; background: transparent; padding: 0; }
    NoteField .text-area--cursor-line { background: transparent; }
    NoteField:ansi .text-area--placeholder { color: ansi_default; text-style: dim; }
    NoteField:ansi .text-area--cursor {
        color: ansi_default; background: ansi_default; text-style: reverse;
    }
    """

    def __init__(self, text: str = "", placeholder: str = "", *, id: str | None = None) -> None:
        self.initial = clean(text)
        super().__init__(self.initial, placeholder=Content(placeholder), compact=True, id=id)
        self.cursor_blink = False

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)

    @property
    def changed(self) -> bool:
        """Whether the text is another than at first."""
        return self.text != self.initial

    def put(self, text: str) -> None:
        """Put another text in the field, the cursor behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        pasted = clean(event.text)
        self.insert(pasted, maintain_selection_offset=False)
