"""The application: library, configuration, theme, keymap, signals."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from functools import partial

from textual import events
from textual.binding import Binding
from textual.command import Provider
from textual.filter import LineFilter
from textual.reactive import Reactive
from textual.screen import Screen

from store.library import Library
from tui.config import Config, load_config
from tui.harmless import Harmless
from tui.lifecycle import Lasting, show
from tui.palette import depth_of
from tui.screens.triage import Triage
from tui.steady import Steady
from tui.terminal import TerminalDriver


def palette_commands() -> type[Provider]:
    """Imported when the palette is first opened."""
    from tui.commands import Commands

    return Commands


class Pressmark(Lasting):
    """Opens the main screen on a library."""

    TITLE = "Pressmark"
    CSS_PATH = "tui.tcss"
    COMMANDS = {palette_commands}
    BINDINGS = [
        Binding("ctrl+q", "quit", "quit", id="app.quit", show=False, priority=True),
        Binding("ctrl+p", "command_palette", "palette", id="app.palette", show=False),
    ]

    theme: Reactive[str] = Reactive(Config().theme)
    """Ours from the first paint on: changing it afterwards draws the whole screen twice."""

    def __init__(
        self, library: Library, config: Config | None = None, problems: Sequence[str] = ()
    ) -> None:
        super().__init__(library.path)
        self.library = library
        self.config = config or Config()
        self._problems = list(problems)
        self._nets = (Harmless(), Steady())

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*self._nets, *super().get_line_filters()]

    def get_default_screen(self) -> Screen[None]:
        depth = depth_of(self.console, os.environ.get("TERM", ""), no_colour=self.no_color)
        return Triage(self.library, self.config, depth)

    def get_key_display(self, binding: Binding) -> str:
        """Keys by their names where there are no arrows, which would look like letters."""
        shown = super().get_key_display(binding)
        driver = self._driver
        if not isinstance(driver, TerminalDriver) or driver.shows(shown):
            return shown
        return binding.key

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.InputEvent | events.Paste):
            self.library.used()
        await super().on_event(event)

    def on_mount(self) -> None:
        if self.config.theme != self.theme:
            self.theme = self.config.theme
        if self.config.keymap:
            self.set_keymap(self.config.keymap)
        if self._problems:
            told = partial(self.triage.say, "; ".join(self._problems), whole=True)
            self.call_after_refresh(told)

    def on_ready(self) -> None:
        """The first screen stands: what it is made of stays, and need not be looked through."""
        gc.freeze()
        gc.enable()

    @property
    def triage(self) -> Triage:
        screen = self.screen_stack[0]
        assert isinstance(screen, Triage)
        return screen

    def action_help(self) -> None:
        from tui.screens.help import Help, help_groups

        groups = help_groups(self.screen.active_bindings, self.get_key_display)
        self.push_screen(Help(groups))


def run(library: Library, notices: Sequence[str] = ()) -> int:
    """Open the screen on a library; `notices` are told at the start. The exit code."""
    config, problems = load_config()
    return show(Pressmark(library, config, [*notices, *problems]))
