"""A journal through the eyes of TinyDB: its tables, queries and operations, one edit a change.

Stock TinyDB reads, copies and rewrites everything for each change. Here a table is a view that
decodes a record when it is asked for, and a change writes the records that it touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from store.model import new_id

if TYPE_CHECKING:
    from store.journal.journal import Journal

Document: TypeAlias = dict[str, Any]

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Document).decode


class TableView(Mapping[str, Document]):
    """The records of one table; each access decodes a fresh dictionary."""

    def __init__(self, journal: Journal, name: str) -> None:
        self._journal = journal
        self._name = name

    def __getitem__(self, key: str) -> Document:
        record = self._journal.get(self._name, key)
        if record is None:
            raise KeyError(key)
        return _decode(record)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._journal.get(self._name, key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._journal.keys(self._name))

    def __len__(self) -> int:
        return self._journal.count(self._name)


class TableChange(MutableMapping[str, Document]):
    """A table while TinyDB changes it: remembers what was touched, and writes nothing itself."""

    def __init__(self, view: TableView) -> None:
        self._view = view
        self._touched: dict[str, Document | None] = {}  # None: deleted

    def __getitem__(self, key: str) -> Document:
        if key not in self._touched:
            # TinyDB changes documents in place, so what was handed out may have changed.
            self._touched[key] = self._view[key]
        document = self._touched[key]
        if document is None:
            raise KeyError(key)
        return document

    def __setitem__(self, key: object, document: Document) -> None:
        self._touched[str(key)] = document  # a document may bring a number as its id

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._touched[key] = None

    def __contains__(self, key: object) -> bool:
        key = str(key)
        return self._touched[key] is not None if key in self._touched else key in self._view

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._view if key in self)
        yield from (key for key in self._touched if key not in self._view and key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        self._touched = dict.fromkeys(self._view)

    def outcome(self) -> tuple[dict[str, Document], list[str]]:
        """What to put and which keys to delete."""
        put = {
            key: document
            for key, document in self._touched.items()
            if document is not None and self._differs(key, document)
        }
        gone = [key for key, doc in self._touched.items() if doc is None and key in self._view]
        return put, gone

    def _differs(self, key: str, document: Document) -> bool:
        # As JSON: to Python, 1 and True are the same.
        return key not in self._view or _encode(document) != _encode(self._view[key])


class JournalStorage(Storage):
    """Hands TinyDB views of the tables, and writes what differs from them."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def read(self) -> dict[str, Mapping[str, Document]]:  # type: ignore[override]
        names = self.journal.tables()
        return {name: TableView(self.journal, name) for name in names}

    def write(self, data: Mapping[str, Mapping[str, Document]]) -> None:
        """Make the journal hold `data`; a table that is a view of itself is left alone."""
        put: dict[str, dict[str, Document]] = {}
        delete: dict[str, list[str]] = {}
        with self.journal.locked():
            for name in {**self.read(), **data}:
                wanted = data.get(name, {})
                if isinstance(wanted, TableView):
                    continue
                change = TableChange(TableView(self.journal, name))
                change.clear()
                change.update(wanted)
                put[name], delete[name] = change.outcome()
            self.commit("change tables", put, delete)

    def commit(
        self, label: str, put: dict[str, dict[str, Document]], delete: dict[str, list[str]]
    ) -> None:
        """Append what is not empty of a change, as one edit."""
        put = {name: records for name, records in put.items() if records}
        delete = {name: keys for name, keys in delete.items() if keys}
        if put or delete:
            self.journal.append(label, put, delete)

    def close(self) -> None:
        self.journal.close()


class JournalTable(Table):
    """A TinyDB table whose documents have text ids and whose changes cost their own size."""

    document_id_class = str  # type: ignore[assignment]
    _storage: JournalStorage

    def __init__(self, storage: JournalStorage, name: str, persist_empty: bool = False) -> None:
        # No query cache: another session may change the table behind its back.
        super().__init__(storage, name, cache_size=0, persist_empty=persist_empty)

    def _get_next_id(self) -> str:
        return new_id()

    def _read_table(self) -> Mapping[str, Document]:  # type: ignore[override]
        return TableView(self._storage.journal, self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._storage.journal.locked():
            change = TableChange(TableView(self._storage.journal, self.name))
            updater(change)
            put, delete = change.outcome()
            self._storage.commit(f"change {self.name}", {self.name: put}, {self.name: delete})


class JournalDB(TinyDB):
    """TinyDB on a journal. `db.table("quotes").search(where("article") == …)` and so on."""

    table_class = JournalTable  # type: ignore[assignment]

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, storage=JournalStorage)
