"""An edit as one line of a list, and what it changed as the lines of a view of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store.model import Change, Edit, Gold, Quote, Record, Review
from store.text import clean_line
from tui.paint_quote import BOLD, one_line, wrapped
from tui.paint_row import DIM, PLAIN
from tui.wrap import cells_of, fit

if TYPE_CHECKING:
    from store.chronicle import EditRow

LAYOUTS = ((70, (16, 10)), (44, (11, 7)), (26, (5, 0)))
"""From this width on: cells for the time, which keeps its end, and for the analyst."""

UNTOLD = frozenset({"id", "article", "start", "end", "prefix", "suffix", "at", "clock", "name"})
"""Fields that tell a reader nothing, or stand in the heading."""

LONGEST = 600
"""Characters of a field that are shown."""

Titles = Callable[[str], str]
"""The title of an article by its id."""


def edit_strip(row: EditRow, width: int, *, mine: bool, cursor: Style | None = None) -> Strip:
    """A row: time (UTC), analyst, what was done. Own edits, which can be undone, are not dimmed."""
    time, who = next((sizes for least, sizes in LAYOUTS if width >= least), (0, 0))
    at = clean_line(row.at[:16]).replace("T", " ").rjust(16)
    cells = [at[16 - time :]] * bool(time) + [fit(row.analyst, who)] * bool(who)
    head = " " + "".join(f"{cell}  " for cell in cells)
    label = clean_line(one_line(row.label, max(width, 1)))
    text = fit(head + label, width)
    return Strip([Segment(text, cursor or (PLAIN if mine else DIM))], width)


def edit_lines(edit: Edit, untold: int, width: int, title_of: Titles) -> list[list[Segment]]:
    """Who did what and when, and each change; `untold` more changes are only counted."""
    lines = [[Segment(line, BOLD)] for line in wrapped(clean_line(edit.label, LONGEST), width)]
    at = clean_line(edit.at[:20]).replace("T", " ").removesuffix("Z")
    lines.append([Segment(f"{edit.analyst} · {at} UTC · edit {edit.number}", DIM)])
    for change in edit.changes:
        lines += _change_lines(change, width, title_of)
    if untold:
        lines.append([Segment(f"… and {untold:,} more changes", DIM)])
    return lines


def _change_lines(change: Change, width: int, title_of: Titles) -> Iterator[list[Segment]]:
    if change.before is None:
        sign, done = "+", "made"
    elif change.after is None:
        sign, done = "-", "taken away"
    else:
        sign, done = "~", "changed"
    record = change.after or change.before
    heading = f"{sign} {_what(change, record, title_of)} {done}"
    yield [Segment(fit(heading, width).rstrip(), PLAIN)]
    for name, before, after in differences(change):
        label = f"    {name}  "
        for number, line in enumerate(wrapped(_told(before, after), max(8, width - len(label)))):
            yield [
                Segment(label if not number else " " * cells_of(label), DIM),
                Segment(line, PLAIN),
            ]


def _what(change: Change, record: Record | None, title_of: Titles) -> str:
    if isinstance(record, Quote):
        return f"quote in {title_of(record.article)}:"
    if isinstance(record, Gold):
        return f"decision in {title_of(record.article)}:"
    if isinstance(record, Review):
        return f"review of {title_of(record.article)}:"
    return f"{change.table.removesuffix('s')} {clean_line(change.key, 200)}"


def _told(before: str, after: str) -> str:
    return f"{before or '(none)'} → {after or '(none)'}" if before != "" else after


def differences(change: Change) -> list[tuple[str, str, str]]:
    """(field, before, after) of the fields that differ, as texts; of a new record, those set."""
    before, after = (_fields(record) for record in (change.before, change.after))
    names = dict.fromkeys((*before, *after))
    return [
        (name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


def _fields(record: Record | None) -> dict[str, str]:
    if record is None:
        return {}
    fields = msgspec.structs.asdict(record)
    return {name: _text(value) for name, value in fields.items() if name not in UNTOLD}


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        value = ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    line = clean_line(str(value)[: 2 * LONGEST]) if value is not None else ""
    return f"{line[:LONGEST]}…" if len(line) > LONGEST else line
