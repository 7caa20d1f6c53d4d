"""Keys of one's own: what cannot take effect is told in one line, and everything else does."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from store import Library, open_library
from store.model import Draft
from tests.shelf import shelve
from tui.app import Pressmark
from tui.config_file import example, parse_config
from tui.keymap import bindings, usable, usable_finish
from tui.widgets.bars import KeyBar


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft(f"Text {n}.", title=f"Title {n}") for n in range(2)])
    library.topics.add("exports")
    return library


@pytest.mark.parametrize(
    "keymap",
    [
        {"app.undo": "f8"},
        {"app.undo": "ctrl+y,f9"},
        {"article.done": "x", "article.skip": "d"},
        {"article.done": "d,f2"},
        {"app.help": "question_mark,f1", "app.quit": "ctrl+c"},
        {"list.topic1": "!", "reader.topic1": "!"},
        {"list.read": "right"},
    ],
)
def test_keys_that_are_free_are_used(keymap: dict[str, str]) -> None:
    assert usable(keymap) == (keymap, {})


@pytest.mark.parametrize(
    ("keymap", "told"),
    [
        ({"undo": "U"}, "no binding undo (did you mean app.undo?); it is ignored"),
        ({"\x1b[31m": "U"}, "no binding [31m"),
        ({"app.undo": "ctrl+zz"}, "app.undo: there is no key “ctrl+zz”"),
        ({"app.undo": ""}, "app.undo: there is no key “”; its default is used"),
        ({"app.undo": "d"}, "app.undo: d is “done, next” (article.done) already"),
        ({"list.mark": "d"}, "list.mark: d is “done, next” (article.done) already"),
        ({"app.undo": "j"}, "app.undo: j is “next"),
        ({"list.read": "ctrl+q"}, "list.read: ctrl+q is “quit” (app.quit) already"),
        ({"prompt.accept": "escape"}, "prompt.accept: escape is “cancel” (prompt.cancel) already"),
    ],
)
def test_keys_that_cannot_be_used_are_told(keymap: dict[str, str], told: str) -> None:
    good, problems = usable({**keymap, "app.redo": "f7"})
    assert good == {"app.redo": "f7"}
    assert list(problems) == list(keymap)
    assert told in problems[next(iter(keymap))]


def test_of_two_that_want_one_key_the_first_gets_it() -> None:
    good, problems = usable({"article.done": "f2", "article.skip": "f2"})
    assert good == {"article.done": "f2"}
    assert "article.skip: f2 is “done, next”" in problems["article.skip"]


def test_keys_that_label_and_go_on_see_the_keys_of_ones_own() -> None:
    keymap = {"article.done": "f2"}
    good, problems = usable_finish({"d": "exports", "f2": "exports", "f5": "exports"}, keymap)
    assert good == {"d": "exports", "f5": "exports"}
    assert list(problems) == ["f2"]


def test_the_example_of_a_configuration_can_be_used() -> None:
    lines = example().splitlines()
    start = lines.index("[keymap]")
    config, problems = parse_config(f"[keymap]\n{lines[start + 1].removeprefix('# ')}")
    assert problems == []
    assert config.keymap
    assert usable(config.keymap) == (config.keymap, {})


def test_every_key_that_the_example_names_can_be_uncommented() -> None:
    known = bindings()
    lines = example(known).partition("[keymap]\n")[2].splitlines()[1:]
    keymap = tomllib.loads("\n".join(line.removeprefix("# ") for line in lines))
    assert keymap == {name: keys for name, (keys, _) in known.items()}
    assert usable(keymap) == (keymap, {})
    assert known["article.done"] == ("d", "done, next")


async def test_the_screen_says_what_is_wrong_and_uses_the_rest(library: Library) -> None:
    config, problems = parse_config(
        "[keymap]\nundo = 'U'\n'article.star' = 'f6'\n[colours]\nexports = '#123456'"
    )
    app = Pressmark(library, config, ["something else", *problems])
    async with app.run_test(size=(200, 40)) as pilot:
        await pilot.pause()
        message = app.screen.query_one("#keys", KeyBar).message
        assert "something else" in message
        assert "config.toml line 2: keymap: there is no binding undo" in message
        await pilot.press("f6")
        await pilot.pause()
        assert [library.review(row.id).star for row in library.articles()] == [True, False]
        await pilot.press("s")
        await pilot.pause()
        assert [library.review(row.id).star for row in library.articles()] == [True, False]
        assert app.triage.looks["exports"].colour == "#123456"
    library.close()
