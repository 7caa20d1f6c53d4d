"""The articles of one file, or of what is piped into the program, and how far it has been read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from store import sources
from store.drafts import Refusal, Refused, finish
from store.model import Article, Draft
from store.readers import Columns, read_stream
from store.readers._columns import Meaning
from store.text import encodable

STANDARD_INPUT = Path("-")
"""Stands for what is piped into the program."""

NAMED = 1000
"""Records of one file that are refused by name; of the others, only their number is told."""


class FileReading:
    """Reads one file: `bytes` says how many have been read, and `meaning` what its columns mean.

    `columns` names, for fields of an article, the column or key to take. What is refused is told
    with the name of the file, in a form that any encoding of Unicode can hold.
    """

    def __init__(self, path: Path, columns: Meaning | None = None) -> None:
        self.name = name_of(path)
        self.bytes = 0
        self.meaning: Meaning = {}
        self._path = path
        self._columns = Columns(columns, self._understood)

    def __iter__(self) -> Iterator[Article | Refusal]:
        """Each article, and why what is none of them is none."""
        for item in self._items():
            yield tellable(item) if isinstance(item, Refusal) else item

    def _understood(self, meaning: Meaning) -> None:
        self.meaning = meaning

    def _items(self) -> Iterator[Article | Refusal]:
        number = 0
        try:
            with _opened(self._path) as stream:
                is_seekable = stream.seekable()
                drafts = read_stream(stream, self._path.name, self._columns)
                for number, draft in enumerate(drafts, 1):
                    if is_seekable:
                        self.bytes = max(self.bytes, stream.tell())
                    yield self._finished(draft, number)
        except Refused as error:
            after = f", after record {number}" if number else ""
            yield Refusal(self.name + after, str(error))
        except OSError as error:
            yield Refusal(self.name, f"cannot be read to its end: {error.strerror or error}")

    def _finished(self, draft: Draft | Refusal, number: int) -> Article | Refusal:
        """The article of a draft. A reader knows its file by name only: here its folder is told."""
        if isinstance(draft, Refusal):
            return Refusal(self.name + draft.where.removeprefix(self._path.name), draft.why)
        try:
            return finish(draft)
        except Refused as error:
            where = self.name if number == 1 else f"{self.name}, record {number}"
            return Refusal(where, str(error))


def name_of(path: Path) -> str:
    """What a file is called where a person is told of it."""
    return "standard input" if path == STANDARD_INPUT else encodable(str(path))


def tellable(refusal: Refusal) -> Refusal:
    """`refusal` in a form that any encoding of Unicode can hold."""
    return Refusal(encodable(refusal.where), encodable(refusal.why))


def with_few_refusals(items: Iterator[Article | Refusal], name: str) -> Iterator[Article | Refusal]:
    """What came of the file `name`; of what is refused, so many by name and the rest as one."""
    refused = 0
    for item in items:
        if isinstance(item, Refusal):
            refused += 1
            if refused > NAMED:
                continue
        yield item
    if refused > NAMED:
        yield Refusal(name, f"holds {refused - NAMED:,} more records that are refused")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path != STANDARD_INPUT:
        with sources.opened(path) as stream:
            yield stream
    elif sys.stdin is None:  # whoever started the program had closed it
        raise Refused("is closed: there is nothing to read")
    else:
        yield sys.stdin.buffer
