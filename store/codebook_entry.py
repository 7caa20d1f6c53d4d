"""One topic as it stands in a codebook file, whatever the file's format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from store.codebook import topic_name
from store.model import PressmarkError, Topic
from store.topic_fields import tidy_fields


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A topic's name, and what else is said of it."""

    name: str
    glyph: str = ""
    colour: str = ""
    description: str = ""
    digit: int | None = None
    words: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """What the file says of the topic beside its name."""
        return {k: v for k, v in msgspec.structs.asdict(self).items() if k != "name" and v}


FIELDS = tuple(field.name for field in msgspec.structs.fields(Entry))


def entries_of(topics: Iterable[Topic]) -> list[Entry]:
    """The entries that say of topics what a file can say."""
    return [Entry(*(getattr(topic, name) for name in FIELDS)) for topic in topics]


def tidied(entry: Entry) -> Entry:
    """An entry as it is taken in; PressmarkError says which topic cannot be, and why."""
    try:
        return Entry(topic_name(entry.name), **tidy_fields(entry.fields()))
    except PressmarkError as error:
        raise PressmarkError(f"topic “{entry.name}”: {error}") from error
