"""Asks a question that is answered with one key."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.screens.dialog import Dialog


class Confirm(Dialog[bool]):
    """Dismissed with True or False. A question of any length wraps, and scrolls."""

    BINDINGS = [
        Binding("y,enter", "answer(True)", "yes", id="confirm.yes", priority=True),
        Binding("n,escape", "answer(False)", "no", id="confirm.no", priority=True),
    ]

    DEFAULT_CSS = """
    Confirm #question { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    """

    def __init__(self, question: str, yes: str = "yes", no: str = "no") -> None:
        super().__init__()
        self.question = question
        self._answers = {"yes": yes, "no": no}

    def body(self) -> ComposeResult:
        with VerticalScroll(id="question"):
            yield Static(self.question, markup=False)

    def hint(self, description: str) -> str:
        return self._answers[description]

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)
