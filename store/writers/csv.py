"""CSV (RFC 4180, UTF-8): one row for each quote and topic, so topics can pivot.

A quote without a topic has one row. The columns are the fields of QuoteRow, in their order.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

import msgspec

from store.escape import cell
from store.model import QuoteRow
from store.writers.registry import Options

NAME = "csv"
SUFFIX = ".csv"

_FIELDS = tuple(field.name for field in msgspec.structs.fields(QuoteRow))
COLUMNS = tuple("topic" if name == "topics" else name for name in _FIELDS)


def write(rows: Iterable[QuoteRow], out: TextIO, options: Options) -> int:
    """Write `rows` as they come; the number of quotes, not of lines."""
    # CR LF is not only what the RFC says: with LF alone, a lone CR in a cell would go unquoted.
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    quotes = 0
    for row in rows:
        table.writerows(_lines(row, options))
        quotes += 1
    return quotes


def _lines(row: QuoteRow, options: Options) -> Iterator[list[str]]:
    for topic in row.topics or ("",):
        values = [topic if name == "topics" else str(getattr(row, name)) for name in _FIELDS]
        yield values if options.raw else [cell(value) for value in values]
