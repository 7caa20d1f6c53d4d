"""Tables of text and workbooks: one article a row, and one bad row never stops the others."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.drafts import finish
from store.model import Draft
from tests.records import drafts, read, reason, refusals
from tests.workbooks import workbook


def rows(*cells: tuple[str, ...], mark: str = ",") -> str:
    return "\n".join(mark.join(f'"{cell}"' for cell in row) for row in cells)


# Tables of text


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_is_read_whatever_its_delimiter_and_encoding(mark: str, encoding: str) -> None:
    data = rows(("Headline", "Body", "Outlet"), ("Café", "A;b,c|d\n\n“e”", "V"), mark=mark)
    expected = Draft("A;b,c|d\n\n“e”", title="Café", source="V")
    assert drafts(data.encode(encoding)) == [expected]
    assert drafts(data.replace("\n", "\r\n").encode(encoding), "a.csv")[0].title == "Café"


def test_a_spreadsheet_may_say_its_delimiter_on_the_first_line() -> None:
    assert drafts(b"sep=;\ntext;title\nA, b;C\n", "a.csv") == [Draft("A, b", title="C")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_may_have_a_title_above_its_names(mark: str) -> None:
    table = rows(("Headline", "Body"), ("A", "One, two."), mark=mark)
    data = f"Export of 3 June 2025\n\n{table}".encode()
    assert drafts(data, "a.csv") == [Draft("One, two.", title="A")]
    assert refusals(data + b"\nlone\n", "a.csv")[0].startswith("a.csv, row 5, line 5: has 1 cell")
    sheet = [["Export of 3 June 2025"], [], ["Headline", "Body"], ["A", "One, two."]]
    assert drafts(workbook(sheet)) == [Draft("One, two.", title="A")]


def test_columns_without_names_are_chosen_by_their_numbers() -> None:
    said = "A text that is longer than the name of any column in any table in the world."
    table = rows(("A", "Herald", said), ("B", "Herald", "Short."), mark=",").encode()
    assert "--map text=4" in reason(table, "a.csv")
    chosen = {"text": "3", "title": "1"}
    assert drafts(table, "a.csv", chosen) == [Draft(said, title="A"), Draft("Short.", title="B")]
    named = rows(("id", "kind", "memo"), ("A", "Herald", said), mark=",").encode()
    assert drafts(named, "a.csv", chosen) == [Draft(said, title="A")]


def test_a_row_that_does_not_fit_is_refused_by_number_and_the_rest_is_read() -> None:
    table = b'title,text\nA,"one\ntwo"\nB\nC,three,4\n,\nD,five,\n"E",\n'
    assert [d.title for d in read(table, "a.csv") if isinstance(d, Draft)] == ["A", "D"]
    assert refusals(table, "a.csv") == [
        "a.csv, row 3, line 4: has 1 cell, and the first row names 2 columns",
        "a.csv, row 4, line 5: has 3 cells, and the first row names 2 columns",
        "a.csv, row 7, line 8: has no text in text",
    ]


def test_a_table_without_a_text_says_what_to_do() -> None:
    why = reason(b"id,memo\n1,Text\n", "a.csv")
    assert "--map text=NAME" in why and "id, memo" in why
    assert drafts(b"id,memo\n1,Text\n", "a.csv", {"text": "Memo"}) == [Draft("Text")]


def test_columns_of_one_name_and_of_none_are_told_apart() -> None:
    (draft,) = drafts(b"text,text,\nA,B,C\n", "a.csv")
    assert draft.text == "A"


def test_a_line_in_another_encoding_does_not_spoil_the_others() -> None:
    table = "title,text\nCafé,A\n".encode() + "Löwe,B\n".encode("cp1252")
    assert [draft.title for draft in drafts(table, "a.csv")] == ["Café", "Löwe"]


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\r\n\t"), min_size=1
)


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_what_the_library_writes_comes_back(records: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([("title", "text"), *records])
    found = [item for item in read(out.getvalue().encode(), "a.csv") if isinstance(item, Draft)]
    expected = [title for title, text in records if text.strip()]
    assert len(found) == len(expected)
    simple = [t for t in expected if not set(t) & set("\r\n")]
    assert set(simple) <= {draft.title for draft in found}


# Workbooks


def test_a_workbook_gives_its_rows_with_dates_as_dates() -> None:
    table = [
        ["Headline", "Body", "Date"],
        ["A", "Text\nmore", 45699],
        ["B", "Text", 45699.4375],
        ["C", None, 1],
        [],
        ["D", "Text", "3 May 2025"],
        ["E", "Text", 1e7],
    ]
    found = read(workbook(table), "a.xlsx")
    assert [finish(d).published for d in found if isinstance(d, Draft)] == [
        "2025-02-11", "2025-02-11T10:30:00", "2025-05-03", ""
    ]  # fmt: skip
    assert refusals(workbook(table), "a.xlsx") == ["a.xlsx, sheet News, row 4: has no text in Body"]


def test_a_sheet_without_texts_is_named_and_an_empty_one_is_passed_by() -> None:
    data = workbook([["title", "text"], ["A", "B"]], [["a", "b"]], [])
    assert [item.title for item in read(data) if isinstance(item, Draft)] == ["A"]
    (refusal,) = refusals(data)
    assert refusal.startswith("x, sheet News 2: has nothing that is named like a text")
    assert reason(workbook([])) == "holds no rows"


def test_strings_in_cells_are_read_as_well_as_shared_ones() -> None:
    assert drafts(workbook([["title", "text"], ["A", "B"]], inline=True)) == [Draft("B", title="A")]


@pytest.mark.parametrize("cut", [30, 200, 500])
def test_a_damaged_workbook_is_refused(cut: int) -> None:
    assert "archive" in reason(workbook([["title", "text"], ["A", "B"]])[:-cut], "a.xlsx")
