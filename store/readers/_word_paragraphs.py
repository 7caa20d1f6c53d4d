"""The paragraphs of the two XML word processing formats, as they stream by."""

from __future__ import annotations

from collections.abc import Collection

from store.drafts import Refused
from store.readers._paragraphs import BLANK, MAX_CHARACTERS, TOO_LONG, Paragraph
from store.readers._xml import Handler

_MOST_SPACES = 1000
_MOST_ELEMENTS = 3_000_000
"""Elements that a document may have; ten times those of an export of five hundred articles."""

_TOO_MANY = "has more marks inside than any text needs: it looks like a trap"


class ParagraphHandler(Handler):
    """Puts text into paragraphs. A text box stands inside a paragraph, and is told before it."""

    def __init__(self, unread: Collection[str]) -> None:
        self._unread = unread
        self._skipping = 0
        self._elements = 0
        self._open: list[tuple[list[str], bool]] = []
        self._blank = True
        self._size = 0
        self._found: list[Paragraph] = []

    def taken(self) -> list[Paragraph]:
        """The paragraphs that have ended since the last time."""
        found, self._found = self._found, []
        return found

    def passes(self, tag: str) -> bool:
        """Whether an element that begins is not read; to be asked of each."""
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise Refused(_TOO_MANY)
        if self._skipping or tag in self._unread:
            self._skipping += 1
            return True
        return False

    def ends(self) -> bool:
        """Whether an element that ends was not read; to be asked of each."""
        if self._skipping:
            self._skipping -= 1
            return True
        return False

    def begin(self, heading: bool) -> None:
        """A paragraph begins."""
        self._open.append(([], heading))

    def set_heading(self) -> None:
        """The open paragraph turns out to be a heading."""
        if self._open:
            self._open[-1] = (self._open[-1][0], True)

    def write(self, text: str) -> None:
        """Text of the open paragraph."""
        if self._open and not self._skipping:
            self._size += len(text)
            if self._size > MAX_CHARACTERS:
                raise Refused(TOO_LONG)
            self._open[-1][0].append(text)

    def write_spaces(self, count: str) -> None:
        """As many spaces as a number says that stands in the document."""
        told = int(count) if count.isdecimal() and len(count) < 6 else 1
        self.write(" " * min(told, _MOST_SPACES))

    def close_up(self) -> None:
        """No blank line stands above the open paragraph."""
        self._blank = False

    def finish(self) -> None:
        """The open paragraph ends."""
        if not self._open:
            return
        parts, heading = self._open.pop()
        if self._blank:
            self._found.append(BLANK)
        self._blank = True
        self._found += [Paragraph(line, heading) for line in "".join(parts).split("\n")]
