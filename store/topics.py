"""Which topic a name on a mark stands for, when topics are renamed, merged and deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from store.folding import fold
from store.model import Topic

SEPARATOR = "/"


def canonical_names(topics: Iterable[Topic]) -> dict[str, str | None]:
    """For each name on record, the name that counts now, or None for a deleted topic.

    Aliases are followed to their end, also to a name that is not on record. Two analysts can
    make a ring of aliases by renaming both ways at once: the first name in order then stands
    for the ring, so that every session comes to the same answer.
    """
    known = {topic.name: topic for topic in topics}
    found: dict[str, str | None] = {}
    for name in known:
        _resolve(name, known, found)
    return {name: found[name] for name in known}


def _resolve(name: str, known: Mapping[str, Topic], found: dict[str, str | None]) -> None:
    """Add to `found` what `name` stands for, and all names on the way there.

    So each alias is followed once, however long the chain that somebody's journal holds.
    """
    path: dict[str, None] = {}
    while name not in path and name not in found:
        path[name] = None
        topic = known.get(name)
        if topic is not None and topic.gone:
            found[name] = None
        elif topic is None or not topic.alias:
            found[name] = name
        else:
            name = topic.alias
    if name in found:
        end = found[name]
    else:
        names = list(path)
        end = min(names[names.index(name) :])
    found.update(dict.fromkeys(path, end))


class TopicNames:
    """Numbers for names, so that marks are small, and the canonical number of each.

    A name that the codebook does not hold stands for itself.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._canonical: dict[str, str | None] = {}

    def __len__(self) -> int:
        return len(self._names)

    def number(self, name: str) -> int:
        """The number of a name, given out when it is first seen."""
        number = self._numbers.get(name)
        if number is None:
            number = self._numbers[name] = len(self._names)
            self._names.append(name)
        return number

    def name(self, number: int) -> str:
        """The name that a number was given to."""
        return self._names[number]

    def define(self, canonical: Mapping[str, str | None]) -> bool:
        """Replace what names stand for, as `canonical_names` gives it; whether any has changed."""
        before, self._canonical = self._canonical, dict(canonical)
        changed = any(before.get(n, n) != canonical.get(n, n) for n in before.keys() | canonical)
        for name in canonical.values():
            if name is not None:
                self.number(name)
        return changed

    def canonical(self, name: str) -> str | None:
        """The name that `name` stands for, None where that topic is deleted."""
        return self._canonical.get(name, name)

    def ranked(self) -> list[tuple[int, int | None, int | None]]:
        """(number, number that it stands for, rank of that one by name) of all given out.

        The last two are None where the topic is deleted.
        """
        now = [self.canonical(name) for name in self._names]
        standing = {name for name in now if name is not None}
        ranks = {name: rank for rank, name in enumerate(sorted(standing, key=by_path))}
        return [
            (number, None, None) if name is None else (number, self.number(name), ranks[name])
            for number, name in enumerate(now)
        ]

    def exactly(self, name: str) -> list[int]:
        """The numbers of all names that stand for the same topic as `name`."""
        wanted = self.canonical(name)
        if wanted is None:
            return []
        return [n for n, other in enumerate(self._names) if self.canonical(other) == wanted]

    def under(self, name: str) -> list[int]:
        """The numbers of all names that stand for `name`, in any case, or a topic below it.

        An old name finds what it was renamed to.
        """
        wanted = fold(name.strip(SEPARATOR))
        roots = {wanted}
        for old, new in self._canonical.items():
            if fold(old) == wanted and new is not None:
                roots.add(fold(new))
        return [number for number, other in enumerate(self._names) if self._is_in(other, roots)]

    def _is_in(self, name: str, roots: set[str]) -> bool:
        canonical = self.canonical(name)
        if canonical is None:
            return False
        folded = fold(canonical)
        return any(folded == root or folded.startswith(root + SEPARATOR) for root in roots)


def by_path(name: str) -> tuple[list[str], str]:
    """What puts names of topics in order: part by part, in any case."""
    return fold(name).split(SEPARATOR), name
