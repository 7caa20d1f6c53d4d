"""What can be undone in this session, and what can be done again."""

from __future__ import annotations

import msgspec

from store.model import Edit, Record, Topic

UNDO, REDO = "undo: ", "redo: "
"""What the label of an edit begins with that takes another back, or does it again."""


class UndoStack:
    """Edits of this session, without limit. A new edit ends what could be done again."""

    def __init__(self) -> None:
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    def did(self, edit: Edit) -> None:
        self._done.append(edit)
        self._undone.clear()

    @property
    def next_undo(self) -> Edit | None:
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Edit | None:
        return self._undone[-1] if self._undone else None

    def undid(self) -> None:
        """The last edit has been taken back."""
        self._undone.append(self._done.pop())

    def redid(self) -> None:
        """The edit that was taken back last has been done again."""
        self._done.append(self._undone.pop())


def undoing(label: str) -> str:
    """The label of what takes an edit back: of an undo it does the edit again, and so on."""
    undid = label.removeprefix(UNDO)
    return REDO + undid if undid != label else UNDO + label.removeprefix(REDO)


def redoing(label: str) -> str:
    """The label of what does an edit again after it was undone."""
    return label if label.startswith((UNDO, REDO)) else REDO + label


def same(one: Record | None, other: Record | None) -> bool:
    """Whether two records say the same; when a topic was written does not count."""
    if isinstance(one, Topic) and isinstance(other, Topic):
        return msgspec.structs.replace(one, clock=other.clock) == other
    return one == other
