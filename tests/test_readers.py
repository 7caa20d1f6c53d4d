"""Real files are messy: what can be read is read, what cannot is named with its reason."""

from __future__ import annotations

import os
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import sources
from store.decoding import decode
from store.drafts import MAX_TEXT, finish
from store.model import Article, Draft
from store.readers import Refused, all_readers, read_path, reader_for
from store.readers.markdown import stripped
from store.text import article_id, clean
from tests.documents import BODY, one


def article(folder: Path, content: str | bytes, name: str = "article.txt") -> Article:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return one(path)


def reason(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        one(path)
    return str(caught.value)


# Which reader


def test_every_module_in_the_folder_is_a_reader() -> None:
    assert {reader.NAME for reader in all_readers()} >= {"plain text", "Markdown"}
    assert all(suffix == suffix.lower() for r in all_readers() for suffix in r.SUFFIXES)


@pytest.mark.parametrize(
    ("head", "suffix", "name"),
    [
        (b"words", ".txt", "plain text"),
        (b"# words", ".md", "Markdown"),
        (b"words", ".strange", "plain text"),
        (b"\x00\x01\x02\xff" * 9, ".strange", None),
        (b"<p>words</p><script>f(a,title,text,date,b)</script>", ".strange", "plain text"),
        (b"a,title,text,date,b", ".strange", "table of text (CSV, TSV)"),
    ],
)
def test_the_surest_reader_is_taken(head: bytes, suffix: str, name: str | None) -> None:
    reader = reader_for(head, suffix)
    assert (reader.NAME if reader else None) == name


# Above the text


@pytest.mark.parametrize(
    "header",
    [
        '---\ntitle: "Orders: up"\nsource: Volga Daily\nauthor: A. Petrov\ndate: 1 March 2026\n'
        "url: https://volga.example/1\nlang: en\ntags:\n  - ships\n---\n\n",
        "Title: Orders: up\nSOURCE: Volga Daily\nByline: By A. Petrov\nPublished: 2026-03-01\n"
        "URL: https://volga.example/1\nLanguage: en\nSection: World\n\n",
        "\n\nDate: 01.03.2026\r\nHeadline: Orders: up\r\nOutlet: Volga Daily\r\n"
        "Author: A. Petrov\r\n"
        "Link: https://volga.example/1\r\nLang: en\r\n\r\n",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_header_becomes_the_fields_and_leaves_the_text(
    tmp_path: Path, header: str, name: str
) -> None:
    assert article(tmp_path, header + BODY, name) == Article(
        id=article_id(BODY),
        text=BODY,
        title="Orders: up",
        source="Volga Daily",
        byline="A. Petrov",
        published="2026-03-01",
        url="https://volga.example/1",
        language="en",
    )


def test_several_authors_stand_on_one_line(tmp_path: Path) -> None:
    front = "---\nauthors:\n  - Anna Belova\n  - 'Igor Sadko'\nsource: [Volga, \"Daily\"]\n---\n"
    found = article(tmp_path, front + BODY)
    assert (found.byline, found.source) == ("Anna Belova, Igor Sadko", "Volga, Daily")


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule, and no front matter below it.\n\nMore.",
        "Note: this is how the statement begins, and it goes on.\n\nMore.",
        "Title:\n\nMore.",
        "---\ntitle: never closed\n\nMore.",
    ],
)
def test_what_only_resembles_a_header_stays_text(tmp_path: Path, text: str) -> None:
    found = article(tmp_path, text)
    assert found.text.endswith("More.")
    assert found.text.startswith(found.title)


@pytest.mark.parametrize(
    "text",
    [
        f"Orders up\n\n{BODY}",
        f"\ufeff\n  Orders up \r\n{BODY}",
        f"title: Orders up\n\nOrders up\n{BODY}",
    ],
)
def test_a_title_on_the_first_line_leaves_the_text(tmp_path: Path, text: str) -> None:
    found = article(tmp_path, text)
    assert (found.title, found.text) == ("Orders up", BODY)


@pytest.mark.parametrize(
    "text",
    [BODY, "Only one line", "A first line that is the longer one\nshort", "x" * 201 + "\n\nMore"],
)
def test_a_first_line_that_is_no_title_stays(tmp_path: Path, text: str) -> None:
    found = article(tmp_path, text)
    assert found.text == text


def test_how_the_text_begins_stands_for_a_title_that_is_not_there(tmp_path: Path) -> None:
    assert article(tmp_path, "Said on Monday: it is done.\n\nMore.").title == (
        "Said on Monday: it is done."
    )
    long = "word " * 40 + "end.\n\nMore."
    assert article(tmp_path, long).title == "word " * 19 + "word…"


def test_a_byline_ends_where_a_date_begins_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for below in ("By Ana Belova, 1 March 2026", "By Ana Belova | Mar 1, 2026"):
        path.write_text(f"Ships sold\n\n{below}\n\nThe yard has sold two ships to a neighbour.\n")
        (draft,) = read_path(path)
        assert isinstance(draft, Draft)
        assert (draft.byline, finish(draft).published) == ("Ana Belova", "2026-03-01")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_date_and_a_byline_under_the_title_are_noted_and_stay(tmp_path: Path, gap: str) -> None:
    lines = "The Volga Daily, 1 March 2026\nBy Anna Belova\n"
    found = article(tmp_path, f"Orders up at the works in Tver{gap}{lines}\n{BODY}")
    assert (found.title, found.published, found.byline) == (
        "Orders up at the works in Tver",
        "2026-03-01",
        "Anna Belova",
    )
    assert found.text == f"{lines}\n{BODY}"


def test_a_date_in_the_text_is_not_taken_for_the_day_of_the_article(tmp_path: Path) -> None:
    found = article(tmp_path, "Orders up\n\nIt began on 1 March 2019.\n\n" + BODY)
    assert found.published == ""


# Lines broken at a fixed width


SENTENCES = (
    "The works in Tver will deliver the first of its new river ferries to the port in May, "
    "its director told reporters on Monday. He did not say who had paid for them.",
    "“We are ready,” said Anna Belova, who has run the yard since it was built, and who does not "
    "expect that the weather will hold anything up this year.",
)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("width", [50, 72, 80])
def test_lines_broken_at_a_fixed_width_are_one_paragraph_again(
    tmp_path: Path, name: str, width: int
) -> None:
    wrapped = "\n\n".join(textwrap.fill(sentence, width) for sentence in SENTENCES)
    found = article(tmp_path, "Orders up\n\n" + wrapped + "\n\n- one item\n- another\n", name)
    assert found.title == "Orders up"
    assert found.text == "\n\n".join(SENTENCES) + "\n\n- one item\n- another"


def test_short_paragraphs_on_lines_of_their_own_stay_apart(tmp_path: Path) -> None:
    text = (
        "Orders are up at the works in Tver this spring.\nNobody knows why that is.\nThe director "
        "is glad.\n“We are ready,” said Anna Belova of the yard.\nIt is to go on in May.\nThe end."
    )
    assert article(tmp_path, "title: x\n\n" + text).text == text


# Markdown


def test_markdown_is_left_without_its_markup(tmp_path: Path) -> None:
    raw = (
        "# Orders **up** again. #\n\n![ship](ship.png)\n## In [Tver](https://tver.example/a_(b))\n\n"
        "> “We *are* ready,” said __Anna Belova__.\n\n- 2 * 3 * 4 and snake_case_name\n"
        "Text\n----\n***\n\\*not emphasised\\* `code` <https://x.example> [ref][1]\n\n"
        '[1]: https://y.example "Y"\n\n```\n# **kept**\n```\n'
    )
    found = article(tmp_path, raw, "a.md")
    assert found.title == "Orders up again."
    assert found.text == (
        "In Tver\n\n“We are ready,” said Anna Belova.\n\n"
        "- 2 * 3 * 4 and snake_case_name\nText\n\n\n"
        "*not emphasised* code https://x.example ref\n\n\n```\n# **kept**\n```"
    )


def test_an_underlined_heading_is_a_title(tmp_path: Path) -> None:
    found = article(tmp_path, f"Orders up.\n=====\n\n{BODY}", "a.md")
    assert (found.title, found.text) == ("Orders up.", BODY)


@pytest.mark.parametrize(
    "part", ["[", "![", "[a](", "*a ", "**a", "_a ", "`", "> ", "<http://", "\\"]
)
def test_hostile_markdown_costs_no_more_than_its_length(part: str) -> None:
    assert stripped(part * 50_000) is not None
    assert stripped((part + "\n") * 5_000) is not None


@settings(deadline=None)
@given(st.text("abc ,.\n字é"))
def test_text_without_markup_comes_through_markdown_as_it_is(text: str) -> None:
    assert stripped(text) == text


# Encodings


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"),
    ],
)
@pytest.mark.parametrize("text", [BODY, "Café “Löwe” – naïve.\n" * 50])
def test_text_is_read_whatever_its_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    assert article(tmp_path, text.encode(encoding)).text == text.strip()


