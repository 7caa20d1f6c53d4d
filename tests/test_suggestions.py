"""Topics that the words of an article suggest: found as a query finds them, taken by one key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.catalogue import Catalogue, key_of
from store.index import Summary
from store.model import ArticleRow, Draft, Topic
from store.suggestion_desk import LOOKED_AT
from store.suggestions import Phrases
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config import Config
from tui.paint_row import SUGGESTED, Look, article_strip

TEXTS = (
    "The Osoka drone crashed.",
    "Drones, letters of intent; a letter of intent.",
    "Nothing to see.",
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft(text) for text in TEXTS])
    library.topics.add("arms/drones", words=("drone*", "Osoka"))
    library.topics.add("exports", words=("letter of intent",))
    library.topics.add("silent")
    yield library
    library.close()


def ids(library: Library) -> list[str]:
    return [library.articles(order="published").id_at(place) for place in range(len(TEXTS))]


def suggested(library: Library) -> list[tuple[str, ...]]:
    return list(library.topics.suggestions.of(ids(library)).values())


def found(text: str, *phrases: str) -> bool:
    return bool(Phrases([Topic("t", words=phrases)]).topics_in(text))


# What counts as standing in a text


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("A DRONE.", "drone"),
        ("the 155-mm gun", "155 mm"),
        ("155 mm", "155-mm"),
        ("letter\n\nof intent", "letter of intent"),
        ("café", "CAFE"),
        ("cafe", "café"),
        ("drones", "drone*"),
        ("barter deals", "barter deal*"),
        ("letter of intentions", "letter of intent*"),
        ("a a b", "a b"),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_what_stands_between(
    text: str, phrase: str
) -> None:
    assert found(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("drones", "drone"), ("intent of letter", "letter of intent"), ("xa b", "a b"),
     ("a bx", "a b"), ("drone", "drones*"), ("anything", ""), ("anything", "*"), ("", "a")],
)  # fmt: skip
def test_other_words_are_not_found(text: str, phrase: str) -> None:
    assert not found(text, phrase)


WORDS = st.lists(st.sampled_from(["a", "ab", "é", "B", "b-a"]), min_size=1, max_size=4)


@settings(deadline=None, max_examples=80)
@given(WORDS, WORDS, st.booleans())
def test_what_is_found_is_what_the_full_text_search_finds(
    text: list[str], phrase: list[str], goes_on: bool
) -> None:
    database = _searching(" ".join(text))
    star = "*" if goes_on else ""
    match = f'"{" ".join(phrase)}"{star}'
    hits = database.execute("SELECT 1 FROM t WHERE t MATCH ?", (match,)).fetchall()
    assert found(" ".join(text), " ".join(phrase) + star) == bool(hits)
    database.close()


def _searching(text: str) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute(
        'CREATE VIRTUAL TABLE t USING fts5(x, tokenize="unicode61 remove_diacritics 2")'
    )
    database.execute("INSERT INTO t VALUES (?)", (text,))
    return database


# In a library


def test_an_article_suggests_the_topics_of_which_words_stand_in_it(library: Library) -> None:
    assert suggested(library) == [("arms/drones",), ("arms/drones", "exports"), ()]


def test_what_an_article_carries_is_not_suggested(library: Library) -> None:
    library.label([ids(library)[1]], "exports")
    library.highlight(ids(library)[0], 0, 5, ["arms/drones"])
    assert suggested(library) == [(), ("arms/drones",), ()]


def test_a_list_reads_no_text_until_it_is_told_to_look(library: Library) -> None:
    assert [row.suggested for row in library.articles(order="published")] == [(), (), ()]
    desk = library.topics.suggestions
    assert desk.unknown(ids(library)) == ids(library)
    assert desk.look(ids(library)) == ids(library)[:2]
    rows = list(library.articles(order="published"))
    assert [row.suggested for row in rows] == [("arms/drones",), ("arms/drones", "exports"), ()]
    assert desk.unknown(ids(library)) == []


def test_other_words_suggest_otherwise_and_other_colours_do_not(library: Library) -> None:
    desk = library.topics.suggestions
    desk.look(ids(library))
    library.topics.define("exports", colour="red")
    assert desk.unknown(ids(library)) == []
    library.topics.define("exports", words=("nothing",))
    assert suggested(library) == [("arms/drones",), ("arms/drones",), ("exports",)]


def test_a_renamed_topic_is_suggested_by_its_new_name(library: Library) -> None:
    suggested(library)
    library.topics.rename("arms", "weapons")
    assert suggested(library)[0] == ("weapons/drones",)


def test_accepting_is_one_edit_for_all_articles(library: Library) -> None:
    assert library.topics.suggestions.accept(ids(library))
    assert len(library.articles("topic:arms/drones")) == 2
    assert len(library.articles("topic:exports")) == 1
    assert library.topics.suggestions.accept(ids(library)) is None
    library.undo()
    assert len(library.articles("has:topic")) == 0


def test_an_accepted_suggestion_says_of_which_article(library: Library) -> None:
    desk = library.topics.suggestions
    one, *_ = shelve(library, [Draft("An Osoka flew.", title="Over the bay")])
    edit = desk.accept([one])
    assert edit is not None
    assert edit.label == "accept arms/drones: “Over the bay”"


def test_articles_that_suggest_nothing_are_not_counted_as_accepted(library: Library) -> None:
    edit = library.topics.suggestions.accept(ids(library))
    assert edit is not None
    assert edit.label == "accept arms/drones, exports: 2 articles"


def test_without_words_there_is_nothing_to_look_for(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft(text) for text in TEXTS])
    library.topics.add("silent")
    assert library.topics.suggestions.unknown(ids(library)) == []
    library.close()


def test_an_article_that_is_gone_suggests_nothing(library: Library) -> None:
    catalogue: Catalogue = library._session.catalogue
    catalogue.database.run("DELETE FROM body")
    assert library.topics.suggestions.look(ids(library)) == []
    assert library.topics.suggestions.known(key_of(ids(library)[0]), Summary()) == ()


def test_only_the_beginning_of_a_book_is_looked_at(library: Library) -> None:
    filler = "word " * (LOOKED_AT // 5)
    early, late = shelve(library, [Draft(f"Osoka {filler}"), Draft(f"{filler} Osoka")])
    assert library.topics.suggestions.of([early, late]) == {early: ("arms/drones",), late: ()}


# On the screen


def test_suggested_letters_stand_dimmed_behind_the_others_and_never_instead() -> None:
    looks = {name: Look(name.upper(), "red") for name in "abcd"}
    row = ArticleRow("0", "Title", topics=("a",), suggested=("b", "c", "d"))
    for cursor in (None, SUGGESTED):
        segments = list(article_strip(row, 60, looks, cursor=cursor))
        dimmed = [text for text, style, _ in segments if style and style.dim]
        shown = [text for text in dimmed if text in ("B", "C", "D")]
        assert shown == ["B", "C"]
    full = ArticleRow("0", "Title", topics=tuple("abcd"), suggested=("b",))
    assert "B" not in article_strip(full, 35, looks).text.replace("AB", "")


async def test_what_was_taken_is_told_to_its_end(library: Library) -> None:
    library.topics.define("exports", words=("barter",))
    long = "A headline that goes on and on until no line of a narrow screen can hold it"
    shelve(library, [Draft("An Osoka for barter.", title=long, published="2026-01-01")])
    app = Pressmark(library, Config())
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        await pilot.press("+")
        await pilot.pause()
        drawn = app.screen._compositor.render_strips(app.screen.size)
        assert "u undoes" in "".join(strip.text for strip in drawn)


async def test_the_list_shows_what_is_suggested_and_one_key_takes_it(library: Library) -> None:
    app = Pressmark(library, Config())
    async with app.run_test(size=(100, 24)) as pilot:
        triage = app.triage
        for _ in range(100):
            await pilot.pause(0.02)
            if triage.articles.row(1).suggested:
                break
        assert triage.articles.row(1).suggested
        await pilot.press("space", "space", "space", "+")
        assert len(library.articles("topic:arms/drones")) == 2
        await pilot.press("u")
        assert len(library.articles("has:topic")) == 0
