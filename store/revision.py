"""A codebook as one edit leaves it: what is set here, over what was there before."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from store.codebook import COLOURS, Codebook
from store.model import Change, Topic
from store.topic_fields import tidy_fields
from store.topics import SEPARATOR

DIGITS = range(1, 10)


class Revision:
    """Collects what happens to topics; at the end there is at most one change for each name.

    However many topics it makes, each costs the same: nothing is looked through again.
    """

    def __init__(self, book: Codebook, clock: int) -> None:
        """`clock` is what the definitions that it writes are stamped with."""
        self._book = book
        self._clock = clock
        self._set: dict[str, Topic] = {}
        self._colours = Counter(topic.colour for topic in book)
        self._glyphs = {topic.glyph for topic in book}
        self._digits: dict[int, set[str]] = {}
        for topic in book:
            self._hold_digit(topic)

    def standing(self, name: str) -> Topic | None:
        """The topic of exactly this name, as it is now."""
        topic = self._set.get(name) or self._book.records.get(name)
        return None if topic is None or topic.gone or topic.alias else topic

    def add(self, name: str, **fields: Any) -> Topic:
        """Make a topic; what `fields` do not say it is given by itself."""
        given = tidy_fields(fields)
        made = Topic(
            name,
            colour=given.get("colour") or self._next_colour(),
            glyph=given.get("glyph") or self._free_letter(name),
            digit=given["digit"] if "digit" in given else self._free_digit(),
        )
        return self.put(msgspec.structs.replace(made, **{k: v for k, v in given.items() if v}))

    def alter(self, topic: Topic, **fields: Any) -> Topic:
        """Change what a topic says of itself."""
        return self.put(msgspec.structs.replace(topic, **tidy_fields(fields)))

    def put(self, topic: Topic) -> Topic:
        """Set a definition; a digit that other topics have moves over to this one."""
        for name in self._digits.get(topic.digit or 0, set()) - {topic.name}:
            if holder := self.standing(name):
                self._set_record(msgspec.structs.replace(holder, digit=None))
        return self._set_record(topic)

    def lead(self, name: str, to: str) -> None:
        """From now on `name` is an old name of `to`."""
        self._set_record(Topic(name, alias=to))

    def drop(self, name: str) -> None:
        """Delete the topic; its name stays as one that is gone."""
        self._set_record(Topic(name, gone=True))

    def digit_is_free(self, digit: int) -> bool:
        """Whether no topic has this digit, as things are set so far."""
        return not self._digits.get(digit)

    def changes(self) -> list[Change]:
        """What differs from the codebook that was there; when it was written does not count."""
        changes = []
        for name, topic in self._set.items():
            before = self._book.records.get(name)
            stamped = msgspec.structs.replace(topic, clock=before.clock if before else 0)
            if stamped != before:
                after = msgspec.structs.replace(topic, clock=self._clock)
                changes.append(Change("topics", name, before, after))
        return changes

    def _set_record(self, topic: Topic) -> Topic:
        if before := self.standing(topic.name):
            self._digits.get(before.digit or 0, set()).discard(topic.name)
        self._set[topic.name] = topic
        self._colours[topic.colour] += 1
        self._glyphs.add(topic.glyph)
        self._hold_digit(topic)
        return topic

    def _hold_digit(self, topic: Topic) -> None:
        if topic.digit:
            self._digits.setdefault(topic.digit, set()).add(topic.name)

    def _free_digit(self) -> int | None:
        return next(filter(self.digit_is_free, DIGITS), None)

    def _next_colour(self) -> str:
        return min(COLOURS, key=lambda colour: (self._colours[colour], COLOURS.index(colour)))

    def _free_letter(self, name: str) -> str:
        """A letter of the name that no other topic has, else its first letter."""
        leaf = name.rsplit(SEPARATOR, 1)[-1]
        letters = [letter for letter in leaf + name if letter.isascii() and letter.isalnum()]
        forms = [form for letter in letters for form in (letter.upper(), letter.lower())] or ["?"]
        return next((form for form in forms if form not in self._glyphs), forms[0])
