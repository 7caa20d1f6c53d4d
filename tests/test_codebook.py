"""The codebook: what names stand for, and codebooks as files that come back as they went."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import codebook_csv, codebook_toml
from store.codebook import COLOURS, Codebook, newest, topic_name
from store.codebook_entry import FIELDS, Entry, entries_of, tidied
from store.codebook_file import read_codebook, write_codebook
from store.escape import cell
from store.model import PressmarkError, Topic
from store.revision import Revision
from tests.places import SAMPLES

SAMPLE = SAMPLES / "codebook.toml"
HOSTILE = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    ['=HYPERLINK("x")', "'=1", "''+1", "'", '"""', "\\", "\\u0041", "a;b; c", "\x7f", "@x", "-1"]
)


def book_of(*topics: Topic) -> Codebook:
    return Codebook({topic.name: topic for topic in topics})


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """An entry as it is taken in, of any text that could be typed."""
    name = draw(HOSTILE.filter(lambda text: topic_name_of(text) != ""))
    return tidied(
        Entry(
            name,
            draw(st.sampled_from(["", "A", "=", "'", "é", '"'])),
            draw(st.sampled_from(["", *COLOURS, "#A07850"])),
            draw(HOSTILE),
            draw(st.none() | st.integers(1, 9)),
            tuple(draw(st.lists(HOSTILE, max_size=3))),
        )
    )


def topic_name_of(text: str) -> str:
    try:
        return topic_name(text)
    except PressmarkError:
        return ""


# Names


def test_a_name_leads_to_where_renaming_and_merging_took_it() -> None:
    book = book_of(Topic("old", alias="newer"), Topic("newer", alias="now"), Topic("now"))
    assert [topic.name for topic in book] == ["now"]
    assert book.named("old") is book.get("now")
    assert book.old_names("now") == ("newer", "old")
    assert book.resolve(["old", "now", "unknown"]) == ("now", "unknown")


def test_a_deleted_topic_counts_for_nothing() -> None:
    book = book_of(Topic("a", gone=True), Topic("b", alias="a"))
    assert list(book) == []
    assert book.resolve(["a", "b"]) == ()
    with pytest.raises(PressmarkError, match="no topic"):
        book.named("b")


def test_a_branch_is_a_topic_or_a_heading_and_only_what_is_below_its_path() -> None:
    book = book_of(Topic("arms/drones"), Topic("armsdeals"), Topic("arms/naval"))
    assert book.branch("arms") == "arms"
    assert [topic.name for topic in book.at("arms")] == ["arms/drones", "arms/naval"]
    with pytest.raises(PressmarkError, match="no topic"):
        book.branch("arm")


@given(st.permutations([("anna", Topic("a", "red", clock=2)), ("bob", Topic("a", "blue", clock=2)),
                        ("carl", Topic("a", "pink", clock=1))]))  # fmt: skip
def test_the_newest_definition_counts_in_whatever_order_they_come(
    records: list[tuple[str, Topic]],
) -> None:
    assert newest(records)["a"].colour == "blue"


def test_a_new_topic_gets_the_colour_that_is_used_least() -> None:
    revision = Revision(Codebook({}), 1)
    assert [revision.add(str(number)).colour for number in range(10)] == list(COLOURS)
    assert revision.add("one more").colour == COLOURS[0]


def test_a_revision_that_ends_where_it_began_changes_nothing() -> None:
    book = book_of(Topic("a", digit=1), Topic("b"))
    revision = Revision(book, 5)
    revision.alter(book.topics["b"], digit=1)
    revision.alter(book.topics["a"], digit=1)
    assert [(change.key, change.after) for change in revision.changes()] == []


# Files


def test_a_codebook_is_not_written_under_the_name_of_another_format(tmp_path: Path) -> None:
    with pytest.raises(PressmarkError, match=r"as \.csv or \.toml, not as \.json"):
        write_codebook([Topic("a")], tmp_path / "book.json")
    assert write_codebook([Topic("a")], tmp_path / "book") == 1
    assert read_codebook(tmp_path / "book")[0].name == "a"


@pytest.mark.parametrize("suffix", [".toml", ".csv"])
def test_the_samples_codebook_comes_back_as_it_went(suffix: str, tmp_path: Path) -> None:
    topics = [Topic(entry.name, **entry.fields()) for entry in read_codebook(SAMPLE)]
    path = tmp_path / f"book{suffix}"
    assert write_codebook(topics, path) == 11
    assert read_codebook(path) == entries_of(topics)


@settings(deadline=None)
@given(st.lists(entries(), max_size=4))
def test_any_codebook_comes_back_from_toml_and_from_a_table(book: list[Entry]) -> None:
    assert codebook_toml.loads(codebook_toml.dumps(book)) == book
    assert list(map(tidied, codebook_csv.loads(codebook_csv.dumps(book)))) == book


@settings(deadline=None)
@given(st.lists(entries(), min_size=1, max_size=3))
def test_no_cell_of_a_table_is_a_formula(book: list[Entry]) -> None:
    import csv
    import io

    for row in csv.reader(io.StringIO(codebook_csv.dumps(book), newline="")):
        assert all(cell(value) == value for value in row)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_spreadsheets_of_all_countries_write_it(
    delimiter: str, tmp_path: Path
) -> None:
    rows = [["Name", "digit", "WORDS"], ["arms/drones", "3", '"drone; ""Osoka"""'], []]
    path = tmp_path / "book.csv"
    path.write_text("\ufeff" + "\r\n".join(map(delimiter.join, rows)), "utf-8")
    assert read_codebook(path) == [Entry("arms/drones", digit=3, words=("drone", '"Osoka"'))]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_table_is_read_in_the_encoding_that_a_spreadsheet_saves_it_in(
    encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "book.csv"
    path.write_bytes("name;description\r\nRüstung/Haubitzen;für größere\r\n".encode(encoding))
    assert read_codebook(path) == [Entry("Rüstung/Haubitzen", description="für größere")]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.toml", "[[topic]]\nname = \n", "line 2"),
        ("a.toml", '[[topic]]\nnames = "a"', "names"),
        ("a.toml", '[[topic]]\nname = "a"\ndigit = 12', "digit is 1 to 9"),
        ("a.toml", '[[topic]]\nname = "a"\ncolour = "mauve"', "a.*no colour"),
        ("a.toml", '[[topic]]\nname = "//"', "needs a name"),
        ("a.toml", b"\xff\xfe\x00", "no codebook"),
        ("a.csv", "", "name the columns"),
        ("a.csv", "name,color\na,red", "no column “color”"),
        ("a.csv", "name\na,b", "row 2"),
        ("a.csv", "name,digit\na,x", "row 2.*digit"),
        ("a.csv", "name,colour\na,mauve", "no colour"),
        ("a.csv", f"name\n{'x' * 200_000}", "no codebook"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_the_reason(
    name: str, content: str | bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(PressmarkError, match=f"(?s){name}.*{reason}"):
        read_codebook(path)


def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path / "pipe.toml", tmp_path, tmp_path / "missing.csv"):
        with pytest.raises(PressmarkError, match=path.name):
            read_codebook(path)


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "folder.csv"
    path.mkdir()
    with pytest.raises(PressmarkError, match="folder"):
        write_codebook([Topic("a")], path)


def test_a_table_has_a_column_for_each_thing_that_a_topic_says() -> None:
    assert codebook_csv.dumps([]) == ",".join(FIELDS) + "\r\n"
