"""To the quote browser, and back to where a quote stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.parts import Parts

if TYPE_CHECKING:
    from tui.screens.quote_parts import Browsed, Place


class Browsing(Parts):
    """Opens the quote browser where it was left."""

    browsed: Browsed | None = None

    def action_quotes(self) -> None:
        from tui.screens.quote_browser import QuoteBrowser
        from tui.screens.quote_parts import Browsed

        self.browsed = self.browsed or Browsed()
        browser = QuoteBrowser(self.library, self.config, self.depth, self.browsed)
        self.app.push_screen(browser, self.go_to)

    def go_to(self, place: Place | None) -> None:
        """Read the article of a quote, the quote chosen."""
        if place is None:
            return
        index = self.queue.index_of(place.article)
        if index is not None:
            self.articles.go(index)
        self.open_article(place.article, place.start)
        self.reader.focus()
        self.reader.choose(place.mark)
