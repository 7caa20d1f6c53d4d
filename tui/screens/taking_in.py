"""New articles, brought in from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from tui.screens.parts import Parts
from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from store.importing import ImportReport


class TakingIn(Parts):
    """Opens the dialog, and shows what came in."""

    @on(ArticleList.Import)
    def import_articles(self) -> None:
        from tui.screens.import_dialog import ImportDialog

        self.app.push_screen(ImportDialog(self.library), self.taken_in)

    def taken_in(self, report: ImportReport | None) -> None:
        """The list as it is after an import, the cursor where it was."""
        if report is None:
            return
        from tui.commandline.articles import summary

        self.run_query(self.query_text)
        self.heard(None)
        self.say(summary(report))
