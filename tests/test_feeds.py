"""Feeds: each entry becomes an article, and one bad entry spoils no other."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.drafts import Refusal, Refused, finish
from store.feeds.opml import read_opml
from store.model import Article, Draft, PressmarkError
from store.readers import read_path
from store.readers._feed_pieces import frame_of, pieces
from tests.held import holding_less_than
from tests.places import SAMPLES

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
from tests.feed_bytes import RSS, WORDS, item, read, rss


def drafts(data: bytes, name: str = "feed.xml") -> list[Draft]:
    found = read(data, name)
    assert all(isinstance(draft, Draft) for draft in found), found
    return [draft for draft in found if isinstance(draft, Draft)]


def articles(path: Path) -> list[Article]:
    return [finish(draft) for draft in read_path(path) if isinstance(draft, Draft)]


# What stands in a feed


def test_each_entry_of_the_samples_is_an_article() -> None:
    wire = articles(SAMPLES / "meridian-defence.rss")
    assert [(one.title, one.byline, one.published) for one in wire] == [
        ("Tarvia’s parliament backs own barrel inspectors", "Jon Asker", "2025-07-01T12:10:00Z"),
        ("SADT names price of Varga-M for the first time", "", "2025-07-02T06:30:00Z"),
        ("Kessari pays first instalment in phosphate", "", "2025-07-02T09:00:00Z"),
    ]
    assert {(one.source, one.language) for one in wire} == {("Meridian Wire: defence", "en")}
    assert wire[1].url == "https://meridian.example/defence/2025/07/02/varga-price"
    assert wire[0].text.startswith("HADRIN (Meridian Wire) –") and "\n\n“Trust" in wire[0].text
    assert wire[0].text.endswith("Edrin Falk said."), "the full text, without the line on the post"
    review = articles(SAMPLES / "shield-review.jsonfeed")
    assert [(one.byline, one.published, one.source) for one in review] == [
        ("Nadia Orrin", "2025-07-02T23:00:00Z", "The Shield Review"),
        ("Nadia Orrin, Tom Esk", "2025-07-04T10:30:00Z", "The Shield Review"),
    ]
    assert review[1].url == "https://ledger.example/industry/welders"


ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Bote</title>'
    '<link href="https://bote.example/"/>'
    '<entry><title type="html">Ein &lt;b&gt;Schiff&lt;/b&gt;</title><link href="/schiff"/>'
    "<author><name>Jan Roth</name></author><author><name>Ute Klee</name></author>"
    "<updated>2025-03-04T05:06:07+01:00</updated><summary>Kurz.</summary>"
    '<content type="html">&lt;p&gt;Die Werft hat verkauft.&lt;/p&gt;</content></entry></feed>'
)
RDF = (
    '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<channel><title>Old Post</title><link>https://old.example</link>"
    '<items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>'
    '<item rdf:about="a"><title>Sold</title><link>https://old.example/a</link>'
    f"<description>{WORDS}</description><dc:date>2004-05-06</dc:date></item></rdf:RDF>"
)


def test_atom_and_rss_1_are_read_as_rss_2_is() -> None:
    [one] = drafts(ATOM.encode())
    assert (one.title, one.text, one.byline) == (
        "Ein Schiff", "Die Werft hat verkauft.", "Jan Roth, Ute Klee"
    )  # fmt: skip
    assert (one.url, one.source, one.language) == ("https://bote.example/schiff", "Bote", "de")
    assert finish(one).published == "2025-03-04T04:06:07Z"
    [old] = drafts(RDF.encode())
    assert (old.title, old.text, old.source, old.published) == (
        "Sold", WORDS, "Old Post", "2004-05-06"
    )  # fmt: skip


def test_the_author_of_a_feed_in_atom_wrote_what_names_nobody_and_a_webmaster_did_not() -> None:
    named = ATOM.replace("<entry>", "<author><name>Red. Bote</name></author><entry>", 1)
    bare = named.replace("<author><name>Jan Roth</name></author>", "").replace(
        "<author><name>Ute Klee</name></author>", ""
    )
    assert [drafts(feed.encode())[0].byline for feed in (named, bare)] == [
        "Jan Roth, Ute Klee", "Red. Bote"
    ]  # fmt: skip
    rss = (
        "<rss version='2.0'><channel><title>P</title>"
        "<managingEditor>boss@post.example (Boss)</managingEditor>"
        f"<item><title>A</title><description>{WORDS}</description>%s</item></channel></rss>"
    )
    author = "<author>ana@post.example (Ana Belova)</author>"
    assert [drafts((rss % said).encode())[0].byline for said in ("", author)] == ["", "Ana Belova"]


def test_an_entry_of_a_json_feed_that_is_named_by_its_address_has_that_address() -> None:
    feed = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "P", "items": ['
        f'{{"id": "https://post.example/1", "content_text": "{WORDS}"}},'
        f'{{"id": "2", "content_text": "Again: {WORDS}"}}]}}'
    )
    assert [one.url for one in drafts(feed.encode())] == ["https://post.example/1", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1251"])
def test_a_feed_is_read_in_its_encoding(encoding: str) -> None:
    text = "Verkauft für 3 Kronen." if "1251" not in encoding else "Завод продал суда."
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    data = (head + RSS.partition("?>")[2].format(item("a", text))).encode(encoding)
    assert [one.text for one in drafts(data)] == [text]


def test_a_link_with_a_title_is_something_to_follow_and_a_bare_one_is_not() -> None:
    only_link, nothing = read(rss(item("Sold", ""), "<item><guid>9</guid></item>"))
    assert isinstance(only_link, Draft) and only_link.text == "Sold"
    assert isinstance(nothing, Refusal) and nothing.where == "feed.xml, entry 2"


@pytest.mark.parametrize(
    "middle",
    [
        "<item><title>never closed</title>",
        "<item/>",
        "<item><title>&nbsp;&undefined; a < b</title></item>",
        "<item><title>\x0b\x01</title></item>",
        "<item><description><![CDATA[<item> in </item> data]]></description></item>",
        "<!-- <item> in a comment -->",
        f"<item><description>{'<b>' * 5000}</description></item>",
        f"<item>{'<a>' * 5000}</item>",
    ],
)
def test_one_bad_entry_spoils_no_other(middle: str) -> None:
    found = read(rss(item("first"), middle, item("last")))
    titles = [one.title for one in found if isinstance(one, Draft)]
    assert titles[0] == "first" and titles[-1] == "last"


def test_a_feed_that_breaks_off_gives_what_it_has() -> None:
    whole = rss(item("first"), item("second"))
    for end in range(whole.index(b"second"), len(whole)):
        assert read(whole[:end])[0] == read(whole)[0]


# What wants to do harm

ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "lol">{ENTITIES}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("trap", [BOMB, OUTSIDE])
def test_entities_are_refused_in_feeds_and_lists(tmp_path: Path, trap: str) -> None:
    feed = f'<?xml version="1.0"?>{trap}' + RSS.partition("?>")[2].format(item("&l9;"))
    with pytest.raises(Refused, match="as only a trap does"):
        read(feed.encode())
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        f'{trap}<opml><body><outline xmlUrl="https://a.example" text="&l9;"/></body></opml>'
    )
    with pytest.raises(PressmarkError, match="as only a trap does"):
        read_opml(opml)


class Endless(io.RawIOBase):
    """A feed that never ends: the same piece over and over, for as long as somebody reads."""

    def __init__(self, head: bytes, piece: bytes, most: int) -> None:
        self._waiting = head
        self._piece = piece
        self._most = most
        self.told = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        room = memoryview(buffer)
        if not self._waiting:
            self._waiting = self._piece
        part = self._waiting[: len(room)]
        self._waiting = self._waiting[len(part) :]
        self.told += len(part)
        assert self.told < self._most, "it is read without end"
        room[: len(part)] = part
        return len(part)


def test_a_feed_without_end_is_read_entry_by_entry_and_not_held() -> None:
    stream = Endless(b"<rss><channel>", item("again", "words " * 2000).encode(), 200_000_000)
    with holding_less_than(30):
        found = pieces(io.BufferedReader(stream))
        for _ in range(5_000):
            next(found)


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"<rss><channel>", b"<title>and no entry</title>"),
        (b"<rss><channel><![CDATA[", b"never closed"),
        (b"<rss><channel>", b"<!-- -->"),
    ],
)
def test_a_head_without_end_is_refused(head: bytes, piece: bytes) -> None:
    with holding_less_than(30), pytest.raises(Refused, match="no entries near its beginning"):
        list(pieces(io.BufferedReader(Endless(head, piece, 20_000_000))))


def test_an_entry_that_is_too_long_is_passed_by_and_not_held() -> None:
    long = "<item><description>" + "words " * 5_000_000 + "</description></item>"
    data = rss(item("first"), long, item("last"))
    with holding_less_than(60):
        first, refused, last = list(pieces(io.BytesIO(data)))[1:]
        assert isinstance(refused, Refused) and "over 5 MB" in str(refused)
        assert isinstance(first, bytes) and b"first" in first
        assert isinstance(last, bytes) and b"last" in last


@given(st.lists(st.sampled_from(
    ["<item>", "</item>", "<item/>", "<![CDATA[", "]]>", "<!--", "-->", "<entry>", "words", "<a>"]
), max_size=30), st.integers(1, 60))  # fmt: skip
@settings(deadline=None)
def test_however_it_is_broken_a_feed_is_cut_and_ends(parts: list[str], cut: int) -> None:
    data = rss(*parts)
    whole = list(pieces(io.BytesIO(data)))
    assert whole
    assert sum(len(piece) for piece in whole if isinstance(piece, bytes)) <= len(data)
    with suppress(Refused):
        read(data[:-cut], "a.rss")


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_a_feed_or_refused(data: bytes) -> None:
    try:
        read(b"<rss><channel><item>" + data + b"</item>")
        frame_of(data)
    except Refused as error:
        assert str(error)


@pytest.mark.parametrize(
    "feed",
    [
        "[]",
        '{"items": 3}',
        '{"items": []}',
        '{"items": [3, {"title": 4}]}',
        "{",
        '{"items": [' * 9999,
    ],
)
def test_a_json_feed_that_is_none_is_refused(feed: str) -> None:
    data = feed.replace("{", '{"version": "https://jsonfeed.org/version/1.1",', 1).replace(
        ",}", "}"
    )
    try:
        assert all(isinstance(one, Refusal) for one in read(data.encode(), "a.jsonfeed"))
    except Refused as error:
        assert str(error)
