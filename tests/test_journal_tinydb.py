"""A journal seen through TinyDB behaves as stock TinyDB does, and writes one line a change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document, Table

from store.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "vera" / "journal.jsonl", writable=True)
    journal.catch_up()
    yield journal
    journal.close()


@pytest.fixture(params=["stock", "journal"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> TinyDB:
    """The same tests over both: what stock TinyDB does is what is wanted."""
    if request.param == "stock":
        return TinyDB(tmp_path / "stock.json")
    journal: Journal = request.getfixturevalue("journal")
    return journal.db


@pytest.fixture
def quotes(db: TinyDB) -> Table:
    table = db.table("quotes")
    table.insert_multiple({"note": note, "topics": []} for note in ["a", "b", "c"])
    return table


def notes(table: Table) -> list[object]:
    return [document["note"] for document in table.all()]


def test_inserted_documents_come_back_in_order_with_their_ids(quotes: Table) -> None:
    inserted = quotes.insert({"note": "d"})
    assert notes(quotes) == ["a", "b", "c", "d"]
    assert quotes.all()[-1].doc_id == inserted
    assert quotes.get(doc_id=inserted) == {"note": "d"}
    assert len(quotes) == 4


def test_search_count_and_contains_answer_queries(quotes: Table) -> None:
    assert [each["note"] for each in quotes.search(where("note") > "a")] == ["b", "c"]
    assert quotes.count(where("note") > "a") == 2
    assert quotes.contains(where("note") == "c")
    assert not quotes.contains(where("note") == "z")
    assert quotes.get(where("note") == "z") is None


def test_a_search_sees_what_changed_since_the_last_one(quotes: Table) -> None:
    assert quotes.search(where("note") == "z") == []
    quotes.insert({"note": "z"})
    assert len(quotes.search(where("note") == "z")) == 1


def test_update_changes_what_it_should_and_keeps_the_order(quotes: Table) -> None:
    updated = quotes.update({"speaker": "x"}, where("note") == "b")
    assert len(updated) == 1
    assert [each.get("speaker") for each in quotes.all()] == [None, "x", None]
    quotes.update(lambda document: document["topics"].append("arms"))
    assert [each["topics"] for each in quotes.all()] == [["arms"]] * 3


def test_upsert_changes_or_inserts(quotes: Table) -> None:
    quotes.upsert({"note": "b", "speaker": "x"}, where("note") == "b")
    quotes.upsert({"note": "d"}, where("note") == "d")
    assert notes(quotes) == ["a", "b", "c", "d"]
    assert quotes.all()[1]["speaker"] == "x"


def test_remove_takes_out_by_query_and_by_id(quotes: Table) -> None:
    quotes.remove(where("note") == "a")
    quotes.remove(doc_ids=[quotes.all()[0].doc_id])
    assert notes(quotes) == ["c"]
    assert quotes.remove(where("note") == "z") == []


def test_truncate_empties_one_table_and_drop_forgets_it(db: TinyDB, quotes: Table) -> None:
    db.table("reviews").insert({"status": "done"})
    quotes.truncate()
    assert len(quotes) == 0
    quotes.insert({"note": "again"})
    db.drop_table("quotes")
    assert len(db.table("quotes")) == 0
    assert len(db.table("reviews")) == 1
    db.drop_tables()
    assert len(db.table("reviews")) == 0


def test_a_document_may_bring_its_id_but_not_one_that_is_taken(quotes: Table) -> None:
    quotes.insert(Document({"note": "own"}, doc_id=77))
    assert quotes.contains(doc_id=77)
    with pytest.raises(ValueError, match="already exists"):
        quotes.insert(Document({"note": "again"}, doc_id=quotes.all()[0].doc_id))
    assert notes(quotes) == ["a", "b", "c", "own"]


def test_changing_a_document_that_was_found_changes_nothing_stored(quotes: Table) -> None:
    journal_like = quotes.all()[0]
    journal_like["note"] = "changed"
    assert notes(quotes) == ["a", "b", "c"]


def test_each_change_is_one_line_and_no_change_is_none(journal: Journal) -> None:
    def lines() -> int:
        return journal.path.read_bytes().count(b"\n")

    table = journal.db.table("quotes")
    table.insert_multiple({"note": str(number)} for number in range(20))
    assert lines() == 2
    table.update({"speaker": "x"}, where("note") == "3")
    assert lines() == 3
    assert len(journal.path.read_bytes().splitlines()[-1]) < 200  # one record, not twenty
    table.update({"speaker": "x"}, where("note") == "3")
    table.remove(where("note") == "none such")
    assert lines() == 3
    table.truncate()
    assert lines() == 4


def test_a_change_that_fails_half_way_writes_nothing(journal: Journal) -> None:
    table = journal.db.table("quotes")
    table.insert({"note": "a"})
    with pytest.raises(ValueError, match="not a Mapping"):
        table.insert_multiple([{"note": "b"}, "no document"])  # type: ignore[list-item]
    assert notes(table) == ["a"]


def test_it_is_the_same_data_as_the_journal_itself(journal: Journal) -> None:
    journal.append("highlight", {"quotes": {"q1": {"note": "a"}}}, {})
    assert journal.db.table("quotes").get(doc_id="q1") == {"note": "a"}  # type: ignore[call-overload]
    assert journal.db.tables() == {"quotes"}
    other = Journal(journal.path, writable=True)
    other.db.table("quotes").update({"note": "b"})
    assert other.db.table("quotes").all() == [{"note": "b"}]
    journal.catch_up()
    assert journal.get("quotes", "q1") == b'{"note":"b"}'
    other.close()
