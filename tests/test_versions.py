"""Versions of articles: which texts are one article, and how it is listed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.model import Draft
from store.versions import page_of
from tests.changing import (
    FIRST,
    SECOND,
    SIGNED,
    TITLE,
    URL,
    WEATHER,
    draft,
    listed,
    quote,
)
from tests.shelf import shelve
from tests.shell import Shell


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    library.topics.add("exports")
    yield library
    library.close()


# Which articles are versions


def test_the_same_page_with_another_text_is_a_new_version_and_alone_in_the_list(
    library: Library,
) -> None:
    first, second = shelve(library, [draft(FIRST), draft(SECOND)])
    assert listed(library) == [second]
    assert library.versions(first) == library.versions(second) == [second, first]
    assert library.article(first).text == FIRST
    assert sorted(listed(library, all_versions=True)) == sorted([first, second])
    assert listed(library, "is:superseded") == [first]
    assert listed(library, "-is:superseded") == [second]


def test_a_version_of_another_import_is_one_too(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    (second,) = shelve(library, [draft(SECOND)])
    (third,) = shelve(library, [draft(SECOND + " Yet.")])
    assert library.versions(first) == [third, second, first]


@pytest.mark.parametrize(
    "other",
    [
        "http://herald.example/news/karsk-signs/",
        "HTTPS://WWW.Herald.example/news/karsk-signs#comments",
        "herald.example/news/karsk-signs?utm_campaign=z&fbclid=1",
    ],
)
def test_addresses_of_one_page_are_one(other: str) -> None:
    assert page_of(other) == page_of(URL) == "herald.example/news/karsk-signs"


@pytest.mark.parametrize("url", ["", "https://herald.example/", "www.herald.example", "//[", "  "])
def test_an_address_of_no_page_tells_nothing(library: Library, url: str) -> None:
    assert not page_of(url.strip())
    drafts = [draft(FIRST, "One", url=url), draft(SECOND, "Two", url=url)]
    assert len(set(shelve(library, drafts)) & set(listed(library))) == 2


def test_the_same_source_and_title_in_any_case_are_one_article(library: Library) -> None:
    drafts = [
        draft(FIRST, url="", day="2025-03-01"),
        draft(SECOND, TITLE.upper(), "HERALD", url="", day="2025-03-09"),
    ]
    _, second = shelve(library, drafts)
    assert listed(library) == [second]


@pytest.mark.parametrize(
    "other",
    [
        draft(SECOND, source="Agency", url=""),  # a wire copy
        draft(SECOND, url="", day="2025-06-01"),  # long after
        draft(" ".join(f"word{n}" for n in range(90)), url=""),  # a column with a standing title
        draft(SECOND, "In brief", url=""),
    ],
)
def test_other_articles_stay_in_the_list(library: Library, other: Draft) -> None:
    title = "In brief" if other.title == "In brief" else TITLE
    shelve(library, [draft(FIRST, title, url="", day="2025-03-01"), other])
    assert len(listed(library)) == 2


def test_articles_that_only_share_the_address_of_a_column_stay_apart(library: Library) -> None:
    texts = [" ".join(f"{kind}{n}" for n in range(60)) for kind in ("one", "two", "three")]
    shelve(library, [draft(text, f"About {text[:5]} and more") for text in texts])
    assert len(listed(library)) == 3


def test_a_version_that_was_published_before_does_not_come_first(library: Library) -> None:
    second, first = shelve(
        library, [draft(SECOND, day="2025-03-04"), draft(FIRST, day="2025-03-03")]
    )
    assert listed(library) == [second]
    assert library.versions(first)[0] == second


def test_ten_thousand_versions_of_one_page_are_one_row(library: Library) -> None:
    count = 10_000
    ids = shelve(library, (draft(f"{SIGNED} Update {n}.") for n in range(count)))
    assert listed(library) == [ids[-1]]
    assert len(library.versions(ids[0])) == count
    assert library.reviewed() == (0, 1)
    mark = quote(library, ids[5], "Update 5")
    assert [orphan.quote.id for orphan in library.orphans()] == [mark]
    assert library.articles()[0].quotes == 1


def test_articles_that_came_in_before_versions_were_known_get_theirs(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    (first,) = shelve(library, [draft(FIRST)])
    database = library._session.catalogue.database
    database.run("DELETE FROM known_by")
    database.run("UPDATE known_to SET seq = 0")
    (second,) = shelve(library, [draft(SECOND)])
    assert library.versions(first) == [second, first]
    library.close()


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", ""]), st.sampled_from(["2025-03-01", "2025-03-02", ""])
        ),
        max_size=12,
    )
)
def test_of_each_page_one_version_is_listed(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[str, str]]
) -> None:
    library = open_library(tmp_path_factory.mktemp("library"))
    drafts = [
        draft(f"{SIGNED} {n}", "T", "", f"herald.example/{page}" if page else "", day)
        for n, (page, day) in enumerate(pages)
    ]
    ids = shelve(library, drafts)
    kept = {page for page, _ in pages if page}
    assert len(listed(library)) == len(kept) + sum(not page for page, _ in pages)
    for article in ids:
        versions = library.versions(article)
        assert article in versions
        assert listed(library, all_versions=True).count(article) == 1
        assert [each for each in versions if each in listed(library)] == versions[:1]
    library.close()


# What a new version shows


def test_a_new_version_is_new_again_and_suggests_the_labels_of_the_earlier(
    library: Library,
) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    library.relabel([first], ["exports"], status="done")
    assert library.reviewed() == (1, 1)
    (second,) = shelve(library, [draft(SECOND)])
    (row,) = library.articles()
    assert (row.status, row.changed, row.topics, row.suggested) == ("new", True, (), ("exports",))
    assert library.reviewed() == (0, 1)
    assert library.review(first).status == "done"
    library.topics.suggestions.accept([second])
    (row,) = library.articles()
    assert (row.topics, row.suggested) == (("exports",), ())


def test_queries_find_the_newest_version_by_the_quotes_on_an_earlier_one(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    library.highlight(first, 4, 20, ["exports"], "Irena Valtos", "a note")
    (second,) = shelve(library, [draft(SECOND)])
    for query in ("topic:exports", "has:quote", "speaker:valtos", "has:note", "has:topic"):
        assert listed(library, query) == [second], query
    (row,) = library.articles()
    assert (row.quotes, row.topics) == (1, ("exports",))


def test_a_version_is_no_other_article_with_the_same_words(library: Library) -> None:
    first, second, copied = shelve(
        library, [draft(FIRST), draft(SECOND), draft(SECOND + " By wire.", "Wire", "Agency", "")]
    )
    assert [other for other, _ in library.cluster(second)] == [copied]
    assert [other for other, _ in library.cluster(copied)] == [second]
    assert [place.article_id for place in library.same_words(second, 30, 90)] == [copied]
    assert first in library.versions(second)


def test_orders_and_figures_count_an_article_once_with_the_quotes_of_all_versions(
    library: Library,
) -> None:
    other, first = shelve(library, [draft(WEATHER, "Weather", "", ""), draft(FIRST)])
    library.highlight(first, 4, 20, ["exports"])
    (second,) = shelve(library, [draft(SECOND)])
    assert [row.id for row in library.articles("", "-quotes")] == [second, other]
    figures = library.statistics()
    assert (figures.articles, figures.quotes) == (2, 1)


def test_coding_spread_to_a_new_version_completes_the_quote_that_came_along(
    library: Library,
) -> None:
    copied, first = shelve(library, [draft(SECOND + " Wire.", "Wire", "Agency", ""), draft(FIRST)])
    mark = quote(library, first, "We will deliver in May,")
    (second,) = shelve(library, [draft(SECOND)])
    like = quote(library, copied, "We will deliver in May,")
    library.change_quotes([like], "topics", topics=["exports", "delivery"])
    start = library.article(copied).text.index("We will")
    library.spread(like, library.same_words(copied, start, start + 23))
    assert library.quote(mark).topics == ("exports", "delivery")
    assert library.quote(mark).article == second
    assert len(library.quotes()) == 2


# Command line


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A library with two versions that were imported one after the other."""
    shell = Shell(tmp_path / "shelf")
    for name, text in (("first", FIRST), ("second", SECOND)):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"---\ntitle: {TITLE}\nsource: Herald\nurl: {URL}\n---\n\n{text}\n")
        report = tmp_path / f"{name}.json"
        shell("import", str(file), "--report", str(report))
    return shell


