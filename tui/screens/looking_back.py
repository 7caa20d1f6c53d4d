"""To the history and the statistics, and back to what they are about."""

from __future__ import annotations

from tui.screens.browsing import Browsing


class LookingBack(Browsing):
    """Shows what was done, what it adds up to, and how far it agrees."""

    def action_history(self) -> None:
        """Of the article that is read, else of the library."""
        from tui.screens.history import History

        reading = self.reader.has_focus and bool(self.reader.page.id)
        article = self.reader.page.id if reading else self.articles.article or ""
        screen = History(self.library, self.config, self.depth, article, narrow=reading)
        self.app.push_screen(screen, self.go_to)

    def action_statistics(self) -> None:
        """On what is listed; it may come back with another query."""
        from tui.screens.statistics import StatisticsScreen

        screen = StatisticsScreen(self.library, self.config, self.depth, self.query_text)
        self.app.push_screen(screen, self.show_query)

    def action_agreement(self) -> None:
        """On what is listed; it may come back with another query."""
        from tui.screens.agreement import AgreementScreen

        screen = AgreementScreen(self.library, self.config, self.depth, self.query_text)
        self.app.push_screen(screen, self.show_query)

    def action_adjudicate(self) -> None:
        """Compare the marks on the article that is read, else on the one under the cursor."""
        from tui.screens.adjudication import AdjudicationScreen

        reading = self.reader.has_focus and bool(self.reader.page.id)
        article = self.reader.page.id if reading else self.articles.article
        whole = self.edit(lambda: self.library.article(article)) if article else None
        if whole:
            screen = AdjudicationScreen(self.library, self.config, self.depth, whole, self.queue)
            self.app.push_screen(screen, self.go_to)

    def show_query(self, query: str | None) -> None:
        """Show what a query from elsewhere selects."""
        if query is not None and self.saved(lambda: self.run_query(query)):
            self.articles.focus()
