"""Words found in the article that is read: asked for, shown, gone to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message

from tui.widgets.boundaries import BoundaryReader


class FindingReader(BoundaryReader):
    """Goes from one place where the words stand to the next."""

    BINDINGS = [
        Binding("f", "find", "find", id="reader.find", show=False),
        Binding("n", "match(1)", "next match", id="reader.match_next", show=False),
        Binding("N", "match(-1)", "previous match", id="reader.match_previous", show=False),
    ]

    @dataclass
    class Find(Message):
        """Ask for words to find in this article."""

    def action_find(self) -> None:
        self.post_message(self.Find())

    def find(self, words: str) -> None:
        """Mark each place where `words` stand, and go to the first at or behind the cursor."""
        self.set_matches(list(self.reading.matches(words)))
        if not self.matches:
            self.say(f"“{words}” does not stand in this article")
        elif any(start == self.reading.place for start, _ in self.matches):
            self._go_to_match(self.reading.place)
        else:
            self.action_match(1)

    def action_match(self, step: int) -> None:
        if not self.matches:
            return self.action_find()
        place = self.reading.place
        ahead = [start for start, _ in self.matches if (start - place) * step > 0]
        first, last = self.matches[0][0], self.matches[-1][0]
        nearest = (min if step > 0 else max)(ahead, default=first if step > 0 else last)
        return self._go_to_match(nearest)

    def _go_to_match(self, place: int) -> None:
        self.go(place)
        index = bisect_left(self.matches, place, key=lambda match: match[0])
        self.say(f"Match {index + 1:,} of {len(self.matches):,}; n and N go on and back")
