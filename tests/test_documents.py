"""Word, OpenDocument, EPUB and PDF: the text comes in as it reads, and damage is named."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from store.readers import Refused, reader_for
from store.readers._reflow import reflowed
from tests.documents import LONG, SAID, article, articles, reason
from tests.packed_documents import docx, epub, odt, pdf, word_lines, zipped
from tests.places import SAMPLES

# The samples


@pytest.mark.parametrize(
    ("name", "title", "byline", "published", "language", "begins", "ends"),
    [
        (
            "osoka-pilots-school.docx",
            "School for drone pilots opens with twelve pupils and no drones",
            "Tomas Ledvik",
            "2025-04-14",
            "",
            "Karsk Herald, 14 April 2025",
            "is a flight of forty minutes.",
        ),
        (
            "brannock-schichtbetrieb.odt",
            "Werft in Brannock stellt um auf Schichtbetrieb",
            "Uwe Kranich",
            "2025-05-06",
            "de-DE",
            "Nordmärkische Rundschau, 6. Mai 2025",
            "meinte die Schweißerin Marit Olden.",
        ),
        (
            "kessarie-radios.rtf",
            "Kessarie : la radio, après le radar",
            "Anouk Derrin",
            "2025-03-21",
            "",
            "Le Courrier de Port-Kessar, 21 mars 2025",
            "La livraison est prévue pour l’automne.",
        ),
        (
            "velmora-contract-list.pdf",
            "Velmora to publish its arms contracts again",
            "Tomas Ledvik",
            "2025-05-22",
            "",
            "By Tomas Ledvik\n\nThe State Agency for Defence Trade will publish the list",
            "it will not say which states those are.",
        ),
    ],
)
def test_a_sample_of_one_article_is_read_whole(
    name: str, title: str, byline: str, published: str, language: str, begins: str, ends: str
) -> None:
    (found,) = articles(SAMPLES / name)
    assert (found.title, found.byline, found.published, found.language) == (
        title,
        byline,
        published,
        language,
    )
    assert found.text.startswith(begins)
    assert found.text.endswith(ends)


def test_the_sample_of_an_issue_has_an_article_a_page_and_no_cover() -> None:
    first, last = articles(SAMPLES / "arms-ledger-may-2025.epub")
    assert first.title == "Enough shells, says the man who counts them"
    assert last.title == "The inspectors who never come home"
    assert (first.source, first.byline, first.published, first.language) == (
        "Arms Ledger",
        "Joan Threlby-Ames",
        "2025-05-01",
        "en",
    )
    assert last.text.endswith("The cat, Dorn says, is her own affair.")


def test_letters_of_several_alphabets_and_code_pages_are_read_in_rich_text() -> None:
    (found,) = articles(SAMPLES / "kessarie-radios.rtf")
    for part in ("achètera", "Велмостек", "« Nous", "Barézaña", "“C’est", "rit encore 🙂."):
        assert part in found.text
    for part in ("Note qui", "never read", "0100", "Courrier de Port-Kessar\n"):
        assert part not in found.text


def test_words_broken_at_the_end_of_a_printed_line_are_whole_again() -> None:
    (found,) = articles(SAMPLES / "velmora-contract-list.pdf")
    assert "impressed" in found.text
    assert "Halvorn Institute for Security Economics called" in found.text
    assert "Page 1" not in found.text
    assert "Karsk Herald, 22 May 2025" not in found.text


@pytest.mark.parametrize(
    "path",
    [path for path in SAMPLES.iterdir() if path.suffix in (".docx", ".odt", ".epub", ".pdf")],
)
def test_what_a_document_is_called_does_not_matter(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "renamed.txt"
    copy.write_bytes(path.read_bytes())
    assert articles(copy) == articles(path)


# Word


def test_a_word_document_is_read_without_what_is_not_of_its_text(tmp_path: Path) -> None:
    body = (
        f"<w:p><w:r><w:t>Or</w:t></w:r><w:r><w:t>ders</w:t><w:tab/><w:t>up</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>not this</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>nor this</w:t></w:r></w:moveFrom>"
        '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
        "<w:hyperlink><w:r><w:t>Linked</w:t></w:r></w:hyperlink>"
        "<w:r><w:br/><w:t>below</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Box: </w:t></w:r><w:r><w:txbxContent>"
        "<w:p><w:r><w:t>inside</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{word_lines(['cell'])}</w:tc></w:tr></w:tbl>{word_lines([SAID])}"
    )
    found = article(tmp_path, docx(body), "a.docx")
    assert (found.title, found.text.split()) == (
        "Orders up",
        ["Linked", "below", "inside", "Box:", "cell", *SAID.split()],
    )


@pytest.mark.parametrize(
    ("told", "title"),
    [("Orders are up again", "Orders are up again"), ("Microsoft Word - x.doc", "On Monday")],
)
def test_what_a_document_says_of_itself_counts_where_its_text_says_nothing(
    tmp_path: Path, told: str, title: str
) -> None:
    core = (
        '<c xmlns:dc="d" xmlns:dcterms="t">'
        f"<dc:title>{told}</dc:title><dc:creator>Anna Belova</dc:creator>"
        "<dcterms:created>2025-03-02T10:00:00Z</dcterms:created></c>"
    )
    body = word_lines([f"On Monday: {LONG}", SAID])
    found = article(tmp_path, docx(body, {"docProps/core.xml": core}), "a.docx")
    assert found.title.startswith(title)
    assert (found.byline, found.published) == ("Anna Belova", "2025-03-02T10:00:00Z")


def test_fields_above_the_text_count_more_than_what_the_file_says(tmp_path: Path) -> None:
    core = '<c xmlns:dc="d"><dc:title>Other</dc:title><dc:creator>Typist</dc:creator></c>'
    lines = ["Title: Orders up", "Source: Volga Daily", "Author: Anna Belova", "", LONG, SAID]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t><w:br/></w:r></w:p>" for line in ["", *lines[4:]])
    head = "<w:p>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in lines[:3]) + "</w:p>"
    found = article(tmp_path, docx(head + body, {"docProps/core.xml": core}), "a.docx")
    assert (found.title, found.source, found.byline) == ("Orders up", "Volga Daily", "Anna Belova")


def test_the_main_part_may_have_another_name(tmp_path: Path) -> None:
    relations = (
        '<Relationships><Relationship Type="x/officeDocument" Target="/word/document2.xml"/>'
        "</Relationships>"
    )
    body = f'<w:document xmlns:w="w"><w:body>{word_lines([SAID])}</w:body></w:document>'
    content = zipped({"_rels/.rels": relations, "word/document2.xml": body})
    assert article(tmp_path, content, "a.docx").text == SAID


# OpenDocument


def test_an_open_document_is_read_without_notes_and_comments(tmp_path: Path) -> None:
    body = (
        '<text:h text:outline-level="1">Orders up.</text:h>'
        "<text:table-of-content><text:p>Contents</text:p></text:table-of-content>"
        '<text:p>One<text:s text:c="2"/>two<text:tab/>three<text:note><text:p>note</text:p>'
        "</text:note><office:annotation><text:p>comment</text:p></office:annotation></text:p>"
        f"<text:list><text:list-item><text:p>{SAID}</text:p></text:list-item></text:list>"
    )
    found = article(tmp_path, odt(body), "a.odt")
    assert found.title == "Orders up."
    assert found.text.split() == ["One", "two", "three", *SAID.split()]


def test_a_locked_open_document_says_so(tmp_path: Path) -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    content = odt("", {"META-INF/manifest.xml": manifest})
    assert "locked with a password" in reason(tmp_path, content, "a.odt")


# EPUB


def test_a_book_is_one_article_in_the_order_of_reading(tmp_path: Path) -> None:
    about = (
        "<dc:title>The Yard</dc:title><dc:creator>Anna Belova</dc:creator>"
        "<dc:publisher>Volga Books</dc:publisher><dc:date>2024</dc:date>"
        "<dc:language>en</dc:language>"
    )
    pages = {"z.xhtml": f"<h1>One</h1><p>{LONG}</p>", "a.xhtml": f"<h1>Two</h1><p>{SAID}</p>"}
    found = article(tmp_path, epub(pages, about), "a.epub")
    assert (found.title, found.byline, found.source) == ("The Yard", "Anna Belova", "Volga Books")
    assert found.text.startswith("One\n\nThe works")
    assert found.text.endswith(f"Two\n\n{SAID}")


@pytest.mark.parametrize(
    "about",
    [
        '<meta name="calibre:publication_type" content="periodical:news"/>',
        "<dc:type>Magazine</dc:type>",
    ],
)
def test_an_issue_that_says_so_is_one_article_a_page(tmp_path: Path, about: str) -> None:
    pages = {f"{n}.xhtml": f"<h2>Piece {n}</h2><p>{LONG}{n}</p>" for n in range(3)}
    path = tmp_path / "a.epub"
    path.write_bytes(epub({"cover.xhtml": "<p>Cover</p>", **pages}, about))
    assert [found.title for found in articles(path)] == ["Piece 0", "Piece 1", "Piece 2"]


def test_a_book_that_its_seller_locked_says_so(tmp_path: Path) -> None:
    lock = '<encryption><CipherReference URI="a.xhtml"/></encryption>'
    content = epub({"a.xhtml": "<p>x</p>"}, parts={"META-INF/encryption.xml": lock})
    assert "DRM" in reason(tmp_path, content, "a.epub")
    fonts = lock.replace("a.xhtml", "font.otf")
    content = epub({"a.xhtml": f"<p>{SAID}</p>"}, parts={"META-INF/encryption.xml": fonts})
    assert article(tmp_path, content, "a.epub").text == SAID


# PDF


def test_a_scanned_document_says_that_it_has_no_text(tmp_path: Path) -> None:
    assert "no text layer" in reason(tmp_path, pdf([[], ["- 1 -"]]), "a.pdf")


def test_lines_of_a_page_are_paragraphs_again(tmp_path: Path) -> None:
    lines = [
        "Orders up",
        "The works in Tver will deliver the first of its new river fer-",
        "ries in May, its director said, and nobody knows what it is go-",
        "ing to do then.",
        "“We are ready,” said Anna Belova.",
    ]
    found = article(tmp_path, pdf([lines]), "a.pdf")
    assert found.title == "Orders up"
    assert found.text == (
        "The works in Tver will deliver the first of its new river ferries in May, its director"
        " said, and nobody knows what it is going to do then.\n\n“We are ready,” said Anna Belova."
    )


def test_headers_and_numbers_of_pages_are_left_out_and_sentences_go_on_over_them() -> None:
    pages = [
        f"The Volga Daily {number}\nText {word} of the page that is as long as the others\n"
        f"and this is what follows\nand that ends with the word {word}\n- {number} -"
        for number, word in enumerate(("one", "two", "three"), 7)
    ]
    text = reflowed(pages)
    assert text.count("\n\n") == 0
    assert "Volga" not in text
    assert "with the word one Text two" in text


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    keys = (
        "/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
        f" /O <{'ab' * 32}> /U <{'cd' * 32}> >>"
    )
    assert "locked with a password" in reason(tmp_path, pdf([[SAID]], keys), "a.pdf")


@pytest.mark.skipif(find_spec("cryptography") is not None, reason="the extra is installed")
def test_a_pdf_that_needs_an_extra_says_which(tmp_path: Path) -> None:
    keys = (
        "/ID [<00><00>] /Encrypt << /Filter /Standard /V 4 /R 4 /Length 128 /P -4"
        " /O <566fa873ee33c797cd3b904fdadf814afa34df9a38f6ed41b984e2c6da2aa6f5>"
        " /U <aec7e29be42db1eacd48b094ac8db71e28bf4e5e4e758a4164004e56fffa0108>"
        " /CF << /StdCF << /AuthEvent /DocOpen /CFM /AESV2 /Length 16 >> >>"
        " /StmF /StdCF /StrF /StdCF >>"
    )  # opens with an empty password
    assert "extra encrypted-pdf" in reason(tmp_path, pdf([[SAID]], keys), "a.pdf")


# What is refused


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.docx", docx(""), "holds no text"),
        ("a.odt", odt(""), "holds no text"),
        ("a.rtf", rb"{\rtf1}", "holds no text"),
        ("a.epub", epub({}), "holds no text"),
        ("a.docx", zipped({"word/styles.xml": "<a/>"}), "lacks its part word/document.xml"),
        ("a.odt", zipped({"x": ""}), "lacks its part content.xml"),
        ("a.epub", zipped({"x": ""}), "lacks its part META-INF/container.xml"),
        ("a.docx", zipped({"word/document.xml": "<a><b></a>"}), "damaged inside"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "locked with a password or in the old format"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj", "is a damaged PDF"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_document_that_is_none_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    assert why in reason(tmp_path, content, name)


@pytest.mark.parametrize(
    "name",
    ["osoka-pilots-school.docx", "brannock-schichtbetrieb.odt", "arms-ledger-may-2025.epub"],
)
def test_a_document_cut_off_anywhere_is_refused(tmp_path: Path, name: str) -> None:
    whole = (SAMPLES / name).read_bytes()
    for length in range(30, len(whole) - 30, max(1, len(whole) // 40)):
        assert "damaged" in reason(tmp_path, whole[:length], name)


@pytest.mark.parametrize("length", [100, 900, 1800])
def test_a_pdf_cut_off_is_read_or_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes((SAMPLES / "velmora-contract-list.pdf").read_bytes()[:length])
    try:
        assert articles(path)
    except Refused as error:
        assert "PDF" in str(error) or "no text layer" in str(error)


def test_what_begins_like_nothing_known_is_not_taken_by_its_name_alone() -> None:
    for suffix in (".rtf", ".pdf", ".docx", ".odt", ".epub"):
        found = reader_for(b"just words", suffix)
        assert found is not None
        assert found.NAME == "plain text"
