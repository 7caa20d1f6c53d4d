"""Real files are messy: what can be read is read, what cannot is named with its reason."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import sources
from store.dates import iso_date
from store.decoding import decode
from store.drafts import MAX_TEXT, finish
from store.model import Article, Draft
from store.readers import Refusal, Refused, all_readers, read_path, reader_for, walk
from store.readers.markdown import stripped
from store.text import article_id, clean

BODY = "The works in Tver will deliver in May.\n\n“We are ready,” said Anna Belova."


def one(path: Path) -> Article:
    (draft,) = read_path(path)
    assert isinstance(draft, Draft)
    return finish(draft)


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
    assert found.title == ""


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
    assert (found.title, found.text) == ("", text)


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
        (b"%PDF-1.7\n1 0 obj", "looks like a PDF"),
        (b"PK\x03\x04mimetype", "looks like a ZIP archive or an office document"),
        (bytes(range(256)) * 20, "looks like binary"),
        (b"\0" * 1000, "looks like binary"),
        (b"long " * (MAX_TEXT // 5 + 1), "over 5 MB of text"),
        (b"long " * (MAX_TEXT + 1), "over 5 MB of text"),
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


def test_titles_are_cut_at_their_cap(tmp_path: Path) -> None:
    assert len(article(tmp_path, "title: " + "x" * 12_000 + "\n\n" + BODY).title) == 10_000


def test_the_same_text_under_two_names_and_encodings_is_one_article(tmp_path: Path) -> None:
    first = article(tmp_path, BODY, "a.txt")
    second = article(tmp_path, BODY.replace("\n", "\r\n").encode("utf-16"), "b.md")
    assert first.id == second.id


# Folders


def test_a_folder_gives_its_files_in_order_and_names_what_it_leaves_out(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.md",
        "a.txt",
        ".git/config",
        "b/photo.jpg",
        "b/.hidden.txt",
        "README",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "b" / "round").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.txt"))
        found = list(walk([tmp_path]))
    files = [str(path.relative_to(tmp_path)) for path in found if isinstance(path, Path)]
    refused = {
        str(Path(item.where).relative_to(tmp_path)): item.why
        for item in found
        if isinstance(item, Refusal)
    }
    assert files == ["a.txt", "b/1.md", "b/2.txt"]
    assert {name: why.split(":")[0] for name, why in refused.items()} == {
        ".git": "is hidden",
        "README": "is a file without a suffix, for which there is no reader",
        "b/.hidden.txt": "is hidden",
        "b/photo.jpg": "is a file of the kind .jpg, for which there is no reader",
        "gone.txt": "cannot be read",
        "pipe.txt": "is not a regular file",
        "self": refused["self"].split(":")[0],
        "socket.txt": "is not a regular file",
    }


def test_a_file_that_is_named_itself_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / ".notes.log"
    path.write_text(BODY)
    assert list(walk([path, path])) == [path, path]
    assert one(path).text == BODY


@pytest.mark.parametrize("name", ["nul\0byte.txt", "x" * 300 + ".txt", "missing"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    (refused,) = walk([tmp_path / name])
    assert isinstance(refused, Refusal)


def test_a_file_name_that_is_not_utf_8_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\x1b.txt"))
    path.write_text(BODY)
    assert list(walk([tmp_path])) == [path]
    assert one(path).text == BODY


def test_what_one_may_not_read_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    for name in ("locked/in.txt", "closed.txt", "open.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(BODY)
    (tmp_path / "locked").chmod(0)
    (tmp_path / "closed.txt").chmod(0)
    seen = as_nobody(tmp_path)
    (tmp_path / "locked").chmod(0o700)
    assert seen == [
        "closed.txt: cannot be read: Permission denied",
        "locked: cannot be read: Permission denied",
        "open.txt: read",
    ]


def as_nobody(folder: Path) -> list[str]:
    """What happens to each thing in `folder`, for an account that is not root."""
    reading, writing = os.pipe()
    all_readers()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.chdir(folder)
            if os.getuid() == 0:
                folder.chmod(0o755)
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(writing, "\n".join(outcomes(Path())).encode())
            status = 0
        finally:  # whatever happens, the child must not go on as a second test run
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as stream:
        seen = stream.read().splitlines()
    assert os.waitpid(child, 0)[1] == 0
    return seen


def outcomes(folder: Path) -> list[str]:
    seen = []
    for path in walk([folder]):
        if isinstance(path, Refusal):
            seen.append(f"{path.where}: {path.why}")
            continue
        try:
            one(path)
            seen.append(f"{path}: read")
        except Refused as error:
            seen.append(f"{path}: {error}")
    return seen


# Dates and other fields


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026/3/1", "2026-03-01"),
        ("20260301", "2026-03-01"),
        ("1 March 2026", "2026-03-01"),
        ("Published: Sunday, 1st of March, 2026", "2026-03-01"),
        ("March 1, 2026", "2026-03-01"),
        ("Sept. 30, 2026, 9:30 a.m. EST", "2026-09-30"),
        ("01.03.2026", "2026-03-01"),
        ("13/04/2026", "2026-04-13"),
        ("04/13/2026", "2026-04-13"),
        ("03/04/2026", ""),
        ("Sun, 01 Mar 2026 09:30:00 +0200", "2026-03-01T07:30:00Z"),
        ("2026-03-01T09:30:00+02:00", "2026-03-01T07:30:00Z"),
        ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00Z"),
        ("2026-03-01 09:30", "2026-03-01T09:30:00"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31"),
        ("0001-01-01T00:00:00+12:00", "0001-01-01"),
        ("0000-01-01", ""),
        ("31.02.2026", ""),
        ("99999-01-01", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_are_understood_or_left_empty(raw: str, iso: str) -> None:
    assert iso_date(raw) == iso


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(),
        st.text("0123456789-/.: TZ+,MarSunGMT", max_size=40),
        st.datetimes(timezones=st.timezones()).map(str),
    )
)
def test_no_date_is_an_error_and_each_result_is_iso(raw: str) -> None:
    found = iso_date(raw)
    assert found in ("", iso_date(found))


def test_fields_are_cleaned_and_what_is_no_language_is_left_empty() -> None:
    found = finish(Draft(BODY, title="A\x1b\n b", byline="By: Anna", language="the tongue of men"))
    assert (found.title, found.byline, found.language) == ("A b", "Anna", "")
