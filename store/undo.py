"""What can be undone in this session, and what can be done again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from store.model import Change, Edit, PressmarkError, Record, Topic

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

    def passed_over(self) -> None:
        """The last edit cannot be taken back; the one before it may be."""
        self._done.pop()

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


class StillCarried(PressmarkError):
    """Nothing of an edit can be taken back: others' marks carry the topics that it made."""

    def __init__(self, label: str) -> None:
        super().__init__(
            f"“{label}” cannot be undone: marks carry what it made; take those off "
            "or delete the topic."
        )


def with_names_kept(
    changes: Sequence[Change], is_carried: Callable[[str], bool]
) -> Iterator[Change]:
    """Changes that take an edit back, such that no mark keeps a name that means nothing.

    A topic that the edit made stays where `is_carried`; one that it renamed leaves the new name as
    an old one, so that what was marked with it meanwhile goes back as well.
    """
    renamed = {
        each.before.alias: each.key
        for each in changes
        if isinstance(each.before, Topic) and isinstance(each.after, Topic) and not each.after.alias
    }
    for each in changes:
        made = each.table == "topics" and each.after is None
        if not made or not is_carried(each.key):
            yield each
        elif each.key in renamed:
            old = Topic(each.key, alias=renamed[each.key])
            yield msgspec.structs.replace(each, after=old)
