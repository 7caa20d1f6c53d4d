"""A quote of an earlier version that is not in the newest text: what is to become of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store.model import Quote
from tui.screens.dialog import Dialog

Decision: TypeAlias = Literal["accept", "select", "keep", "remove", "open", "next"]

SHOWN = 2_000
"""Characters of a passage that are shown; a longer one is read in its article."""


class OrphanReview(Dialog[Decision]):
    """Shows the words as they were, what may stand for them now, and what is selected."""

    DEFAULT_CSS = """
    OrphanReview #passages { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    """

    BINDINGS = [
        Binding("enter", "decide('accept')", "take the proposal", id="orphans.accept"),
        Binding("s", "decide('select')", "take the selection", id="orphans.select"),
        Binding("k", "decide('keep')", "keep as it is", id="orphans.keep"),
        Binding("delete", "decide('remove')", "remove", id="orphans.remove"),
        Binding("o", "decide('open')", "read the earlier version", id="orphans.open"),
        Binding("n", "decide('next')", "next", id="orphans.next"),
        Binding("escape,q", "cancel", "close", id="orphans.close", priority=True),
    ]

    def __init__(
        self, quote: Quote, place: tuple[int, int], offered: Mapping[Decision, str]
    ) -> None:
        """`place` is which quote of how many; `offered`, passages to "accept" or "select"."""
        super().__init__()
        number, count = place
        self.title_text = f"Not in this text: quote {number} of {count}"
        self.quote = quote
        self._offered = offered

    def body(self) -> ComposeResult:
        with VerticalScroll(id="passages"):
            yield Static(self._passage("It was", self.quote.exact), markup=False)
            if about := " · ".join(filter(None, (self.quote.speaker, *self.quote.topics))):
                yield Static(Content(about).stylize("dim"), markup=False)
            proposed = self._offered.get("accept") or "nothing like it is found near its place"
            yield Static(self._passage("\nNow, perhaps", proposed), markup=False)
            if selected := self._offered.get("select"):
                yield Static(self._passage("\nSelected", selected), markup=False)
            else:
                hint = "\nTo give it another place: close, select it, press ctrl+o again."
                yield Static(Content(hint).stylize("dim"), markup=False)

    @staticmethod
    def _passage(what: str, text: str) -> Content:
        shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
        return Content.assemble((f"{what}: ", "bold"), shown)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        needs_passage = action == "decide" and parameters[0] in ("accept", "select")
        return not needs_passage or parameters[0] in self._offered

    def action_decide(self, decision: Decision) -> None:
        self.dismiss(decision)
