"""Documents made to do harm end within bounds of memory and time, with the reason."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from store.readers import Refused, _word_paragraphs, read_path
from store.readers import _pdf_worker as worker
from store.readers import pdf as pdf_reader
from tests.bounded import MB, bounded
from tests.packed_documents import WORD, docx, epub, odt, pdf, word_lines, zipped

ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def refused(folder: Path, content: bytes, name: str, room: int = 220 * MB) -> str:
    """Why a document was refused, of which nothing came in."""
    path = folder / name
    path.write_bytes(content)
    outcome = bounded(path, room)
    assert outcome.articles == 0
    (why,) = outcome.reasons
    return why


def word(text: str) -> bytes:
    return zipped({"word/document.xml": text})


# Archives


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a.docx", "word/document.xml"),
        ("a.odt", "content.xml"),
        ("a.epub", "META-INF/container.xml"),
    ],
)
def test_a_part_that_unpacks_to_far_more_than_it_is_looks_like_a_trap(
    tmp_path: Path, name: str, part: str
) -> None:
    content = zipped({part: b"<a>" + b" " * (60 * MB)})
    assert len(content) < MB / 2
    assert "looks like a trap" in refused(tmp_path, content, name)


def test_a_page_of_a_book_is_no_bomb_either(tmp_path: Path) -> None:
    content = epub({"a.xhtml": "<p>" + "a" * (100 * MB)})
    assert "looks like a trap" in refused(tmp_path, content, "a.epub")


def test_text_without_end_is_refused_even_where_it_is_hardly_packed(tmp_path: Path) -> None:
    lines = (f"{number:x} {number * 7919:x} {number * 104_729:x}" for number in range(900_000))
    content = docx(word_lines(lines))
    assert "MB of text" in refused(tmp_path, content, "a.docx")


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_empty_paragraphs_without_number_take_no_memory(tmp_path: Path, name: str) -> None:
    parts = [b"<w:p/>" if name == "a.docx" else b"<text:p/>"] * 400_000
    whole = (docx if name == "a.docx" else odt)("HERE")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        part = "word/document.xml" if name == "a.docx" else "content.xml"
        body = archive.read(part).replace(b"HERE", b"".join(parts))
    # Stored, so that the ratio does not give it away first.
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, body)
    assert "holds no text" in refused(tmp_path, buffer.getvalue(), name)


def test_elements_without_number_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_word_paragraphs, "_MOST_ELEMENTS", 10_000)  # the real one takes seconds
    content = docx(word_lines(["Text."]) + "<w:r/>" * 10_000)
    assert "more marks" in refused(tmp_path, content, "a.docx")


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
def test_thousands_of_parts_are_refused(tmp_path: Path, name: str) -> None:
    content = zipped({f"word/{number}.xml": "" for number in range(10_001)})
    assert "parts" in refused(tmp_path, content, name)


def test_names_that_lead_out_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.xhtml").write_text("<p>secret</p>")
    (tmp_path / "in").mkdir()
    names = {"../secret.xhtml": "<p>Inside the archive.</p>", "/etc/passwd": "<p>And here.</p>"}
    path = tmp_path / "in" / "a.epub"
    path.write_bytes(epub(names, "<dc:title>Out</dc:title>"))
    assert bounded(path).articles == 1
    assert sorted(each.name for each in tmp_path.rglob("*.*")) == ["a.epub", "secret.xhtml"]
    missing = epub({}).replace(b"content.opf", b"../../x.opf")
    assert "lacks its part" in refused(tmp_path, missing, "b.epub")
    relations = (
        '<Relationships><Relationship Type="x/officeDocument" Target="../../etc/passwd"/>'
        "</Relationships>"
    )
    content = docx(word_lines(["Only this part is read."]), {"_rels/.rels": relations})
    (tmp_path / "c.docx").write_bytes(content)
    assert bounded(tmp_path / "c.docx").articles == 1


def test_an_archive_inside_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = docx(word_lines(["Text."]))
    assert "damaged inside" in refused(tmp_path, zipped({"word/document.xml": inner}), "a.docx")


# XML


@pytest.mark.parametrize("trap", [ENTITIES + "<d>&c;</d>", OUTSIDE + "<d>&x;</d>"])
@pytest.mark.parametrize(
    "made",
    [
        (lambda trap: ("a.docx", word(trap))),
        (lambda trap: ("a.docx", docx("", {"docProps/core.xml": trap}))),
        (lambda trap: ("a.docx", docx("", {"word/styles.xml": trap}))),
        (lambda trap: ("a.odt", zipped({"content.xml": trap}))),
        (lambda trap: ("a.odt", odt("", {"meta.xml": trap}))),
        (lambda trap: ("a.epub", epub({}, parts={"content.opf": trap}))),
        (lambda trap: ("a.epub", epub({}, parts={"META-INF/encryption.xml": trap}))),
    ],
)
def test_entities_are_refused_in_every_part(
    tmp_path: Path, made: Callable[[str], tuple[str, bytes]], trap: str
) -> None:
    name, content = made(trap)
    assert "declares entities" in refused(tmp_path, content, name)


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    deep = "<w:p><w:r>" * 100_000
    content = word(f"<w:document {WORD}><w:body>{deep}")
    assert "nested too deeply" in refused(tmp_path, content, "a.docx")


def test_pages_of_nested_and_broken_tags_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(epub({"a.xhtml": "<div><a <!-- <h1>" * 50_000 + "<p>Text.</p>"}))
    assert bounded(path).reasons == []


# Rich Text


@pytest.mark.parametrize("part", ["{", r"{\b ", r"{\*\a{\pict", r"{\info{\title "])
def test_groups_nested_without_end_are_refused(tmp_path: Path, part: str) -> None:
    content = (r"{\rtf1 " + part * (2 * MB // len(part))).encode()
    assert "nested too deeply" in refused(tmp_path, content, "a.rtf")


@pytest.mark.parametrize(
    "part",
    [r"\u", r"\u8212", r"\'", "}", "\\", r"\bin9999999999 ", r"\par ", r"\f1", r"\ls1\ilvl8 "],
)
def test_broken_rich_text_costs_no_more_than_its_length(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes((r"{\rtf1 Text. " + part * (300_000 // len(part))).encode())
    outcome = bounded(path)
    assert outcome.articles + len(outcome.reasons) == 1
    assert outcome.reasons in ([], ["holds no text: there is nothing to read in it"])


def test_fifty_megabytes_of_rich_text_are_refused_within_bounds(tmp_path: Path) -> None:
    content = rb"{\rtf1 " + b"words and words " * (24 * MB // 16) + b"}"
    assert "MB of text" in refused(tmp_path, content, "a.rtf", 400 * MB)


# PDF


def test_a_stream_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    packed = zlib.compress(b" " * (200 * MB), 9)
    plain = pdf([["HERE"]])
    begin = plain.index(b"4 0 obj")
    content = (
        plain[:begin]
        + b"4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R >>\nendobj\n"
        + b"5 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
        + packed
        + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 6 >>\n"
    )
    why = refused(tmp_path, content, "a.pdf", 600 * MB)
    assert "trap" in why or worker.DAMAGED in why


@pytest.mark.parametrize(
    "tree",
    [
        "<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
        "<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 99999999 >>",
        "<< /Type /Pages /Kids 2 0 R /Count 1 >>",
        "<< /Type /Pages >>",
        "2 0 R",
        "<<" * 5000,
        "[" * 100_000,
    ],
    ids=lambda tree: tree[:30],
)
def test_a_pdf_that_refers_to_itself_or_to_nothing_is_refused(tmp_path: Path, tree: str) -> None:
    why = refused(tmp_path, pdf([["Text"]], tree=tree), "a.pdf", 600 * MB)
    assert worker.DAMAGED in why or "trap" in why or "no text layer" in why


def test_a_table_of_places_that_goes_round_in_a_circle_is_told(tmp_path: Path) -> None:
    content = pdf([["Text enough to be read as the text of a page."]])
    place = content.index(b"xref")
    looped = content.replace(b"/Root", b"/Prev %d /Root" % place)
    path = tmp_path / "a.pdf"
    path.write_bytes(looped)
    outcome = bounded(path, 600 * MB)
    assert outcome.articles + len(outcome.reasons) == 1


def test_a_pdf_cannot_take_more_time_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("import resource\nresource.setrlimit(0, (1, 1))\nwhile True: pass\n")
    monkeypatch.setattr(pdf_reader, "_WORKER", endless)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([["Text"]]))
    with pytest.raises(Refused, match="takes too long"):
        list(read_path(path))


# Exports


@pytest.mark.parametrize(
    "text",
    [
        "1 of 2 DOCUMENTS\nLENGTH: 1\n\n" + "HEADLINE:" * 200_000,
        "1 of 2 DOCUMENTS\nLENGTH: 1\n" * 20_000,
        "1 of 2 DOCUMENTS\nLENGTH: 1\n\n" + "BODY:\n" * 100_000,
        "HD\nPD\n" * 100_000,
        "HD\t\nPD\t1 May 2025\n" + "AN\tDocument AAAA00020250501e7ct0001r\n" * 10_000,
        "9 words\n1 May 2025\n" * 50_000,
    ],
    ids=lambda text: repr(text[:20]),
)
def test_exports_that_repeat_without_end_cost_no_more_than_their_length(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    outcome = bounded(path)
    assert "out of memory" not in outcome.reasons
