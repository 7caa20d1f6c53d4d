"""The past: what was done, taking it back, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from store.desk import Desk
from store.listening import RELOADED
from store.model import Edit, PressmarkError
from store.selection import Selection
from store.undo import undoing

if TYPE_CHECKING:
    from store.chronicle import Chronicle, EditRow
    from store.statistics import Figures, Statistics

# Imported when the past is first asked for: the first screen does not wait for it.


class Past(Desk):
    """Reads everybody's edits, and takes back those of the session's analyst."""

    @cached_property
    def _chronicle(self) -> Chronicle:
        from store.chronicle import Chronicle

        self._session.load()
        chronicle = Chronicle(self._session.team, self._session.index.database)

        def heard(edit: Edit) -> None:
            if edit is RELOADED:
                chronicle.forget()

        self._session.subscribe(heard)
        return chronicle

    def reading_history(self) -> Iterator[int]:
        """Read the history in slices, the newest edits first; yields how many edits in each.

        `history` reads the rest at once; `edit_rows` answers from what is read.
        """
        return self._chronicle.reading()

    def history(
        self,
        article_id: str | None = None,
        quote_id: str | None = None,
        analyst: str | None = None,
        limit: int | None = None,
    ) -> Selection[Edit]:
        """The edits about an article, about a quote, of an analyst, or all; the newest first.

        They come in the order of (Lamport clock, analyst), and are whole edits, with what was
        there before; fetched as they are looked at.
        """
        for _ in self.reading_history():
            pass
        article = self.resolve(article_id) if article_id else ""
        chronicle = self._chronicle
        return Selection(
            chronicle.places(article, quote_id or "", analyst or "", limit, self._blind),
            chronicle.edits,
        )

    @property
    def _blind(self) -> str:
        """In a blind library, who must not see what others did: whoever asks."""
        session = self._session
        if not session.is_blind:
            return ""
        session.index.settle()
        return session.me

    def edit_rows(self, article_id: str = "", analyst: str = "") -> Selection[EditRow]:
        """What a list shows of the edits that have been read; the newest first."""
        places = self._chronicle.places(article_id, analyst=analyst, blind=self._blind)
        return Selection(places, self._chronicle.rows)

    def newest_edits(self, limit: int) -> Selection[EditRow]:
        """What a list shows of the newest edits; read no further back than that takes."""
        read = 0
        chronicle = self._chronicle
        may_leave = chronicle.comes_in_order and not self._blind
        for edits in self.reading_history():
            read += edits
            if may_leave and read >= limit:
                break
        return Selection(chronicle.places(limit=limit, blind=self._blind), chronicle.rows)

    def whole_edit(self, row: EditRow, most: int = -1) -> Edit:
        """An edit of the list with its changes, at most so many of them."""
        return self._chronicle.edits([row.place], most)[0]

    def own_edit(self, number: int) -> Edit:
        """The session's analyst's edit of this number; PressmarkError where there is none."""
        for _ in self.reading_history():
            pass
        place = self._chronicle.place_of(self.analyst, number)
        if place is None:
            raise PressmarkError(
                f"There is no edit {number} of {self.analyst}; `pressmark log` lists them."
            )
        return self._chronicle.edits([place])[0]

    def knows_quote(self, quote_id: str) -> bool:
        """Whether anybody has, or ever had, a quote of this id."""
        for _ in self.reading_history():
            pass
        return self._chronicle.knows_quote(quote_id)

    def revert(self, edit: Edit) -> Edit:
        """Take back an own edit of any age, as a new edit, which undo takes back in turn.

        `edit` is one of `history`, or what a method that writes has returned. Raises
        PressmarkError where something that came after contradicts it, and names that.
        """
        from store.reverting import taken_back

        for _ in self.reading_history():  # which may take seconds: no other session waits for it
            pass
        with self._session.writing():
            self._session.refresh()
            for _ in self.reading_history():
                pass
            changes = taken_back(self._session, self._chronicle, edit)
            written = self._session.commit(undoing(edit.label), changes)
        assert written is not None
        return written

    def figures(self, query: str = "") -> Figures:
        """Figures on what a query selects, reckoned one by one; QueryError where it is wrong."""
        from store.statistics import Figures

        self._session.load()
        return Figures(self._session.index, query, self.analyst)

    def statistics(self, query: str = "") -> Statistics:
        """All figures on what a query selects; QueryError where it is wrong."""
        return self.figures(query).whole()
