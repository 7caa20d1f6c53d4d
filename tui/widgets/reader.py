"""The reader: the keys that mark an article, and what it says when one is pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual import events, work
from textual.binding import Binding
from textual.message import Message

from tui.reading import Reading, Span
from tui.widgets.finding import FindingReader

Field = Literal["note", "speaker"]

LONG = 50_000
"""Characters of an article whose quotations are looked for in a thread."""


def topic_keys(prefix: str, description: str) -> list[Binding]:
    """The nine digit keys of a pane, each its own binding so that each can be remapped."""
    return [
        Binding(str(digit), f"topic({digit})", description, id=f"{prefix}.topic{digit}")
        for digit in range(1, 10)
    ]


class Reader(FindingReader):
    """Says which stretch of text, or which highlight, is to be marked, and how."""

    BINDINGS = [
        *topic_keys("reader", "highlight"),
        Binding('"', "quotation", "next quotation", id="reader.quotation"),
        Binding("m", "keep", "keep a topic for a pass", id="reader.keep", show=False),
        Binding("enter", "topic(0)", "code with the last topic", id="reader.highlight", show=False),
        Binding("t", "pick_topics", "topics of the quote", id="reader.pick"),
        Binding("p", "annotate('speaker')", "speaker", id="reader.speaker"),
        Binding("a", "annotate('note')", "note", id="reader.note"),
        Binding("w", "others", "show, count, hide others", id="reader.others", show=False),
        Binding("delete", "remove", "remove highlight", id="reader.remove", show=False),
        Binding("]", "mark(1)", "next highlight", id="reader.mark_next", show=False),
        Binding("[", "mark(-1)", "previous highlight", id="reader.mark_previous", show=False),
    ]

    @dataclass
    class Highlight(Message):
        """Mark `span`, or the highlight `mark`, with the topic of a digit; 0 means the last one."""

        span: Span
        mark: str
        digit: int

    @dataclass
    class PickTopics(Message):
        """Choose the topics of a highlight, or of a new one over `span`."""

        span: Span
        mark: str

    @dataclass
    class Annotate(Message):
        """Type the note or the speaker of a highlight, or of a new one over `span`."""

        span: Span
        mark: str
        field: Field

    @dataclass
    class Remove(Message):
        """Take a highlight away."""

        mark: str

    draws_others = True
    """Whether highlights of others are among the marks, rather than counted or hidden."""

    # What the keys act on

    @property
    def target(self) -> tuple[Span, str]:
        """What a topic key marks, and the highlight of just that extent (its key, or empty)."""
        if chosen := self.marks.get(self.current):
            return (chosen.start, chosen.end), chosen.key
        span = self.reading.target
        same = (m for m in self.marks.between(*span) if (m.start, m.end) == span and m.mine)
        return span, next((mark.key for mark in same), "")

    @property
    def words_here(self) -> tuple[Span, str]:
        """The highlight that keys act on, else what a topic key marks."""
        mark = self.mark_here
        return ((mark.start, mark.end), mark.key) if mark else self.target

    def choose(self, key: str) -> None:
        """Make a highlight the one that keys act on, and go there."""
        if mark := self.marks.get(key):
            self.reading.anchor = None
            self.reading.go(mark.start)
            self.current = key
            self._moved()
            self.post_message(self.Chosen((mark.start, mark.end)))

    @dataclass
    class Chosen(Message):
        """A quotation was selected, or a highlight chosen."""

        span: Span

    @dataclass
    class WentRound(Message):
        """The last quotation was the selected one: the first is selected again."""

    @dataclass
    class Keep(Message):
        """Begin or end a pass with one topic."""

    @dataclass
    class Others(Message):
        """Draw the highlights of others in the next way."""

    # Marks

    def action_others(self) -> None:
        self.post_message(self.Others())

    def action_keep(self) -> None:
        self.post_message(self.Keep())

    def action_topic(self, digit: int) -> None:
        if self.page.text:
            self.post_message(self.Highlight(*self.target, digit))

    def action_pick_topics(self) -> None:
        if self.page.text:
            self.post_message(self.PickTopics(*self.words_here))

    def action_annotate(self, field: Field) -> None:
        if self.page.text:
            self.post_message(self.Annotate(*self.words_here, field))

    def action_remove(self) -> None:
        if mark := self.mark_here:
            self.post_message(self.Remove(mark.key))
        else:
            self.say("No highlight under the cursor; [ and ] go to one")

    def action_mark(self, step: int) -> None:
        """Choose the next highlight, or the previous one."""
        chosen = self.marks.get(self.current)
        place = self.reading.place
        if chosen:
            index = self.marks.ordered.index(chosen) + step
            found = self.marks.ordered[index] if 0 <= index < len(self.marks) else None
        else:
            found = self.marks.after(place - 1) if step > 0 else self.marks.before(place)
        if found:
            self.choose(found.key)
            index = self.marks.ordered.index(found)
            self.say(f"Highlight {index + 1:,} of {len(self.marks):,}: {found.about}")
        else:
            unseen = "" if self.draws_others else "; those of others are not drawn, w goes on"
            self.say(f"No more highlights that way{unseen}")

    def on_click(self, event: events.Click) -> None:
        """Tell what all highlights under the pointer carry, however they overlap."""
        place = self.reading.place
        if event.chain == 1 and self.reading.anchor is None:
            over = self.marks.between(place, place + 1)
            if over:
                self.say("; ".join(mark.about for mark in over))

    # Quotations

    def action_quotation(self) -> None:
        """Select the next direct speech; behind the last, the scare quotes; then from the top."""
        if len(self.page.text) > LONG and not self.reading.knows_quotations:
            self.say("Looking for quotations in this long article…")
            self._look_for_quotations(self.reading)
        else:
            self._next_quotation()

    @work(thread=True, exclusive=True, group="quotations")
    def _look_for_quotations(self, reading: Reading) -> None:
        """In a thread: a long text takes longer than a key may."""
        reading.quotations()
        if reading is self.reading:
            self.app.call_from_thread(self._next_quotation)

    def _next_quotation(self) -> None:
        found = self.reading.quotations()
        if not found:
            self.say("No quotation in this article")
            return
        chosen = self.marks.get(self.current)
        selection = (chosen.start, chosen.end) if chosen else self.reading.selection
        if selection in found:
            index = found.index(selection) + 1
        else:
            speech = self.reading.speech_after(chosen.end if chosen else self.reading.place)
            index = found.index(speech) if speech else len(found)
        if index == len(found):
            self.post_message(self.WentRound())
        span = found[index % len(found)]
        self.select_span(span)
        self.post_message(self.Chosen(span))
