"""Journals opened for a while, and what is alive in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.journal import Journal

Model = dict[str, dict[str, object]]


@contextmanager
def opened(path: Path, writable: bool = True) -> Iterator[Journal]:
    journal = Journal(path, writable=writable)
    journal.catch_up()
    yield journal
    journal.close()


def content(journal: Journal) -> Model:
    """What is alive, decoded; tables without records left out."""
    tables = {
        name: {key: json.loads(record) for key, record in journal.items(name)}
        for name in journal.tables()
    }
    return {name: records for name, records in tables.items() if records}


def quotes(**records: object) -> dict[str, dict[str, dict[str, object]]]:
    return {"quotes": {key: {"note": value} for key, value in records.items()}}
