"""Quotes into a file, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from store.files import atomic_write
from store.model import QuoteRow
from store.writers.registry import Options, writer


def export(rows: Iterable[QuoteRow], format: str, path: Path, *, raw: bool = False) -> int:
    """Write quotes to `path` in an export format; how many there were.

    `raw` leaves spreadsheet formulas as they stand. Raises PressmarkError for a format that is not
    there, and for a file that cannot be written.
    """
    chosen = writer(format)
    with atomic_write(path) as out:
        return chosen.write(rows, out, Options(raw=raw))
