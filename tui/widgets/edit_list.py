"""The list of edits, the newest first, and the view of one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from store.model import Edit
from store.selection import Selection
from tui.paint_edit import Titles, edit_lines, edit_strip
from tui.widgets.line_view import LineView
from tui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from store.chronicle import EditRow


class EditList(PagedList["EditRow"]):
    """Shows edits; the cursor stays on its edit when others come in above it."""

    @dataclass
    class Opened(Message):
        """Show what the edit under the cursor is about."""

    def __init__(
        self, me: str, *, moved: Callable[[], None] = lambda: None, id: str | None = None
    ) -> None:
        super().__init__(moved=moved, id=id)
        self.me = me

    def show_edits(self, edits: Selection[EditRow]) -> None:
        """Show other edits, or more of them."""
        edit = self.edit
        place = edits.place_of(edit.place) if edit and self.cursor else None
        self.show_selection(edits, self.cursor if place is None else place)

    @property
    def edit(self) -> EditRow | None:
        """The edit under the cursor."""
        return self.row(self.cursor) if self.count else None

    def draw(self, index: int, width: int) -> Strip:
        row = self.row(index)
        return edit_strip(row, width, mine=row.analyst == self.me, cursor=self.cursor_style(index))

    def chosen(self) -> None:
        self.post_message(self.Opened())


class EditView(LineView):
    """Shows what one edit changed."""

    def __init__(self, title_of: Titles, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title_of = title_of
        self._edit: Edit | None = None
        self._untold = 0

    def show(self, edit: Edit | None, untold: int = 0) -> None:
        """Show an edit from its top; `untold` of its changes are not among those given."""
        if (edit, untold) != (self._edit, self._untold):
            self._edit, self._untold = edit, untold
            self.lay_out(from_top=True)

    def lines(self, width: int) -> list[list[Segment]]:
        if self._edit is None:
            return []
        return edit_lines(self._edit, self._untold, width, self._title_of)
