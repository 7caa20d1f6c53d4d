"""An article that has changed: its versions, and the quotes that earlier ones bring along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from store.model import Article, Quote
from tui.marks import Mark, mark_key
from tui.page import Page
from tui.reading import Span
from tui.screens.coding import Coding
from tui.screens.editing import GLANCE

if TYPE_CHECKING:
    from store.placements import Orphan
    from tui.screens.orphans import Decision

OTHER_WORDS = "≈"
"""Beside a highlight that was made on an earlier version, and stands on other words here."""


class Changed(Coding):
    """Shows quotes of earlier versions in the newest, and what becomes of those that are not there.

    Their places are looked for behind the paint when there are many.
    """

    _placing: Iterator[None] | None = None

    def quotes_on(self, article: str) -> list[tuple[str, Quote]]:
        if self._placing is None:
            self._place(self.library.placing(article))
        carried = [(each.analyst, each.quote) for each in self.library.carried_now(article)]
        return [*super().quotes_on(article), *carried]

    def marks_on(self, article: str) -> tuple[list[Mark], list[int]]:
        marks, counted = super().marks_on(article)
        me = self.library.analyst
        reworded = {
            mark_key(each.analyst, each.quote.id, me)
            for each in self.library.carried_now(article)
            if not each.same
        }
        told = [
            mark._replace(glyphs=mark.glyphs + OTHER_WORDS) if mark.key in reworded else mark
            for mark in marks
        ]
        return told, counted

    def _place(self, placing: Iterator[None]) -> None:
        """Look for places, and go on when keys have been heard."""
        self._placing = None
        if self.edit(lambda: self.work_on(placing, self._place_on, GLANCE)) is False:
            self._placing = placing

    def _place_on(self, placing: Iterator[None]) -> None:
        if self._placing is placing:
            self._place(placing)
            if self._placing is None:
                self.show_marks()

    def open_article(self, article: str, place: int = 0) -> None:
        self._placing = None
        super().open_article(article, place)

    # What is told above an article

    def _page(self, article: Article) -> Page:
        page = super()._page(article)
        told = [*self._told_versions(article.id), *self._told_orphans(article.id)]
        return replace(page, facts=(*page.facts, *told)) if told else page

    def _told_versions(self, article: str) -> Iterator[str]:
        versions = self.library.versions(article)
        if len(versions) > 1 and versions[0] == article:
            earlier = "an earlier version" if len(versions) == 2 else "earlier versions"
            yield f"{len(versions)} versions, this is the newest; V shows {earlier}"
        elif len(versions) > 1:
            yield f"An earlier version, 1 of {len(versions)}; V goes on to the newest"

    def _told_orphans(self, article: str) -> Iterator[str]:
        count = len(self.open_orphans(article))
        if count:
            quotes = "1 quote" if count == 1 else f"{count} quotes"
            verb = "is" if count == 1 else "are"
            yield f"{quotes} of an earlier version {verb} not in this text: ctrl+o reviews"

    def open_orphans(self, article: str) -> list[Orphan]:
        """The own quotes that are to be decided on, as far as they are known."""
        me = self.library.analyst
        orphans = self.library.orphans_now(article)
        return [each for each in orphans if each.analyst == me and not each.kept]

    # Keys

    def action_version(self) -> None:
        """Read the next earlier version of the open article; after the earliest, the newest."""
        article = self.reader.page.id
        versions = self.library.versions(article) if article else []
        if len(versions) < 2:
            self.say("There is one version of this article" if article else "Read an article first")
            return
        self.open_article(versions[(versions.index(article) + 1) % len(versions)])
        self.reader.focus()

    def action_orphans(self) -> None:
        """Decide on each quote of an earlier version that is not in the open article any more."""
        article = self.reader.page.id
        if not article or not self.open_orphans(article):
            self.say("All quotes of earlier versions have their place here")
            return
        self._review(article, 0)

    def _review(self, article: str, at: int) -> None:
        """Ask about one orphan of the open article, then about the next."""
        from tui.screens.orphans import OrphanReview

        orphans = self.open_orphans(article)
        if not orphans:
            return
        at %= len(orphans)
        quote = orphans[at].quote
        proposed = self.edit(lambda: self.library.proposal(quote, article))
        places: dict[Decision, Span | None] = {
            "accept": (proposed.start, proposed.end) if proposed else None,
            "select": self.reader.reading.selection,
        }

        def decided(decision: Decision | None) -> None:
            if decision == "open":
                self.open_article(quote.article, quote.start)
                self.reader.choose(quote.id)
            elif decision == "next":
                self._review(article, at + 1)
            elif decision:
                self._decide(decision, quote.id, article, places.get(decision))
                self._review(article, at)

        text = self.reader.page.text
        passages = {way: text[slice(*place)] for way, place in places.items() if place}
        self.app.push_screen(OrphanReview(quote, (at + 1, len(orphans)), passages), decided)

    def _decide(self, decision: Decision, quote: str, article: str, place: Span | None) -> None:
        if decision == "keep":
            self.edit(lambda: self.library.keep_quote(quote))
        elif decision == "remove":
            self.edit(lambda: self.library.remove_quotes([quote]))
        elif place:
            self.edit(lambda: self.library.move_quote(quote, article, *place))
