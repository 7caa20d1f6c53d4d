"""One module per input format; whatever module stands in this folder is a reader.

A reader defines `NAME` (what it is called), `SUFFIXES` (lower case, with the point),
`sniff(head, suffix)` (0: not mine; 5: by its name; 7 and more: by what stands in it) and
`read(stream, name)`, which lazily yields drafts, and a Refusal for each record that cannot be
read, or raises Refused for the whole. Its Refusals are told where they stand as `name, record 3`.

A file is one document, and within the cap of 50 MB, unless the module says `STREAMS = True`: it
then reads forwards only, holds one record at a time, and takes files of any size. With
`COLUMNS = True`, `read` takes a third argument, which says what the names of columns mean.
With `HEAVY = True`, an import of files has other processes read them, where they can do no harm.
A module whose name begins with an underscore is not a reader, but helps some.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from store import sources
from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._columns import Columns
from store.readers._markup import begins_as_feed_list
from store.readers._records import rejoined

__all__ = [
    "Columns",
    "Reader",
    "Refusal",
    "Refused",
    "all_readers",
    "container_suffixes",
    "heavy_suffixes",
    "read_path",
    "read_stream",
    "reader_for",
    "walk",
]

_HEAD = 4096
_SURE = 8
"""What a reader says at least that knows a format by marks which nothing else has."""


class Reader(Protocol):
    """What a module in this folder is."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    def sniff(self, head: bytes, suffix: str) -> int: ...
    def read(self, stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]: ...


class TableReader(Reader, Protocol):
    """A module that says `COLUMNS = True`."""

    def read(
        self, stream: BinaryIO, name: str, columns: Columns | None = None
    ) -> Iterator[Draft | Refusal]: ...


@cache
def all_readers() -> tuple[Reader, ...]:
    """Every reader in this folder, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(
        cast(Reader, importlib.import_module(f"{__name__}.{name}"))
        for name in names
        if not name.startswith("_")
    )


def reader_for(head: bytes, suffix: str) -> Reader | None:
    """The reader that is surest of a file with these first bytes and this suffix, if any is."""
    sure = [reader.sniff(head, suffix) for reader in all_readers()]
    most = max(sure)
    return all_readers()[sure.index(most)] if most else None


def read_path(path: Path, columns: Columns | None = None) -> Iterator[Draft | Refusal]:
    """The drafts in one file. Raises Refused where the file as a whole cannot be read."""
    with sources.opened(path) as stream:
        yield from read_stream(stream, path.name, columns)


def read_stream(
    stream: BinaryIO, name: str, columns: Columns | None = None
) -> Iterator[Draft | Refusal]:
    """The drafts in what comes out of `stream`, which need not be a file that can be wound back.

    Raises Refused where it as a whole cannot be read.
    """
    head = stream.read(_HEAD)
    if not head:
        raise Refused("is empty")
    if begins_as_feed_list(head):
        raise Refused("is a list of feeds (OPML): `pressmark feeds import FILE` takes it")
    reader = reader_for(head, Path(name).suffix.lower())
    if reader is None:
        raise Refused("looks like binary, not text, or is in a format that is not known")
    if stream.seekable():
        stream.seek(-len(head), 1)
    else:
        stream = rejoined(head, stream)
    if not getattr(reader, "STREAMS", False):
        stream = sources.within_cap(stream)
    if getattr(reader, "COLUMNS", False):
        yield from cast(TableReader, reader).read(stream, name, columns)
    else:
        yield from reader.read(stream, name)


@cache
def heavy_suffixes() -> frozenset[str]:
    """The suffixes of the formats that take long to read."""
    return _suffixes_with("HEAVY")


@cache
def container_suffixes() -> frozenset[str]:
    """The suffixes of the formats that hold any number of articles in one file."""
    return _suffixes_with("STREAMS")


def _suffixes_with(trait: str) -> frozenset[str]:
    return frozenset(
        suffix
        for reader in all_readers()
        if getattr(reader, trait, False)
        for suffix in reader.SUFFIXES
    )


def walk(paths: Iterable[Path]) -> Iterator[Path | Refusal]:
    """Every file under `paths` that has a reader, in order; a Refusal for each that is left out.

    In a folder, a file whose suffix tells nothing, such as the mailbox `Inbox` or the saved page
    `story.php`, is taken where a reader is sure of what stands in it.
    """
    suffixes = frozenset(suffix for reader in all_readers() for suffix in reader.SUFFIXES)
    return sources.walk(paths, lambda path: path.suffix.lower() in suffixes or _is_sure(path))


def _is_sure(path: Path) -> bool:
    with sources.opened(path) as stream:
        head = stream.read(_HEAD)
    return bool(head) and any(reader.sniff(head, "") >= _SURE for reader in all_readers())
