"""Changed articles: which texts are one article, and what becomes of quotes on earlier ones."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from store import Library, open_library
from store.changes import new_quote
from store.model import Draft, PressmarkError
from store.placing import Placer
from store.versions import page_of
from tests.shelf import shelve
from tests.shell import Shell
from tui.app import Pressmark
from tui.config import Config
from tui.screens.orphans import OrphanReview
from tui.screens.quote_browser import QuoteBrowser
from tui.screens.triage import Triage

URL = "https://www.herald.example/news/karsk-signs?utm_source=x"
TITLE = "Karsk signs the contract for forty drones"
SIGNED = (
    "The ministry signed the contract with Karsk on Monday, after a year of talks in the capital."
)
MAY = "“We will deliver in May,” said Irena Valtos, the director of Karsk."
NOT_A_DAY = "Not a day later than we promised"
LATER = "“Not a day later than we promised,” she added in front of the yard."
WEATHER = "It was cold, and nobody else from the ministry had come to hear what she said there."
FIRST = f"{SIGNED}\n\n{MAY} {WEATHER}\n\n{LATER}"
SECOND = f"Corrected on Tuesday.\n\n{SIGNED}\n\n{MAY} {WEATHER}\n\nThe yard did not comment."


def draft(
    text: str, title: str = TITLE, source: str = "Herald", url: str = URL, day: str = ""
) -> Draft:
    return Draft(text, title=title, source=source, url=url, published=day)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    library.topics.add("exports")
    yield library
    library.close()


def listed(library: Library, query: str = "", *, all_versions: bool = False) -> list[str]:
    return [row.id for row in library.articles(query, all_versions=all_versions)]


def quote(library: Library, article: str, exact: str) -> str:
    start = library.article(article).text.index(exact)
    return library.highlight(article, start, start + len(exact), ["exports"]).id


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


# Quotes found again


def test_quotes_are_carried_over_without_a_byte_written(library: Library, tmp_path: Path) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    quote(library, first, "We will deliver in May,")
    journal = next((tmp_path / "library" / "analysts").rglob("journal.jsonl"))
    before = journal.read_bytes()
    (second,) = shelve(library, [draft(SECOND)])
    (carried,) = library.carried(second)
    assert carried.same
    there = carried.quote
    assert library.article(second).text[there.start : there.end] == "We will deliver in May,"
    assert journal.read_bytes() == before
    assert library.orphans() == []


CHANGES: list[tuple[str, Callable[[Library, str, str], object], dict[str, object]]] = [
    (
        "topics",
        lambda library, mark, there: library.change_quotes([mark], "t", within=there, topics=["x"]),
        {"topics": ("x",)},
    ),
    (
        "note",
        lambda library, mark, there: library.change_quotes([mark], "n", within=there, note="N"),
        {"note": "N"},
    ),
    (
        "speaker",
        lambda library, mark, there: library.change_quotes([mark], "s", within=there, speaker="S"),
        {"speaker": "S"},
    ),
]


@pytest.mark.parametrize(("name", "alter", "fields"), CHANGES)
def test_a_carried_quote_that_is_changed_moves_in_one_edit_that_undo_takes_back(
    library: Library,
    name: str,
    alter: Callable[[Library, str, str], object],
    fields: dict[str, object],
) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, "We will deliver in May,")
    before = library.quote(mark)
    (second,) = shelve(library, [draft(SECOND)])
    alter(library, mark, second)
    after = library.quote(mark)
    text = library.article(second).text
    assert after.article == second
    assert text[after.start : after.end] == after.exact == before.exact
    assert text[: after.start].endswith(after.prefix)
    assert text[after.end :].startswith(after.suffix)
    assert {field: getattr(after, field) for field in fields} == fields, name
    assert library.carried(second) == []
    library.undo()
    assert library.quote(mark) == before
    assert len(library.carried(second)) == 1


def test_a_carried_quote_is_resized_split_and_joined_in_the_new_text(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, "We will deliver in May,")
    other = quote(library, first, "the director of Karsk")
    (second,) = shelve(library, [draft(SECOND)])
    text = library.article(second).text
    at = text.index("We will")
    library.resize_quote(mark, at, at + len("We will deliver"), within=second)
    assert library.quote(mark).exact == "We will deliver"
    library.undo()
    library.split_quote(mark, at + len("We will"), within=second)
    assert library.quote(mark).exact == "We will"
    library.undo()
    library.join_quotes(mark, other, within=second)
    assert (
        library.quote(mark).exact
        == "We will deliver in May,” said Irena Valtos, the director of Karsk"
    )
    assert library.quote(mark).article == second


def test_a_quote_that_is_changed_where_it_was_made_stays_there(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, "We will deliver in May,")
    shelve(library, [draft(SECOND)])
    library.change_quotes([mark], "note", note="N")
    assert library.quote(mark).article == first


def test_nearly_the_same_words_are_found_and_told_apart(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, NOT_A_DAY)
    changed = FIRST.replace("Not a day later than we", "Not one day later than we")
    (second,) = shelve(library, [draft("New. " + changed)])
    (carried,) = library.carried(second)
    assert not carried.same
    assert carried.quote.exact == "Not one day later than we promised,”"[: len(carried.quote.exact)]
    assert library.quote(mark).article == first


WORDS = (
    "the",
    "a",
    "yard",
    "drones",
    "we",
    "will",
    "not",
    "said",
    "“",
    "”",
    ".",
    "\n",
    "王国",
    "é",
)
texts = st.lists(st.sampled_from(WORDS), min_size=30, max_size=120).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(texts, st.data())
def test_every_quote_whose_exact_words_still_stand_is_placed_on_them(
    text: str, data: st.DataObject
) -> None:
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 2), st.integers(1, 60)), min_size=1, max_size=8
        )
    )
    quotes = [
        new_quote("0" * 16, text, start, min(start + size, len(text)), ())
        for start, size in sorted(spans)
        if text[start : start + size].strip()
    ]
    new = text
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(new)))
        new = (
            new[:at]
            + data.draw(st.text("ab .", max_size=9))
            + new[at + data.draw(st.integers(0, 9)) :]
        )
    placer = Placer(new)
    for each in quotes:
        found = placer.place(each)
        if each.exact in new:
            assert found
            assert new[found.start : found.end] == each.exact
            assert found.score == 100
        elif found:
            assert found.score < 100
            assert 0 <= found.start < found.end <= len(new)


def test_of_equal_words_those_in_the_same_context_are_meant() -> None:
    old = "Anna spoke. He agreed. Boris spoke. He agreed. Clara spoke. He agreed."
    second = old.index("He agreed", 20)
    mark = new_quote("0" * 16, old, second, second + 9, ())
    new = old.replace("Anna spoke. He agreed. ", "")
    found = Placer(new).place(mark)
    assert found
    assert new[: found.start].endswith("Boris spoke. ")


# Orphans


@pytest.fixture
def orphaned(library: Library) -> tuple[str, str, str]:
    """(earlier version, newest, quote that is not in it)"""
    (first,) = shelve(library, [draft(FIRST)])
    quote(library, first, "We will deliver in May,")
    mark = quote(library, first, "in front of the yard")
    (second,) = shelve(library, [draft(SECOND)])
    return first, second, mark


def test_what_is_not_found_is_kept_and_told(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    first, second, mark = orphaned
    (orphan,) = library.orphans()
    assert (orphan.quote.id, orphan.newest, orphan.kept) == (mark, second, False)
    assert [row.id for row in library.quotes("is:orphaned")] == [mark]
    assert len(library.quotes("-is:orphaned")) == 1
    assert listed(library, "is:orphaned") == [second]
    assert library.stands_at(library.analyst, mark)[0] == first
    assert library.check() == []


def test_an_orphan_is_moved_in_one_edit(library: Library, orphaned: tuple[str, str, str]) -> None:
    _, second, mark = orphaned
    text = library.article(second).text
    start = text.index("The yard")
    library.move_quote(mark, second, start, start + 8)
    assert library.quote(mark).exact == "The yard"
    assert library.orphans() == []
    assert len(library.quotes("is:orphaned")) == 0
    library.undo()
    assert [each.quote.id for each in library.orphans()] == [mark]
    assert len(library.quotes("is:orphaned")) == 1


def test_an_orphan_that_is_kept_is_offered_again_with_the_next_version(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    *_, mark = orphaned
    library.keep_quote(mark)
    assert [each.kept for each in library.orphans()] == [True]
    shelve(library, [draft(SECOND + " Yet.")])
    assert [each.kept for each in library.orphans()] == [False]


def test_an_orphan_whose_words_come_back_has_its_place_again(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    *_, mark = orphaned
    assert library.orphans()
    (third,) = shelve(library, [draft("Once more. " + FIRST)])
    assert library.orphans() == []
    assert mark in [each.quote.id for each in library.carried(third)]


def test_a_quote_is_not_moved_to_another_article(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    (other,) = shelve(library, [draft(WEATHER, "Weather", "", "")])
    with pytest.raises(PressmarkError, match="no version"):
        library.move_quote(orphaned[2], other, 0, 5)


def test_a_likely_place_is_proposed_where_none_is_sure(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, NOT_A_DAY)
    changed = FIRST.replace(NOT_A_DAY, "Not an hour after what we had promised")
    (second,) = shelve(library, [draft("New. " + changed)])
    assert [each.quote.id for each in library.orphans()] == [mark]
    proposed = library.proposal(library.quote(mark), second)
    assert proposed
    assert "hour after what we" in library.article(second).text[proposed.start : proposed.end]


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


# The screen


@asynccontextmanager
async def triage(library: Library, *keys: str) -> AsyncIterator[tuple[Pilot[None], Triage]]:
    app = Pressmark(library, Config())
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        yield pilot, app.triage


def row_of(screen: Triage, index: int = 0) -> str:
    return screen.articles.draw(index, 100).text


@pytest.mark.usefixtures("orphaned")
async def test_the_list_tells_that_an_article_has_changed(library: Library) -> None:
    async with triage(library) as (pilot, screen):
        assert "≠" in row_of(screen)
        await pilot.press("d")
        assert "✓" in row_of(screen)
        assert "≠" not in row_of(screen)


@pytest.mark.usefixtures("orphaned")
async def test_the_reader_draws_carried_quotes_and_tells_of_orphans(library: Library) -> None:
    async with triage(library, "enter") as (_, screen):
        (mark,) = screen.reader.marks
        assert screen.reader.page.text[mark.start : mark.end] == "We will deliver in May,"
        facts = " ".join(screen.reader.page.facts)
        assert "2 versions" in facts
        assert "1 quote of an earlier version is not in this text: ctrl+o" in facts


async def test_a_topic_key_on_a_carried_quote_moves_it(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    library.topics.add("more")
    async with triage(library, "enter", "]", "2") as (pilot, screen):
        (mark,) = screen.reader.marks
        moved = library.quote(mark.key)
        assert (moved.article, moved.topics) == (orphaned[1], ("exports", "more"))
        await pilot.press("u")
        assert library.quote(mark.key).article == orphaned[0]
        assert [each.key for each in screen.reader.marks] == [mark.key]


async def test_v_goes_through_the_versions(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    first, second, _ = orphaned
    async with triage(library, "enter", "V") as (pilot, screen):
        assert screen.reader.page.id == first
        assert len(screen.reader.marks) == 2
        await pilot.press("V")
        assert screen.reader.page.id == second


async def test_an_orphan_is_kept_removed_or_given_the_selection(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    *_, mark = orphaned
    async with triage(library, "enter", "ctrl+o") as (pilot, screen):
        assert isinstance(pilot.app.screen, OrphanReview)
        await pilot.press("k")
        await pilot.pause()
        assert library.orphans()[0].kept
        assert "ctrl+o" not in " ".join(screen.reader.page.facts)
        await pilot.press("u", "ctrl+o", "delete")
        await pilot.pause()
        assert library.orphans() == []
        await pilot.press("u")
        await pilot.pause()
        screen.reader.select_span((0, 9))
        await pilot.press("ctrl+o", "s")
        await pilot.pause()
        assert library.quote(mark).exact == "Corrected"
        assert not isinstance(pilot.app.screen, OrphanReview)


async def test_a_proposal_is_accepted_with_enter(library: Library) -> None:
    (first,) = shelve(library, [draft(FIRST)])
    mark = quote(library, first, NOT_A_DAY)
    changed = FIRST.replace(NOT_A_DAY, "Not an hour after what we had promised")
    (second,) = shelve(library, [draft("New. " + changed)])
    async with triage(library, "enter", "ctrl+o", "enter") as (pilot, _):
        await pilot.pause()
        assert library.quote(mark).article == second
        assert "hour after what we" in library.quote(mark).exact


async def test_the_quote_browser_marks_orphans_and_opens_where_their_words_are(
    library: Library, orphaned: tuple[str, str, str]
) -> None:
    first, second, mark = orphaned
    async with triage(library, "Q") as (pilot, screen):
        await pilot.pause()
        browser = pilot.app.screen
        assert isinstance(browser, QuoteBrowser)
        rows = {row.exact: number for number, row in enumerate(library.quotes("", "topic"))}
        signs = {exact: browser.quotes.draw(n, 100).text[:2] for exact, n in rows.items()}
        assert signs == {"in front of the yard": " !", "We will deliver in May,": "  "}
        browser.quotes.go(rows["in front of the yard"])
        await pilot.press("enter")
        await pilot.pause()
        assert (screen.reader.page.id, screen.reader.current) == (first, mark)
        await pilot.press("Q")
        await pilot.pause()
        await pilot.press("g", *"j" * rows["We will deliver in May,"], "enter")
        await pilot.pause()
        assert screen.reader.page.id == second
        assert screen.reader.marks.get(screen.reader.current)
