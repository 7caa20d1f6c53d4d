"""Help, hints and palette read the bindings: a changed keymap shows in all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from store import open_library
from store.model import Draft
from tests.dialogs import screen_text
from tests.shelf import shelve
from tui.app import Pressmark
from tui.commands import Commands
from tui.config import Config
from tui.keys import help_groups
from tui.screens.help import Help, matching
from tui.screens.prompt import Prompt
from tui.widgets.bars import KeyBar

pytestmark = pytest.mark.usefixtures("short_waits")


class NoteList(Widget, can_focus=True):
    BINDINGS = [
        Binding("j,down", "move(1)", "next [row]", id="list.down"),
        *(
            Binding(str(n), f"label({n})", "label", id=f"list.{n}", show=n == 1)
            for n in range(1, 7)
        ),
        Binding("x", "hidden", "never now", id="list.hidden"),
        Binding("z", "anything", "of a widget of another library"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "hidden"

    def action_move(self, step: int) -> None:
        self.done.append(("move", step))

    def action_label(self, digit: int) -> None:
        self.done.append(("label", digit))


class Desk(Screen[None]):
    BINDINGS = [
        Binding("d", "done", "done, next", id="article.done"),
        Binding("u", "undo", "undo", id="app.undo"),
    ]

    def compose(self) -> ComposeResult:
        yield NoteList()

    def action_done(self) -> None:
        self.query_one(NoteList).done.append("done")


class Host(App[None]):
    COMMANDS = {Commands}
    BINDINGS = [
        Binding("ctrl+q", "quit", "quit", id="app.quit"),
        Binding("ctrl+p", "command_palette", "palette", id="app.palette"),
    ]

    def get_default_screen(self) -> Desk:
        return Desk()

    @property
    def done(self) -> list[object]:
        return self.screen_stack[0].query_one(NoteList).done


def groups(app: App[None]) -> dict[str, list[tuple[str, str]]]:
    return {
        place: list(rows)
        for place, rows in help_groups(app.screen.active_bindings, app.get_key_display)
    }


async def test_keys_stand_under_where_they_act_joined_by_what_they_do() -> None:
    async with Host().run_test() as pilot:
        assert groups(pilot.app) == {
            "Note list": [("j ↓", "next [row]"), ("1-6", "label")],
            "This screen": [("d", "done, next")],
            "Everywhere": [("u", "undo"), ("^q", "quit"), ("^p", "palette")],
        }


async def test_help_shows_a_changed_keymap() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.set_keymap({"list.down": "n,ctrl+down", "article.done": "?", "list.2": "w"})
        await pilot.pause()
        shown = groups(app)
        assert shown["Note list"] == [("n ^↓", "next [row]"), ("1 3-6 w", "label")]
        assert shown["This screen"] == [("?", "done, next")]


async def palette_text(pilot: Pilot[None], *keys: str) -> str:
    await pilot.press("ctrl+p", *keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    options = pilot.app.screen.query_one(OptionList)
    prompts = [options.get_option_at_index(n).prompt for n in range(options.option_count)]
    return "\n".join(map(str, prompts))


async def test_the_palette_offers_every_key_that_does_something() -> None:
    async with Host().run_test() as pilot:
        shown = await palette_text(pilot)
        for offered in ("next [row]  j ↓  Note list", "label  3", "done, next  d", "quit  ^q"):
            assert offered in shown
        assert "never now" not in shown
        assert "another library" not in shown


async def test_the_palette_tells_apart_what_shares_a_description(tmp_path: Path) -> None:
    library = open_library(tmp_path / "library")
    library.topics.add("arms")
    library.topics.define("arms", digit=4)
    app = Pressmark(library, Config())
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        shown = await palette_text(pilot)
        assert "label: arms  4  Article list" in shown
        assert "label: 5, which no topic has  5  Article list" in shown
        await pilot.press("escape", "tab", "tab")
        assert "give it that digit: 7" in await palette_text(pilot)
    library.close()


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_help_cuts_no_description_of_the_main_screen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    library = open_library(tmp_path / "library")
    shelve(library, [Draft("Words.")])
    for keys in (["?"], ["enter", "?"]):
        app = Pressmark(library, Config())
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            assert isinstance(app.screen, Help)
            sheet = app.screen.sheet
            drawn = [sheet.render_line(y).text for y in range(sheet.virtual_size.height)]
            assert any("code with the last" in line for line in drawn) == (len(keys) > 1)
            assert not [line for line in drawn if "…" in line]
    library.close()


async def test_the_palette_shows_a_changed_keymap() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.set_keymap({"article.done": "f5"})
        assert "done, next  f5" in await palette_text(pilot)


@pytest.mark.parametrize(
    ("typed", "done"), [("row", ("move", 1)), ("label", ("label", 1)), ("done", "done")]
)
async def test_the_palette_runs_the_action_where_it_belongs(typed: str, done: object) -> None:
    app = Host()
    async with app.run_test() as pilot:
        await palette_text(pilot, *typed)
        await pilot.press("enter")
        await pilot.pause()
        assert app.done == [done]


async def test_help_filters_as_one_types_and_closes() -> None:
    app = Host()
    for keys, left, gone in (
        ("undo", "undo", "quit"),
        ("/q", "^q", "undo"),
        ("^p", "palette", "done"),
    ):
        async with app.run_test() as pilot:
            app.push_screen(Help(help_groups(app.screen.active_bindings, app.get_key_display)))
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            shown = screen_text(app.screen)
            assert left in shown
            assert gone not in shown
            await pilot.press("escape")
            assert isinstance(app.screen, Desk)
        app = Host()


@pytest.mark.parametrize("key", ["q", "?", "escape"])
async def test_help_closes_with_one_key(key: str) -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.push_screen(Help([("A", [("a", "b")])]))
        await pilot.pause()
        await pilot.press(key)
        assert isinstance(app.screen, Desk)


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (20, 5)])
async def test_every_key_of_a_long_help_can_be_reached(size: tuple[int, int]) -> None:
    rows = [(f"k{n}", f"does {n}.") for n in range(90)]
    app = Host()
    async with app.run_test(size=size) as pilot:
        app.push_screen(Help([("Pane", rows[:30]), ("Everywhere", rows[30:])]))
        await pilot.pause()
        seen = ""
        for _ in range(95 if size[1] < 8 else 5):
            seen += screen_text(app.screen)
            await pilot.press("pagedown")
        missing = [what for _, what in rows if what not in seen]
        assert not missing


def test_a_filter_leaves_out_groups_that_have_nothing() -> None:
    found = matching([("A", [("x", "one two")]), ("B", [("y", "two")])], "two ONE")
    assert found == [("A", [("x", "one two")])]


async def test_the_hints_of_a_dialog_show_a_changed_keymap() -> None:
    app = Host()
    async with app.run_test() as pilot:
        app.set_keymap({"prompt.accept": "f2"})
        app.push_screen(Prompt("Name"))
        await pilot.pause()
        assert "f2 save" in screen_text(app.screen)
        assert app.screen.query_one("#hints", KeyBar).region.height == 1
