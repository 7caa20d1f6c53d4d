"""Finding: a query over the library, and words in the open article."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on

from store.query import FIELDS, QueryError, parse
from tui.screens.parts import Parts
from tui.widgets.reader import Reader


class Finding(Parts):
    """Asks for what is to be found; a wrong query says where it is wrong and changes nothing."""

    def action_query(self) -> None:
        from tui.screens.prompt import Prompt

        prompt = Prompt(
            'Query: words, "phrases", topic: status: source: from: is:starred, - not, OR',
            self.query_text,
            check=self.wrong_query,
            complete=self.complete_query,
            draft_key="query",
        )

        def answered(text: str | None) -> None:
            if text is not None:
                self.run_query(text.strip())
                self.articles.focus()

        self.app.push_screen(prompt, answered)

    def wrong_query(self, text: str) -> str | None:
        try:
            parse(text)
        except QueryError as error:
            return str(error)
        return None

    def complete_query(self, text: str) -> list[str]:
        """The query with its last word completed to a field, or to a topic or status."""
        before, _, last = text.rpartition(" ")
        if not last:
            return []
        head = f"{before} " if before else ""
        sign = "-" if last.startswith("-") else ""
        return [f"{head}{sign}{word}" for word in self._words(last.removeprefix("-"))][:6]

    def _words(self, typed: str) -> Iterator[str]:
        field, colon, value = typed.partition(":")
        if not colon:
            yield from (f"{name}:" for name in FIELDS if name.startswith(field))
        elif field == "topic":
            names = (topic.name for topic in self.library.topics)
            yield from (f"topic:{name}" for name in names if value in name and " " not in name)
        elif field in ("status", "is", "has"):
            choices = FIELDS[field].expects.replace(" or ", ", ").split(", ")
            yield from (f"{field}:{choice}" for choice in choices if choice.startswith(value))

    @on(Reader.Find)
    def find_in_article(self) -> None:
        from tui.screens.prompt import Prompt

        def answered(words: str | None) -> None:
            if words:
                self.reader.find(words)

        self.app.push_screen(Prompt("Find in this article", draft_key="find"), answered)
