"""A list of rows that are fetched a page at a time, and drawn anew only where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from store.model import KeptOut
from store.selection import Selection
from tui.widgets.row_list import RowList

Row = TypeVar("Row")

PAGE = 64
KEPT = 8
"""Pages that are remembered, more than are ever in view."""


class PagedList(RowList, Generic[Row]):
    """Shows a selection; a subclass draws one row of it."""

    def __init__(self, *, moved: Callable[[], None] = lambda: None, id: str | None = None) -> None:
        super().__init__(moved=moved, id=id)
        self._selection: Selection[Row] | None = None
        self._pages: dict[int, Sequence[Row]] = {}

    def show_selection(self, selection: Selection[Row], cursor: int = 0) -> None:
        """Show other rows."""
        self._selection = selection
        self._pages.clear()
        self.set_count(len(selection), cursor)

    def update_rows(self) -> None:
        """Fetch the rows anew; only those in view that differ are painted."""
        top = self.scroll_offset.y
        seen = range(top, min(top + self.size.height, self.count))
        before = {index: self.row(index) for index in seen}
        known, self._pages = self._pages, {}
        try:
            changed = [index for index in seen if self.row(index) != before[index]]
        except KeptOut:
            self._pages = known
            raise
        for index in changed:
            self.row_changed(index)
        if self.is_undrawn:
            self.is_undrawn = False
            self.refresh()

    def update_row(self, index: int) -> None:
        """Fetch one row anew, and paint it where it is in view and differs."""
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None or self._selection is None:
            return
        row = self._selection[index]
        if row != page[place]:
            self._pages[number] = [*page[:place], row, *page[place + 1 :]]
            if self.is_in_view(index):
                self.row_changed(index)

    def is_in_view(self, index: int) -> bool:
        return 0 <= index - self.scroll_offset.y < self.size.height

    def row_changed(self, index: int) -> None:
        """What a row in view says is another than when it was drawn."""
        self.refresh_line(index)

    def row(self, index: int) -> Row:
        assert self._selection is not None
        number, place = divmod(index, PAGE)
        page = self._pages.pop(number, None)
        if page is None:
            page = self._selection.window(number * PAGE, (number + 1) * PAGE)
            if len(self._pages) >= KEPT:
                del self._pages[next(iter(self._pages))]
        self._pages[number] = page  # as the one that was asked for last
        return page[place]
