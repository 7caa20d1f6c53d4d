"""The codebook: everybody's topics as one set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from store.folding import fold
from store.model import PressmarkError, Topic
from store.query import QUOTATION_MARKS
from store.text import clean_line
from store.topics import SEPARATOR, canonical_names

COLOURS = (
    "yellow", "cyan", "green", "magenta", "orange", "blue", "pink", "teal", "red", "violet",
)  # fmt: skip
"""The colours that topics are given in turn; any `#rrggbb` may be chosen as well."""

LONGEST_NAME = 200

APOSTROPHES = dict.fromkeys({ord('"'), *QUOTATION_MARKS}, "’")


class Codebook:
    """The topics that stand, by name; aliases and deleted ones only resolve.

    `records` is every name on record with its newest definition.
    """

    def __init__(self, records: Mapping[str, Topic]) -> None:
        self.records = records
        self.canonical = canonical_names(records.values())
        standing = (t for t in records.values() if not t.gone and not t.alias)
        self.topics = {topic.name: topic for topic in sorted(standing, key=_by_path)}
        self._by_digit: dict[int, str] = {}
        for topic in self.topics.values():
            if topic.digit:
                self._by_digit.setdefault(topic.digit, topic.name)

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.topics.values())

    def __len__(self) -> int:
        return len(self.topics)

    def get(self, name: str) -> Topic | None:
        """The topic that a name on a mark stands for, old names included."""
        return self.topics.get(self.canonical.get(name) or name)

    def resolve(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names that count for these names on a mark, in order, once each."""
        now = (self.canonical.get(name, name) for name in names)
        return tuple(dict.fromkeys(name for name in now if name is not None))

    def by_digit(self, digit: int) -> Topic | None:
        """The topic that a digit key gives; None where it is free."""
        name = self._by_digit.get(digit)
        return self.topics[name] if name else None

    def named(self, name: str) -> Topic:
        """The topic called `name`, or that was; PressmarkError where there is none."""
        topic = self.get(name) or self.get(topic_name(name))
        if topic is None:
            raise PressmarkError(
                f"There is no topic “{clean_line(name, 60)}” in the codebook; "
                "`pressmark topics` lists them."
            )
        return topic

    def below(self, path: str) -> list[Topic]:
        """The topics under a path, without the one at the path itself."""
        return [topic for topic in self if topic.name.startswith(path + SEPARATOR)]

    def at(self, path: str) -> list[Topic]:
        """The topic at a path, where there is one, and those below it."""
        topic = self.topics.get(path)
        return [*([topic] if topic else []), *self.below(path)]

    def branch(self, name: str) -> str:
        """The path of a topic, old names included, or of a heading that has topics below it.

        PressmarkError where nothing is there.
        """
        paths = (path for path in (name, topic_name(name)) if self.at(path))
        return next(paths, None) or self.named(name).name

    def old_names(self, name: str) -> tuple[str, ...]:
        """The names that stand for the topic of this name beside its own, in order."""
        return self._old_names.get(name, ())

    @cached_property
    def _old_names(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for old, now in sorted(self.canonical.items()):
            if now is not None and now != old:
                found[now] = (*found.get(now, ()), old)
        return found


def newest(records: Iterable[tuple[str, Topic]]) -> dict[str, Topic]:
    """Of each name the definition that counts: the highest (clock, analyst).

    `records` are (analyst, topic); neither their order nor the wall clock matters.
    """
    chosen: dict[str, tuple[int, str, Topic]] = {}
    for analyst, topic in records:
        rank = (topic.clock, analyst, topic)
        if topic.name not in chosen or rank[:2] > chosen[topic.name][:2]:
            chosen[topic.name] = rank
    return {name: rank[2] for name, rank in chosen.items()}


def topic_name(raw: str) -> str:
    """`raw` as a path: cleaned, without empty parts. PressmarkError where nothing is left.

    Quotation marks become apostrophes: between them a query asks for a topic.
    """
    parts = (part.strip() for part in clean_line(raw).translate(APOSTROPHES).split(SEPARATOR))
    name = SEPARATOR.join(part for part in parts if part)
    if not name:
        raise PressmarkError("A topic needs a name of at least one letter, such as arms/drones.")
    if len(name) > LONGEST_NAME:
        raise PressmarkError(
            f"The topic name “{name[:30]}…” has {len(name)} characters; use at most {LONGEST_NAME}."
        )
    return name


def _by_path(topic: Topic) -> list[str]:
    return [fold(part) for part in topic.name.split(SEPARATOR)]
