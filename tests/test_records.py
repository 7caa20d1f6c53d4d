"""Tables, records and references: one article each, and one bad one never stops the others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.drafts import finish
from store.model import Article, Draft
from store.readers import Columns, Refusal, Refused, read_path, read_stream, reader_for
from store.readers._html import html_page, html_text
from store.readers._json_elements import elements
from tests.places import SAMPLES
from tests.workbooks import workbook

KNOWN = {"title": "Orders up", "text": "“We are ready,” said Anna Belova.", "outlet": "Volga Daily"}


def read(
    data: bytes, name: str = "x", columns: Mapping[str, str] | None = None
) -> list[Draft | Refusal]:
    return list(read_stream(io.BytesIO(data), name, Columns(columns)))


def drafts(data: bytes, name: str = "x", columns: Mapping[str, str] | None = None) -> list[Draft]:
    found = read(data, name, columns)
    refused = [item for item in found if isinstance(item, Refusal)]
    assert not refused
    return [item for item in found if isinstance(item, Draft)]


def refusals(data: bytes, name: str = "x") -> list[str]:
    return [f"{r.where}: {r.why}" for r in read(data, name) if isinstance(r, Refusal)]


def reason(data: bytes, name: str = "x") -> str:
    with pytest.raises(Refused) as caught:
        read(data, name)
    return str(caught.value)


def rows(*cells: tuple[str, ...], mark: str = ",") -> str:
    return "\n".join(mark.join(f'"{cell}"' for cell in row) for row in cells)


# Samples, and which reader takes them


@pytest.mark.parametrize(
    ("name", "reader", "titles", "first"),
    [
        ("press-list.csv", "table of text (CSV, TSV)", 3, ("The Tarvia Post", "2025-03-17", "")),
        ("clippings.jsonl", "JSON Lines", 3, ("Pacific Defence Desk", "2025-04-02", "en")),
        ("agency-articles.json", "JSON", 2, ("Meridian Wire", "2025-03-21", "")),
        ("table.xlsx", "Excel workbook", 2, ("The Tarvia Post", "2025-03-25", "")),
        ("reading-list.ris", "references (RIS)", 2, ("Halvorn Defence Weekly", "2025-03-05", "en")),
        ("zotero.json", "references (CSL JSON)", 2, ("Sorvane Free Press", "2025-02-14", "en")),
    ],
)  # fmt: skip
def test_each_sample_is_read_by_its_reader_under_any_name(
    name: str, reader: str, titles: int, first: tuple[str, str, str]
) -> None:
    path = SAMPLES / name
    chosen = reader_for(path.read_bytes()[:4096], "")
    assert chosen is not None and reader == chosen.NAME
    found = [finish(draft) for draft in read_path(path) if isinstance(draft, Draft)]
    assert len(found) == titles
    assert all(each.title and each.source and each.url for each in found)
    assert (found[0].source, found[0].published[:10], found[0].language) == first
    assert all("<p>" not in each.text and len(each.text) > 100 for each in found)


@pytest.mark.parametrize("name", ["letter.txt", "letter.md"])
@pytest.mark.parametrize(
    "text", ["[see the note] Orders are up.", "{ braces } and so on", "Text, body, title, and more"]
)
def test_a_text_that_only_resembles_records_stays_a_text(name: str, text: str) -> None:
    (draft,) = drafts(text.encode(), name)
    assert draft.text == text


# Columns


@pytest.mark.parametrize(
    ("names", "meaning"),
    [
        (
            ["Headline", "Body", "Outlet", "Author", "Pub Date", "Link", "Lang"],
            ["title", "text", "source", "byline", "published", "url", "language"],
        ),
        (["Titel", "Volltext", "Quelle", "Datum"], ["title", "text", "source", "published"]),
        (["Titre", "Contenu", "Auteur", "Langue"], ["title", "text", "byline", "language"]),
        (["Заголовок", "Текст", "Источник", "Дата"], ["title", "text", "source", "published"]),
        (["标题", "正文", "来源", "日期"], ["title", "text", "source", "published"]),
        (["dc:title", "content:encoded", "article.body"], ["title", "", "text"]),
        (["title", "summary", "content"], ["title", "", "text"]),
        (["title", "description"], ["title", "text"]),
        (["TITLE", "full_text", "url", "URL of picture"], ["title", "text", "url", ""]),
    ],
)
def test_the_meaning_of_columns_is_guessed_from_their_names(
    names: list[str], meaning: list[str]
) -> None:
    expected = {field: name for name, field in zip(names, meaning, strict=True) if field}
    assert Columns().meaning(names) == expected


def test_what_is_chosen_counts_and_the_rest_is_guessed() -> None:
    columns = Columns({"text": "memo", "title": "Meta.Kicker"})
    record = {"Memo": "Text", "meta.kicker": "Kicker", "title": "Other", "source": {"name": "V"}}
    assert columns.draft(record) == Draft("Text", title="Kicker", source="V")
    nested = {"memo": "Text", "Meta": {"Kicker": "Deep"}}
    assert Columns({"text": "memo", "title": "Meta.Kicker"}).draft(nested).title == "Deep"


def test_the_meaning_is_told_once_before_the_first_record() -> None:
    told: list[Mapping[str, str]] = []
    lines = [{"headline": "A", "body": "B"}, {"title": "A", "text": "B"}]
    data = "\n".join(map(json.dumps, lines)).encode()
    assert len(list(read_stream(io.BytesIO(data), "x", Columns(None, told.append)))) == 2
    assert told == [{"text": "body", "title": "headline"}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["Anna Belova", {"name": "Igor Sadko"}], "Anna Belova, Igor Sadko"),
        ([{"given": "Anna", "family": "Belova"}, None], "Anna Belova"),
        ({"rendered": "Anna"}, "Anna"),
        (None, ""),
        (True, ""),
    ],
)
def test_a_value_of_any_shape_becomes_a_text(value: object, text: str) -> None:
    assert Columns().draft({"text": "T", "author": value}).byline == text


def test_where_the_best_text_is_empty_the_next_one_counts() -> None:
    assert Columns().draft({"content": None, "description": "Short."}).text == "Short."


def test_what_only_the_outer_record_tells_is_taken_from_it() -> None:
    inner = {"bodyText": "T", "headline": "Inner"}
    outer = {"webTitle": "Outer", "webPublicationDate": "2025-06-01", "fields": inner}
    assert Columns().draft(outer) == Draft("T", title="Inner", published="2025-06-01")


def test_records_as_interfaces_of_newspapers_hand_them_out_are_understood() -> None:
    record = {
        "headline": {"main": "One &amp; two&#8217;s"},
        "byline": {"original": "Anna Belova", "person": []},
        "maintext": "Tom &amp; Anna say 1 &lt; 2.",
        "source_domain": "herald.example",
        "date_publish": "2025-06-01",
        "mainEntityOfPage": {"@id": "https://herald.example/1?a=1&copy=2"},
        "inLanguage": "en",
    }
    assert Columns().draft(record) == Draft(
        "Tom & Anna say 1 &lt; 2.", "One & two’s", "herald.example", "Anna Belova", "2025-06-01",
        "https://herald.example/1?a=1&copy=2", "en",
    )  # fmt: skip
    assert Columns().draft({"text": "T", "author": 5}).byline == ""


def test_paragraphs_in_a_list_and_markup_in_a_text_become_paragraphs() -> None:
    assert Columns().draft({"text": ["One.", "Two."]}).text == "One.\n\nTwo."
    assert Columns().draft({"text": "<p>One.<p>Two &amp; three."}).text == "One.\n\nTwo & three."
    assert Columns().draft({"text": "1 < 2 and 3 > 2"}).text == "1 < 2 and 3 > 2"


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        (1741600800, "2025-03-10T10:00:00Z"),
        (1741600800123, "2025-03-10T10:00:00Z"),
        ("1741600800.5", "2025-03-10T10:00:00Z"),
        ("2025-03-10", "2025-03-10"),
        ("0000-00-00", ""),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31"),
        ("99999-01-01", ""),
        (-99999999999, ""),
        (9999999999999, "2286-11-20T17:46:39Z"),
        (1e300, ""),
    ],
)  # fmt: skip
def test_dates_of_any_kind_are_understood_or_left_empty(raw: object, day: str) -> None:
    assert finish(Columns().draft({"text": "T", "date": raw})).published == day


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


# JSON and JSON Lines


def test_one_bad_line_is_named_and_the_rest_is_read() -> None:
    good = json.dumps(KNOWN)
    data = f'{good}\n{{"bad"\n\n[1]\n{{"memo": "x"}}\n{{"text": " "}}\n{good}'.encode()
    assert len([item for item in read(data) if isinstance(item, Draft)]) == 2
    assert [refusal.split(":")[0] for refusal in refusals(data)] == [
        "x, line 2", "x, line 4", "x, line 5", "x, line 6"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252"]
)
def test_records_are_read_whatever_their_encoding(encoding: str) -> None:
    lines = (json.dumps({**KNOWN, "title": "Löwe"}, ensure_ascii=False) + "\n") * 2
    assert [draft.title for draft in drafts(lines.encode(encoding))] == ["Löwe"] * 2
    array = "[" + lines.strip().replace("\n", ",\n") + "]"
    assert [draft.title for draft in drafts(array.encode(encoding))] == ["Löwe"] * 2


def test_nearly_json_is_read() -> None:
    data = b'{"text": "a\tb", "title": "\\ud800x", "n": NaN}\n' * 2
    assert [draft.text for draft in drafts(data)] == ["a\tb"] * 2


@pytest.mark.parametrize(
    "content",
    [
        [KNOWN, KNOWN],
        {"status": "ok", "articles": [KNOWN, KNOWN]},
        {"response": {"meta": [1, 2], "results": [KNOWN, KNOWN], "facets": [{"a": 1}]}},
        [{"_index": "news", "_source": KNOWN}, {"_source": KNOWN}],
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_articles_are_found_where_an_interface_puts_them(content: object, indent: int) -> None:
    found = drafts(json.dumps(content, indent=indent).encode(), "a.json")
    assert [draft.source for draft in found] == ["Volga Daily"] * 2


def test_one_object_is_one_article_even_with_lists_in_it() -> None:
    (draft,) = drafts(json.dumps({**KNOWN, "authors": [{"name": "A"}, {"name": "B"}]}).encode())
    assert draft.byline == "A, B"


def test_a_bad_record_of_an_array_is_named_and_the_rest_is_read() -> None:
    good = json.dumps(KNOWN)
    data = f'[{good}, {{"text": nothing}}, 3, null, {{"text": ["x"}}, {good}'.encode()
    assert refusals(data, "a.json")[0].startswith("a.json, record 2: is no JSON")
    assert any(isinstance(item, Draft) for item in read(data, "a.json"))
    cut = f"[{good}, {good[:-9]}".encode()
    assert "ends in the middle" in refusals(cut, "a.json")[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(), JSON), min_size=1, max_size=4), st.integers(1, 9))
def test_elements_are_cut_out_whole_wherever_the_stream_breaks(
    records: list[dict[str, object]], size: int
) -> None:
    data = json.dumps(records, ensure_ascii=False).encode("utf-8", "surrogatepass")
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    found = [json.loads(each) for each in elements(pieces) if isinstance(each, bytes)]
    assert found == records


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text('[]{}",:\\a ', max_size=60).map(str.encode))
def test_any_bytes_are_drafts_or_refused(data: bytes) -> None:
    for name in ("a.json", "a.jsonl", "a.csv", "a.ris", "a.csl", "a.xlsx", "a.eml", "a.mbox"):
        try:
            assert all(isinstance(item, Draft | Refusal) for item in read(data, name))
        except Refused:
            continue


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


# References


def test_an_entry_without_a_text_is_named_and_the_rest_is_read() -> None:
    lines = "TY  - NEWS", "TI  - A", "ER  - ", "TY  - NEWS", "AB  - One", "two", "ER  - "
    data = "\r\n".join(lines).encode()
    assert [item.text for item in read(data) if isinstance(item, Draft)] == ["One\ntwo"]
    assert refusals(data)[0].startswith("x, entry 1, line 1: has neither a note nor an abstract")


def test_a_day_without_a_year_has_the_year_beside_it() -> None:
    for date in ("DA  - June 3\nPY  - 2025", "PY  - 2025\nDA  - 3 June", "DA  - 2025/06/03/"):
        (draft,) = drafts(f"TY  - NEWS\n{date}\nAB  - One\nER  - \n".encode())
        assert finish(draft).published == "2025-06-03"


def test_an_entry_that_is_never_ended_ends_with_the_next_one() -> None:
    data = b"TY  - NEWS\nTI  - A\nAB  - One\nTY  - NEWS\nAB  - Two\n"
    assert [draft.text for draft in drafts(data)] == ["One", "Two"]


def test_a_reference_keeps_its_note_its_people_and_its_day() -> None:
    item = {
        "id": "1", "type": "article-newspaper", "title": "T", "abstract": "A", "note": "<p>N</p>",
        "author": [{"family": "Belova", "given": "Anna"}, {"literal": "Staff"}],
        "container-title": "Volga Daily", "issued": {"date-parts": [[2025, 2, 9]]}, "URL": "u",
    }  # fmt: skip
    data = json.dumps([item, {**item, "issued": {"literal": "3 May 2025"}}, {"id": 2}]).encode()
    first, second = (finish(each) for each in read(data) if isinstance(each, Draft))
    assert first == Article(
        id=first.id, text="N\n\nA", title="T", source="Volga Daily", byline="Anna Belova, Staff",
        published="2025-02-09", url="u",
    )  # fmt: skip
    assert second.published == "2025-05-03"
    assert refusals(data)[0].startswith("x, item 3: has neither")


# HTML inside of these


def test_html_is_read_block_by_block_without_what_is_hidden() -> None:
    page = html_page(
        "<html><head><title>t</title><style>p{}</style></head><body><!-- no -->"
        "<div style='display:none'>pre <div>view</div></div><h1>Orders&nbsp;up</h1>"
        "<p>One <b>two</b>\n three<br>four<p hidden>no<p>5 &lt; 6 <a href='https://x.example/?a&amp;b'>"
        "<i>here</i></a><script>if (a < b) { '</p>' }</script><table><tr><td>a<td>b</table>"
    )
    assert page.text == "Orders up\n\nOne two three\nfour\n\n5 < 6 here\n\na\n\nb"
    assert page.links == [("here", "https://x.example/?a&b")]


@settings(deadline=None)
@given(st.text("<>/ap!-'\"= &;scriptdv", max_size=80))
def test_any_text_is_html_to_somebody(source: str) -> None:
    assert isinstance(html_text(source), str)
