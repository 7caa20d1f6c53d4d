"""The same words in other articles: how often, where, and coded there in one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from store.model import PressmarkError
from tui.reading import Span
from tui.screens.coding import Coding
from tui.screens.topic_work import counted
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from store.same_words import Place
    from tui.screens.places import Choice

REST = 0.3
"""Seconds that a quotation stays chosen before other articles are searched for it."""


class Elsewhere(Coding):
    """Counts, lists and codes the same words in other articles; folds near-duplicates."""

    _rest: Timer | None = None
    _counted: tuple[str, Span, int] = ("", (0, 0), 0)
    """The article and stretch that were searched for last, and in how many others they stand."""

    def told_above(self) -> list[str]:
        article, _, count = self._counted
        told = f"= same words in {count}" if count and article == self.reader.page.id else ""
        return [*super().told_above(), "folded" if self.folded else "", told]

    @on(Reader.Chosen)
    def count_soon(self, message: Reader.Chosen) -> None:
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(REST, lambda: self._count(message.span))

    def _count(self, span: Span) -> None:
        article = self.reader.page.id
        if not article or (article, span) == self._counted[:2]:
            return
        try:
            count = self.library.count_same(article, *span)
        except PressmarkError:
            count = 0
        self._counted = (article, span, count)
        self.show_place()

    def action_same_words(self) -> None:
        """List the places; open one, or code them all like the quote here."""
        from tui.screens.places import Places

        article = self.reader.page.id
        if not article:
            self.say("Read an article first; = looks for its words in the others")
            return
        span, mark = self.reader.words_here
        places = self.edit(lambda: self.library.same_words(article, *span))
        if not places:
            self.say("No other article has these words" if places is not None else "")
            return
        rows = self.library.rows_of([place.article_id for place in places])
        coded = mark if "/" not in mark else ""

        def chosen(choice: Choice | None) -> None:
            if choice and choice.go_to is not None:
                place = places[choice.go_to]
                self.open_article(place.article_id, place.start)
            elif choice:
                self.spread(coded, [places[index] for index in choice.spread_to])

        self.app.push_screen(Places(places, rows, can_spread=bool(coded)), chosen)

    def spread(self, quote: str, places: list[Place]) -> None:
        edit = self.edit(lambda: self.library.spread(quote, places))
        if edit:
            self.say(f"{edit.label}; u undoes")

    def action_fold(self) -> None:
        """Show one row for each cluster of near-duplicates, or all of them."""
        self.folded = not self.folded
        before = len(self.queue)
        self.run_query(self.query_text)
        alike = counted(abs(before - len(self.queue)), "near-duplicate")
        self.say(f"{alike} folded; z unfolds" if self.folded else f"{alike} unfolded")
