"""Asks what to import, shows what would come in, imports it, and says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from store.fetch.web import is_url
from store.importing import ImportReport, Step
from store.library import Library
from store.model import PressmarkError
from store.text import clean_line, printable
from tui.bringing_in import bring_in
from tui.previewing import preview
from tui.screens.path_dialog import PathDialog

PAUSE = 0.4
"""Seconds without a key before what is typed is looked into."""

MOST_REFUSED = 5


class ImportDialog(PathDialog[ImportReport]):
    """Dismissed with the report of an import; with None when it was cancelled before it began.

    Threads read and write the articles; they post what they find, and only then anything that is
    shown changes. Escape stops an import under way, and what has come in is kept.
    """

    BINDINGS = [
        Binding("enter", "accept", "import", id="import.accept", priority=True),
        Binding("tab", "take", "complete", id="import.complete", priority=True),
        Binding(
            "down", "choose(1)", "next completion", id="import.down", priority=True, show=False
        ),
        Binding(
            "up", "choose(-1)", "previous completion", id="import.up", priority=True, show=False
        ),
        Binding("escape", "cancel", "cancel", id="import.cancel", priority=True),
    ]

    DEFAULT_CSS = """
    ImportDialog #state { height: auto; max-height: 9; }
    ImportDialog.-low #state { max-height: 2; }
    ImportDialog.-busy Completions { display: none; }
    """

    title_text = "Import a file, a folder or a web page"
    draft_key = "import"

    @dataclass
    class Previewed(Message):
        """What would come in from what was typed."""

        typed: str
        lines: Sequence[str]

    @dataclass
    class Stepped(Message):
        """How far the import is."""

        step: Step
        total: int

    @dataclass
    class Ended(Message):
        """The import is over: what came in, and why not all of it did ("" where it did)."""

        report: ImportReport | None
        failure: str

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.report: ImportReport | None = None
        self.running = False
        self._state = Static(markup=False, id="state")
        self._stopped = Event()
        self._look_stopped = Event()
        self._pause: Timer | None = None

    def body(self) -> ComposeResult:
        yield from super().body()
        yield self._state

    def on_unmount(self) -> None:
        self._stopped.set()
        self._look_stopped.set()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        asking = not self.running and self.report is None
        if action == "accept":
            return not self.running
        if action == "take":
            return asking
        if action == "choose":
            return asking and bool(self.completions.count)
        return True

    def hint(self, description: str) -> str:
        if self.report:
            return {"import": "close"}.get(description, description)
        return {"cancel": "stop"}.get(description, description) if self.running else description

    # What is typed

    def text_changed(self) -> None:
        """After a pause, look into what is typed."""
        self._look_stopped.set()
        self.tell()
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._look)

    def _look(self) -> None:
        """Read the beginning of what is named, in a thread."""
        typed = self.field.value
        if self.running or not typed.strip():
            return
        if is_url(typed):
            self.tell("It is fetched when you press enter.")
            return
        path, why = _named(typed)
        if why:
            return
        stopped = self._look_stopped = Event()

        def look() -> None:
            lines = preview(self.library, path, stopped)
            self.post_message(self.Previewed(typed, lines))

        self.tell("Looking …")
        self.run_worker(look, thread=True, group="preview")

    @on(Previewed)
    def show_preview(self, message: Previewed) -> None:
        if not self.running and self.report is None and message.typed == self.field.value:
            self.tell(*(message.lines or ["There is nothing to import."]))

    # The import

    def action_accept(self) -> None:
        if self.report:
            self.dismiss(self.report)
            return
        path, why = _named(self.chosen)
        if why:
            self.tell(f"! {why}")
            return
        self._look_stopped.set()
        self._turn_to(running=True)
        self.field.disabled = True
        self.tell("Reading …")
        self.run_worker(lambda: self._bring_in(path), thread=True, group="import")

    def _bring_in(self, path: str) -> None:
        """In a thread."""

        def show(step: Step, total: int) -> None:
            self.post_message(self.Stepped(step, total))

        self.post_message(self.Ended(*bring_in(self.library, path, self._stopped, show)))

    @on(Stepped)
    def show_step(self, message: Stepped) -> None:
        if self.running:
            share = f", {100 * message.step.bytes // message.total}%" if message.total else ""
            stopping = "Stopping: " if self._stopped.is_set() else ""
            self.tell(f"{stopping}{message.step.records:,} read{share}")

    @on(Ended)
    def show_report(self, message: Ended) -> None:
        from tui.commandline.articles import summary

        self._turn_to(running=False)
        report = self.report = message.report
        complaint = f"! {message.failure}" if message.failure else ""
        if report is None:
            self.field.disabled = False
            self.tell(complaint)
            return
        try:
            self.library.take_along(report)
        except PressmarkError as error:
            complaint = complaint or f"! {error}"
        refused = [f"{printable(each.where)} {each.why}" for each in report.failed[:MOST_REFUSED]]
        self.tell(*filter(None, [complaint, summary(report), *refused[1:]]))
        self.field.initial = self.field.value  # there is nothing left to be kept
        self.refresh_bindings()

    def action_cancel(self) -> None:
        if self.running:
            self._stopped.set()
            self.tell("Stopping …")
        else:
            self.dismiss(self.report)

    # What is shown

    def tell(self, *lines: str) -> None:
        """Show some lines below the field."""
        self._state.update("\n".join(clean_line(line) for line in lines))

    def _turn_to(self, *, running: bool) -> None:
        self.running = running
        self.set_class(running, "-busy")
        self.refresh_bindings()


def _named(typed: str) -> tuple[str, str]:
    """What is to be imported, and why it cannot be, of which one is empty."""
    text = typed.strip()
    if is_url(text):
        return text, ""
    try:
        # Absolute: a file called - is meant as one, and not as what is piped in.
        path = Path(text).expanduser().absolute()
        there = bool(text) and path.exists()
    except (OSError, ValueError, RuntimeError):
        there = False
    if not there:
        return "", f"There is nothing at {printable(text)}." if text else "Name a file or folder."
    return str(path), ""
