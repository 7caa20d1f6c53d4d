"""The dialogs, driven by keys: the common act in the fewest, and nothing typed ever lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste

from store.model import Topic
from tests.dialogs import PENDING, opened, result, result_of, screen_text
from tui.screens.confirm import Confirm
from tui.screens.dialog import Dialog
from tui.screens.export import ExportDialog
from tui.screens.help import Help
from tui.screens.prompt import Prompt
from tui.screens.topic_picker import Picked, TopicPicker
from tui.widgets.bars import KeyBar
from tui.widgets.key_sheet import columns

HOSTILE = "[bold][/nope][@click=app.quit]x[/]\x1b]52;c;eA==\x07\x9b31m\x00王👩‍🚀\r\nb\tc"
SIZES = [(80, 24), (20, 5)]
pytestmark = pytest.mark.usefixtures("short_waits")


def topics(*names: str) -> list[Topic]:
    return [Topic(name, colour="red", glyph=name[:1].upper()) for name in names]


BOOK = topics("arms/artillery", "arms/drones", "exports", "sanctions/banks")


def every_dialog(text: str) -> list[Dialog[Any]]:
    """Each dialog, with this text wherever it takes one."""
    return [
        Prompt(text, text, proposal=text, complete=lambda _: [text, text]),
        Prompt(text, "", proposal=text),
        Prompt(text, text, multiline=True),
        Prompt(text, "", multiline=True, proposal=text),
        TopicPicker(text, [Topic(text, text, text, text)], {text}, {text: 3}, partly={text}),
        Confirm(text * 200, text, text),
        ExportDialog([(text, ".x"), ("csv", ".csv")], [(text, text)], Path(f"/tmp/{text}")),
        Help([(text, [(text, text)])]),
    ]


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_is_shown_and_never_obeyed(size: tuple[int, int]) -> None:
    for dialog in every_dialog(HOSTILE):
        async with opened(dialog, size) as pilot:
            await pilot.press("tab", "down", "x", "up")
            screen_text(pilot.app.screen)
            assert pilot.app.screen is dialog or isinstance(dialog, Confirm)
            await pilot.press("escape")
            assert pilot.app.screen is not dialog


@pytest.mark.parametrize("size", SIZES)
async def test_every_dialog_shows_its_keys(size: tuple[int, int]) -> None:
    for dialog in every_dialog("word"):
        async with opened(dialog, size) as pilot:
            shown = screen_text(pilot.app.screen)
            assert "esc" in shown or "n word" in shown
            bar = pilot.app.screen.query_one("#hints", KeyBar)
            assert bar.region.bottom <= size[1]


# Prompt


async def test_the_line_of_keys_says_what_enter_does() -> None:
    async with opened(Prompt("Merge", verb="merge"), (80, 24)) as pilot:
        hints = screen_text(pilot.app.screen).splitlines()
        assert any("merge  esc" in line and "save" not in line for line in hints)


async def test_completing_is_offered_only_where_there_is_something_to_complete() -> None:
    for prompt, offered in [
        (Prompt("Name"), False),
        (Prompt("Speaker", proposal="Ana Brod"), True),
        (Prompt("Speaker", complete=speakers), True),
    ]:
        async with opened(prompt, (80, 24)) as pilot:
            assert ("tab complete" in screen_text(pilot.app.screen)) == offered


async def test_one_line_is_typed_and_saved_with_enter() -> None:
    assert await result_of(Prompt("Name"), *"hi", "enter") == "hi"


async def test_escape_cancels() -> None:
    assert await result_of(Prompt("Name"), *"hi", "escape") is None


async def test_enter_takes_the_proposal() -> None:
    assert await result_of(Prompt("Speaker", proposal="Ana Brod"), "enter") == "Ana Brod"


async def test_a_text_that_is_deleted_is_not_replaced_by_the_proposal() -> None:
    assert await result_of(Prompt("Speaker", "Bo", proposal="Ana"), "ctrl+u", "enter") == ""


@pytest.mark.parametrize(("text", "told"), [("old query", True), ("", False)])
async def test_what_stood_there_goes_with_one_key_and_the_dialog_says_so(
    text: str, told: bool
) -> None:
    async with opened(Prompt("Query", text), (80, 24)) as pilot:
        assert ("^u clear" in screen_text(pilot.app.screen)) == told
    assert await result_of(Prompt("Query", text), "home", "ctrl+u", *"new", "enter") == "new"


async def test_typing_replaces_the_proposal() -> None:
    assert await result_of(Prompt("Speaker", proposal="Ana Brod"), "B", "enter") == "B"


def speakers(typed: str) -> Sequence[str]:
    names = ("Ana Brod", "Anatol Karsk", "Bo Velm")
    return [name for name in names if typed and name.casefold().startswith(typed.casefold())]


@pytest.mark.parametrize(
    ("keys", "result"),
    [
        (("a", "tab", "enter"), "Ana Brod"),
        (("a", "right", "enter"), "Ana Brod"),
        (("a", "enter"), "a"),
        (("a", "down", "down", "enter"), "Anatol Karsk"),
        (("a", "down", "up", "enter"), "a"),
        (("a", "down", "down", "tab", "!", "enter"), "Anatol Karsk!"),
        (("x", "tab", "enter"), "x"),
    ],
)
async def test_completions_are_taken_by_tab_right_or_choosing(
    keys: tuple[str, ...], result: str
) -> None:
    assert await result_of(Prompt("Speaker", complete=speakers), *keys) == result


async def test_right_moves_inside_what_is_typed() -> None:
    keys = ("a", "n", "left", "right", "x", "enter")
    assert await result_of(Prompt("Speaker", complete=speakers), *keys) == "anx"


async def test_completions_are_shown_dimmed_and_as_a_list() -> None:
    async with opened(Prompt("Speaker", complete=speakers)) as pilot:
        await pilot.press("a", "n")
        await pilot.pause()
        shown = screen_text(pilot.app.screen)
        assert "ana Brod" in shown
        assert "Anatol Karsk" in shown


async def test_what_cannot_be_accepted_stays_with_the_reason() -> None:
    prompt = Prompt("Name", check=lambda text: None if text == "ok" else "Type ok [here].")
    async with opened(prompt) as pilot:
        await pilot.press("o", "enter")
        await pilot.pause()
        assert "Type ok [here]." in screen_text(pilot.app.screen)
        await pilot.press("k")
        await pilot.pause()
        assert "Type ok" not in screen_text(pilot.app.screen)
        await pilot.press("enter")
        assert result(pilot) == "ok"


@pytest.mark.parametrize("new_line", ["ctrl+j", "shift+enter"])
async def test_a_note_has_lines(new_line: str) -> None:
    keys = ("a", new_line, "b", "enter")
    assert await result_of(Prompt("Note", multiline=True), *keys) == "a\nb"


async def test_a_note_is_typed_on_at_its_end() -> None:
    assert await result_of(Prompt("Note", "one\ntwo", multiline=True), "!", "enter") == "one\ntwo!"


async def test_what_was_typed_is_a_draft_and_what_was_there_is_none() -> None:
    for multiline in (False, True):
        prompt = Prompt("Note", "old", multiline=multiline, draft_key="note 1")
        async with opened(prompt) as pilot:
            assert prompt.draft is None
            await pilot.press("x")
            assert prompt.draft == ("note 1", "oldx")


async def test_a_pasted_text_is_cleaned_and_kept_whole() -> None:
    for multiline, expected in ((False, "a b c"), (True, "a\nb c")):
        async with opened(Prompt("Note", multiline=multiline)) as pilot:
            pilot.app.screen.query_one("#field").post_message(Paste("a\x1b\nb\tc"))
            await pilot.press("enter")
            await pilot.pause()
            assert result(pilot) == expected


# Topics


@pytest.mark.parametrize(
    ("keys", "picked"),
    [
        (("d", "r", "enter"), Picked(("arms/drones",), ())),
        (("b", "a", "enter"), Picked((), ("sanctions/banks",))),
        (("down", "tab", "down", "tab", "enter"), Picked(("arms/drones", "exports"), ())),
        (("tab", "tab", "down", "enter"), Picked(("arms/drones",), ())),
        (("d", "r", "tab", "e", "x", "p", "tab", "enter"), Picked(("arms/drones", "exports"), ())),
        ((*"new/one", "enter"), Picked(("new/one",), ())),
        ((*"new", "tab", *"exp", "tab", "enter"), Picked(("new", "exports"), ())),
        (("ctrl+n", "ctrl+n", "ctrl+p", "enter"), Picked(("arms/drones",), ())),
        (("escape",), None),
        (("d", "r", "tab", "escape"), None),
    ],
)
async def test_topics_are_picked(keys: tuple[str, ...], picked: Picked | None) -> None:
    assert await result_of(TopicPicker("Topics", BOOK, {"sanctions/banks"}), *keys) == picked


@pytest.mark.parametrize(
    ("tabs", "picked"), [(1, Picked(("exports",), ())), (2, Picked((), ("exports",)))]
)
async def test_a_topic_that_some_carry_goes_on_then_off(tabs: int, picked: Picked) -> None:
    picker = TopicPicker("Topics", BOOK, (), partly={"exports"})
    assert await result_of(picker, *"exports", *["tab"] * tabs, "enter") == picked


async def test_a_row_shows_check_digit_letter_path_description_and_count() -> None:
    topic = Topic("arms/drones", "red", "D", "unmanned [aircraft]", digit=3)
    async with opened(TopicPicker("T", [topic, *BOOK], {"arms/drones"}, {"arms/drones": 41})) as p:
        row = next(line for line in screen_text(p.app.screen).split("\n") if "[x]" in line)
        assert " ".join(row.strip("│ ").split()) == "[x] 3 D arms/drones unmanned [aircraft] 41"


async def test_a_topic_is_not_offered_to_be_made_when_it_is_there() -> None:
    async with opened(TopicPicker("Topics", BOOK, ())) as pilot:
        await pilot.press(*"exports")
        await pilot.pause()
        assert "make" not in screen_text(pilot.app.screen)
        await pilot.press("x")
        await pilot.pause()
        assert "make “exportsx”" in screen_text(pilot.app.screen)


async def test_a_thousand_topics_are_filtered_and_moved_through() -> None:
    many = topics(*(f"region{n % 40}/theme{n}" for n in range(1000)))
    picker = TopicPicker("Topics", many, ())
    assert await result_of(picker, *"theme977", "enter") == Picked(("region17/theme977",), ())
    picker = TopicPicker("Topics", many, ())
    assert await result_of(picker, *["pagedown"] * 5, "up", "enter", size=(20, 5)) != Picked((), ())


async def test_making_a_topic_is_in_view_however_many_fit() -> None:
    many = topics(*(f"region{n % 40}/theme{n}" for n in range(1000)))
    async with opened(TopicPicker("Topics", many, ())) as pilot:
        await pilot.press(*"theme")
        await pilot.pause()
        assert "make “theme”" in screen_text(pilot.app.screen)


async def test_a_name_without_a_letter_is_refused_and_the_picker_stays_open() -> None:
    async with opened(TopicPicker("Topics", BOOK, ())) as pilot:
        await pilot.press(*"///", "enter")
        await pilot.pause()
        assert result(pilot) is PENDING
        assert "a name needs a letter" in screen_text(pilot.app.screen)


# Confirm


@pytest.mark.parametrize(
    ("key", "answer"), [("y", True), ("enter", True), ("n", False), ("escape", False)]
)
async def test_a_question_takes_one_key(key: str, answer: bool) -> None:
    assert await result_of(Confirm("Delete it? " * 300, "delete", "keep"), key) is answer


async def test_a_question_names_what_its_keys_do() -> None:
    async with opened(Confirm("Delete [it]?", "delete", "keep")) as pilot:
        shown = screen_text(pilot.app.screen)
        assert "Delete [it]?" in shown
        assert "delete" in shown
        assert "keep" in shown


def test_one_key_that_is_left_stands_in_the_first_column() -> None:
    column = [("", "Reader"), ("n", "next match")]
    assert [row[0] for row in columns(column, 2)] == column
