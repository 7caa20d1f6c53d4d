"""Bytes that may be a page: which reader takes them, in which encoding, and what is too much."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.drafts import Refused
from store.readers import reader_for
from store.readers._markup import page_text
from store.readers._page import page_draft
from tests.held import holding_less_than
from tests.places import SAMPLES
from tests.web_pages import BODY, only, page

# Which reader


@pytest.mark.parametrize(
    ("head", "suffix", "name"),
    [
        (b"<!DOCTYPE html><html>", ".txt", "web page (HTML)"),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?>\n<!-- x --><HTML>", "", "web page (HTML)"),
        ("\ufeff<!doctype html>".encode("utf-16-le"), ".htm", "web page (HTML)"),
        (b"<div>words</div>", ".html", "web page (HTML)"),
        (b"words", ".md", "Markdown"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", ".txt", "web archive (WARC)"),
        (
            gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", mtime=0),
            ".gz",
            "web archive (WARC)",
        ),
        ((SAMPLES / "monitor-brannock-cranes.mhtml").read_bytes()[:4096], ".eml",
         "saved page (MHTML)"),
    ],
)  # fmt: skip
def test_what_stands_in_a_file_says_what_it_is(head: bytes, suffix: str, name: str) -> None:
    reader = reader_for(head, suffix)
    assert reader is not None and name == reader.NAME


def test_a_packed_file_that_is_no_archive_is_not_taken_for_one() -> None:
    reader = reader_for(gzip.compress(b"words", mtime=0), ".gz")
    assert reader is None or reader.NAME != "web archive (WARC)"


# Encodings


@pytest.mark.parametrize(
    ("said", "really"),
    [
        ("utf-8", "utf-8"), ("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("", "cp1252"),
        ("iso-8859-1", "cp1252"), ("windows-1251", "cp1251"), ("utf-16", "utf-8"),
        ("no such thing", "cp1252"), ("utf-7", "utf-8"), ("x" * 30, "utf-8"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_the_encoding_that_it_is_in(said: str, really: str) -> None:
    words = "Завод продал шесть судов." if really == "cp1251" else "Sold “at last” for six £."
    html = page(f"<article><p>{words}</p>{BODY}</article>", f'<meta charset="{said}">')
    assert words in only(html.encode(really)).text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_at_the_beginning_says_more_than_the_page(encoding: str) -> None:
    html = page(f"<article>{BODY}<p>“Sold”</p></article>", '<meta charset="iso-8859-5">')
    assert "“Sold”" in only(html.encode(encoding)).text


@given(st.binary(max_size=300), st.text(max_size=20))
@settings(deadline=None)
def test_any_bytes_are_text_or_refused(data: bytes, charset: str) -> None:
    try:
        assert isinstance(page_text(data, charset), str)
    except Refused as error:
        assert str(error)


# What wants to do harm


def test_scripts_and_hidden_parts_do_not_come_in() -> None:
    html = page(
        f"<article>{BODY}<script>alert('evil words')</script><style>p{{evil:1}}</style>"
        "<noscript>evil</noscript><p onclick='evil()'>And more.</p><iframe>evil</iframe></article>"
        "<script>document.write('<p>evil</p>')"
    )
    assert "evil" not in only(html.encode()).text


TOO_MANY = "over 100,000 tags"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<html><body>" + b"<div>" * 9_900_000, "over 20 MB"),
        (b"<html><body>" + b"<p>words, and more of them</p>" * 200_000, TOO_MANY),
        (b"<html><body><p>" + b"words " * 4_000_000, "over 20 MB"),
    ],
    ids=["50 MB of <div>", "200,000 paragraphs", "24 MB of words"],
)
def test_a_page_that_is_too_much_is_refused_before_it_is_parsed(data: bytes, why: str) -> None:
    with holding_less_than(400), pytest.raises(Refused, match=why):
        only(data)


@pytest.mark.parametrize(
    "part", ["<div>", "<table><tr><td>", "<ul><li>", "<b><i>", "<a ", "<span>x", "<!--", "</p>"]
)
def test_deep_and_broken_markup_is_read_or_refused(part: str) -> None:
    html = page(f"<article>{BODY}</article>" + part * 20_000)
    try:
        assert "Sentence number 8" in page_draft(html).text
    except Refused as error:
        assert str(error)


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=50)
def test_any_text_is_a_page_or_refused(text: str) -> None:
    try:
        page_draft(text)
    except Refused as error:
        assert str(error)
