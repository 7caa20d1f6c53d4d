"""What can be done to the codebook: make, rename, merge, delete, describe, colour, give a digit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from store.catalogue import id_of
from store.changes import drop_topic, move_topic, redefine_topic
from store.codebook import Codebook, topic_name
from store.codebook_file import Entry
from store.index import TopicCount
from store.model import Change, Edit, PressmarkError, Quote, Review, Topic
from store.session import Session


class TopicDesk:
    """The topics of a library. Each method that changes something is one edit."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def book(self) -> Codebook:
        self._session.load()
        return self._session.codebook

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.book)

    def __len__(self) -> int:
        return len(self.book)

    def get(self, name: str) -> Topic | None:
        """The topic that a name stands for, old names included."""
        return self.book.get(name)

    def counts(self) -> dict[str, TopicCount]:
        """How many articles, quotes and analysts carry each topic that anything carries."""
        self._session.load()
        return self._session.index.topic_counts()

    def add(self, name: str, **fields: Any) -> Edit | None:
        """Make a topic; `fields` are those of Topic. One that is there keeps what is not given."""
        (named,), changes = self.ensure([name])
        if not changes:
            return self.define(named, **fields) if fields else None
        created = changes[0].after
        assert isinstance(created, Topic)
        fresh = msgspec.structs.replace(created, **fields)
        return self._session.commit(
            f"new topic {named}", [msgspec.structs.replace(changes[0], after=fresh)]
        )

    def name(self, name: str) -> str:
        """The name under which a topic counts, whether it is there or not."""
        there = self.book.get(topic_name(name))
        return there.name if there else topic_name(name)

    def ensure(self, names: Iterable[str]) -> tuple[tuple[str, ...], list[Change]]:
        """The names that count for `names`, once each, and the changes that make the new ones."""
        named = tuple(dict.fromkeys(map(self.name, names)))
        book, changes = self.book, []
        for name in named:
            if name not in book.topics:
                fresh = book.new(name, self._session.next_clock)
                changes.append(Change("topics", name, book.records.get(name), fresh))
                book = Codebook({**book.records, name: fresh})
        return named, changes

    def define(self, name: str, **fields: Any) -> Edit | None:
        """Change colour, glyph, description, digit or words of a topic."""
        digit = fields.get("digit")
        if digit is not None and not 1 <= digit <= 9:
            raise PressmarkError(f"A topic's digit is 1 to 9, not {digit}.")
        changes = redefine_topic(
            self.book,
            name,
            self._session.next_clock,
            lambda topic: msgspec.structs.replace(topic, **fields),
        )
        return self._session.commit(f"{' and '.join(fields)} of topic {name}", changes)

    def take_in(self, entries: Iterable[Entry], source: str) -> Edit | None:
        """Add the topics of a codebook file that are not there yet, as one edit.

        What is there stays as it is; a digit that is taken is left to who has it.
        """
        book, changes = self.book, []
        for entry in entries:
            name = topic_name(entry.name)
            if book.get(name):
                continue
            fields = entry.fields()
            if entry.digit and book.by_digit(entry.digit):
                fields["digit"] = None
            fresh = book.new(name, self._session.next_clock)
            topic = msgspec.structs.replace(fresh, **{"digit": None} | fields)
            changes.append(Change("topics", name, book.records.get(name), topic))
            book = Codebook({**book.records, name: topic})
        return self._session.commit(f"codebook {source}", changes)

    def rename(self, old: str, new: str) -> Edit | None:
        """Give a topic, and all below it, another path; PressmarkError where that is taken."""
        target = topic_name(new)
        there = self.book.topics.get(target)
        if there is not None and there.name != self.book.named(old).name:
            raise PressmarkError(
                f"There is a topic “{target}” already; merge “{old}” into it if they are the same."
            )
        return self._move(old, target, f"rename topic {old} to {target}")

    def merge(self, old: str, into: str) -> Edit | None:
        """Make `old`, and all below it, part of a topic that is there."""
        target = self.book.named(into).name
        return self._move(old, target, f"merge topic {old} into {target}")

    def _move(self, old: str, new: str, label: str) -> Edit | None:
        changes = move_topic(self.book, old, new, self._session.next_clock)
        return self._session.commit(label, changes)

    def delete(self, name: str) -> Edit | None:
        """Delete a topic with the own marks that carry it; `usage` tells how many those are."""
        topic = self.book.named(name)
        reviews, quotes = self.usage(topic.name)
        changes = drop_topic(self.book, topic.name, self._session.next_clock, reviews, quotes)
        return self._session.commit(f"delete topic {topic.name}", changes)

    def usage(self, name: str) -> tuple[list[Review], list[Quote]]:
        """The own reviews and quotes that carry a topic."""
        session = self._session
        session.load()
        usage = session.index.usage(name, session.me)
        reviews = [session.team.review(id_of(key)) for key in usage.articles]
        quotes = [session.team.quote(analyst, key) for analyst, key in usage.quotes]
        return reviews, [quote for quote in quotes if quote is not None]
