"""Taking back an edit of long ago, as long as nothing that came after contradicts it."""

from __future__ import annotations

from store.catalogue import is_article_id, key_of
from store.chronicle import Chronicle
from store.model import Change, Edit, Gold, PressmarkError, Quote, Record
from store.session import Session
from store.text import clean_line
from store.undo import StillCarried, same, with_names_kept

SHOWN = 40
"""Characters of a quote or a label that a message shows."""


def taken_back(session: Session, chronicle: Chronicle, edit: Edit) -> list[Change]:
    """The changes that take an own edit back.

    A topic that the edit made stays where other marks carry it by now. Raises PressmarkError
    that names what contradicts: each record must be as the edit left it.
    """
    if edit.analyst != session.me:
        raise PressmarkError(f"That edit is {edit.analyst}'s; only {edit.analyst} can undo it.")
    inverse = edit.inverse().changes
    for change in inverse:
        if not same(session.record(change.table, change.key), change.before):
            raise _contradiction(session, chronicle, edit, change)
    kept = with_names_kept(inverse, lambda name: session.is_carried(name, inverse))
    changes = [session.stamped(change) for change in kept]
    if not changes:
        raise StillCarried(_short(edit.label))
    return changes


def _contradiction(
    session: Session, chronicle: Chronicle, edit: Edit, change: Change
) -> PressmarkError:
    later = chronicle.next_after(edit, change)
    by, hint = "", "change it by hand"
    if later is not None:
        by = f" by “{_short(later.label)}” ({later.analyst}, {later.number})"
        hint = "undo that first" if later.analyst == session.me else hint
    what = _named(session, change.table, change.key, change.before or change.after)
    return PressmarkError(
        f"“{_short(edit.label)}” cannot be undone: {what} was changed since{by}; {hint}."
    )


def _named(session: Session, table: str, key: str, record: Record | None) -> str:
    if isinstance(record, Quote):
        return f"the quote “{_short(record.exact)}”"
    if isinstance(record, Gold):
        return f"the decision on “{_short(record.exact)}”"
    if table == "topics":
        return f"the topic {_short(key)}"
    listed = session.catalogue.rows([key_of(key)] if is_article_id(key) else [])
    return f"the review of “{_short(listed[0].title)}”" if listed else f"the review of {key}"


def _short(text: str) -> str:
    line = clean_line(text)
    return f"{line[:SHOWN]}…" if len(line) > SHOWN else line
