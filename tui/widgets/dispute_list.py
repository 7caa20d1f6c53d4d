"""The places of one article that analysts marked, and the view of one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.message import Message
from textual.strip import Strip

from store.disputes import Dispute
from tui.paint_dispute import Lines, Scene, dispute_lines, dispute_strip
from tui.widgets.line_view import LineView
from tui.widgets.row_list import RowList
from tui.wrap import WIDEST


class DisputeList(RowList):
    """Shows places in the order of the text."""

    @dataclass
    class Opened(Message):
        """Show the place under the cursor in its article."""

    def __init__(self, *, moved: Callable[[], None] = lambda: None, id: str | None = None) -> None:
        super().__init__(moved=moved, id=id)
        self.places: Sequence[Dispute] = ()
        self.scene = Scene()

    def show_places(self, places: Sequence[Dispute], scene: Scene, cursor: int) -> None:
        """Show other places."""
        self.places, self.scene = places, scene
        self.set_count(len(places), cursor)

    @property
    def place(self) -> Dispute | None:
        """The place under the cursor."""
        return self.places[self.cursor] if self.count else None

    def draw(self, index: int, width: int) -> Strip:
        return dispute_strip(self.places[index], width, self.scene, cursor=self.cursor_style(index))

    def chosen(self) -> None:
        self.post_message(self.Opened())


class DisputeView(LineView):
    """Shows the versions of one place, and what is decided."""

    widest = 9 * WIDEST
    """As many versions beside each other as keys take."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._place: Dispute | None = None
        self._chosen = 0
        self._scene = Scene()

    def show(self, place: Dispute | None, chosen: int, scene: Scene) -> None:
        """Show a place, from its top where it is another one; `chosen` of what is decided."""
        before = self._place
        same = bool(place and before and place.start == before.start)
        self._place, self._chosen, self._scene = place, chosen, scene
        self.lay_out(from_top=not same)

    def lines(self, width: int) -> Lines:
        if self._place is None:
            return []
        return dispute_lines(self._place, self._chosen, width, self._scene)
