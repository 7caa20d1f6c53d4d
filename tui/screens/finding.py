"""Finding: a query over the library, and words in the open article."""

from __future__ import annotations

from textual import on

from tui.screens.parts import Parts
from tui.screens.querying import Querying
from tui.widgets.reader import Reader


class Finding(Parts, Querying[None]):
    """Asks for what is to be found; a wrong query says where it is wrong and changes nothing."""

    def action_query(self) -> None:
        def answered(query: str) -> None:
            self.run_query(query)
            self.articles.focus()

        self.ask_query(answered)

    @on(Reader.Find)
    def find_in_article(self) -> None:
        from tui.screens.prompt import Prompt

        def answered(words: str | None) -> None:
            if words:
                self.reader.find(words)

        prompt = Prompt("Find in this article", verb="find", draft_key="find")
        self.app.push_screen(prompt, answered)
