"""A codebook as a file to keep and hand on: TOML, or CSV where the name ends so."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType

from store.codebook_entry import Entry, entries_of, tidied
from store.decoding import decode
from store.files import atomic_write
from store.model import PressmarkError, Topic
from store.sources import opened, read_all
from store.text import printable

NAME = "codebook.toml"
"""A file of this name in a folder that is imported is taken for its codebook."""

LARGEST = 5_000_000
"""Bytes."""

FORMATS = {".toml": "store.codebook_toml", ".csv": "store.codebook_csv"}
"""By suffix, the module that has `loads` and `dumps`; loaded when it is needed."""


def read_codebook(path: Path) -> list[Entry]:
    """The topics in a file; PressmarkError says what is wrong with it, and where."""
    shown = printable(str(path))
    try:
        with opened(path) as stream:
            data = read_all(stream)
    except PressmarkError as error:
        raise PressmarkError(f"{shown} {error}.") from error
    if len(data) > LARGEST:
        raise PressmarkError(f"{shown} is larger than any codebook; choose another file.")
    try:
        # Spreadsheets still save tables in the encoding of their country.
        text = decode(data) if data.strip() else ""
        return list(map(tidied, _format(path).loads(text)))
    except (ValueError, RecursionError, PressmarkError) as error:
        why = printable(str(error)).rstrip(".")
        raise PressmarkError(f"{shown} is no codebook: {why}.") from error


def write_codebook(topics: Iterable[Topic], path: Path) -> int:
    """Write topics to a file, whole or not at all; how many there were.

    Raises PressmarkError where the file cannot be written, or is named for another format.
    """
    if path.suffix and path.suffix.lower() not in FORMATS:
        known = " or ".join(sorted(FORMATS))
        raise PressmarkError(
            f"A codebook is written as {known}, not as {printable(path.suffix)}; "
            f"name {printable(str(path))} so."
        )
    entries = entries_of(topics)
    with atomic_write(path) as out:
        out.write(_format(path).dumps(entries))
    return len(entries)


def _format(path: Path) -> ModuleType:
    return import_module(FORMATS.get(path.suffix.lower(), FORMATS[".toml"]))
