"""Web pages, saved pages and web archives: the article comes in, and what stands around it not."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.drafts import Refusal, Refused, finish
from store.model import Article, Draft
from store.readers import read_path, read_stream, reader_for
from store.readers._gzip import unpacked
from store.readers._http import page_of
from store.readers._markup import page_text
from store.readers._page import page_draft
from store.readers._tidy import tidied
from store.readers._warc import responses
from tests.held import holding_less_than
from tests.places import SAMPLES

PAGES = Path(__file__).parent / "pages"
BODY = "".join(
    f"<p>Sentence number {n} of the report says what was sold, to whom, and at what price.</p>"
    for n in range(9)
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Sold</title>{head}</head><body>{body}</body></html>"


def articles(path: Path) -> list[Article]:
    found = list(read_path(path))
    assert all(isinstance(draft, Draft) for draft in found), found
    return [finish(draft) for draft in found if isinstance(draft, Draft)]


def read(data: bytes, name: str) -> list[Draft | Refusal]:
    return list(read_stream(io.BytesIO(data), name))


def only(data: bytes, name: str = "page.html") -> Draft:
    [draft] = read(data, name)
    assert isinstance(draft, Draft)
    return draft


# What is on a page


@pytest.mark.parametrize(
    ("path", "title", "source", "byline", "published", "url", "language"),
    [
        (SAMPLES / "karsk-herald-kessari-repair-yard.html",
         "Kessari gets its repair yard, and Velmora its order", "Karsk Herald", "Milan Oreshny",
         "2025-05-14T05:45:00Z",
         "https://herald.karsk.example/economy/2025/05/14/kessari-repair-yard", "en-GB"),
        (SAMPLES / "monitor-brannock-cranes.mhtml",
         "Brannock Yard counts its cranes", "Aero & Arms Monitor", "Ruth Callender",
         "2025-06-18T11:00:00Z", "https://monitor.example/naval/2025/06/brannock-cranes", "en"),
        (PAGES / "ledger-live.html",
         "The order book grows, the welders do not", "The Ledger", "Oda Ferrant, Luc Hannevar",
         "2025-04-08T05:00:00Z", "https://ledger.example/industry/welders", "en"),
        (PAGES / "norderbote-haubitzen.html",
         "Tarvia prüft jedes Rohr selbst", "norderbote.example", "Jürgen Käßler",
         "2025-05-21T04:00:00Z",
         "https://www.norderbote.example/politik/tarvia-rohre-1.4711", "de"),
        (PAGES / "orlen-post-drone-inquiry.html",
         "Osoka inquiry: “Nobody signed for the batteries”", "Orlen Post", "Tessa Braithe",
         "2025-06-03T16:20:11Z", "https://orlenpost.example/2025/06/osoka-batteries/", "en-US"),
        (PAGES / "sadt-press-release.html",
         "SADT: press service", "", "", "2025-03-19", "", ""),
    ],
)  # fmt: skip
def test_a_page_says_what_it_is(
    path: Path, title: str, source: str, byline: str, published: str, url: str, language: str
) -> None:
    [found] = articles(path)
    assert (found.title, found.source, found.byline) == (title, source, byline)
    assert (found.published, found.url, found.language) == (published, url, language)


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        (SAMPLES / "karsk-herald-kessari-repair-yard.html", "PORT KESSARI –", "in March 2026."),
        (SAMPLES / "monitor-brannock-cranes.mhtml", "The second frigate", "votes next week."),
        (PAGES / "ledger-live.html", "Velmora’s plants have work", "the year to be late."),
        (PAGES / "norderbote-haubitzen.html", "Nach den Rissen", "später als vereinbart."),
        (PAGES / "orlen-post-drone-inquiry.html", "An Osoka drone", "to parliament in July."),
        (PAGES / "sadt-press-release.html", "Varga-M passes", "does not name the customer."),
    ],
)
def test_the_article_is_there_from_its_first_word_to_its_last(
    path: Path, first: str, last: str
) -> None:
    [found] = articles(path)
    assert found.text.startswith(first)
    assert found.text.endswith(last)
    assert "\n\n" in found.text


AROUND = (
    "cookie", "Accept all", "Log in", "Sign up", "Follow topic", "Follow us", "Read also",
    "Lesen Sie auch", "Newsletter", "newsletter", "Leave a", "old_gunner", "welder1",
    "My nephew", "Share", "Tags:", "Advertisement", "All rights reserved", "Most read",
    "Startseite", "Meistgelesen", "Related", "Site map", "dataLayer", "Recent Posts", "©",
)  # fmt: skip


@pytest.mark.parametrize(
    "path", [*sorted(PAGES.glob("*.html")), SAMPLES / "karsk-herald-kessari-repair-yard.html",
             SAMPLES / "monitor-brannock-cranes.mhtml", SAMPLES / "ledger-and-courier.warc"],
    ids=lambda path: path.name,
)  # fmt: skip
def test_nothing_of_what_stands_around_it_comes_in(path: Path) -> None:
    for found in articles(path):
        assert [words for words in AROUND if words in found.text] == []
        paragraphs = [text for text in found.text.split("\n\n") if len(text) > 40]
        assert len(paragraphs) == len(set(paragraphs)), "a caption or paragraph comes twice"


def test_an_archive_holds_an_article_for_each_page_that_was_answered() -> None:
    found = articles(SAMPLES / "ledger-and-courier.warc")
    assert [(one.title, one.source, one.published[:10]) for one in found] == [
        ("Bank that stopped arms payments finds new customers", "The Ledger", "2025-06-24"),
        ("Drone school opens without drones", "courier.example", "2025-06-25"),
    ]
    assert found[1].url == "https://courier.example/town/drone-school"
    assert "‘an excellent introduction to the wind’" in found[1].text


def test_no_date_is_made_up_from_a_year_at_the_foot_of_a_page() -> None:
    assert only(page(f"<article>{BODY}</article><p>© 2019 The Post</p>").encode()).published == ""


def test_a_page_without_an_article_comes_in_as_a_whole() -> None:
    draft = only(page("<p>Sold.</p>").encode())
    assert "Sold." in draft.text


def test_all_posts_of_a_live_blog_are_one_article() -> None:
    posts = "".join(
        f'<article class="liveblog-post"><h3>Vote {n}</h3><div class="post-body"><p>Members voted'
        f" on clause {n} after a debate that lasted well into the evening.</p></div></article>"
        for n in range(5, 0, -1)
    )
    said = '{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"headline": "Vote 5"}]}'
    head = f'<script type="application/ld+json">{said}</script>'
    body = f"<nav>Home</nav><main><h1>The vote, live</h1><div>{posts}</div></main>"
    draft = only(page(body, head).encode())
    assert draft.title == "The vote, live"
    assert [n for n in "54321" if f"on clause {n} after" in draft.text] == list("54321")


def test_lines_in_the_cell_of_an_old_page_are_paragraphs() -> None:
    lines = "<br><br>".join(f"Boat {n} was sold on Monday to a yard abroad." for n in range(6))
    draft = only(page(f"<table><tr><td><a>Home</a></td><td>{lines}</td></tr></table>").encode())
    assert "Boat 1 was sold on Monday to a yard abroad.\n\nBoat 2" in draft.text


def test_a_title_ends_before_the_name_of_the_site() -> None:
    head = (
        '<meta property="og:title" content="Boats sold - The Gazette">'
        '<meta property="og:site_name" content="The Gazette">'
    )
    draft = only(page(f"<article><h1>Boats sold</h1>{BODY}</article>", head).encode())
    assert draft.title == "Boats sold"
    assert draft.text.startswith("Sentence number 0")


def test_the_publisher_is_told_by_microdata() -> None:
    told = '<span itemprop="publisher" itemscope><meta itemprop="name" content="Courier"></span>'
    assert only(page(f"{told}<article>{BODY}</article>").encode()).source == "Courier"


# Lines that are about the page


def test_captions_and_paragraphs_come_once_and_answers_as_often_as_they_were_given() -> None:
    caption = "The yard. Photo: Anna Belova"
    long = "A paragraph that somebody has put into the page twice, as a summary and in its place."
    text = "\n".join([caption, caption, long, "“No.”", "Was he sure?", "“No.”", long, caption])
    assert tidied(text) == "\n\n".join([caption, long, "“No.”", "Was he sure?", "“No.”"])


def test_all_from_the_comments_on_is_left_out_but_not_from_an_early_mention() -> None:
    lines = [
        "Comments",
        *(f"Paragraph {n} of the article." for n in range(6)),
        "Comments (2)",
        "Hm.",
    ]
    assert tidied("\n".join(lines)).split("\n\n") == lines[1:-2]


@pytest.mark.parametrize(
    "line",
    [
        "Follow this topic: the minister says it three times, and each time somebody laughs,"
        " because in this house a topic is followed by nobody, and least of all by those who have"
        " set it, as the minutes of the last two years show.",
        "Topics of the talks were the price and the date.",
        "Sharing the yard was his idea.",
        "Signs up north say that the road is closed.",
    ],
)
def test_a_paragraph_that_begins_like_a_call_stays(line: str) -> None:
    assert tidied(f"Before.\n{line}\nAfter.") == f"Before.\n\n{line}\n\nAfter."


def test_a_label_goes_with_the_topics_below_it_and_nothing_else() -> None:
    lines = [
        "The owners are not poor.", "Follow topic:", "Strikes", "What comes next", "Nobody knows.",
        "Related topics", "- Defence", "- Yards", "The end.",
    ]  # fmt: skip
    assert tidied("\n".join(lines)).split("\n\n") == [lines[n] for n in (0, 3, 4, 8)]


@pytest.mark.parametrize(
    "line",
    ["Subscribe to continue reading", "Already a subscriber? Log in", "Get unlimited access now"],
)
def test_the_wall_around_the_rest_of_an_article_is_no_part_of_it(line: str) -> None:
    assert tidied(f"It began with a phone call.\n{line}") == "It began with a phone call."


@given(st.lists(st.text("Ab. |-", max_size=60), max_size=12))
@settings(deadline=None)
def test_tidying_leaves_out_and_never_adds(lines: list[str]) -> None:
    text = "\n".join(lines)
    left = tidied(text)
    for letter in "Ab.":
        assert left.count(letter) <= text.count(letter)


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


# Saved pages


def test_a_saved_page_without_a_page_is_refused() -> None:
    head = b"From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary=x"
    with pytest.raises(Refused, match="without a page"):
        read(head + b"\r\n\r\n--x\r\nContent-Type: image/gif\r\n\r\nGIF\r\n--x--", "a.mhtml")


def test_parts_in_parts_end() -> None:
    parts = b"".join(
        b'Content-Type: multipart/related; type="text/html"; boundary=b%d\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(3000)
    )
    with pytest.raises(Refused):
        read(b"From: <Saved by Blink>\r\n" + parts, "a.mhtml")


# Archives


def record(answer: bytes, url: str = "https://post.example/1", kind: str = "response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{url}>\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


SOLD = page(f"<article>{BODY}</article>").encode()


@pytest.mark.parametrize("members", [1, 3])
def test_a_packed_archive_is_read_member_by_member(members: int) -> None:
    packed = gzip.compress(record(answer(SOLD)) * 2) * members
    found = read(packed, "a.warc.gz")
    assert [one.url for one in found if isinstance(one, Draft)] == (
        ["https://post.example/1"] * 2 * members
    )


@pytest.mark.parametrize(
    "kept",
    [
        answer(gzip.compress(SOLD), "Content-Encoding: gzip"),
        answer(zlib.compress(SOLD), "Content-Encoding: deflate"),
        answer(zlib.compress(SOLD)[2:-4], "Content-Encoding: deflate"),
        answer(SOLD, "Content-Encoding: gzip"),
        answer(b"%x\r\n%s\r\n5;x=y\r\n     \r\n0\r\n\r\n" % (len(SOLD), SOLD),
               "Transfer-Encoding: chunked"),
        answer(SOLD, "Transfer-Encoding: chunked"),
    ],
    ids=["gzip", "deflate", "bare deflate", "said to be gzip", "chunked", "said to be chunked"],
)  # fmt: skip
def test_an_answer_is_unpacked_as_far_as_it_is_packed(kept: bytes) -> None:
    [draft] = read(record(kept), "a.warc")
    assert isinstance(draft, Draft) and "Sentence number 8" in draft.text


def test_a_packing_that_is_not_known_is_named_whatever_its_bytes_look_like() -> None:
    packed = answer(b"\x8b\x00\x80<\x01\x02\xff\x03" * 200, "Content-Encoding: zstd")
    [refused] = read(record(packed), "a.warc")
    assert isinstance(refused, Refusal) and "not known (zstd)" in refused.why


def test_brotli_that_is_missing_is_named_as_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    packed = answer(b"\x8b\x00\x80<\x01\x02\xff\x03" * 200, "Content-Encoding: br")
    [refused] = read(record(packed), "a.warc")
    assert isinstance(refused, Refusal) and "extra brotli" in refused.why


def test_an_answer_in_brotli_is_unpacked_and_its_traps_are_named() -> None:
    brotli = pytest.importorskip("brotli")

    def packed(body: bytes) -> bytes:
        return record(answer(body, "Content-Encoding: br"))

    whole = brotli.compress(SOLD)
    bomb = brotli.compress(b"\0" * 500_000_000, quality=1)
    damaged = b"\x8b\x00\x80<\x01\x02\xff\x03" * 200
    bodies = [whole, SOLD, whole[:-9], damaged, bomb]
    found = read(b"".join(map(packed, bodies)), "a.warc")
    texts = [draft.text for draft in found if isinstance(draft, Draft)]
    assert ["Sentence number 8" in text for text in texts] == [True, True]
    reasons = [one.why for one in found if isinstance(one, Refusal)]
    assert [why[:21] for why in reasons] == [
        "is packed and cut off", "is packed and damaged", "unpacks to over 20 MB"
    ]  # fmt: skip


def test_one_bad_record_does_not_stop_the_others() -> None:
    bomb = answer(gzip.compress(b" " * 30_000_000), "Content-Encoding: gzip")
    broken = answer(b"\x1f\x8b\x08nothing", "Content-Encoding: gzip")
    huge = record(answer(b"x" * 21_000_000))
    data = record(bomb) + record(broken) + huge + record(answer(SOLD))
    *refused, last = read(data, "a.warc")
    assert [one.where for one in refused if isinstance(one, Refusal)] == [
        f"a.warc, record {n}" for n in (1, 2, 3)
    ]
    assert isinstance(last, Draft)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "does not say how long"),
        (b"WARC/1.0\r\nContent-Length: -4\r\n\r\n", "does not say how long"),
        (record(b"", kind="warcinfo") + b"rubbish\r\n", "damaged where record 2"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 999, "too long a head"),
        (record(b"", kind="warcinfo"), "no answer with a web page"),
        (gzip.compress(record(answer(SOLD)))[:-40], None),
        (gzip.compress(record(answer(SOLD)))[:-8] + b"12345678", "damaged"),
    ],
)
def test_a_damaged_archive_says_where(data: bytes, why: str | None) -> None:
    if why is None:
        assert read(data, "a.warc.gz")
        return
    with pytest.raises(Refused, match=why):
        read(data, "a.warc.gz")


def test_an_archive_that_unpacks_without_end_is_refused_and_not_held() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)

    def bomb() -> Iterator[bytes]:
        yield packer.compress(
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\n"
        )
        for _ in range(300):
            yield packer.compress(b"\0" * 1_000_000)

    data = b"".join(bomb()) + packer.flush()
    with holding_less_than(60), pytest.raises(Refused, match="over 200 times"):
        list(responses(io.BytesIO(data)))


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_after_the_first_line_are_an_archive_or_refused(data: bytes) -> None:
    for source in (b"WARC/1.0\r\n" + data, gzip.compress(b"WARC/1.0\r\n" + data)):
        try:
            list(responses(io.BytesIO(source)))
        except Refused as error:
            assert str(error)


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_answer_is_a_page_or_none_or_refused(data: bytes) -> None:
    for head in (
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n",
    ):
        try:
            page_of(head + data)
        except Refused as error:
            assert str(error)


@given(st.binary(max_size=3000), st.integers(1, 3))
@settings(deadline=None)
def test_what_was_packed_comes_out_the_same(data: bytes, members: int) -> None:
    packed = gzip.compress(data) * members + b"\0" * 7
    assert unpacked(io.BytesIO(packed)).read() == data * members
