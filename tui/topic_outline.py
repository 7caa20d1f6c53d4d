"""Which rows of a codebook are seen while branches are folded or only some topics are wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from store.model import Topic
from tui.topic_nodes import Counts, Node, above, nodes_of, unfolded, with_those_above


class Outline:
    """A codebook as rows; `nodes` are those that are seen, in the order of their paths."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._all: list[Node] = []
        self._topics: list[Topic] | None = None
        self._folded: set[str] = set()
        self._wanted: Collection[str] | None = None
        self._counts: Mapping[str, Counts] = {}
        self._sums: Mapping[str, Counts] = {}

    def set_topics(self, topics: Sequence[Topic]) -> bool:
        """Take another codebook; False where it is the same."""
        if list(topics) == self._topics:
            return False
        self._topics = list(topics)
        self._all = nodes_of(topics)
        self._lay_out()
        return True

    def set_counts(self, counts: Mapping[str, Counts], sums: Mapping[str, Counts]) -> None:
        """What carries each path; `sums` are those of a path with all that is below it."""
        self._counts, self._sums = dict(counts), dict(sums)

    def want(self, paths: Collection[str] | None) -> None:
        """See only these topics and what they stand below, unfolded; all of them when None."""
        self._wanted = paths
        self._lay_out()

    def index(self, path: str) -> int | None:
        """The row of a path, if it is seen."""
        return next((i for i, node in enumerate(self.nodes) if node.path == path), None)

    def counts_of(self, node: Node) -> Counts:
        """What a row says at its end: of a branch that is folded, what all of it comes to."""
        whole = node.parent and self.is_folded(node)
        return (self._sums if whole else self._counts).get(node.path, ())

    def is_folded(self, node: Node) -> bool:
        """Whether what stands below it is hidden."""
        return self._wanted is None and node.path in self._folded

    def can_fold(self, node: Node) -> bool:
        """Whether rows stand below it that can be hidden."""
        return node.parent and self._wanted is None and node.path not in self._folded

    def fold(self, path: str) -> None:
        self._folded.add(path)
        self._lay_out()

    def unfold(self, path: str) -> None:
        self._folded.discard(path)
        self._lay_out()

    def fold_all(self) -> None:
        self._folded = {node.path for node in self._all if node.parent}
        self._lay_out()

    def unfold_all(self) -> None:
        self._folded.clear()
        self._lay_out()

    def reveal(self, path: str) -> bool:
        """Unfold what hides a path; False where nothing does."""
        hiding = self._folded & set(above(path))
        if hiding:
            self._folded -= hiding
            self._lay_out()
        return bool(hiding)

    def _lay_out(self) -> None:
        if self._wanted is not None:
            self.nodes = with_those_above(self._all, self._wanted)
        else:
            self.nodes = unfolded(self._all, self._folded)
