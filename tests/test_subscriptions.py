"""Feeds that a library is subscribed to: only what is new is asked for and taken in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library
from store.drafts import Refused
from store.feeds.opml import as_opml, read_opml
from store.feeds.subscriptions import Feed
from store.model import PressmarkError
from store.text import clean_line
from tests.places import SAMPLES
from tests.server import Handler, Server
from tests.shell import Shell

if TYPE_CHECKING:
    pass
from tests.feed_bytes import WORDS, item, read, rss


def titles(library: Library) -> set[str]:
    return {row.title for row in library.articles()}


def test_a_list_of_feeds_goes_in_and_comes_out(library: Library, tmp_path: Path) -> None:
    assert library.add_opml(SAMPLES / "feeds.opml") == 3
    assert library.add_opml(SAMPLES / "feeds.opml") == 0
    feeds = library.feeds()
    assert [feed.title for feed in feeds] == [
        "Karsk Herald: economy", "The Ledger", "Meridian Wire: defence"
    ]  # fmt: skip
    out = tmp_path / "out.opml"
    out.write_text(as_opml(feeds))
    assert [(feed.url, feed.title) for feed in read_opml(out)] == [(f.url, f.title) for f in feeds]
    library.remove_feed(feeds[0].url)
    assert library.feeds() == feeds[1:]
    with pytest.raises(PressmarkError, match="has no feed"):
        library.remove_feed(feeds[0].url)


def test_a_list_beside_articles_brings_its_feeds_along(library: Library) -> None:
    report = library.import_paths([SAMPLES / "feeds.opml"])
    assert not report.failed and len(library.feeds()) == report.feeds == 3


def test_a_list_under_another_name_is_no_article(library: Library, tmp_path: Path) -> None:
    data = (SAMPLES / "feeds.opml").read_bytes()
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "subscriptions.xml").write_bytes(data)
    report = library.import_paths([folder])
    assert (len(report.imported), report.failed, report.feeds) == (0, [], 3)
    with pytest.raises(Refused, match="list of feeds"):
        read(data, "standard input")


@given(st.lists(st.text(max_size=30), max_size=5))
@settings(deadline=None)
def test_any_title_comes_through_a_list(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    feeds = [Feed(f"https://a.example/{n}", clean_line(name)) for n, name in enumerate(names)]
    path = tmp_path_factory.mktemp("list") / "feeds.opml"
    path.write_text(as_opml([*feeds, Feed("https://a.example/?a=b&c=<\"'>")]), "utf-8")
    assert [feed.url for feed in read_opml(path)][-1] == "https://a.example/?a=b&c=<\"'>"
    assert [feed.title for feed in read_opml(path)][:-1] == [f.title or f.url for f in feeds]


@pytest.mark.parametrize("content", ["", "words", "<opml>", "<opml><body/></opml>", "<a>" * 300])
def test_what_is_no_list_is_refused(tmp_path: Path, library: Library, content: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(content)
    with pytest.raises(PressmarkError, match=r"feeds\.opml"):
        library.add_opml(path)


def test_only_what_is_new_is_taken_in_and_asked_for(server: Server, library: Library) -> None:
    tag = {"ETag": '"1"', "Last-Modified": "Tue, 01 Jul 2025 10:00:00 GMT"}
    body = rss(item("one"), item("two", WORDS + " Twice."))

    def feed(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == tag["ETag"]:
            handler.answer(b"", status=304)
        else:
            handler.answer(body, "application/rss+xml", tag)

    server.pages["/feed"] = feed
    library.add_feeds([server.url("/feed")])
    assert len(library.fetch(allow_private=True).imported) == 2
    [known] = library.feeds()
    assert (known.title, known.etag, known.problem) == ("Post", '"1"', "") and known.fetched
    again = library.fetch(allow_private=True)
    assert (len(again.imported), len(again.duplicates)) == (0, 0), "it was not sent again"
    assert server.headers[-1]["if-modified-since"] == tag["Last-Modified"]
    tag["ETag"] = '"2"'
    body = rss(item("three", WORDS + " Thrice."), item("one"))
    assert len(library.fetch(allow_private=True).imported) == 1
    assert titles(library) == {"one", "two", "three"}


def test_in_full_the_page_comes_in_and_the_summary_where_there_is_none(
    server: Server, library: Library
) -> None:
    page = "".join(f"<p>Sentence {n} of the page says what was sold.</p>" for n in range(6))
    html = f"<html><title>x</title><body><article>{page}</article></body></html>"
    links = [server.put("/page", html), server.url("/none")]
    items = [
        f"<item><title>T{n}</title><link>{link}</link>"
        f"<description>Summary {n}.</description></item>"
        for n, link in enumerate(links)
    ]
    library.add_feeds([server.put("/feed", rss(*items), "text/xml")])
    report = library.fetch(full=True, allow_private=True)
    texts = {library.article(each).title: library.article(each).text for each in report.imported}
    assert "Sentence 5" in texts["T0"] and texts["T1"] == "Summary 1."
    assert [refusal.where for refusal in report.failed] == [links[1]]
    library.fetch(full=True, allow_private=True)
    assert server.asked.count("/page") == 1, "what has been fetched is not fetched again"


@pytest.mark.parametrize(("said", "source"), [("", "Post"), ("The Herald", "The Herald")])
def test_in_full_a_page_that_does_not_name_its_site_is_of_the_feed(
    server: Server, library: Library, said: str, source: str
) -> None:
    page = "".join(f"<p>Sentence {n} of the page says what was sold.</p>" for n in range(6))
    site = f'<meta property="og:site_name" content="{said}">' if said else ""
    html = f"<html><title>x</title>{site}<body><article>{page}</article></body></html>"
    entry = f"<item><title>T</title><link>{server.put('/page', html)}</link></item>"
    library.add_feeds([server.put("/feed", rss(entry), "text/xml")])
    [article] = map(library.article, library.fetch(full=True, allow_private=True).imported)
    assert article.source == source


def test_a_feed_in_trouble_is_named_and_stops_no_other(server: Server, library: Library) -> None:
    good = server.put("/good", rss(item("good")), "text/xml")
    library.add_feeds([server.url("/gone"), good])
    report = library.fetch(allow_private=True)
    assert [refusal.where for refusal in report.failed] == [server.url("/gone")]
    assert titles(library) == {"good"}
    assert {feed.url: "404" in feed.problem for feed in library.feeds()} == {
        server.url("/gone"): True, good: False
    }  # fmt: skip


def test_of_a_feed_without_end_the_beginning_comes_in(server: Server, library: Library) -> None:
    entries = "".join(item(f"n{n}", f"Number {n}.") for n in range(2_100))
    library.add_feeds([server.put("/feed", rss(entries), "text/xml")])
    report = library.fetch(allow_private=True)
    assert len(report.imported) == 2_000
    assert "over 2,000 entries" in report.failed[0].why


def test_feeds_on_the_command_line(server: Server, tmp_path: Path) -> None:
    shell = Shell(tmp_path / "library")
    url = server.put("/feed", rss(item("one")), "text/xml")
    assert "1 feed added" in shell("feeds", "add", url).stdout
    assert "is no address" in shell("feeds", "add", "feed.xml", code=1).stderr
    assert "3 feeds added" in shell("feeds", "import", str(SAMPLES / "feeds.opml")).stdout
    for feed in read_opml(SAMPLES / "feeds.opml"):
        shell("feeds", "remove", feed.url)
    assert "1 file of feeds" in shell("import", "--dry-run", str(SAMPLES / "feeds.opml")).stdout
    assert "3 feeds added" in shell("import", str(SAMPLES / "feeds.opml")).stdout
    for feed in read_opml(SAMPLES / "feeds.opml"):
        shell("feeds", "remove", feed.url)
    shell("feeds", "remove", "https://none.example", code=1)
    [report] = shell.lines("fetch", "--allow-private")
    assert report == {"imported": 1, "duplicates": 0, "failed": []}
    [listed] = shell.lines("feeds")
    assert {key: listed[key] for key in ("url", "title", "problem")} == {
        "url": url, "title": "Post", "problem": ""
    }  # fmt: skip
    assert json.loads(shell("feeds", "list", "--json").stdout) == listed
    out = tmp_path / "out.opml"
    shell("feeds", "export", "-o", str(out))
    assert out.read_text() == shell("feeds", "export").stdout
    assert [feed.url for feed in read_opml(out)] == [url]
