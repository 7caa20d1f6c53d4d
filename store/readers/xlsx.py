"""Spreadsheets (.xlsx): one article a row of each sheet that has a column of texts.

Read with the standard library and an XML parser that refuses entities. A library for the whole
format would be twenty times the installation and a third of a second at every first use, and sets
no limits on what it unpacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._columns import Columns
from store.readers._packages import sniff_package
from store.readers._table import NoRows, table_drafts

NAME = "Excel workbook"
SUFFIXES = (".xlsx", ".xlsm")
COLUMNS = True

_MARKS = (b"xl/workbook.xml", b"xl/_rels/", b"xl/worksheets/", b"xl/styles")


def sniff(head: bytes, suffix: str) -> int:
    """A ZIP archive that names its parts as a workbook does, or is called one."""
    marked = any(mark in head for mark in _MARKS)
    return sniff_package(head, marked=marked, named=suffix in SUFFIXES)


def read(stream: BinaryIO, name: str, columns: Columns | None = None) -> Iterator[Draft | Refusal]:
    """One draft for each row below the first one of each sheet.

    A sheet without a column of texts is named and left out. Raises Refused for what is no
    workbook, or unpacks to more than a workbook of articles would.
    """
    from store.readers._sheet import rows_of  # with it comes all that unpacks and parses XML
    from store.readers._workbook import Workbook
    from store.readers._zip import DAMAGED, Archive

    columns = columns or Columns()
    empty = 0
    try:
        archive = Archive(stream)
        workbook = Workbook(archive)
        for sheet in workbook.sheets:
            where = f"{name}, sheet {sheet.name}"
            try:
                rows = rows_of(archive, sheet.part, workbook)
                yield from table_drafts(rows, where, columns, ragged=True)
            except NoRows:
                empty += 1
            except Refused as error:
                yield Refusal(where, str(error))
    except DAMAGED as error:
        raise Refused(f"is a damaged or locked archive ({error})") from error
    if empty == len(workbook.sheets):
        raise NoRows("holds no rows")
