"""What the keys of the reader change: highlights, their topics, ends, speakers and notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on

from store.changes import short
from store.model import Quote, Topic
from tui.keys import keys_of
from tui.reading import Span
from tui.screens.parts import Parts
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from tui.screens.topic_picker import Picked

# Dialogs are imported when they are first opened: the first screen does not wait for them.


class Coding(Parts):
    """Turns what the reader asks for into edits of quotes, and says what came of it."""

    last_topic = ""
    """What `enter` highlights with."""

    keeping = False
    """Whether one topic is kept for a whole pass: `enter` codes, and goes to the next quotation."""

    @on(Reader.Highlight)
    def highlight(self, message: Reader.Highlight) -> None:
        """Mark with the topic of a digit, or with the last one; a marked quote takes it off."""
        book = self.library.topics.book
        topic = book.by_digit(message.digit) if message.digit else book.get(self.last_topic)
        if topic is None:
            self.pick_topics(Reader.PickTopics(message.span, message.mark))
        elif message.mark and self.keeping and not message.digit:
            self.keep_on(message.mark, topic)
        elif message.mark:
            self.toggle_topic(message.mark, topic)
        else:
            self.last_topic = topic.name
            self.add_quote(message.span, [topic.name])

    def add_quote(self, span: Span, topics: Iterable[str]) -> None:
        self.edit(lambda: self.quote(span, topics))

    def quote(self, span: Span, topics: Iterable[str], speaker: str = "", note: str = "") -> None:
        """Highlight a stretch of the open article. Raises PressmarkError."""
        quote = self.library.highlight(self.reader.page.id, *span, topics, speaker, note)
        self.reader.choose(quote.id)
        if self.keeping:
            self.reader.action_quotation()
        said = f", said by {quote.speaker}" if quote.speaker else ""
        noted = ", with a note" if quote.note else ""
        offered = [*([] if said else ["p speaker"]), *([] if noted else ["a note"]), "u undo"]
        topics = ", ".join(quote.topics) or "no topic"
        self.say(f"Quoted as {topics}{said}{noted}; {', '.join(offered)}")

    def told_above(self) -> list[str]:
        kept = f"keeping {self.last_topic or 'the next topic'}" if self.keeping else ""
        return [*super().told_above(), kept]

    @on(Reader.Keep)
    def keep_topic(self) -> None:
        """Begin or end a pass through the queue with the last topic: one key a quote."""
        self.keeping = not self.keeping
        self.show_place()
        if not self.keeping:
            self.say("Back to one topic at a time")
            return
        kept = f"Keeping {self.last_topic}" if self.last_topic else "Keeping the topic used next"
        self.say(f'{kept}: enter codes and goes on, " skips, m ends it')
        self.reader.action_quotation()

    @on(Reader.WentRound)
    def tell_of_the_end(self) -> None:
        bound = (each.binding for each in self.active_bindings.values())
        done = (each for each in bound if each.action == "finish('done')")
        keys = keys_of(done, self.app.get_key_display)
        if self.keeping and keys:
            self.say(f"That was the last quotation here: {keys} marks the article done, goes on")
        else:
            self.say("No more quotations below: this is the first one again")

    def own_quote(self, mark: str) -> Quote | None:
        """The own quote behind a mark; a colleague's is not ours to change."""
        if "/" in mark:
            self.say(f"This highlight is {mark.split('/')[0]}'s; only its author changes it")
            return None
        return self.edit(lambda: self.library.quote(mark))

    def keep_on(self, mark: str, topic: Topic) -> None:
        """See that a quote has the kept topic, and go on: a pass takes nothing off."""
        quote = self.own_quote(mark)
        if quote and topic.name not in self.library.topics.book.resolve(quote.topics):
            self.toggle_topic(mark, topic)
        self.reader.action_quotation()

    def toggle_topic(self, mark: str, topic: Topic) -> None:
        if quote := self.own_quote(mark):
            self.last_topic = topic.name
            now = self.library.topics.book.resolve(quote.topics)
            on = topic.name not in now
            left = (*now, topic.name) if on else tuple(name for name in now if name != topic.name)
            label = f"{'add' if on else 'take off'} {topic.name}"
            within = self.reader.page.id
            self.edit(lambda: self.library.change_quotes([mark], label, within=within, topics=left))
            self.say(f"{topic.name} {'on' if on else 'off'} this quote")

    @on(Reader.PickTopics)
    def pick_topics(self, message: Reader.PickTopics) -> None:
        quote = self.own_quote(message.mark) if message.mark else None
        if message.mark and quote is None:
            return
        now = self.library.topics.book.resolve(quote.topics) if quote else ()
        within = self.reader.page.id

        def picked(choice: Picked | None) -> None:
            if choice is None:
                return
            topics = [name for name in now if name not in choice.off] + list(choice.on)
            if choice.on:
                self.last_topic = choice.on[-1]
            if quote:
                edit = self.edit(
                    lambda: self.library.change_quotes(
                        [quote.id], "topics of a quote", within=within, topics=topics
                    )
                )
                if edit:
                    self.say(f"{choice.told} on this quote; u undoes")
            else:
                self.add_quote(message.span, topics)

        self.pick("Topics of the quote", now, picked)

    @on(Reader.Annotate)
    def annotate(self, message: Reader.Annotate) -> None:
        """Ask for note or speaker of a quote; a selection that is none yet becomes one."""
        from tui.screens.prompt import Prompt

        quote = self.own_quote(message.mark) if message.mark else None
        if message.mark and quote is None:
            return
        field, within = message.field, self.reader.page.id
        now = getattr(quote, field) if quote else ""
        key = f"{field} {self.reader.page.id} {message.span[0]}-{message.span[1]}"
        if field == "note":
            prompt = Prompt("Note on the quote", now, multiline=True, draft_key=key)
        else:
            prompt = Prompt(
                "Who says it",
                now,
                complete=self.library.speakers,
                draft_key=key,
                proposal=self.proposed_speaker(message.span),
            )

        def write(text: str) -> None:
            if quote:
                label = f"{field} of a quote"
                edit = self.library.change_quotes([quote.id], label, within=within, **{field: text})
                self.say_typed(field, text, edit)
            else:
                self.quote(message.span, (), **{field: text})

        self.ask(prompt, write)

    def proposed_speaker(self, span: Span) -> str:
        """Who says what stands in `span`, as the text around it tells."""
        return self.reader.reading.speaker_of(span)

    @on(Reader.MoveEnd)
    def move_end(self, message: Reader.MoveEnd) -> None:
        if quote := self.own_quote(message.mark):
            within = self.reader.page.id
            self.edit(lambda: self.library.resize_quote(quote.id, *message.span, within=within))

    @on(Reader.Split)
    def split(self, message: Reader.Split) -> None:
        if quote := self.own_quote(message.mark):
            within = self.reader.page.id
            if self.edit(lambda: self.library.split_quote(quote.id, message.place, within=within)):
                self.say("Split in two; u undoes")

    @on(Reader.Join)
    def join(self, message: Reader.Join) -> None:
        if self.own_quote(message.first) and self.own_quote(message.second):
            within = self.reader.page.id
            if self.edit(
                lambda: self.library.join_quotes(message.first, message.second, within=within)
            ):
                self.say("Joined with the next; u undoes")

    @on(Reader.Remove)
    def unhighlight(self, message: Reader.Remove) -> None:
        quote = self.own_quote(message.mark)
        if quote and self.edit(lambda: self.library.remove_quotes([quote.id])):
            topics = ", ".join(self.library.topics.book.resolve(quote.topics)) or "a highlight"
            self.say(f"Removed {topics} from {short(quote.exact)}; u brings it back")
