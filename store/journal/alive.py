"""The records that are alive, each as its JSON and nothing more: 50,000 of them stay small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from store.journal.line import Entry


class Alive:
    """What a journal's edits amount to: table → key → the record's JSON.

    `size` is the bytes of all keys and records.
    """

    def __init__(self) -> None:
        self.size = 0
        self._tables: dict[str, dict[str, bytes]] = {}

    def clear(self) -> None:
        self.size = 0
        self._tables.clear()

    def apply(self, entry: Entry) -> None:
        """Delete what the edit deletes, then put what it puts."""
        for table, keys in entry.delete.items():
            records = self._tables.get(table, {})
            for key in keys:
                gone = records.pop(key, None)
                if gone is not None:
                    self.size -= len(key) + len(gone)
        for table, put in entry.put.items():
            records = self._tables.setdefault(table, {})
            for key, raw in put.items():
                before = records.get(key)
                # A copy: the raw record would keep its whole line in memory.
                records[key] = record = bytes(raw)
                self.size += len(record) + (len(key) if before is None else -len(before))

    def tables(self) -> Mapping[str, Mapping[str, bytes]]:
        """All of it, to look at."""
        return self._tables

    def get(self, table: str, key: str) -> bytes | None:
        return self._tables.get(table, {}).get(key)

    def keys(self, table: str) -> Sequence[str]:
        return list(self._tables.get(table, ()))

    def items(self, table: str) -> Iterator[tuple[str, bytes]]:
        return iter(self._tables.get(table, {}).items())

    def count(self, table: str) -> int:
        return len(self._tables.get(table, ()))