@pytest.mark.usefixtures("shell")
def test_the_report_of_an_import_names_new_versions(tmp_path: Path) -> None:
    first, second = (json.loads((tmp_path / f"{n}.json").read_text()) for n in ("first", "second"))
    assert first["versions"] == {}
    assert second["versions"] == {second["imported"][0]: first["imported"][0]}
    assert second["near_duplicates"] == {}


def test_list_shows_earlier_versions_when_asked(shell: Shell) -> None:
    (newest,) = shell.lines("list")
    assert "superseded" not in newest
    rows = shell.lines("list", "--all-versions")
    assert {row["id"]: row["superseded"] for row in rows}[newest["id"]] is False
    assert sorted(row["superseded"] for row in rows) == [False, True]
    (earlier,) = shell.lines("list", "is:superseded")
    assert earlier["id"] != newest["id"]


def test_show_reaches_every_version_and_names_the_others(shell: Shell) -> None:
    (newest,), (earlier,) = shell.lines("list"), shell.lines("list", "is:superseded")
    (shown,) = shell.lines("show", earlier["id"])
    assert shown["text"] == FIRST
    assert shown["versions"] == [newest["id"], earlier["id"]]
    assert f"{newest['id']} is the newest" in shell("show", earlier["id"]).stdout


def test_orphaned_quotes_are_listed_and_nothing_is_wrong_with_them(shell: Shell) -> None:
    (earlier,) = shell.lines("list", "is:superseded")
    shell("highlight", earlier["id"], "--exact", "in front of the yard", "--topic", "x")
    shell("highlight", earlier["id"], "--exact", "a year of talks", "--topic", "x")
    (orphan,) = shell.lines("quotes", "is:orphaned")
    assert (orphan["exact"], orphan["article"]) == ("in front of the yard", earlier["id"])
    shell("check")
