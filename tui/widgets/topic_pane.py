"""The topics beside the reader, with one count each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from store.model import Topic
from tui.paint_row import Looks
from tui.topic_nodes import sums
from tui.widgets.topic_tree import TopicTree


class TopicPane(TopicTree):
    """The tree with how many articles carry each topic: as many as enter shows of it."""

    def set_topics(self, topics: Sequence[Topic], counts: Mapping[str, int], looks: Looks) -> None:
        """Show another codebook; the cursor stays on its topic where it can."""
        single = {name: (count,) for name, count in counts.items()}
        self.set_tree(topics, single, sums(single), looks)
