"""Where a selection or a highlight begins and ends: moved, split, joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding
from textual.message import Message

from store.characters import next_character_end
from tui.marks import Mark
from tui.paint import Spans
from tui.reading import Span, Unit
from tui.widgets.pointing import PointingReader

NOTHING_HERE = "Nothing to resize here; v selects, [ and ] go to a highlight"


class BoundaryReader(PointingReader):
    """Moves either end of what is selected or highlighted; `o` says which end."""

    BINDINGS = [
        Binding(">", "move_end('word', 1)", "end a word on", id="reader.longer", show=False),
        Binding("<", "move_end('word', -1)", "end a word back", id="reader.shorter", show=False),
        Binding(
            "full_stop",
            "move_end('character', 1)",
            "end a character on",
            id="reader.longer_by_character",
            show=False,
        ),
        Binding(
            "comma",
            "move_end('character', -1)",
            "end a character back",
            id="reader.shorter_by_character",
            show=False,
        ),
        Binding(
            ")",
            "move_end('sentence', 1)",
            "end a sentence on",
            id="reader.longer_by_sentence",
            show=False,
        ),
        Binding(
            "(",
            "move_end('sentence', -1)",
            "end a sentence back",
            id="reader.shorter_by_sentence",
            show=False,
        ),
        Binding("o", "other_end", "move the other end", id="reader.other_end", show=False),
        Binding("|", "split", "split the highlight here", id="reader.split", show=False),
        Binding("&", "join", "join with the next", id="reader.join", show=False),
    ]

    @dataclass
    class MoveEnd(Message):
        """Give a saved highlight another stretch of text."""

        mark: str
        span: Span

    @dataclass
    class Split(Message):
        """Make two highlights of one, cut at a place in the text."""

        mark: str
        place: int

    @dataclass
    class Join(Message):
        """Make one highlight of two."""

        first: str
        second: str

    @dataclass
    class Said(Message):
        """Something that the user should read, such as why a key did nothing."""

        text: str

    _starting = ""
    """The highlight of which the keys move the start, not the end, as long as it is chosen."""

    @property
    def moves_start(self) -> bool:
        """Whether the keys move the start of the chosen highlight, which is drawn then."""
        return bool(self._starting) and self._starting == self.current

    def _moved(self) -> None:
        if self._starting != self.current:
            self._starting = ""
        super()._moved()

    def _spans(self) -> Spans:
        """With the first character of a highlight whose start moves, as if it were selected."""
        spans, mark = super()._spans(), self.marks.get(self.current)
        if mark is None or not self.moves_start:
            return spans
        return spans._replace(
            selection=(mark.start, next_character_end(self.page.text, mark.start))
        )

    def set_marks(self, marks: Iterable[Mark], counted: Iterable[int] = ()) -> None:
        super().set_marks(marks, counted)
        if self._starting:
            self._moved()

    @property
    def mark_here(self) -> Mark | None:
        """The highlight that keys act on: the chosen one, else the innermost under the cursor."""
        if chosen := self.marks.get(self.current):
            return chosen
        return None if self.reading.selection else self.marks.at(self.reading.place)

    def say(self, text: str) -> None:
        self.post_message(self.Said(text))

    def action_move_end(self, unit: Unit, step: int) -> None:
        """Move an end of the selection, or of the highlight."""
        reading, mark = self.reading, self.mark_here
        if selection := reading.selection:
            if reading.place == selection[0]:
                reading.select(selection[1], reading.moved_start(selection, step, unit)[0])
            else:
                reading.select(*reading.moved_end(selection, step, unit))
            self._moved()
            if reading.selection == selection:
                self.say("That end goes no further that way")
        elif mark:
            move = reading.moved_start if self.moves_start else reading.moved_end
            span = move((mark.start, mark.end), step, unit)
            if span != (mark.start, mark.end):
                self.current = mark.key
                self._moved()
                self.post_message(self.MoveEnd(mark.key, span))
            else:
                self.say("That end goes no further that way")
        else:
            self.say(NOTHING_HERE)

    def action_other_end(self) -> None:
        """Let the keys move the other end: of the selection, or of this highlight."""
        if selection := self.reading.selection:
            start, end = selection
            self.reading.select(*((end, start) if self.reading.place == end else (start, end)))
            self._moved()
        elif mark := self.mark_here:
            self._starting = "" if self.moves_start else mark.key
            self.current = mark.key
            self._moved()
            now, other = ("start", "end") if self.moves_start else ("end", "start")
            self.say(f"< > , . ( ) move the {now} of this highlight; o its {other}")
        else:
            self.say(NOTHING_HERE)

    def action_split(self) -> None:
        mark, place = self.mark_here, self.reading.place
        if mark and mark.start < place < mark.end:
            self.post_message(self.Split(mark.key, place))
        else:
            self.say("Put the cursor inside a highlight, where its second half begins")

    def action_join(self) -> None:
        mark = self.mark_here
        following = self.marks.own_after(mark) if mark else None
        if mark and following:
            self.post_message(self.Join(mark.key, following.key))
        else:
            self.say("Nothing to join: choose a highlight that another one follows")
