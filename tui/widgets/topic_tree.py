"""The topics as a tree that folds: digit, letter, name, and how much carries each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from store.model import Topic
from tui.paint_row import DIM, PLAIN, Look, Looks
from tui.palette import Depth, ink
from tui.topic_nodes import Counts, Node, above, is_within
from tui.topic_outline import Outline
from tui.widgets.row_list import RowList
from tui.wrap import fit

CUT = Style(dim=True, italic=True, strike=True)
HEADING = Look(" ", "")
NOBODY = Look("?", "")
OPEN, FOLDED, LEAF = "▾", "▸", " "


def node_strip(
    node: Node,
    width: int,
    look: Look,
    counts: Sequence[str],
    *,
    folded: bool = False,
    cut: bool = False,
    cursor: Style | None = None,
    depth: Depth = Depth.MANY,
) -> Strip:
    """A row of `width` cells; `counts` are ready to be put side by side at its end."""
    sign = (FOLDED if folded else OPEN) if node.parent else LEAF
    digit = node.topic.digit if node.topic else None
    indent = " " * min(2 * node.depth, width // 3)
    head = f" {digit or ' '} {indent}{sign} "
    tail = "".join(counts) + " "
    name = fit(f" {node.leaf}", max(1, width - len(head) - 1 - len(tail)))
    if cursor is not None:
        return Strip([Segment(f"{head}{look.glyph}{name}{tail}", cursor)]).crop(0, width)
    style = CUT if cut else PLAIN if node.topic else DIM
    parts = [
        Segment(head, DIM),
        Segment(look.glyph, ink(look.colour, depth) if look.colour else PLAIN),
        Segment(name, style),
        Segment(tail, DIM),
    ]
    return Strip(parts).crop(0, width)


class TopicTree(RowList):
    """Shows the codebook; says which topic's articles are wanted, or what is to change."""

    BINDINGS = [
        Binding("enter", "filter", "show its articles", id="topics.filter"),
        Binding("n", "change('add')", "new topic", id="topics.add"),
        Binding("r", "change('rename')", "rename", id="topics.rename"),
        Binding("m", "change('merge')", "merge", id="topics.merge"),
        Binding("c", "change('colour')", "colour", id="topics.colour"),
        Binding("i", "change('glyph')", "letter", id="topics.glyph", show=False),
        Binding("D", "change('description')", "describe", id="topics.describe", show=False),
        Binding("w", "change('words')", "words that suggest it", id="topics.words", show=False),
        Binding("delete", "change('delete')", "delete", id="topics.delete"),
        *(
            Binding(str(digit), f"digit({digit})", "give it that digit",
                    id=f"topics.digit{digit}", show=False)
            for digit in range(10)
        ),
        Binding("h,left", "fold", "fold", id="topics.fold", show=False),
        Binding("l,right", "unfold", "unfold", id="topics.unfold", show=False),
        Binding("H", "fold_all", "fold all", id="topics.fold_all", show=False),
        Binding("L", "unfold_all", "unfold all", id="topics.unfold_all", show=False),
    ]  # fmt: skip

    @dataclass
    class Filter(Message):
        """Show the articles that carry this topic, or one below it."""

        topic: str

    @dataclass
    class Change(Message):
        """Change what stands at a path; `what` is add, rename, merge, delete or a field of Topic.

        `whole` means the path with all that is below it: a heading, or what is folded.
        """

        topic: str
        what: str
        digit: int | None = None
        whole: bool = False

    def __init__(
        self,
        depth: Depth = Depth.MANY,
        *,
        moved: Callable[[], None] = lambda: None,
        id: str | None = None,
    ) -> None:
        super().__init__(moved=moved, id=id)
        self.depth = depth
        self.looks: Looks = {}
        self.cut = ""
        self._outline = Outline()

    # What is shown

    def set_tree(
        self,
        topics: Sequence[Topic],
        counts: Mapping[str, Counts],
        sums: Mapping[str, Counts],
        looks: Looks,
    ) -> None:
        """Show another codebook; `sums` are the counts of a path with all that is below it.

        The cursor stays on its path where it can.
        """
        path, before = self.path, list(map(self.counts_of, self.nodes))
        looked, self.looks = self.looks, dict(looks)
        self._outline.set_counts(counts, sums)
        if self._outline.set_topics(topics):
            self._show_rows(path)
        elif looked != self.looks:
            self.refresh()
        else:
            for index, node in enumerate(self.nodes):
                if self.counts_of(node) != before[index]:
                    self.refresh_line(index)

    def want(self, paths: Collection[str] | None) -> None:
        """Show only these topics and what they stand below, unfolded; all of them when None."""
        path = self.path
        self._outline.want(paths)
        self._show_rows(path)
        if paths:
            self.go(next((i for i, node in enumerate(self.nodes) if node.path in paths), 0))

    def set_cut(self, path: str) -> None:
        """Show a branch as taken out; none where the path is empty."""
        self.cut = path
        self.refresh()

    def go_to(self, path: str) -> None:
        """Put the cursor on a path, and unfold what hides it."""
        before = self.path
        if self._outline.reveal(path):
            self._show_rows(before)
        found = self._outline.index(path)
        if found is not None:
            self.go(found)

    @property
    def nodes(self) -> Sequence[Node]:
        """The rows."""
        return self._outline.nodes

    @property
    def node(self) -> Node | None:
        """The row under the cursor."""
        return self.nodes[self.cursor] if self.nodes else None

    @property
    def path(self) -> str:
        """That of the row under the cursor; empty where there is none."""
        return self.node.path if self.node else ""

    @property
    def topic(self) -> Topic | None:
        """The topic under the cursor; None on a heading."""
        return self.node.topic if self.node else None

    def counts_of(self, node: Node) -> Counts:
        """What a row says at its end: of a branch that is folded, what all of it comes to."""
        return self._outline.counts_of(node)

    def _show_rows(self, path: str) -> None:
        """Show what the outline has now, with the cursor on `path`, else where it was."""
        found = self._outline.index(path)
        self.set_count(len(self.nodes), self.cursor if found is None else found)
        self._tell_moved()

    # Drawing

    def columns(self, counts: Counts, width: int) -> list[str]:  # noqa: ARG002 - for subclasses
        """The counts as text, each with the blanks that keep it apart."""
        return [f" {count}" if count else "" for count in counts]

    def draw(self, index: int, width: int) -> Strip:
        node = self.nodes[index]
        look = self.looks.get(node.path, NOBODY) if node.topic else HEADING
        return node_strip(
            node,
            width,
            look,
            self.columns(self.counts_of(node), width),
            folded=self._outline.is_folded(node),
            cut=bool(self.cut) and is_within(node.path, self.cut),
            cursor=self.cursor_style(index),
            depth=self.depth,
        )

    # Keys

    def action_fold(self) -> None:
        """Fold the branch; where there is nothing to fold, go to what the row stands below."""
        node = self.node
        if node and self._outline.can_fold(node):
            self._outline.fold(node.path)
            self._show_rows(node.path)
        elif node:
            self.go_to(node.path.rpartition("/")[0])

    def action_unfold(self) -> None:
        """Unfold the branch; where it is, go to the first row below it."""
        node = self.node
        if node and self._outline.is_folded(node):
            self._outline.unfold(node.path)
            self._show_rows(node.path)
        elif node and node.parent:
            self.go(self.cursor + 1)

    def action_fold_all(self) -> None:
        path = self.path
        self._outline.fold_all()
        self._show_rows(path)
        self.go_to(next(iter((*above(path), path)), ""))

    def action_unfold_all(self) -> None:
        path = self.path
        self._outline.unfold_all()
        self._show_rows(path)

    def action_filter(self) -> None:
        if self.path:
            self.post_message(self.Filter(self.path))

    def chosen(self) -> None:
        self.action_filter()

    def action_change(self, what: str) -> None:
        node = self.node
        if node or what == "add":
            whole = node is not None and (node.topic is None or self._outline.is_folded(node))
            self.post_message(self.Change(self.path, what, whole=whole))

    def action_digit(self, digit: int) -> None:
        """Give the topic a digit; 0 takes it away."""
        if self.path:
            self.post_message(self.Change(self.path, "digit", digit or None))
