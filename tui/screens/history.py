"""The history: what was done, by whom, when; and any own edit taken back."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.timer import Timer

from store.library import Library
from store.model import Edit, Gold, PressmarkError, Quote, Review
from tui.config import Config
from tui.marks import mark_key
from tui.palette import Depth
from tui.screens.editing import Editing
from tui.screens.quote_parts import Place
from tui.widgets.bars import KeyBar, StatusBar
from tui.widgets.edit_list import EditList, EditView

if TYPE_CHECKING:
    from store.chronicle import EditRow

MOST = 100
"""Changes of one edit that are shown: a bulk edit has as many as the library has articles."""

SETTLES = 0.1
"""Seconds without a move until the edit under the cursor is shown as a whole."""

IDLE = 1.0
"""Seconds without a move until colleagues' new edits come in, so that no row jumps away."""


class History(Editing[Place]):
    """Dismissed with the place that an edit is about, or with None.

    `article` is what the history can be narrowed to; `narrow` says that it is at first.
    """

    BINDINGS = [
        Binding("enter", "open", "go there", id="history.open"),
        Binding("U", "revert", "undo this edit", id="history.revert"),
        Binding("s", "scope", "article or library", id="history.scope"),
        Binding("m", "mine", "mine or everybody's", id="history.mine"),
        Binding("shift+down", "scroll(1)", "scroll the edit", id="history.down", show=False),
        Binding("shift+up", "scroll(-1)", "scroll back", id="history.up", show=False),
        Binding("u", "undo", "undo the last", id="app.undo"),
        Binding("ctrl+r", "redo", "redo", id="app.redo", show=False),
        Binding("q,escape", "leave", "back", id="app.back"),
        Binding("?", "app.help", "keys", id="app.help"),
    ]

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]

    DEFAULT_CSS = """
    History #panes { height: 1fr; width: 1fr; layout: vertical; }
    History #edits, History #edit { scrollbar-size-vertical: 1; overflow-x: hidden; }
    History #edits { height: 1fr; overflow-y: scroll; }
    History #edit { height: 40%; border-top: solid $primary; }
    History.-low #edit { display: none; }
    History.-wide #panes { layout: horizontal; }
    History.-wide #edits { width: 1fr; }
    History.-wide #edit {
        display: block; width: 1fr; height: 1fr; border-top: none; border-left: vkey $primary;
    }
    """

    def __init__(
        self, library: Library, config: Config, depth: Depth, article: str = "", *, narrow: bool
    ) -> None:
        super().__init__(library, config, depth)
        self.article = article
        self.narrow = narrow and bool(article)
        self.mine = False
        self._read = 0
        self._shown_at = 0
        self._complete = False
        self._outdated = False
        self._moved_at = 0.0
        self._settling: Timer | None = None

    def compose(self) -> ComposeResult:
        yield StatusBar(id="status")
        with Container(id="panes"):
            yield EditList(self.library.analyst, moved=self.moved, id="edits")
            yield EditView(self.title_of, id="edit")
        yield KeyBar(id="keys")

    @property
    def edits(self) -> EditList:
        return self.query_one("#edits", EditList)

    def on_mount(self) -> None:
        self.edits.focus()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.listen(self.heard)
        self.set_interval(IDLE, self._let_in)
        self._read_on(self._reading())

    # Reading

    def _reading(self) -> Iterator[None]:
        for read in self.library.reading_history():
            self._read += read
            yield

    def _read_on(self, slices: Iterator[None]) -> None:
        """Read on for a moment; what is shown grows as often as what is read doubles."""
        if not self.is_attached:
            return
        self._complete = self.work_on(slices, self._read_on)
        if self._complete or self._read >= 2 * self._shown_at:
            self._shown_at = self._read
            self.show_edits()
        else:
            self.show_place()

    def heard(self, edit: Edit) -> None:
        """Something was written, here or elsewhere; one's own is shown at once."""
        if edit.analyst == self.library.analyst:
            self._catch_up()
        else:
            self._outdated = True

    def _let_in(self) -> None:
        if self._outdated and self._complete and monotonic() - self._moved_at > IDLE:
            self._catch_up()

    def _catch_up(self) -> None:
        self._outdated = False
        if self._complete:
            self._read_on(self._reading())

    # What is shown

    def show_edits(self) -> None:
        """Show the edits that are in scope and read by now."""
        article = self.article if self.narrow else ""
        analyst = self.library.analyst if self.mine else ""
        self.edits.show_edits(self.library.edit_rows(article, analyst))
        self.show_edit()
        self.show_place()

    def show_place(self) -> None:
        rows = self.edits
        parts = [
            f"history of {self.title_of(self.article)}" if self.narrow else "history",
            "mine" if self.mine else "",
            "" if self._complete else f"reading… {self._read:,}",
        ]
        place = (rows.cursor + 1 if rows.count else 0, rows.count)
        self.query_one("#status", StatusBar).show(place, parts, self.library.reviewed())

    def show_edit(self) -> None:
        """Show what the edit under the cursor changed."""
        self._settling = None
        row = self.edits.edit
        whole = self.library.whole_edit(row, MOST) if row else None
        untold = row.changes - len(whole.changes) if row and whole else 0
        self.query_one("#edit", EditView).show(whole, untold)

    def title_of(self, article: str) -> str:
        """The title of an article, or its id where there is none."""
        try:
            return self.library.article(article).title or article
        except PressmarkError:
            return article

    def moved(self) -> None:
        """Another edit is under the cursor: it is shown in full when keys pause."""
        self._moved_at = monotonic()
        self.show_place()
        if self._settling:
            self._settling.stop()
        self._settling = self.set_timer(SETTLES, self.show_edit)

    def on_status_bar_resized(self) -> None:
        if self.listening:
            self.show_place()

    # Keys

    def action_scope(self) -> None:
        """Of one article, or of all."""
        if not self.article:
            self.say("No article is open; this is the history of the library")
            return
        self.narrow = not self.narrow
        self.show_edits()

    def action_mine(self) -> None:
        self.mine = not self.mine
        self.show_edits()

    def action_scroll(self, step: int) -> None:
        self.query_one("#edit", EditView).scroll_relative(y=step, animate=False)

    def action_revert(self) -> None:
        row = self.edits.edit
        if row and (edit := self.edit(lambda: self.library.revert(self.library.whole_edit(row)))):
            self.say(f"{edit.label}; u takes that back")

    @on(EditList.Opened)
    def action_open(self) -> None:
        """Go to the article, and the quote where there is one, that the edit is about."""
        row = self.edits.edit
        place = self.place_of(row) if row else None
        if place is None:
            self.say("This edit is about the codebook, not about an article")
        elif self.saved(lambda: self.library.article(place.article)):
            self.dismiss(place)

    def place_of(self, row: EditRow) -> Place | None:
        for change in self.library.whole_edit(row, MOST).changes:
            record = change.after or change.before
            if isinstance(record, Quote):
                mark = mark_key(row.analyst, record.id, self.library.analyst)
                return Place(record.article, record.start, mark)
            if isinstance(record, Review):
                return Place(record.article, 0, "")
            if isinstance(record, Gold):
                return Place(record.article, record.start, "")
        return None

    def action_leave(self) -> None:
        self.dismiss(None)
