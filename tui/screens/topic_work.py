"""What the topic pane asks for: topics made, renamed, merged, coloured, described, deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on

from store.codebook import COLOURS
from store.model import PressmarkError
from tui.palette import is_colour
from tui.screens.coding import Coding
from tui.widgets.topic_pane import TopicPane

FIELD_QUESTIONS = {
    "colour": "Colour of {}: a name or #rrggbb",
    "glyph": "Letter of {}",
    "description": "What {} means",
}


class TopicWork(Coding):
    """Changes the codebook. Each change is one edit, and undo brings everything back."""

    @on(TopicPane.Change)
    def change_topic(self, message: TopicPane.Change) -> None:
        topic, what = message.topic, message.what
        if what == "digit":
            self.edit(partial(self.library.topics.define, topic, digit=message.digit))
        elif what == "delete":
            self.ask_to_delete(topic)
        elif what in FIELD_QUESTIONS:
            self.ask_field(topic, what)
        else:
            self.ask_name(topic, what)

    def ask_name(self, topic: str, what: str) -> None:
        """Ask for the name that a topic is given, or into which it is merged."""
        from tui.screens.prompt import Prompt

        topics = self.library.topics
        acts: dict[str, tuple[str, str, Callable[[str], object]]] = {
            "add": ("Name of the new topic", "", topics.add),
            "rename": (f"New name of {topic}", topic, partial(topics.rename, topic)),
            "merge": (f"Merge {topic} into", "", partial(topics.merge, topic)),
        }
        title, now, act = acts[what]
        complete = self.topic_names if what == "merge" else None
        self.ask(Prompt(title, now, complete=complete, draft_key=f"{what} {topic}"), act)

    def topic_names(self, typed: str) -> list[str]:
        return [topic.name for topic in self.library.topics if typed.lower() in topic.name.lower()]

    def ask_field(self, topic: str, field: str) -> None:
        from tui.screens.prompt import Prompt

        now = self.library.topics.book.named(topic)
        checks: dict[str, Callable[[str], str | None]] = {"colour": _colour, "glyph": _letter}
        prompt = Prompt(
            FIELD_QUESTIONS[field].format(topic),
            getattr(now, field),
            check=checks.get(field),
            complete=_colours if field == "colour" else None,
            draft_key=f"{field} {topic}",
        )
        self.ask(prompt, lambda text: self.library.topics.define(topic, **{field: text}))

    def ask_to_delete(self, topic: str) -> None:
        """Say what goes with the topic before it goes."""
        from tui.screens.confirm import Confirm

        try:
            reviews, quotes = self.library.topics.usage(topic)
        except PressmarkError as error:
            self.say(str(error))
            return
        alone = sum(len(self.library.topics.book.resolve(quote.topics)) == 1 for quote in quotes)
        question = (
            f"Delete the topic {topic}? It is taken off {len(reviews)} articles and "
            f"{len(quotes)} quotes of yours; {alone} of those quotes have no other topic and go "
            "with it. Undo (u) brings all of it back."
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self.edit(partial(self.library.topics.delete, topic))

        self.app.push_screen(Confirm(question, yes="delete", no="keep"), answered)


def _colours(typed: str) -> list[str]:
    return [name for name in COLOURS if name.startswith(typed)]


def _colour(text: str) -> str | None:
    if is_colour(text):
        return None
    return f"“{text}” is no colour: use #rrggbb or one of {', '.join(COLOURS)}"


def _letter(text: str) -> str | None:
    return None if len(text) == 1 and text.isprintable() else "One letter, please"