def test_cyrillic_in_utf_16_without_a_mark_is_read() -> None:
    text = "Завод в Твери начнёт поставки в мае.\n" * 20
    assert decode(text.encode("utf-16-le")) == text
    assert decode(text.encode("utf-16-be")) == text


def test_one_broken_character_does_not_make_it_another_encoding() -> None:
    data = "Завод в Твери".encode()
    assert decode(data[:-1]) == "Завод в Твер\ufffd"


def test_bytes_that_windows_never_defined_are_shown_as_lost() -> None:
    assert decode(b"caf\xe9 \x81 \x93Tver\x94") == "café \ufffd “Tver”"


def test_control_characters_in_a_text_are_dropped_and_the_rest_kept(tmp_path: Path) -> None:
    found = article(tmp_path, b"Orders \x1b[31mup\x00 in May.\r\n" + BODY.encode())
    assert found.text == "Orders [31mup in May.\n" + BODY


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except Refused:
        return
    assert clean(text) is not None


# What is refused


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf\n", "holds no text"),
        ("\u200b\u202e\n".encode(), "holds no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "looks like a picture"),
        (b"%PDF-1.7\n1 0 obj", "is a damaged PDF"),
        (b"PK\x03\x04mimetype", "looks like a ZIP archive or an office document"),
        (bytes(range(256)) * 20, "looks like binary"),
        (b"\0" * 1000, "looks like binary"),
        (b"long " * (MAX_TEXT // 5 + 1), "over 5 MB of text"),
        (b"long " * (MAX_TEXT + 1), "over 5 MB of text"),
        (b"Title: " + b"t" * 10_001 + b"\n\nA text.\n", "a title of over 10,000 characters"),
    ],
    ids=lambda value: str(value[:12]),
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_file_that_is_no_article_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, why: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert why in reason(path)


def test_a_file_over_the_cap_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(sources.MAX_FILE + 1)
    assert "is over 50 MB" in reason(path)


def test_two_megabytes_on_one_line_are_one_article(tmp_path: Path) -> None:
    text = "Zażółć gęślą jaźń. " * 100_000
    assert article(tmp_path, text).text == text.strip()


def test_pipes_devices_folders_and_missing_files_are_refused_without_waiting(
    tmp_path: Path,
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", Path("/dev/zero"), tmp_path):
        assert reason(path) == "is not a regular file"
    assert reason(tmp_path / "gone.txt") == "cannot be read: No such file or directory"


def test_a_title_as_long_as_its_cap_is_whole(tmp_path: Path) -> None:
    assert len(article(tmp_path, "title: " + "x" * 10_000 + "\n\n" + BODY).title) == 10_000


def test_the_same_text_under_two_names_and_encodings_is_one_article(tmp_path: Path) -> None:
    first = article(tmp_path, BODY, "a.txt")
    second = article(tmp_path, BODY.replace("\n", "\r\n").encode("utf-16"), "b.md")
    assert first.id == second.id


def test_fields_are_cleaned_and_what_is_no_language_is_left_empty() -> None:
    found = finish(Draft(BODY, title="A\x1b\n b", byline="By: Anna", language="the tongue of men"))
    assert (found.title, found.byline, found.language) == ("A b", "Anna", "")
