"""To the history, and back to what an edit was about."""

from __future__ import annotations

from tui.screens.browsing import Browsing


class LookingBack(Browsing):
    """Opens the history: of the article that is read, else of the library."""

    def action_history(self) -> None:
        from tui.screens.history import History

        reading = self.reader.has_focus and bool(self.reader.page.id)
        article = self.reader.page.id if reading else self.articles.article or ""
        screen = History(self.library, self.config, self.depth, article, narrow=reading)
        self.app.push_screen(screen, self.go_to)
