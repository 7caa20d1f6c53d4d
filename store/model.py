"""The words of Pressmark, as frozen typed records.

Everything that crosses a boundary between two parts of the program is one of these.
Offsets are code points into an article's cleaned text, and `end` is exclusive.
Times are ISO 8601 in UTC (`2026-03-01T09:30:00Z`); a published date may be a bare day.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal, TypeAlias, get_args

import msgspec

Status: TypeAlias = Literal["new", "done", "skipped"]
STATUSES: tuple[Status, ...] = get_args(Status)

Table: TypeAlias = Literal["topics", "reviews", "quotes", "gold"]
TABLES: tuple[Table, ...] = get_args(Table)

QuoteRef: TypeAlias = tuple[str, str]
"""(analyst, id of the quote): ids are unique for one analyst only."""

CONTEXT = 32
"""Characters of prefix and of suffix that a quote keeps, to be found again by."""


class PressmarkError(Exception):
    """Something that a user can cause; its text is one sentence: what, where, what to do."""


class KeptOut(PressmarkError):
    """Somebody lets nobody read the articles; it can be tried again when that is over."""


class Draft(msgspec.Struct, frozen=True):
    """What a reader makes of its input: an article before it is cleaned and has an id."""

    text: str
    title: str = ""
    source: str = ""
    byline: str = ""
    published: str = ""
    url: str = ""
    language: str = ""


class Article(msgspec.Struct, frozen=True):
    """An immutable text. `id` is the first 16 hex digits of the SHA-256 of `text`."""

    id: str
    text: str
    title: str = ""
    source: str = ""
    byline: str = ""
    published: str = ""
    url: str = ""
    language: str = ""


class Topic(msgspec.Struct, frozen=True, omit_defaults=True):
    """A label; its key is `name`, a path such as `arms/drones`.

    `alias` names the topic that this one was renamed to or merged into; marks that carry the
    old name are read as the new one. `gone` is a deleted topic: it must stay on record, or an
    older definition of somebody else's would bring it back. `clock` is the Lamport clock of the
    edit that wrote it; the newest (clock, analyst) is the definition that counts.
    """

    name: str
    colour: str = ""
    glyph: str = ""
    description: str = ""
    digit: int | None = None
    words: tuple[str, ...] = ()
    alias: str = ""
    gone: bool = False
    clock: int = 0


class Review(msgspec.Struct, frozen=True, omit_defaults=True):
    """One analyst's verdict on one article; its key is the article's id."""

    article: str
    status: Status = "new"
    star: bool = False
    topics: tuple[str, ...] = ()
    note: str = ""
    at: str = ""


class Quote(msgspec.Struct, frozen=True, omit_defaults=True):
    """One analyst's highlight; `exact`, `prefix` and `suffix` as in W3C Web Annotation.

    It stays on the version of the article that it was made on. `kept_for` is the newer version in
    which its words were looked for in vain, and its analyst let it stand as it is.
    """

    id: str
    article: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    topics: tuple[str, ...] = ()
    speaker: str = ""
    note: str = ""
    at: str = ""
    kept_for: str = ""


Decision: TypeAlias = Literal["taken", "changed", "rejected"]


class Gold(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an adjudicator decided of marks at one place; fields as those of a quote.

    `sources` are the marks that it is made of, `beside` those that were there and were not taken,
    each as `analyst/id`. `clock` is the Lamport clock of the edit that wrote it: of decisions on
    one mark by several people, the newest (clock, analyst) counts.
    """

    id: str
    article: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    topics: tuple[str, ...] = ()
    speaker: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    decision: Decision = "taken"
    at: str = ""
    clock: int = 0


class QuoteRow(msgspec.Struct, frozen=True):
    """A quote joined with its article's metadata: what is exported, copied and browsed.

    `article` is the article's id; `topics` are canonical names, renamed and merged ones resolved.
    """

    id: str
    analyst: str
    article: str
    title: str
    source: str
    byline: str
    published: str
    url: str
    start: int
    end: int
    exact: str
    topics: tuple[str, ...] = ()
    speaker: str = ""
    note: str = ""
    at: str = ""


Record: TypeAlias = Topic | Review | Quote | Gold
RECORD_TYPES: dict[Table, type[Topic] | type[Review] | type[Quote] | type[Gold]] = {
    "topics": Topic,
    "reviews": Review,
    "quotes": Quote,
    "gold": Gold,
}


class ArticleRow(msgspec.Struct, frozen=True):
    """An article as a list shows it; status and star are the session's analyst's.

    `topics` are canonical names, of labels and of quotes, everybody's; `quotes` counts
    everybody's. `suggested` are topics of which words stand in the article, as far as its text
    was looked at. `changed` is the newest of several versions, `superseded` one of the others;
    what others carry is counted in the newest.
    """

    id: str
    title: str = ""
    source: str = ""
    published: str = ""
    status: Status = "new"
    star: bool = False
    topics: tuple[str, ...] = ()
    quotes: int = 0
    suggested: tuple[str, ...] = ()
    changed: bool = False
    superseded: bool = False


class Change(msgspec.Struct, frozen=True):
    """One record before and after; None where it is not there."""

    table: Table
    key: str
    before: Record | None
    after: Record | None

    def inverse(self) -> Change:
        return Change(self.table, self.key, self.after, self.before)


class Edit(msgspec.Struct, frozen=True):
    """One user action: the unit of writing (all or nothing), of undo, of history, of news.

    `number` is its place in its analyst's journal and `clock` its Lamport clock; both are 0
    until it is saved.
    """

    label: str
    changes: tuple[Change, ...]
    analyst: str = ""
    at: str = ""
    number: int = 0
    clock: int = 0

    def inverse(self) -> Edit:
        """The edit that takes this one back; taking that back is this one again."""
        return Edit(self.label, tuple(change.inverse() for change in reversed(self.changes)))


def now() -> str:
    """This moment, to the second, in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def several(given: str | Iterable[str]) -> Iterable[str]:
    """What is given one by one; a text alone is one name, and not the letters that it has."""
    return (given,) if isinstance(given, str) else given


def new_id() -> str:
    """A fresh id for a quote: 12 hex digits, unique enough for one analyst's lifetime."""
    return os.urandom(6).hex()
