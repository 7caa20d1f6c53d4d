"""The codebook: all topics as a tree, what is said of each, and everything that changes them."""

from __future__ import annotations

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from store.model import Edit
from store.tally import TopicCount
from tui.looks import looks_of
from tui.matching import Entries
from tui.paint_row import DIM
from tui.screens.codebook_files import CodebookFiles
from tui.screens.topic_work import TopicWork, counted
from tui.topic_nodes import Counts, branches
from tui.widgets.bars import Bar, KeyBar
from tui.widgets.fields import LineField
from tui.widgets.topic_about import TopicAbout
from tui.widgets.topic_tree import TopicTree
from tui.wrap import fit

COLUMNS = TopicCount._fields
COLUMN = 10
"""Cells of a column of counts."""


FINDS = "letters of a name in their order, or words of a description"


def room_for(width: int) -> int:
    """How many columns of counts stand beside the names in a tree of this width."""
    return max(1, min(len(COLUMNS), (width - 30) // COLUMN))


class CodebookTree(TopicTree):
    """The tree with as many columns of counts as there is room for."""

    BINDING_GROUP_TITLE = "Codebook"

    def columns(self, counts: Counts, width: int) -> list[str]:
        shown = [str(count or "") for count in counts or [0] * len(COLUMNS)]
        if width < 30 + COLUMN:
            return [f" {shown[0]}"] if shown[0] else []
        return [count.rjust(COLUMN) for count in shown[: room_for(width)]]


class CodebookScreen(TopicWork[str], CodebookFiles[str]):
    """Dismissed with a query for the articles of a topic, or with None."""

    BINDINGS = [
        Binding("x", "cut", "cut", id="codebook.cut"),
        Binding("v", "paste", "paste below", id="codebook.paste"),
        Binding("V", "paste_top", "paste at the top", id="codebook.paste_top", show=False),
        Binding("slash", "filter", "find", id="codebook.filter"),
        Binding("e", "write_file", "export", id="codebook.export"),
        Binding("I", "read_file", "import", id="codebook.import"),
        Binding("space", "page", "rest of the text", id="codebook.page", show=False),
        Binding("u", "undo", "undo", id="app.undo"),
        Binding("ctrl+r", "redo", "redo", id="app.redo", show=False),
        Binding("q,escape", "back", "back", id="app.back"),
        Binding("?", "app.help", "keys", id="app.help"),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]

    DEFAULT_CSS = """
    CodebookScreen #filter { display: none; height: 1; }
    CodebookScreen #filter.-shown { display: block; }
    CodebookScreen #tree {
        height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll;
    }
    CodebookScreen.-low #about, CodebookScreen.-low #columns { display: none; }
    """

    AUTO_FOCUS = "#tree"

    _entries: Entries | None = None
    """What is typed is looked for in these; made when it is first needed."""

    _found: int | None = None
    """How many topics fit what is typed; None while nothing is."""

    def compose(self) -> ComposeResult:
        yield Bar(id="columns")
        yield LineField(placeholder=FINDS, id="filter")
        yield CodebookTree(self.depth, moved=self.show_topic, id="tree")
        yield TopicAbout(id="about")
        yield KeyBar(id="keys")

    @property
    def field(self) -> LineField:
        return self.query_one("#filter", LineField)

    def on_mount(self) -> None:
        self.listen(self.heard)
        self.heard(None)

    # What is shown

    def heard(self, _edit: Edit | None) -> None:
        """Something was written, here or elsewhere: show what is true now."""
        topics = self.library.topics
        looks = looks_of(topics, self.config.colours)
        sums = topics.together(branches(topic.name for topic in topics))
        self._entries = None
        self.topic_tree.set_tree(list(topics), topics.counts(), sums, looks)
        if self.field.value:
            self.filter()
        self.show_topic()
        self.show_columns()

    def show_topic(self) -> None:
        """Say below the tree all that is known of the topic under the cursor."""
        tree, book = self.topic_tree, self.library.topics.book
        about = self.query_one("#about", TopicAbout)
        topic = tree.topic
        if topic is None:
            below = counted(len(book.below(tree.path)), "topic") if tree.path else ""
            about.tell(tree.path or "No topics yet: n makes one", [("A heading above", below)])
            return
        key = f"key {topic.digit}, " if topic.digit else ""
        look = tree.looks[topic.name]
        about.tell(
            f"{look.glyph} {topic.name}",
            [
                ("", topic.description),
                ("Suggested by", "; ".join(topic.words)),
                ("Formerly", ", ".join(book.old_names(topic.name))),
                ("", f"{key}{topic.colour or 'no colour'}"),
            ],
        )

    def show_columns(self) -> None:
        width = self.topic_tree.scrollable_content_region.width
        shown = COLUMNS[: room_for(width)]
        heads = "".join(name.rjust(COLUMN) for name in shown) + " "
        title = fit(f" {self.told_topics()}", max(0, width - len(heads)))
        self.query_one("#columns", Bar).put([Segment(title + heads, DIM)])

    def told_topics(self) -> str:
        """How many topics there are, and how many of them are shown because they fit."""
        topics, found = counted(len(self.library.topics), "topic"), self._found
        return topics if found is None else f"{found:,} of {topics} fit; letters may stand apart"

    def on_resize(self, _event: events.Resize) -> None:
        self.call_after_refresh(self.show_columns)

    # Finding

    def action_filter(self) -> None:
        self.field.add_class("-shown")
        self.field.focus()

    @on(Input.Changed, "#filter")
    def filter(self) -> None:
        """Show the topics that fit what is typed, the best under the cursor."""
        topics = list(self.library.topics)
        if self._entries is None:
            old_names = self.library.topics.book.old_names
            self._entries = Entries(
                (topic.name, " ".join((topic.description, *old_names(topic.name))))
                for topic in topics
            )
        typed = self.field.value
        found = [topics[index].name for index in self._entries.ranked(typed)]
        self._found = len(found) if typed.strip() else None
        self.topic_tree.want(found if typed.strip() else None)
        self.show_columns()

    @on(Input.Submitted, "#filter")
    def found(self) -> None:
        self.topic_tree.focus()

    # Keys

    @on(TopicTree.Filter)
    def show_articles(self, message: TopicTree.Filter) -> None:
        self.dismiss(f'topic:"{message.topic}"')

    def action_cut(self) -> None:
        """Take the branch under the cursor out, to be pasted; a second time, leave it."""
        tree = self.topic_tree
        tree.set_cut("" if tree.cut == tree.path else tree.path)
        if tree.cut:
            self.say(f"{tree.cut} is cut: v puts it below another topic, V at the top")

    def action_paste(self) -> None:
        self.paste(self.topic_tree.path)

    def action_paste_top(self) -> None:
        self.paste("")

    def paste(self, below: str) -> None:
        """Move the branch that is cut, as one edit."""
        cut = self.topic_tree.cut
        if not cut:
            self.say("Nothing is cut: x cuts the branch under the cursor")
            return
        place = f"{below}/{cut.rpartition('/')[2]}".lstrip("/")
        if self.saved(lambda: self.library.topics.move(cut, below)):
            self.topic_tree.set_cut("")
            self.topic_tree.go_to(place)
            self.say(f"{cut} stands there already" if place == cut else f"{cut} moved; u undoes")

    def action_page(self) -> None:
        self.query_one("#about", TopicAbout).page()

    def action_back(self) -> None:
        """Out of the filter, from a cut, and from there back."""
        if self.field.has_class("-shown"):
            self.field.value = ""
            self.field.remove_class("-shown")
            self.topic_tree.focus()
        elif self.topic_tree.cut:
            self.topic_tree.set_cut("")
        else:
            self.dismiss(None)
