"""What each user action changes: from what is there now to a list of changes, and no more.

Nothing is written here. A record that stays as it is makes no change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from store.anchor import around
from store.codebook import Codebook, topic_name
from store.model import Change, PressmarkError, Quote, Record, Review, Table, Topic, new_id, now


def change(table: Table, key: str, before: Record | None, after: Record | None) -> list[Change]:
    """One change, or none where nothing differs."""
    return [] if before == after else [Change(table, key, before, after)]


def with_topic(topics: Sequence[str], book: Codebook, name: str, on: bool) -> tuple[str, ...]:
    """`topics` with `name` added or taken away; names that mean the same topic are one."""
    now_named = book.resolve(topics)
    if on:
        return now_named if name in now_named else (*now_named, name)
    return tuple(topic for topic in now_named if topic != name)


def review_change(before: Review, after: Review) -> list[Change]:
    """A verdict set; one that says nothing any more is taken away."""
    blank = Review(after.article)
    stamped = msgspec.structs.replace(after, at="") == blank
    old = None if before == blank else before
    same = msgspec.structs.replace(after, at=before.at) == before
    if same:
        return []
    new = None if stamped else msgspec.structs.replace(after, at=now())
    return change("reviews", after.article, old, new)


def new_quote(
    article: str,
    text: str,
    start: int,
    end: int,
    topics: tuple[str, ...],
    speaker: str = "",
    note: str = "",
) -> Quote:
    """A quote over text[start:end] without the blanks at its edges.

    Raises PressmarkError where nothing is left, or the place is not in the text.
    """
    start, end = trimmed(text, start, end)
    exact, prefix, suffix = around(text, start, end)
    return Quote(new_id(), article, start, end, exact, prefix, suffix, topics, speaker, note, now())


def anchored(quote: Quote, text: str, start: int, end: int) -> Quote:
    """`quote` over another stretch of its article. Raises PressmarkError as `new_quote` does."""
    start, end = trimmed(text, start, end)
    exact, prefix, suffix = around(text, start, end)
    return msgspec.structs.replace(
        quote, start=start, end=end, exact=exact, prefix=prefix, suffix=suffix
    )


def joined_quote(first: Quote, second: Quote, text: str) -> Quote:
    """`first` over both and what lies between; topics and notes of both, a speaker of either."""
    whole = anchored(first, text, min(first.start, second.start), max(first.end, second.end))
    return msgspec.structs.replace(
        whole,
        topics=tuple(dict.fromkeys((*first.topics, *second.topics))),
        speaker=first.speaker or second.speaker,
        note="\n".join(dict.fromkeys(filter(None, (first.note, second.note)))),
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks at its edges; PressmarkError where it is empty or outside."""
    if not 0 <= start < end <= len(text):
        raise PressmarkError(
            f"There is no text from {start} to {end}: the article has {len(text)} characters."
        )
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if start == end:
        raise PressmarkError("A highlight needs at least one letter; select some text.")
    return start, end


# Topics


def move_topic(book: Codebook, old: str, new: str, clock: int) -> list[Change]:
    """Rename `old` to `new`, everything below it included; where `new` exists, they are merged.

    Old names become aliases, so that nobody's marks are rewritten.
    """
    source = book.named(old)
    target = topic_name(new)
    if target == source.name:
        return []
    if target.startswith(source.name + "/"):
        raise PressmarkError(f"“{source.name}” cannot be moved into itself; choose another path.")
    moved = [source, *book.below(source.name)]
    changes: list[Change] = []
    for topic in moved:
        name = target + topic.name[len(source.name) :]
        there = book.records.get(name)
        if there is None or there.gone or there.alias:
            fresh = msgspec.structs.replace(topic, name=name, clock=clock)
            changes += change("topics", name, there, fresh)
        alias = Topic(topic.name, alias=name, clock=clock)
        changes += change("topics", topic.name, topic, alias)
    return changes


def drop_topic(
    book: Codebook,
    name: str,
    clock: int,
    reviews: Iterable[Review],
    quotes: Iterable[Quote],
) -> list[Change]:
    """Delete a topic with the own marks that carry it; a highlight with no other topic goes."""
    topic = book.named(name)
    gone = Topic(topic.name, gone=True, clock=clock)
    changes = change("topics", topic.name, topic, gone)
    for review in reviews:
        left = with_topic(review.topics, book, topic.name, on=False)
        changes += review_change(review, msgspec.structs.replace(review, topics=left))
    for quote in quotes:
        left = with_topic(quote.topics, book, topic.name, on=False)
        after = msgspec.structs.replace(quote, topics=left) if left else None
        changes += change("quotes", quote.id, quote, after)
    return changes


def redefine_topic(
    book: Codebook, name: str, clock: int, alter: Callable[[Topic], Topic]
) -> list[Change]:
    """Change what a topic says of itself; a digit that another topic has moves over to it."""
    topic = book.named(name)
    after = alter(topic)
    if after == topic:
        return []
    changes: list[Change] = []
    holder = book.by_digit(after.digit) if after.digit else None
    if holder and holder.name != topic.name:
        freed = msgspec.structs.replace(holder, digit=None, clock=clock)
        changes += change("topics", holder.name, holder, freed)
    after = msgspec.structs.replace(after, clock=clock)
    return changes + change("topics", topic.name, topic, after)
