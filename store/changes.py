"""What each user action changes: from what is there now to a list of changes, and no more.

Nothing is written here. A record that stays as it is makes no change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from store.anchor import around
from store.catalogue import Catalogue, key_of
from store.codebook import Codebook
from store.model import Change, KeptOut, PressmarkError, Quote, Record, Review, Table, new_id, now
from store.text import clean, clean_line


def change(table: Table, key: str, before: Record | None, after: Record | None) -> list[Change]:
    """One change, or none where nothing differs."""
    return [] if before == after else [Change(table, key, before, after)]


def _with_topic(topics: Sequence[str], book: Codebook, name: str, on: bool) -> tuple[str, ...]:
    """`topics` with `name` added or taken away; names that mean the same topic are one."""
    now_named = book.resolve(topics)
    if on:
        return now_named if name in now_named else (*now_named, name)
    return tuple(topic for topic in now_named if topic != name)


def relabelled(
    topics: Sequence[str], book: Codebook, on: Sequence[str], off: Sequence[str]
) -> tuple[str, ...]:
    """`topics` with some added and others taken away."""
    for name in (*on, *off):
        topics = _with_topic(topics, book, name, name in on)
    return tuple(topics)


def told_labels(on: Sequence[str], off: Sequence[str]) -> list[str]:
    """What is done with each topic, as labels of edits say it."""
    return [f"label with {name}" for name in on] + [f"take off {name}" for name in off]


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


def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a quote, of which those that people type hold nothing that a terminal obeys."""
    typed = {"speaker": clean_line, "note": clean}
    return {name: typed[name](value) if name in typed else value for name, value in fields.items()}


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
    if not 0 <= start <= end <= len(text):
        raise PressmarkError(
            f"There is no text from {start} to {end}: the article has {len(text)} characters."
        )
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if start == end:
        raise PressmarkError("A highlight needs at least one letter; select some text.")
    return start, end


def short(text: str) -> str:
    """A passage or a title as labels of edits name it."""
    line = " ".join(text.split())
    return f"“{line[:40]}…”" if len(line) > 40 else f"“{line}”"


def named(catalogue: Catalogue, ids: Sequence[str]) -> str:
    """Articles as labels of edits name them: one by its title, several by their number."""
    if len(ids) != 1:
        return f"{len(ids):,} articles"
    try:
        listed = catalogue.rows([key_of(ids[0])])
    except KeptOut:  # an edit is saved without its title rather than not at all
        listed = []
    return short(listed[0].title) if listed and listed[0].title else ids[0]
