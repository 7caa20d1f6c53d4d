"""Asking for a query: what may be typed is completed, and what is wrong says where."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from store.query import FIELDS, QueryError, parse
from tui.screens.editing import Editing
from tui.screens.fitted import Outcome


class Querying(Editing[Outcome]):
    """A screen that shows what a query selects; a wrong query leaves it as it was."""

    query_text = ""

    def ask_query(self, then: Callable[[str], None]) -> None:
        """Ask for a query, from the one that is shown; `then` gets one that can be read."""
        from tui.screens.prompt import Prompt

        prompt = Prompt(
            'Query, such as "order book" topic:exports -status:done',
            self.query_text,
            verb="find",
            check=wrong_query,
            complete=self.complete_query,
            draft_key="query",
        )

        def answered(text: str | None) -> None:
            if text is not None:
                then(text.strip())

        self.app.push_screen(prompt, answered)

    def complete_query(self, text: str) -> list[str]:
        """The query with its last word completed to a field, or to what it may say."""
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
        elif field in ("by", "assigned"):
            people = ("me", *self.library.analysts())
            yield from (f"{field}:{who}" for who in people if who.startswith(value))
        elif field in ("status", "is", "has"):
            choices = FIELDS[field].expects.replace(" or ", ", ").split(", ")
            yield from (f"{field}:{choice}" for choice in choices if choice.startswith(value))


def wrong_query(text: str) -> str | None:
    """Why a query cannot be read, and where; None for one that can."""
    try:
        parse(text)
    except QueryError as error:
        return str(error)
    return None
