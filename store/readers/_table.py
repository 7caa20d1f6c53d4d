"""Rows of cells below a row of names: what tables of text and spreadsheets have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._columns import Columns, no_text

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has."""


class NoRows(Refused):
    """A table, or a sheet of a workbook, in which nothing stands."""


def table_drafts(
    rows: Iterable[tuple[str, list[str] | Refused]], name: str, columns: Columns, *, ragged: bool
) -> Iterator[Draft | Refusal]:
    """A draft for each row below the first, or a Refusal that says where the row stands.

    With `ragged`, a row may have fewer cells than there are names. Raises Refused where no
    column is named like a text.
    """
    numbered = iter(rows)
    names = _names(numbered)
    if "text" not in columns.meaning(names):
        raise Refused(no_text(names))
    for place, row in numbered:
        try:
            if isinstance(row, Refused):
                raise row
            if any(cell.strip() for cell in row):
                yield columns.draft(dict(zip(names, _fitted(row, len(names), ragged), strict=True)))
        except Refused as error:
            yield Refusal(f"{name}, {place}", str(error))


def _names(rows: Iterator[tuple[str, list[str] | Refused]]) -> list[str]:
    """The names in the first row that has any; of a name that comes twice, the second is told."""
    for place, row in rows:
        if isinstance(row, Refused):
            raise Refused(f"has no names of columns: {place} {row}")
        if len(row) > MOST_COLUMNS:
            raise Refused(f"has over {MOST_COLUMNS:,} columns, which no table of articles has")
        if any(cell.strip() for cell in row):
            return _unique(cell.strip() for cell in row)
    raise NoRows("holds no rows")


def _unique(names: Iterable[str]) -> list[str]:
    told: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        new = name or f"column {place}"
        told[new if new not in told else f"{new} ({place})"] = None
    return list(told)


def _fitted(row: Sequence[str], width: int, ragged: bool) -> Sequence[str]:
    """A row with as many cells as there are names."""
    while len(row) > width and not row[-1].strip():
        row = row[:-1]
    if len(row) > width or (len(row) < width and not ragged):
        cells = "1 cell" if len(row) == 1 else f"{len(row):,} cells"
        raise Refused(f"has {cells}, and the first row names {width:,} columns")
    return [*row, *[""] * (width - len(row))]
