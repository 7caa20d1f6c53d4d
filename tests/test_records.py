"""Records and references: one article each, and one bad one never stops the others."""

from __future__ import annotations

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
from tests.records import KNOWN, drafts, read, refusals

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
