"""The quote browser: everybody's quotes, to be looked through, labelled, copied, exported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding

from store.citation import cite
from store.model import PressmarkError, QuoteRow
from tui.marks import mark_key
from tui.reading import Reading
from tui.screens.outlet import Outlet
from tui.screens.quote_parts import ORDERS, Place, QuoteParts
from tui.widgets.quote_list import QuoteList
from tui.widgets.quote_view import QuoteView
from tui.widgets.reader import Field, topic_keys

if TYPE_CHECKING:
    from tui.screens.topic_picker import Picked

MARKED, SHOWN, ALL = "marked", "shown", "all"


class QuoteBrowser(QuoteParts, Outlet[Place]):
    """Dismissed with the place to read on at, or with None. Only own quotes are changed."""

    BINDINGS = [
        Binding("enter", "open", "read", id="list.read"),
        Binding("space", "mark", "mark", id="list.mark"),
        Binding("ctrl+a", "mark_all", "mark all, or none", id="quotes.mark_all", show=False),
        Binding("o", "order", "order", id="list.order"),
        *topic_keys("list", "label with that topic"),
        Binding("t", "pick_topics", "topics", id="list.pick"),
        Binding("p", "annotate('speaker')", "speaker", id="reader.speaker"),
        Binding("a", "annotate('note')", "note", id="reader.note"),
        Binding("delete", "remove", "remove", id="reader.remove", show=False),
        Binding("shift+down", "scroll_quote(1)", "scroll the quote", id="quotes.down", show=False),
        Binding("shift+up", "scroll_quote(-1)", "scroll back", id="quotes.up", show=False),
        Binding("slash", "query", "query", id="app.query"),
        Binding("u", "undo", "undo", id="app.undo"),
        Binding("ctrl+r", "redo", "redo", id="app.redo", show=False),
        Binding("y", "copy", "copy", id="app.copy"),
        Binding("e", "export", "export", id="app.export"),
        Binding("q", "leave", "back", id="app.back"),
        Binding("escape", "back", "marks off, query off, back", id="quotes.back", show=False),
        Binding("?", "app.help", "keys", id="app.help"),
    ]

    # Looking

    @on(QuoteList.Opened)
    def action_open(self) -> None:
        """Go to the quote's place in its article: in the newest version that has its words."""
        row = self.quotes.quote
        if row and self.saved(lambda: self.library.article(row.article)):
            place = self.edit(lambda: self.library.stands_at(row.analyst, row.id))
            self.remember()
            mark = mark_key(row.analyst, row.id, self.library.analyst)
            self.dismiss(Place(*(place or (row.article, row.start)), mark))

    def action_mark(self) -> None:
        self.quotes.mark()
        self.show_place()

    def action_mark_all(self) -> None:
        self.quotes.mark_all()
        self.show_place()

    def action_order(self) -> None:
        orders = list(ORDERS)
        following = orders[(orders.index(self.order) + 1) % len(orders)]
        self.run_query(self.query_text, following)

    def action_query(self) -> None:
        self.ask_query(self.run_query)

    def action_scroll_quote(self, step: int) -> None:
        self.query_one("#quote", QuoteView).scroll_lines(step)

    def action_leave(self) -> None:
        self.remember()
        self.dismiss(None)

    def action_back(self) -> None:
        """From marks to none, from a query to all quotes and what it hid, from there out."""
        if self.quotes.marked:
            self.quotes.clear_marks()
            self.show_place()
        elif self.query_text:
            self.run_query("")
        else:
            self.action_leave()

    # Changing

    def own(self, rows: Sequence[QuoteRow]) -> list[QuoteRow]:
        """Those that are the analyst's own to change; says why there are none."""
        own = [row for row in rows if row.analyst == self.library.analyst]
        if rows and not own:
            whose = f"This quote is {rows[0].analyst}'s" if len(rows) == 1 else "They are others'"
            self.say(f"{whose}; only its author changes a quote")
        return own

    def told(self, done: str, own: Sequence[QuoteRow], rows: Sequence[QuoteRow]) -> None:
        """Say what was done to the own quotes, and that others' stay as they are."""
        what = f"{len(own):,} quotes" if len(own) > 1 else "the quote"
        left = len(rows) - len(own)
        stay = f"; {left:,} of others stay as they are" if left else ""
        self.say(f"{done} {what}{stay}; u undoes")

    def action_topic(self, digit: int) -> None:
        """Put the topic of a digit on the marked quotes or this one, or take it off."""
        topic = self.library.topics.book.by_digit(digit)
        if topic is None:
            self.action_pick_topics()
            return
        rows = self.quotes.targets
        on = not all(topic.name in row.topics for row in self.own(rows))
        switched = ([topic.name], []) if on else ([], [topic.name])
        self.relabel(rows, *switched)

    def action_pick_topics(self) -> None:
        rows = self.quotes.targets
        own = self.own(rows)
        if not own:
            return
        carried = [set(row.topics) for row in own]
        everywhere = set.intersection(*carried)

        def picked(choice: Picked | None) -> None:
            if choice:
                self.relabel(rows, choice.on, choice.off)

        what = f"{len(own):,} quotes" if len(own) > 1 else "the quote"
        self.pick(f"Topics of {what}", everywhere, picked, set.union(*carried) - everywhere)

    def relabel(self, rows: Sequence[QuoteRow], on: Iterable[str], off: Iterable[str]) -> None:
        """Switch topics of the own quotes among some, as one edit."""
        own = self.own(rows)
        if not own:
            return
        if self.edit(lambda: self.library.relabel_quotes([row.id for row in own], on, off)):
            signs = [f"+{name}" for name in on] + [f"-{name}" for name in off]
            self.told(f"{' '.join(signs)} on", own, rows)

    def action_annotate(self, field: Field) -> None:
        """Ask for the note or the speaker of the quote under the cursor."""
        from tui.screens.prompt import Prompt

        here = self.quotes.quote
        for row in self.own([here] if here else []):
            key = f"{field} {row.article} {row.start}-{row.end}"
            if field == "note":
                prompt = Prompt("Note on the quote", row.note, multiline=True, draft_key=key)
            else:
                prompt = Prompt(
                    "Who says it",
                    row.speaker,
                    complete=self.library.speakers,
                    draft_key=key,
                    proposal="" if row.speaker else self.proposed_speaker(row),
                )
            self.ask(prompt, partial(self.annotate, row.id, field))

    def annotate(self, quote: str, field: Field, text: str) -> None:
        edit = self.library.change_quotes([quote], f"{field} of a quote", **{field: text})
        self.say_typed(field, text, edit)

    def proposed_speaker(self, row: QuoteRow) -> str:
        """Who says it, as the article tells; empty where it does not, or is not there."""
        try:
            article = self.library.article(row.article)
        except PressmarkError:
            return ""
        return Reading(article.text, article.language).speaker_of((row.start, row.end))

    def action_remove(self) -> None:
        rows = self.quotes.targets
        own = self.own(rows)
        if not own:
            return
        if self.edit(lambda: self.library.remove_quotes([row.id for row in own])):
            self.told("Removed", own, rows)

    # Handing out

    def action_copy(self) -> None:
        """Copy the marked quotes, or this one, each with its citation."""
        rows = self.quotes.targets
        if not rows:
            self.say("Nothing to copy: no quote is under the cursor")
            return
        cited = self.edit(lambda: [cite(row, self.config.citation) for row in rows])
        if cited:
            self.copy_text("\n\n".join(cited))

    def action_export(self) -> None:
        scopes = [(SHOWN, "the quotes in the list"), (ALL, "everything")]
        if self.quotes.marked:
            scopes.insert(0, (MARKED, "the marked quotes"))
        self.ask_to_export(scopes, self.quotes_in_scope)

    def quotes_in_scope(self, scope: str) -> Iterable[QuoteRow]:
        if scope == MARKED:
            return self.quotes.targets
        return self.library.quotes(*((self.query_text, self.order) if scope == SHOWN else ()))
