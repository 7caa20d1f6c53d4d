"""What leaves the main screen: the quote or sentence in the reader, the quotes of articles."""

from __future__ import annotations

from collections.abc import Iterable

from store.model import PressmarkError, QuoteRow
from tui.screens.outlet import Outlet
from tui.screens.parts import Parts

ALL, QUEUE, ARTICLE, GOLD = "all", "queue", "article", "gold"


class HandingOut(Parts, Outlet[None]):
    """Copies from the reader, and exports from the list or the reader."""

    def action_copy(self) -> None:
        """Copy the chosen quote, else the selection or sentence, with its citation."""
        from store.citation import cite

        try:
            row = self.quote_to_copy()
            if row is None:
                self.say("Nothing to copy: read an article first")
            else:
                self.copy_text(cite(row, self.config.citation))
        except PressmarkError as error:
            self.refuse(error)

    def quote_to_copy(self) -> QuoteRow | None:
        page = self.reader.page
        if not page.id:
            return None
        if mark := self.reader.mark_here:
            analyst, _, quote = mark.key.rpartition("/")
            return self.library.quote_row(quote, analyst)
        (start, end), _ = self.reader.target
        return self.library.row_of_text(page.id, start, end)

    def action_export(self) -> None:
        scopes = [(QUEUE, "listed articles"), (ALL, "everything")]
        if self.reader.page.id:
            scopes.append((ARTICLE, "the open article"))
        scopes.append((GOLD, "gold: decided"))
        self.ask_to_export(scopes, self.quotes_in_scope)

    def quotes_in_scope(self, scope: str) -> Iterable[QuoteRow]:
        if scope == ALL:
            return self.library.quotes()
        if scope == GOLD:
            return self.library.gold()
        open_article = {self.reader.page.id}
        return self.library.quotes_in(open_article if scope == ARTICLE else self.queue.ids())
