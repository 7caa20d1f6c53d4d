"""The codebook's screen, driven by its keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Library
from store.codebook_entry import Entry
from store.model import Topic
from store.settings import Settings, write_settings
from tests.codebook_desk import BOOK, codebook, four_topics, paths, typed
from tests.dialogs import screen_text
from tests.screens import said
from tests.topic_texts import names
from tui.screens.codebook import CodebookScreen
from tui.screens.colour_picker import ColourPicker
from tui.screens.confirm import Confirm
from tui.screens.prompt import Prompt
from tui.screens.topic_picker import TopicPicker
from tui.screens.triage import Triage

HOSTILE = ("[/nope][@click=app.quit]x", "\x1b]52;c;eA==\x07", '\x9b31m"a\nb', "王王\u202e\u0301")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with four_topics(tmp_path) as library:
        yield library


# The tree


async def test_missing_parents_are_headings_and_what_is_below_folds_away(library: Library) -> None:
    async with codebook(library, "h") as (pilot, screen):
        assert paths(screen) == ["arms", "policy"]
        await pilot.press("l", "l", "j")
        assert paths(screen) == ["arms", "arms/air", "arms/drones", "arms/drones/small", "policy"]
        assert screen.topic_tree.path == "arms/drones"


async def test_left_goes_to_what_a_row_stands_below(library: Library) -> None:
    async with codebook(library, "G", "k", "h") as (_, screen):
        assert screen.topic_tree.path == "arms/drones"


async def test_all_folds_and_unfolds_at_once(library: Library) -> None:
    async with codebook(library, "j", "j", "j", "H") as (pilot, screen):
        assert (paths(screen), screen.topic_tree.path) == (["arms", "policy"], "arms")
        await pilot.press("L")
        assert len(paths(screen)) == 5


async def test_a_folded_branch_shows_what_all_of_it_comes_to(library: Library) -> None:
    article = library.articles().id_at(0)
    library.label([article], "arms/air")
    library.highlight(article, 0, 5, ["arms/drones"])
    async with codebook(library, "h") as (_, screen):
        row = screen_text(screen).splitlines()[1]
        assert row.split() == ["▸", "arms", "2", "1", "1"]


async def test_all_that_is_said_of_a_topic_stands_below_the_tree(library: Library) -> None:
    library.topics.rename("arms/air", "arms/aircraft")
    library.topics.define(
        "arms/aircraft", description="word " * 60 + "end.", words=("jet", "two words")
    )
    async with codebook(library, "j") as (_, screen):
        text = screen_text(screen)
        assert "end." in text
        assert "jet; two words" in text
        assert "Formerly arms/air" in text


async def test_typing_leaves_what_fits_and_what_that_stands_below(library: Library) -> None:
    async with codebook(library, "slash", *"small", "enter") as (pilot, screen):
        assert paths(screen) == ["arms", "arms/drones", "arms/drones/small"]
        assert screen.topic_tree.path == "arms/drones/small"
        await pilot.press("q")
        assert len(paths(screen)) == 5


async def test_enter_shows_the_articles_of_a_branch_in_the_list(library: Library) -> None:
    library.label([library.articles("drone").id_at(0)], "arms/drones")
    async with codebook(library, "enter") as (pilot, _):
        screen = pilot.app.screen
        assert isinstance(screen, Triage)
        assert screen.query_text == 'topic:"arms"'
        assert screen.articles.count == 1


async def test_q_goes_back_to_the_list(library: Library) -> None:
    async with codebook(library, "q") as (pilot, _):
        assert isinstance(pilot.app.screen, Triage)


# Changes


async def test_a_new_topic_stands_below_the_current_one_when_asked(library: Library) -> None:
    async with codebook(library, "j", "n") as (pilot, screen):
        await typed(pilot, "/jets", "enter")
        assert "arms/air/jets" in names(library)
        assert screen.topic_tree.path == "arms/air/jets"


async def test_a_topic_that_is_there_is_gone_to_instead_of_made(library: Library) -> None:
    async with codebook(library, "n") as (pilot, screen):
        await typed(pilot, "policy", "enter")
        assert screen.topic_tree.path == "policy"
        assert "there already" in said(screen)


async def test_renaming_takes_the_cursor_along(library: Library) -> None:
    async with codebook(library, "r") as (pilot, screen):
        await typed(pilot, "weapons", "enter")
        assert names(library) == ["policy", "weapons/air", "weapons/drones", "weapons/drones/small"]
        assert screen.topic_tree.path.startswith("weapons")


async def test_a_name_that_is_taken_keeps_the_dialog_and_what_was_typed(library: Library) -> None:
    async with codebook(library, "j", "r") as (pilot, _):
        await typed(pilot, "policy", "enter")
        assert isinstance(pilot.app.screen, Prompt)
        assert pilot.app.screen.text == "policy"
        assert tuple(names(library)) == BOOK


async def test_merging_completes_the_name(library: Library) -> None:
    async with codebook(library, "j", "m") as (pilot, screen):
        await typed(pilot, "pol", "tab", "enter")
        assert names(library) == ["arms/drones", "arms/drones/small", "policy"]
        assert screen.topic_tree.path == "policy"
        assert said(screen) == "arms/air is part of policy now; u undoes"


async def test_a_name_to_merge_into_that_is_none_is_told_with_the_key_that_completes_it(
    library: Library,
) -> None:
    async with codebook(library, "j", "m") as (pilot, _):
        await typed(pilot, "pol", "enter")
        told = " ".join(screen_text(pilot.app.screen).split())
        assert "There is no topic pol; tab completes what is typed." in told
        assert tuple(names(library)) == BOOK


async def test_a_colour_is_one_key_or_typed(library: Library) -> None:
    async with codebook(library, "j", "c", "0") as (pilot, _):
        topic = library.topics.get("arms/air")
        assert topic and topic.colour == "violet"
        await pilot.press("c", *"#1234ff", "enter")
        topic = library.topics.get("arms/air")
        assert topic and topic.colour == "#1234ff"
        await pilot.press("c", *"mauve", "enter")
        assert isinstance(pilot.app.screen, ColourPicker)


@pytest.mark.parametrize(
    ("key", "text", "field", "value"),
    [
        ("i", "Z", "glyph", "Z"),
        ("D", "What flies", "description", "What flies"),
        ("w", "jet; two words", "words", ("jet", "two words")),
    ],
)
async def test_what_a_topic_says_can_be_typed(
    library: Library, key: str, text: str, field: str, value: object
) -> None:
    async with codebook(library, "j", key) as (pilot, _):
        await typed(pilot, text, "enter")
        assert getattr(library.topics.get("arms/air"), field) == value


async def test_another_letter_takes_the_place_of_the_one_that_is_there(library: Library) -> None:
    library.topics.define("arms/air", glyph="A")
    async with codebook(library, "j", "i") as (pilot, _):
        await pilot.press("Z", "enter")
        topic = library.topics.get("arms/air")
        assert topic and topic.glyph == "Z"


async def test_a_digit_is_one_key_and_zero_takes_it_away(library: Library) -> None:
    async with codebook(library, "j", "4") as (pilot, screen):
        digits = [topic.digit for topic in library.topics]
        assert digits == [4, 2, 3, None]
        assert said(screen) == "4 is arms/air now, no longer policy; u undoes"
        await pilot.press("9")
        assert said(screen) == "9 is arms/air now; u undoes"
        await pilot.press("0")
        assert next(iter(library.topics)).digit is None
        assert said(screen) == "arms/air has no digit now; u undoes"


async def test_a_heading_has_nothing_to_colour(library: Library) -> None:
    async with codebook(library, "c") as (pilot, screen):
        assert pilot.app.screen is screen
        assert "only a heading" in said(screen)


async def test_deleting_says_what_goes_along_and_undo_brings_it_back(library: Library) -> None:
    article = library.articles().id_at(0)
    library.highlight(article, 0, 5, ["arms/drones"])
    library.label([article], "arms/drones")
    async with codebook(library, "j", "j", "delete") as (pilot, _):
        question = pilot.app.screen
        assert isinstance(question, Confirm)
        assert "1 article and 1 quote of yours; 1 quote with no other topic" in question.question
        await pilot.press("y")
        assert "arms/drones" not in names(library)
        assert len(library.quotes()) == 0
        await pilot.press("u")
        assert tuple(names(library)) == BOOK
        assert len(library.quotes("topic:arms/drones")) == 1


async def test_in_a_blind_library_deleting_and_merging_say_that_marks_are_held_back(
    library: Library,
) -> None:
    async with codebook(library, "delete") as (pilot, _):
        assert "blind" not in screen_text(pilot.app.screen)
    write_settings(library.path, Settings(blind=True))
    library.refresh()
    async with codebook(library, "j", "j", "delete") as (pilot, _):
        question = pilot.app.screen
        assert isinstance(question, Confirm)
        assert "on articles that you have not finished is not counted here" in question.question
        await pilot.press("n", "m")
        asked = screen_text(pilot.app.screen)
        assert "Merge arms/drones into; blind: marks held back move too" in asked


async def test_deleting_what_is_folded_deletes_all_of_it(library: Library) -> None:
    async with codebook(library, "h", "delete") as (pilot, _):
        question = pilot.app.screen
        assert isinstance(question, Confirm)
        assert "the 3 topics at arms" in question.question
        await pilot.press("y")
        assert names(library) == ["policy"]


async def test_a_branch_is_cut_and_pasted_as_one_edit(library: Library) -> None:
    async with codebook(library, "j", "j", "x", "G", "v") as (pilot, screen):
        assert names(library) == ["arms/air", "policy", "policy/drones", "policy/drones/small"]
        assert screen.topic_tree.path == "policy/drones"
        await pilot.press("x", "V")
        assert names(library) == ["arms/air", "drones", "drones/small", "policy"]
        await pilot.press("u", "u", "ctrl+r")
        assert names(library) == ["arms/air", "policy", "policy/drones", "policy/drones/small"]


async def test_undo_of_a_paste_leads_back_to_the_branch(library: Library) -> None:
    async with codebook(library, "j", "j", "x", "G", "v") as (pilot, screen):
        assert screen.topic_tree.path == "policy/drones"
        await pilot.press("u")
        assert screen.topic_tree.path == "arms/drones"
        await pilot.press("g", "ctrl+r")
        assert screen.topic_tree.path == "policy/drones"


async def test_what_is_found_says_how_many_and_that_letters_are_enough(library: Library) -> None:
    async with codebook(library, "slash", *"adr") as (pilot, screen):
        assert "2 of 4 topics fit; letters may stand apart" in screen_text(screen)
        await pilot.press("escape")
        assert " 4 topics " in screen_text(screen)


async def test_a_branch_is_not_pasted_into_itself(library: Library) -> None:
    async with codebook(library, "x", "j", "v") as (_, screen):
        assert "into itself" in said(screen)
        assert tuple(names(library)) == BOOK


async def test_what_is_pasted_where_it_was_is_no_edit_to_be_undone(library: Library) -> None:
    async with codebook(library, "x", "V") as (_, screen):
        assert "stands there already" in said(screen)
        assert tuple(names(library)) == BOOK
        assert screen.topic_tree.cut == ""


async def test_what_a_colleague_changes_shows_without_moving_the_cursor(library: Library) -> None:
    async with codebook(library, "G") as (pilot, screen):
        library.topics.add("aaa")
        await pilot.pause()
        assert "aaa" in paths(screen)
        assert screen.topic_tree.path == "policy"


# Any size, any text


async def test_it_survives_a_tiny_terminal(library: Library) -> None:
    keys = ("j", "h", "slash", "a", "enter", "q", "c", "escape", "n", "escape", "G", "D", "escape")
    async with codebook(library, size=(20, 5)) as (pilot, screen):
        for key in keys:
            await pilot.press(key)
            screen_text(pilot.app.screen)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "analysts" in screen_text(screen)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_topics_are_shown_and_never_obeyed(library: Library, text: str) -> None:
    # As a colleague's journal could hold it: nothing has been cleaned.
    hostile = Topic(f"a{text}", text, text, text, 5, (text,), clock=99)
    old = Topic(f"z{text}", alias=f"a{text}", clock=99)
    library._session.team.own.append(
        text, {"topics": {hostile.name: hostile, old.name: old}}, {}, 99
    )
    library.refresh()
    async with codebook(library) as (pilot, screen):
        screen.topic_tree.go_to(hostile.name)
        assert screen.topic_tree.topic == hostile
        for key in ("h", "l", "slash", "c", "i", "r", "m", "D", "w", "delete", "n"):
            await pilot.press(key)
            await pilot.pause()
            assert not set(screen_text(pilot.app.screen)) & set("\x1b\x9b\x07\u202e")
            if pilot.app.screen is not screen or screen.field.has_focus:
                await pilot.press("escape")
        screen.topic_tree.go_to(hostile.name)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Triage)


async def test_a_thousand_topics_are_shown_filtered_picked_and_given_digits(
    library: Library,
) -> None:
    library.topics.take_in(
        (Entry(f"field {n // 40}/part {n // 4 % 10}/topic {n}") for n in range(1000)), "big"
    )
    async with codebook(library, "G", "g", "pagedown", "H") as (pilot, screen):
        await pilot.press("L", "slash", *"topic 777", "enter", "9")
        assert library.topics.book.by_digit(9) == library.topics.get("field 19/part 4/topic 777")
        await pilot.press("q", "q")
        await pilot.press("t", *"777", "enter")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, TopicPicker)
        assert len(library.articles('topic:"field 19/part 4/topic 777"')) == 1
        assert isinstance(screen, CodebookScreen)
