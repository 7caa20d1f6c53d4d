"""Exports hold every quote, can be read back, and turn no text into a command."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from store import escape
from store.citation import cite
from store.model import PressmarkError, QuoteRow
from store.text import clean, clean_line
from store.writers import registry
from tests import rows
from tests.rows import BARE

TWO_LINES = "We shall sell.\n\nAnd we shall buy."
ROW = msgspec.structs.replace(rows.ROW, end=43, exact=TWO_LINES)
FIELDS = [field.name for field in msgspec.structs.fields(QuoteRow)]

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
BLOCKS = [
    "# ",
    "- ",
    "1. ",
    "1) ",
    "> ",
    "```\n",
    "    ",
    "\n",
    "\n\n",
    "\n---\n",
    "\n===\n",
    "\n:-",
]
SPANS = [
    "`",
    "[a](b)",
    "![a](b)",
    "[^1]",
    "<b>",
    "<!--",
    "&amp;",
    "*a*",
    "__a__",
    "~~a~~",
    "\\",
    "|",
]
LINKS = ["http://a.b", "https://a.b", "www.a.b", "WWW.a.b", "a@b.cd", "mailto:a@b.cd", "ftp://a.b"]
CELLS = ["=1", "+", "@", "\t", "a"]
nasty = text | st.lists(st.sampled_from([*BLOCKS, *SPANS, *LINKS, *CELLS]), max_size=8).map("".join)
rows = st.builds(
    QuoteRow,
    **{name: nasty for name in FIELDS if name not in ("start", "end", "topics")},
    start=st.integers(0, 10**7),
    end=st.integers(0, 10**7),
    topics=st.lists(nasty.filter(bool), max_size=3, unique=True).map(tuple),
)


def export(name: str, quotes: Iterable[QuoteRow], *, raw: bool = False) -> str:
    out = io.StringIO(newline="")
    quotes = list(quotes)
    assert registry.writer(name).write(iter(quotes), out, registry.Options(raw=raw)) == len(quotes)
    return out.getvalue()


def table(written: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written, newline="")))


# --- the registry


def test_every_module_of_the_folder_is_a_format() -> None:
    assert registry.names() == ["csv", "json", "jsonl", "markdown"]
    assert [registry.writer(name).SUFFIX for name in registry.names()] == [
        ".csv",
        ".json",
        ".jsonl",
        ".md",
    ]


def test_an_unknown_format_is_refused_with_the_names_of_the_known() -> None:
    with pytest.raises(PressmarkError, match="'docx': use one of csv, json, jsonl, markdown"):
        registry.writer("docx")


def test_formats_know_no_screen() -> None:
    code = (
        "import sys; from store.writers import registry; registry.names();"
        "sys.exit(any(name.split('.')[0] in ('tui', 'textual') for name in sys.modules))"
    )
    root = Path(__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root).returncode == 0


# --- JSON


@given(st.lists(rows, max_size=4))
@settings(deadline=None)
def test_json_gives_back_every_quote(quotes: list[QuoteRow]) -> None:
    document = json.loads(export("json", quotes))
    assert document["version"] == 1
    assert msgspec.convert(document["quotes"], list[QuoteRow]) == quotes
    assert all(list(quote) == FIELDS for quote in document["quotes"])


@given(st.lists(rows, max_size=4))
@settings(deadline=None)
def test_json_lines_give_back_every_quote_each_on_its_line(quotes: list[QuoteRow]) -> None:
    lines = export("jsonl", quotes).split("\n")
    assert lines.pop() == ""
    assert [msgspec.json.decode(line, type=QuoteRow) for line in lines] == quotes


# --- CSV


def test_csv_has_a_row_for_each_quote_and_topic() -> None:
    lines = table(export("csv", [ROW, BARE]))
    assert [(line["id"], line["topic"]) for line in lines] == [
        (ROW.id, "arms/drones"),
        (ROW.id, "exports"),
        (BARE.id, ""),
    ]
    assert lines[0]["exact"] == ROW.exact
    assert lines[0]["start"] == "10"
    assert list(lines[0]) == ["topic" if name == "topics" else name for name in FIELDS]


@given(st.lists(rows, max_size=3))
@settings(deadline=None)
def test_raw_csv_gives_back_every_cell(quotes: list[QuoteRow]) -> None:
    written = [
        [str(topic if name == "topics" else getattr(quote, name)) for name in FIELDS]
        for quote in quotes
        for topic in quote.topics or ("",)
    ]
    assert [list(line.values()) for line in table(export("csv", quotes, raw=True))] == written


@given(st.lists(rows, max_size=3))
@settings(deadline=None)
def test_no_cell_of_csv_starts_as_a_formula(quotes: list[QuoteRow]) -> None:
    safe, raw = (table(export("csv", quotes, raw=raw)) for raw in (False, True))
    cells = [value for line in safe for value in line.values()]
    assert not [
        cell for cell in cells if cell.lstrip()[:1] in set("=+-@") or cell[:1] in set("\t\r")
    ]
    for given_line, raw_line in zip(safe, raw, strict=True):
        for name, value in raw_line.items():
            assert given_line[name] in (value, f"'{value}")


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\tx",
    "\rx",
    "  =1",
    "\n=1",
    "＝1",
    "－1",
]
SKIPPED = ["\u00a0", "\u3000", "\ufeff", "\u200b", "\x00"]


@pytest.mark.parametrize("cell", [*FORMULAS, *(f"{skipped}=1" for skipped in SKIPPED)])
def test_a_formula_gets_an_apostrophe_unless_asked_for_raw(cell: str) -> None:
    row = msgspec.structs.replace(BARE, note=cell, topics=(cell,))
    (line,) = table(export("csv", [row]))
    assert (line["note"], line["topic"]) == (f"'{cell}", f"'{cell}")
    (line,) = table(export("csv", [row], raw=True))
    assert (line["note"], line["topic"]) == (cell, cell)


@pytest.mark.parametrize("cell", ["", "a=b", "“=1”", "'=1", "3 - 2", "a@b.example", " a"])
def test_other_cells_stand_as_they_are(cell: str) -> None:
    (line,) = table(export("csv", [msgspec.structs.replace(BARE, note=cell)]))
    assert line["note"] == cell


# --- Markdown


MARKDOWN = MarkdownIt("gfm-like", {"html": True})
assert MARKDOWN.linkify is not None
MARKDOWN.linkify.set({"fuzzy_link": False})  # GitHub links what has www. or a scheme, no bare name


def test_markdown_groups_by_topic_with_the_topicless_last() -> None:
    other = msgspec.structs.replace(BARE, topics=("Zinc", "arms/drones"), exact="Other words")
    headings = ["# Quotes", "## arms/drones", "## exports", "## Zinc", "## No topic"]
    written = export("markdown", [BARE, ROW, other])
    assert [line for line in written.split("\n") if line.startswith("#")] == headings
    drones = written.split("## ")[1]
    assert drones.index("We shall sell") < drones.index("Other words")


def test_a_quote_in_markdown_has_all_that_is_known_of_it() -> None:
    assert export("markdown", [msgspec.structs.replace(ROW, topics=("exports",))]) == (
        "# Quotes\n\n## exports\n\n"
        "> We shall sell.\n>\n> And we shall buy.\n\n"
        "— V. Orlov, “Drone deal”, The Harbour Post, 2026-03-01, "
        "<https://harbour.example/drone_deal>\n\n"
        "Note: check\n\nAnalyst: anna\n"
    )


def leaves(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from leaves(token.children) if token.children else [token]


def shown(markdown: str) -> str:
    """What a reader of `markdown` sees; fails where it is anything but paragraphs and quotes."""
    kinds = {"paragraph_open", "paragraph_close", "blockquote_open", "blockquote_close"}
    kinds |= {"text", "softbreak", "inline"}
    found = list(leaves(MARKDOWN.parse(markdown)))
    assert {token.type for token in found} <= kinds
    ends = {"softbreak": "\n", "paragraph_close": "\n\n"}
    return "".join(ends.get(token.type, token.content) for token in found)


@given(nasty)
@settings(deadline=None, max_examples=400)
def test_a_quote_in_markdown_makes_no_markup_and_loses_no_word(exact: str) -> None:
    assert shown(escape.markdown_quote(exact)).split() == clean(exact).split()


@given(nasty)
@settings(deadline=None, max_examples=400)
def test_a_field_in_markdown_makes_no_markup_and_loses_no_word(field: str) -> None:
    line = shown(f"Note: {escape.markdown(field)}")
    assert " ".join(line.split()) == f"Note: {clean_line(field)}".strip()


@given(st.lists(rows, max_size=3))
@settings(deadline=None)
def test_a_document_has_only_the_headings_and_links_that_belong_there(
    quotes: list[QuoteRow],
) -> None:
    tokens = list(leaves(MARKDOWN.parse(export("markdown", quotes))))
    topics = {topic for quote in quotes for topic in quote.topics or ("",)}
    assert sum(token.type == "heading_open" for token in tokens) == 1 + len(topics)
    allowed = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "text"}
    allowed |= {"blockquote_open", "blockquote_close", "softbreak", "link_open", "link_close"}
    assert {token.type for token in tokens} <= allowed | {"inline"}
    links = {token.attrs["href"] for token in tokens if token.type == "link_open"}
    assert all(str(link).startswith(("http://", "https://")) for link in links)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://a b", "https://a>b", "<https://a", ""]
)
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    shown(cite(msgspec.structs.replace(BARE, url=url), "markdown"))


# --- size


@pytest.mark.parametrize("name", ["csv", "json", "jsonl"])
def test_a_large_export_takes_no_more_memory_than_a_small_one(name: str) -> None:
    def peak(count: int) -> int:
        with Path("/dev/null").open("w") as out:
            tracemalloc.start()
            quotes = (msgspec.structs.replace(ROW, id=str(number)) for number in range(count))
            assert registry.writer(name).write(quotes, out, registry.Options()) == count
            used = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return used

    peak(10)
    assert peak(5_000) < peak(50) + 50_000
