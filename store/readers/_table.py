"""Rows of cells below a row of names: what tables of text and spreadsheets have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._columns import Columns, no_text

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has."""


_TOP = 10
"""Rows on top of a table among which its names are looked for."""

_LONGEST_NAME = 60
"""Characters that the name of a column has at most; a text has more."""

_Row = tuple[str, list[str] | Refused]


class NoRows(Refused):
    """A table, or a sheet of a workbook, in which nothing stands."""


def table_drafts(
    rows: Iterable[tuple[str, list[str] | Refused]], name: str, columns: Columns, *, ragged: bool
) -> Iterator[Draft | Refusal]:
    """A draft for each row below the one of names, or a Refusal that says where the row stands.

    With `ragged`, a row may have fewer cells than there are names. Raises Refused where no
    column is named like a text.
    """
    numbered = iter(rows)
    names, met = _names(numbered, columns)
    if "text" not in columns.meaning(names):
        raise Refused(f"{no_text(names)}; or its number, such as --map text=4, if none is named")
    for place, row in chain(met, numbered):
        try:
            if isinstance(row, Refused):
                raise row
            if any(cell.strip() for cell in row):
                yield columns.draft(dict(zip(names, _fitted(row, len(names), ragged), strict=True)))
        except Refused as error:
            yield Refusal(f"{name}, {place}", str(error))


def _names(rows: Iterator[_Row], columns: Columns) -> tuple[list[str], list[_Row]]:
    """The names of the columns, and the rows below them that have been read meanwhile.

    They stand in the first row, unless one of the next rows names a text and more: exports have
    their title and date on top. A table whose text is chosen by its number may have no names.
    """
    met: list[_Row] = []
    for place, row in rows:
        if isinstance(row, Refused):
            if not met:
                raise Refused(f"has no names of columns: {place} {row}")
        elif len(row) > MOST_COLUMNS:
            raise Refused(f"has over {MOST_COLUMNS:,} columns, which no table of articles has")
        elif any(cell.strip() for cell in row):
            names = _unique(cell.strip() for cell in row)
            number = columns.number_of_text
            if 0 < number <= len(row) and len(row[number - 1]) > _LONGEST_NAME:
                return _unique("" for _ in row), [*met, (place, row)]
            if columns.names_text(names, least=2 if met else 1):
                return names, []
        else:
            continue
        met.append((place, row))
        if len(met) > _TOP:
            break
    if not met:
        raise NoRows("holds no rows")
    first = met[0][1]
    assert not isinstance(first, Refused)
    return _unique(cell.strip() for cell in first), met[1:]


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
