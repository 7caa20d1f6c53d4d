"""A codebook as a table: one row a topic, words parted by `; `, safe to open as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from store.codebook_entry import FIELDS, Entry
from store.escape import cell

WORDS = "; "
DELIMITERS = ",;\t"
"""What spreadsheets part columns with, depending on the country."""


def loads(text: str) -> list[Entry]:
    """The topics in a table whose first row names the columns. ValueError says what is wrong."""
    heading = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        return list(_entries(rows))
    except csv.Error as error:
        raise ValueError(str(error)) from error


def dumps(entries: Iterable[Entry]) -> str:
    """A table that `loads` takes back."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(FIELDS)
    for entry in entries:
        values = (*(getattr(entry, name) for name in FIELDS[:-2]), entry.digit or "")
        table.writerow([_guarded(str(value)) for value in (*values, WORDS.join(entry.words))])
    return out.getvalue()


def _entries(rows: Iterator[list[str]]) -> Iterator[Entry]:
    columns = [name.strip().lower() for name in next(rows, [])]
    if "name" not in columns:
        raise ValueError(f"the first row has to name the columns: {', '.join(FIELDS)}")
    if unknown := [name for name in columns if name not in FIELDS]:
        raise ValueError(f"there is no column “{unknown[0]}”; the columns are {', '.join(FIELDS)}")
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        if len(row) > len(columns):
            raise ValueError(f"row {number} has more cells than there are columns")
        said = dict(zip(columns, map(_unguarded, row), strict=False))
        digit = said.get("digit", "").strip()
        if digit and not (digit.isascii() and digit.isdigit()):
            raise ValueError(f"row {number} has the digit “{digit}”; a digit is 1 to 9")
        yield Entry(
            said.get("name", ""),
            said.get("glyph", ""),
            said.get("colour", ""),
            said.get("description", ""),
            int(digit) if digit else None,
            (said["words"],) if said.get("words") else (),
        )


def _guarded(text: str) -> str:
    """`text` with one apostrophe more where a spreadsheet, or reading it back, would take some."""
    return f"'{text}" if _is_formula(text.lstrip("'")) else text


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and _is_formula(text.lstrip("'")) else text


def _is_formula(text: str) -> bool:
    return cell(text) != text
