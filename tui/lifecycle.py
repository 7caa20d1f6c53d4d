"""How the program ends, and stops for a while: by a signal, a closed terminal, a fault of its own.

Whatever ends it: what was typed is kept, the terminal is as it was, and no process stays.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from textual import on
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.message import Message
from textual.timer import Timer

from store.model import KeptOut, PressmarkError
from store.text import printable
from tui.drafts import Drafts, Keeper
from tui.guard import PASSED_ON, Guard
from tui.screens.dialog import Dialog
from tui.screens.editing import Editing
from tui.terminal import TerminalDriver

SIZE_RESTS = 0.1
"""Seconds without a change of the terminal's size after which all of it is painted again."""

KEPT_EVERY = 1.0
"""Seconds between looks at what is typed: a line can die without a word, a process be killed."""

FAULT = 70
"""Exit code of a program that met a fault of its own, as in sysexits.h."""


class Lasting(App[None]):
    """An app that keeps what is typed in its dialogs until it is saved or cancelled.

    `place` tells the drafts of one library from those of another.
    """

    BINDINGS = [
        Binding("ctrl+z", "suspend_process", "stop for a while", id="app.suspend", show=False),
    ]

    @dataclass
    class Signalled(Message):
        """The process was sent a signal, or its terminal was closed."""

        number: int

    def __init__(self, place: Path) -> None:
        super().__init__(driver_class=TerminalDriver)
        self._place = str(place).encode("utf-8", "backslashreplace").decode()
        self.farewell: list[str] = []
        """What is printed once the terminal is as it was."""
        self.fault: Exception | None = None
        self._keeper = Keeper(Drafts())
        self._repainting: Timer | None = None

    # Sizes

    def _repaint_at_rest(self) -> None:
        """Paint every cell once the size rests.

        A terminal that was made smaller and larger again has lost what it showed, and what was
        sent for one size may have been drawn on another; Textual paints only what differs from
        the last size that it heard of.
        """
        if self._repainting:
            self._repainting.stop()
        self._repainting = self.set_timer(SIZE_RESTS, self.refresh)

    # Signals

    def tell(self, number: int) -> None:
        """Pass a signal on to the event loop, from any thread."""
        with suppress(RuntimeError):  # the loop is closed: the program is ending
            self.post_message(self.Signalled(number))

    def on_lasting_signalled(self, message: Signalled) -> None:
        driver = self._driver
        if message.number not in PASSED_ON:
            self.keep_drafts()
            self.exit(return_code=128 + message.number)
        elif not isinstance(driver, TerminalDriver):
            return
        elif message.number == signal.SIGWINCH:
            driver.tell_size()
            self._repaint_at_rest()
        else:
            driver.pause() if message.number == signal.SIGTSTP else driver.come_back()
            self.refresh(layout=True)

    def action_suspend_process(self) -> None:
        """Stop as every program does on Ctrl-Z: together with what started us, if it waits."""
        os.kill(0, signal.SIGTSTP)

    # Drafts

    def _draft_key(self, key: str) -> str:
        return f"{self._place} {key}"

    def keep_drafts(self) -> None:
        """Keep what was typed and is not saved; where that fails, say so, and say the text."""
        typed = [screen.draft for screen in self.screen_stack if isinstance(screen, Dialog)]
        drafts = {self._draft_key(draft[0]): draft[1] for draft in typed if draft}
        try:
            self._keeper.keep(drafts)
        except PressmarkError as error:
            self.farewell += [str(error), *map(printable, drafts.values())]

    def _keep_typing(self, dialog: Dialog[Any]) -> None:
        if dialog not in self.screen_stack:
            return
        key = self._draft_key(dialog.draft_key)
        with suppress(PressmarkError):  # it is tried again, and said at the end
            if dialog.draft:
                self._keeper.keep({key: dialog.draft[1]})
            else:
                self._keeper.withdraw(key)

    @on(Dialog.Opened)
    def offer_draft(self, message: Dialog.Opened) -> None:
        """Put in the dialog what was typed there when an earlier session ended."""
        dialog = message.dialog
        if not dialog.draft_key:
            return
        text = self._keeper.offer(self._draft_key(dialog.draft_key))
        if text is not None:
            dialog.take_up(text)
        dialog.set_interval(KEPT_EVERY, partial(self._keep_typing, dialog))

    @on(Dialog.Closed)
    def forget_draft(self, message: Dialog.Closed) -> None:
        """What was saved or cancelled is no longer kept."""
        try:
            self._keeper.forget(self._draft_key(message.dialog.draft_key))
        except PressmarkError as error:
            self.farewell.append(str(error))

    # Faults

    async def _dispatch_action(self, namespace: DOMNode, action_name: str, params: Any) -> bool:
        """What a key is for may be impossible just now: that is said, and ends nothing."""
        try:
            return await super()._dispatch_action(namespace, action_name, params)
        except KeptOut as error:
            self._refuse(error)
            return True

    def push_screen(self, screen: Any, callback: Any = None, *given: Any, **named: Any) -> Any:
        """As Textual's; neither does what is answered in a dialog end anything."""

        def answered(result: Any) -> Any:
            try:
                return callback(result)
            except KeptOut as error:
                self._refuse(error)

        return super().push_screen(screen, callback and answered, *given, **named)

    def _refuse(self, error: KeptOut) -> None:
        working = [screen for screen in self.screen_stack if isinstance(screen, Editing)]
        working[-1].refuse(error)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of the program: keep what was typed, and end."""
        if self.fault is None:
            self.fault = error
            if self.is_running:
                self.keep_drafts()
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End; Textual would print the values of all variables, texts of articles among them."""
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()


def show(app: Lasting) -> int:
    """Run the app until it ends; its exit code. Raises PressmarkError where no terminal is."""
    if not (_is_terminal(sys.__stdin__) and _is_terminal(sys.__stderr__)):
        raise PressmarkError(
            "The screen needs a terminal for input and messages (`ssh -t` gives one); "
            "`pressmark --help` names commands that need none."
        )
    with Guard(app.tell, app.keep_drafts) as guard:
        app.run()
    failure = app.fault if isinstance(app.fault, PressmarkError) else None
    if failure:  # what a disk, or somebody else, did to the library while it was drawn
        app.farewell.append(f"{failure} So the screen ended; all that it called saved is safe.")
    elif app.fault:
        from tui.fault import report  # hoped never to be needed

        app.farewell.append(report(app.fault))
    with suppress(OSError):  # nobody is there to read it
        for line in app.farewell:
            print(line, file=sys.stderr, flush=True)
    if guard.ended_by:
        return 128 + guard.ended_by
    if failure:
        return 1
    return FAULT if app.fault else app.return_code or 0


def _is_terminal(stream: Any) -> bool:
    return stream is not None and stream.isatty()
