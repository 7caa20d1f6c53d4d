"""CSV (RFC 4180, UTF-8): one row for each quote and topic, so topics can pivot.

A quote without a topic has one row. The columns are the fields of QuoteRow, in their order;
where the rows have more fields, as those of the gold layer have, these follow.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TextIO

import msgspec

from store.escape import cell
from store.model import QuoteRow
from store.writers.registry import Options

NAME = "csv"
SUFFIX = ".csv"


def _fields(kind: type[QuoteRow]) -> tuple[str, ...]:
    return tuple(field.name for field in msgspec.structs.fields(kind))


def _columns(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple("topic" if name == "topics" else name for name in fields)


COLUMNS = _columns(_fields(QuoteRow))


def write(rows: Iterable[QuoteRow], out: TextIO, options: Options) -> int:
    """Write `rows` as they come; the number of quotes, not of lines."""
    # CR LF is not only what the RFC says: with LF alone, a lone CR in a cell would go unquoted.
    table = csv.writer(out, lineterminator="\r\n")
    following = iter(rows)
    first = list(islice(following, 1))
    fields = _fields(type(first[0]) if first else QuoteRow)
    table.writerow(_columns(fields))
    quotes = 0
    for row in chain(first, following):
        table.writerows(_lines(row, fields, options))
        quotes += 1
    return quotes


def _lines(row: QuoteRow, fields: Sequence[str], options: Options) -> Iterator[list[str]]:
    for topic in row.topics or ("",):
        values = [topic if name == "topics" else _text(getattr(row, name)) for name in fields]
        yield values if options.raw else [cell(value) for value in values]


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)
