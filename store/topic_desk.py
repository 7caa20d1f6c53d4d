"""What can be done to the codebook: make, rename, merge, delete, describe, colour, give a digit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from store.catalogue import id_of
from store.codebook import Codebook, topic_name
from store.codebook_entry import Entry
from store.model import Change, Edit, Quote, Review, Topic, several
from store.one_edit import one_edit
from store.revision import Revision
from store.session import Session
from store.suggestion_desk import SuggestionDesk
from store.tally import TopicCount
from store.topic_changes import drop_topics, move_branch
from store.topic_fields import tidy_fields
from store.topics import SEPARATOR


class TopicDesk:
    """The topics of a library. Each method that changes something is one edit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.suggestions = SuggestionDesk(session)

    @property
    def book(self) -> Codebook:
        """Everybody's topics as they are now."""
        self._session.load()
        return self._session.codebook

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.book)

    def __len__(self) -> int:
        return len(self.book)

    def get(self, name: str) -> Topic | None:
        """The topic that a name stands for, old names included."""
        return self.book.get(name)

    def counts(self) -> Mapping[str, TopicCount]:
        """How many articles, quotes and analysts carry each topic that anything carries.

        After an edit, only what it touched is counted anew.
        """
        self._session.load()
        return self._session.index.topic_counts()

    def together(self, groups: Mapping[str, Collection[str]]) -> dict[str, TopicCount]:
        """What carries each group of topics: articles and quotes summed, each analyst once."""
        self._session.load()
        counts = self._session.index.topics_together(groups.values())
        return dict(zip(groups, counts, strict=True))

    @one_edit
    def add(self, name: str, **fields: Any) -> Edit | None:
        """Make a topic; `fields` are those of Topic. One that is there keeps what is not given."""
        (named,), changes = self.ensure([name])
        if not changes:
            return self.define(named, **fields) if fields else None
        revision = self._revision()
        revision.add(named, **fields)
        return self._session.commit(f"new topic {named}", revision.changes())

    def name(self, name: str) -> str:
        """The name under which a topic counts, whether it is there or not."""
        there = self.book.get(topic_name(name))
        return there.name if there else topic_name(name)

    def ensure(self, names: Iterable[str]) -> tuple[tuple[str, ...], list[Change]]:
        """The names that count for `names`, once each, and the changes that make the new ones."""
        named = tuple(dict.fromkeys(map(self.name, several(names))))
        new = [name for name in named if name not in self.book.topics]
        if not new:
            return named, []
        revision = self._revision()
        for name in new:
            revision.add(name)
        return named, revision.changes()

    @one_edit
    def define(self, name: str, **fields: Any) -> Edit | None:
        """Change colour, glyph, description, digit or words of a topic.

        A digit that another topic has moves over to this one.
        """
        topic = self.book.named(name)
        revision = self._revision()
        revision.alter(topic, **fields)
        return self._session.commit(
            f"{' and '.join(fields)} of topic {topic.name}", revision.changes()
        )

    @one_edit
    def take_in(
        self, entries: Iterable[Entry], source: str, *, update: bool = False
    ) -> Edit | None:
        """Add the topics of a codebook file that are not there yet, as one edit.

        What is there stays as it is, unless `update` has it say what the file says. A digit that
        a topic has stays with it.
        """
        revision = self._revision()
        for entry in entries:
            fields = tidy_fields(entry.fields())
            name = self.name(entry.name)
            there = revision.standing(name)
            taken = entry.digit and not revision.digit_is_free(entry.digit)
            if there is None:
                revision.add(name, **{"digit": None} | fields | ({"digit": None} if taken else {}))
            elif update:
                if taken:
                    del fields["digit"]
                revision.alter(there, **fields)
        return self._session.commit(f"topics from {source}", revision.changes())

    @one_edit
    def rename(self, old: str, new: str) -> Edit | None:
        """Give a topic, and all below it, another path; PressmarkError where that is taken."""
        self._session.for_leads("renames, merges, moves and deletes topics")
        changes = move_branch(self.book, old, new, self._session.next_clock, merge=False)
        return self._session.commit(f"rename topic {old} to {topic_name(new)}", changes)

    @one_edit
    def merge(self, old: str, into: str) -> Edit | None:
        """Make `old`, and all below it, part of a topic that is there."""
        self._session.for_leads("renames, merges, moves and deletes topics")
        target = self.book.named(into).name
        changes = move_branch(self.book, old, target, self._session.next_clock, merge=True)
        return self._session.commit(f"merge topic {old} into {target}", changes)

    @one_edit
    def move(self, name: str, below: str) -> Edit | None:
        """Put a branch under another path, or at the top where `below` is empty."""
        self._session.for_leads("renames, merges, moves and deletes topics")
        path = self.book.branch(name)
        target = topic_name(f"{below}{SEPARATOR}{path.rpartition(SEPARATOR)[2]}")
        changes = move_branch(self.book, path, target, self._session.next_clock, merge=False)
        return self._session.commit(f"move topic {path} to {target}", changes)

    @one_edit
    def delete(self, name: str, *, below: bool = False) -> Edit | None:
        """Delete a topic with the own marks that carry it; `usage` tells how many those are.

        With `below`, everything under its path goes as well, and it may be only a heading.
        """
        self._session.for_leads("renames, merges, moves and deletes topics")
        path, names = self._branch(name, below)
        reviews, quotes = self.usage(name, below=below)
        changes = drop_topics(self.book, names, self._session.next_clock, reviews, quotes)
        return self._session.commit(f"delete topic {path}", changes)

    def usage(self, name: str, *, below: bool = False) -> tuple[list[Review], list[Quote]]:
        """The own reviews and quotes that carry a topic, or any `below` its path as well."""
        session, (_, names) = self._session, self._branch(name, below)
        usages = [session.index.usage(each, session.me) for each in names]
        articles = dict.fromkeys(key for usage in usages for key in usage.articles)
        refs = dict.fromkeys(ref for usage in usages for ref in usage.quotes)
        quotes = [session.team.quote(analyst, key) for analyst, key in refs]
        return (
            [session.team.review(id_of(key)) for key in articles],
            [quote for quote in quotes if quote is not None],
        )

    def _branch(self, name: str, below: bool) -> tuple[str, list[str]]:
        """A path, and the names of the topics there."""
        if not below:
            topic = self.book.named(name)
            return topic.name, [topic.name]
        path = self.book.branch(name)
        return path, [topic.name for topic in self.book.at(path)]

    def _revision(self) -> Revision:
        return Revision(self.book, self._session.next_clock)
