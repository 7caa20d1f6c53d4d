"""The topics as a tree: one node a path, headings where a path has no topic of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from store.folding import fold
from store.model import Topic
from store.topics import SEPARATOR

Counts: TypeAlias = Sequence[int]
"""What stands in the columns of a row, such as (articles, quotes, analysts)."""


class Node(NamedTuple):
    """A row of the tree; `topic` is None for a heading, `parent` says that rows stand below."""

    path: str
    topic: Topic | None
    parent: bool = False

    @property
    def depth(self) -> int:
        """How many paths this one stands below."""
        return self.path.count(SEPARATOR)

    @property
    def leaf(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(SEPARATOR)[2]


def nodes_of(topics: Iterable[Topic]) -> list[Node]:
    """All nodes in the order of their paths, each right behind the one it stands below."""
    by_path: dict[str, Topic | None] = {}
    for topic in topics:
        for path in above(topic.name):
            by_path.setdefault(path, None)
        by_path[topic.name] = topic
    parents = {path.rpartition(SEPARATOR)[0] for path in by_path}
    return [Node(path, by_path[path], path in parents) for path in sorted(by_path, key=_order)]


def above(path: str) -> Iterator[str]:
    """The paths that a path stands below, the shortest first."""
    at = path.find(SEPARATOR)
    while at >= 0:
        yield path[:at]
        at = path.find(SEPARATOR, at + 1)


def is_within(path: str, branch: str) -> bool:
    """Whether a path is that of a branch, or stands below it."""
    return path == branch or path.startswith(branch + SEPARATOR)


def unfolded(nodes: Iterable[Node], folded: Collection[str]) -> list[Node]:
    """The nodes that are seen while some paths are folded."""
    seen: list[Node] = []
    hidden = ""
    for node in nodes:
        if not hidden or not is_within(node.path, hidden):
            seen.append(node)
            hidden = node.path if node.path in folded else ""
    return seen


def with_those_above(nodes: Iterable[Node], wanted: Collection[str]) -> list[Node]:
    """The nodes of these paths, and those that they stand below."""
    kept = set(wanted).union(*map(above, wanted))
    return [node for node in nodes if node.path in kept]


def branches(names: Iterable[str]) -> dict[str, set[str]]:
    """For each path that others stand below, the topics there and below it."""
    found: dict[str, set[str]] = {}
    there = set(names)
    for name in there:
        for path in above(name):
            found.setdefault(path, {path} & there).add(name)
    return found


def sums(counts: Mapping[str, Counts]) -> dict[str, tuple[int, ...]]:
    """For each path, what it and all below it come to, column by column."""
    found: dict[str, tuple[int, ...]] = {}
    for name, count in counts.items():
        for path in (*above(name), name):
            before = found.get(path, (0,) * len(count))
            found[path] = tuple(map(sum, zip(before, count, strict=True)))
    return found


def _order(path: str) -> list[tuple[str, str]]:
    return [(fold(part), part) for part in path.split(SEPARATOR)]
