"""The list of quotes: what a query selects, in groups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from textual.message import Message
from textual.strip import Strip

from store.model import QuoteRef, QuoteRow
from store.quote_selection import QuoteSelection
from tui.paint_quote import group_of, quote_layout, quote_strip
from tui.paint_row import Looks
from tui.palette import Depth
from tui.widgets.paged_list import PagedList


class QuoteList(PagedList[QuoteRow]):
    """Shows quotes and marks them; a mark stays with its quote, whatever moves in the list."""

    @dataclass
    class Opened(Message):
        """Show the place of the quote under the cursor."""

    def __init__(
        self,
        depth: Depth = Depth.MANY,
        *,
        moved: Callable[[], None] = lambda: None,
        id: str | None = None,
    ) -> None:
        super().__init__(moved=moved, id=id)
        self.depth = depth
        self.looks: Looks = {}
        self.marked: set[QuoteRef] = set()
        self.hidden: set[QuoteRef] = set()
        """Quotes that are marked and not in the list: no key acts on them."""
        self.orphans: Collection[QuoteRef] = frozenset()
        self.quotes: QuoteSelection | None = None
        self.by = ""
        self.analysts = False

    def show_quotes(
        self, quotes: QuoteSelection, by: str, cursor: int = 0, *, analysts: bool = False
    ) -> None:
        """Show other quotes, grouped `by` an order without its sign.

        Marks outside wait until they are in the list again, so that no hidden quote is changed.
        """
        self.quotes = quotes
        self.by = by
        self.analysts = analysts
        everything = self.marked | self.hidden
        self.marked = everything & quotes.places_of(everything).keys()
        self.hidden = everything - self.marked
        self.show_selection(quotes, cursor)

    def set_looks(self, looks: Looks) -> None:
        if looks != self.looks:
            self.looks = looks
            self.refresh()

    def set_orphans(self, orphans: Collection[QuoteRef]) -> None:
        """Show which quotes are not in the newest version of their article."""
        if orphans != self.orphans:
            self.orphans = orphans
            self.refresh()

    @property
    def is_orphaned(self) -> bool:
        """Whether the quote under the cursor is."""
        return bool(self.quote) and ref_of(self.row(self.cursor)) in self.orphans

    def row_changed(self, index: int) -> None:
        """The row below may begin another group now."""
        super().row_changed(index)
        super().row_changed(index + 1)

    def draw(self, index: int, width: int) -> Strip:
        row = self.row(index)
        return quote_strip(
            row,
            width,
            quote_layout(width, self.by, analysts=self.analysts),
            self.looks,
            first=not index or group_of(self.row(index - 1), self.by) != group_of(row, self.by),
            marked=ref_of(row) in self.marked,
            orphaned=ref_of(row) in self.orphans,
            cursor=self.cursor_style(index),
            depth=self.depth,
        )

    @property
    def quote(self) -> QuoteRow | None:
        """The quote under the cursor; None where there is none, or it was removed."""
        row = self.row(self.cursor) if self.count else None
        return row if row and row.id else None

    @property
    def targets(self) -> Sequence[QuoteRow]:
        """What a key acts on: the marked quotes in their order, else the one under the cursor."""
        if self.quotes and self.marked:
            return self.quotes.at(self.quotes.places_of(self.marked).values())
        return [self.quote] if self.quote else []

    def mark(self) -> None:
        """Mark the quote, or take its mark away, and go on to the next."""
        if self.quote:
            self.marked ^= {ref_of(self.quote)}
            self.refresh_line(self.cursor)
            self.go(self.cursor + 1)

    def mark_all(self) -> None:
        """Mark all quotes, or none where all are marked."""
        everything = self.quotes.refs() if self.quotes else set()
        self.marked = set() if self.marked == everything else everything
        self.refresh()

    def clear_marks(self, *, hidden: bool = False) -> None:
        """Take the marks off; also those outside the list where `hidden` is set."""
        self.marked.clear()
        if hidden:
            self.hidden.clear()
        self.refresh()

    def forget(self, gone: Collection[QuoteRef]) -> None:
        """Some quotes are in the library no more: nor are their marks."""
        self.marked.difference_update(gone)
        self.hidden.difference_update(gone)

    def chosen(self) -> None:
        self.post_message(self.Opened())


def ref_of(row: QuoteRow) -> QuoteRef:
    """What a quote is known by in the whole library."""
    return row.analyst, row.id
