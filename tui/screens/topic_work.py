"""What a tree of topics asks for: topics made, renamed, merged, coloured, described, deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual import on

from store.model import Edit, PressmarkError, Record, Topic
from store.topic_fields import glyph
from store.topics import SEPARATOR
from tui.matching import Entries
from tui.screens.editing import Editing
from tui.screens.fitted import Outcome
from tui.widgets.topic_tree import TopicTree

WORDS = "; "
"""What parts the words that suggest a topic, where they are typed."""


class Question(NamedTuple):
    """How a field of a topic is asked for: the title, its value as text, and back."""

    title: str
    shown: Callable[[Topic], str]
    read: Callable[[str], object] = str


QUESTIONS = {
    "glyph": Question("Letter of {}", lambda topic: topic.glyph, lambda text: glyph(text.strip())),
    "description": Question("What {} means", lambda topic: topic.description),
    "words": Question(
        "Words and phrases that suggest {}, parted by ;",
        lambda topic: WORDS.join(topic.words),
        lambda text: (text,),
    ),
}


class TopicWork(Editing[Outcome]):
    """Changes the codebook. Each change is one edit, and undo brings everything back."""

    @property
    def topic_tree(self) -> TopicTree:
        """Where the topics are seen."""
        return self.query_one(TopicTree)

    @on(TopicTree.Change)
    def change_topic(self, message: TopicTree.Change) -> None:
        path, what = message.topic, message.what
        if what == "delete":
            self.ask_to_delete(path, message.whole)
        elif what in ("add", "rename", "merge"):
            getattr(self, f"ask_to_{what}")(path)
        elif (topic := self.library.topics.book.topics.get(path)) is None:
            self.say(f"{path} is only a heading; n makes it a topic")
        elif what == "digit":
            self.give_digit(topic, message.digit)
        elif what == "colour":
            self.ask_colour(topic)
        else:
            self.ask_field(topic, what)

    def follow(self, edit: Edit | None) -> None:
        """Put the cursor on what an edit has made or given another name; of a branch, its head."""
        changes = edit.changes if edit else ()
        names = {name_of(each.after) for each in changes} - {""}
        made = names - {name_of(each.before) for each in changes}
        if made or self.topic_tree.path not in names:
            head = min(made or names, key=lambda name: (name.count(SEPARATOR), name), default="")
            self.topic_tree.go_to(head)

    def _told(self, edit: Edit | None, nothing: str) -> None:
        super()._told(edit, nothing)
        if self.topic_tree.has_focus:
            self.follow(edit)

    def ask_to_add(self, path: str) -> None:
        """Ask for the name of a new topic; one that begins with `/` stands below this one."""
        from tui.screens.prompt import Prompt

        topics = self.library.topics
        heading = path if path and path not in topics.book.topics else ""

        def add(text: str) -> None:
            name = topics.name(f"{path}{text}" if text.startswith("/") else text)
            there = name in topics.book.topics
            self.follow(topics.add(name))
            if there:
                self.topic_tree.go_to(name)
                self.say(f"{name} is there already")

        below = f"; /name for one below {path}" if path else ""
        self.ask(Prompt(f"Name of the new topic{below}", heading, draft_key=f"add {path}"), add)

    def ask_to_rename(self, path: str) -> None:
        from tui.screens.prompt import Prompt

        prompt = Prompt(f"New name of {path}", path, draft_key=f"rename {path}")
        self.ask(prompt, lambda text: self.follow(self.library.topics.rename(path, text)))

    def ask_to_merge(self, path: str) -> None:
        """Ask into which topic this one goes, with all that is below it."""
        from tui.screens.prompt import Prompt

        topics = [topic for topic in self.library.topics if topic.name != path]
        entries = Entries((topic.name, topic.description) for topic in topics)

        def complete(typed: str) -> list[str]:
            return [topics[index].name for index in entries.ranked(typed)]

        def merge(text: str) -> None:
            into = self.library.topics.name(text)
            if into not in self.library.topics.book.topics:
                raise PressmarkError(f"There is no topic {into}; tab completes what is typed.")
            self.library.topics.merge(path, into)
            self.topic_tree.go_to(into)
            self.say(f"{path} is part of {into} now; u undoes")

        held = "; blind: marks held back move too" if self.library.settings.blind else ""
        title, key = f"Merge {path} into{held}", f"merge {path}"
        self.ask(Prompt(title, verb="merge", complete=complete, draft_key=key), merge)

    def give_digit(self, topic: Topic, digit: int | None) -> None:
        """Give a topic its key; a digit that another topic had is missed there, so that is said."""
        had = self.library.topics.book.by_digit(digit) if digit else None
        if self.edit(partial(self.library.topics.define, topic.name, digit=digit)) is None:
            return
        lost = f", no longer {had.name}" if had and had.name != topic.name else ""
        told = f"{digit} is {topic.name} now{lost}" if digit else f"{topic.name} has no digit now"
        self.say(f"{told}; u undoes")

    def ask_colour(self, topic: Topic) -> None:
        from tui.screens.colour_picker import ColourPicker

        def chosen(colour: str | None) -> None:
            if colour is not None:
                self.edit(partial(self.library.topics.define, topic.name, colour=colour))

        picker = ColourPicker(f"Colour of {topic.name}", topic.colour, self.depth)
        self.app.push_screen(picker, chosen)

    def ask_field(self, topic: Topic, field: str) -> None:
        from tui.screens.prompt import Prompt

        question = QUESTIONS[field]
        title, now = question.title.format(topic.name), question.shown(topic)

        def define(text: str) -> None:
            self.library.topics.define(topic.name, **{field: question.read(text)})

        selected = field == "glyph"  # one character: another one can only take its place
        prompt = Prompt(title, now, selected=selected, draft_key=f"{field} {topic.name}")
        self.ask(prompt, define)

    def ask_to_delete(self, path: str, whole: bool) -> None:
        """Say what goes with the topic before it goes."""
        from tui.screens.confirm import Confirm

        question = self.edit(partial(self.told_of, path, whole))
        if question is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.edit(partial(self.library.topics.delete, path, below=whole))

        self.app.push_screen(Confirm(question, yes="delete", no="keep"), answered)

    def told_of(self, path: str, whole: bool) -> str:
        """What deleting the topic, or the `whole` branch, takes along."""
        topics = self.library.topics
        names = {topic.name for topic in topics.book.at(path)} if whole else {path}
        reviews, quotes = topics.usage(path, below=whole)
        alone = sum(names.issuperset(topics.book.resolve(quote.topics)) for quote in quotes)
        others = topics.together({path: names})[path].analysts - bool(reviews or quotes)
        what = f"the {len(names)} topics at {path}" if len(names) > 1 else f"the topic {path}"
        said = [
            f"Delete {what}? Taken off {counted(len(reviews), 'article')} and "
            f"{counted(len(quotes), 'quote')} of yours"
            + (f"; {counted(alone, 'quote')} with no other topic will go." if alone else "."),
            f"The marks of {counted(others, 'colleague')} with it will not count any more."
            if others
            else "",
            "This library is blind: what colleagues marked on articles that you have not finished "
            "is not counted here, and will not count any more either."
            if self.library.settings.blind
            else "",
            "Undo (u) brings all of it back.",
        ]
        return " ".join(filter(None, said))


def name_of(record: Record | None) -> str:
    """That of a topic which is there; empty for all else."""
    if isinstance(record, Topic) and not record.alias and not record.gone:
        return record.name
    return ""


def counted(number: int, what: str) -> str:
    """`1 quote`, `2 quotes`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
