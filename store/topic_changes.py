"""What becomes of the codebook, and of the own marks, when topics are moved or deleted.

Nothing is written here, and nobody's marks are rewritten by a move: old names become aliases.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from store.changes import change, review_change
from store.codebook import Codebook, topic_name
from store.model import Change, PressmarkError, Quote, Review, Topic
from store.revision import Revision
from store.topics import SEPARATOR


def move_branch(book: Codebook, old: str, new: str, clock: int, *, merge: bool) -> list[Change]:
    """Give the branch at `old`, a topic or only a heading, the path `new`.

    Where a name is taken, `merge` makes the two topics one; without it, PressmarkError. Names
    that marks carry for another topic are never taken, or those marks would change sides.
    """
    path = book.branch(old)
    target = topic_name(new)
    if target == path:
        return []
    if target.startswith(path + SEPARATOR):
        raise PressmarkError(f"“{path}” cannot be moved into itself; choose another path.")
    moved = {topic.name: topic for topic in book.at(path)}
    revision = Revision(book, clock)
    # Aliases first: a digit is then free for the topic of the new name.
    places = {
        name: _place(book, topic, target + name[len(path) :], moved, merge)
        for name, topic in moved.items()
    }
    for name, place in places.items():
        revision.lead(name, to=place)
    for name, topic in moved.items():
        if places[name] not in book.topics:
            revision.put(msgspec.structs.replace(topic, name=places[name]))
    return revision.changes()


def _place(book: Codebook, topic: Topic, name: str, moved: Collection[str], merge: bool) -> str:
    """Where a topic goes that is to be called `name`: there, or into the topic of that name."""
    there = book.get(name)
    if there is None or there is topic:
        return name
    if there.name in moved:
        raise PressmarkError(
            f"“{name}” is a name of “{there.name}”, which would move as well; "
            "give that one another name first."
        )
    if merge:
        return there.name
    if there.name == name:
        raise PressmarkError(
            f"There is a topic “{name}” already; merge the two if they are the same."
        )
    raise PressmarkError(
        f"“{name}” was a name of “{there.name}”, and marks may still carry it; choose another."
    )


def drop_topics(
    book: Codebook,
    names: Collection[str],
    clock: int,
    reviews: Iterable[Review],
    quotes: Iterable[Quote],
) -> list[Change]:
    """Delete topics with the own marks that carry them; a highlight with no other topic goes."""
    revision = Revision(book, clock)
    for name in names:
        revision.drop(name)
    changes = revision.changes()

    def left(topics: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in book.resolve(topics) if name not in names)

    for review in reviews:
        changes += review_change(
            review, msgspec.structs.replace(review, topics=left(review.topics))
        )
    for quote in quotes:
        topics = left(quote.topics)
        after = msgspec.structs.replace(quote, topics=topics) if topics else None
        changes += change("quotes", quote.id, quote, after)
    return changes
