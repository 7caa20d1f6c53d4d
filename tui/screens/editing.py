"""What the screens share on which work is done: edits, their undo, questions, messages, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.actions import parse
from textual.message import Message

from store.changes import short
from store.library import Library
from store.model import Edit, KeptOut, PressmarkError
from tui.config import Config
from tui.keys import hints
from tui.painter import Painter
from tui.palette import Depth
from tui.screens.fitted import Fitted, Outcome
from tui.widgets.bars import KeyBar
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui.screens.prompt import Prompt
    from tui.screens.topic_picker import Picked

# Dialogs are imported when they are first opened: the first screen does not wait for them.

Result = TypeVar("Result")

MOMENT = 0.03
"""Seconds of long work at once."""

GLANCE = 0.01
"""Seconds of long work at once behind a screen that is in use already."""

BREATH = 0.001
"""Seconds between two of them."""

MESSAGE_STAYS = 6.0
"""Seconds."""


class Editing(Fitted[Outcome]):
    """A screen on a library, with a line of keys called `#keys`."""

    # The reader selects by itself; Textual's selection finds no text there, and scrolls.
    ALLOW_SELECT = False

    def __init__(self, library: Library, config: Config, depth: Depth) -> None:
        """Raises KeptOut where nothing could be shown."""
        library.must_be_let_in()
        super().__init__()
        self._compositor = Painter()
        self.library = library
        self.config = config
        self.depth = depth
        self._message = 0
        self._unsubscribe: Callable[[], None] | None = None

    def on_mount(self) -> None:
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_keys())

    def on_unmount(self) -> None:
        if self._unsubscribe:
            self._unsubscribe()

    async def _dispatch_message(self, message: Message) -> None:
        """What cannot be read just now is said, and ends nothing."""
        try:
            await super()._dispatch_message(message)
        except KeptOut as error:
            if not self.is_mounted:
                raise
            self.refuse(error)

    @on(RowList.Unread)
    def refuse_to_show(self, message: RowList.Unread) -> None:
        self.refuse(message.error)

    # News

    def listen(self, heard: Callable[[Edit], None]) -> None:
        """Have `heard` called with every edit, everybody's, as long as the screen is there."""
        self._unsubscribe = self.library.subscribe(heard)

    @property
    def listening(self) -> bool:
        return self._unsubscribe is not None

    # Edits

    def edit(self, act: Callable[[], Result]) -> Result | None:
        """Do something that writes; when it cannot be saved, say so and change nothing."""
        try:
            return act()
        except PressmarkError as error:
            self.refuse(error)
            return None

    def saved(self, act: Callable[[], object]) -> bool:
        """As `edit`; whether it is saved, also where there was nothing to change."""
        return self.edit(lambda: (act(), True)[1]) is True

    def action_undo(self) -> None:
        self.edit(lambda: self._told(self.library.undo(), "Nothing to undo in this session"))

    def action_redo(self) -> None:
        self.edit(lambda: self._told(self.library.redo(), "Nothing to redo in this session"))

    def _told(self, edit: Edit | None, nothing: str) -> None:
        self.say(self._titled(edit) if edit else nothing)

    def _titled(self, edit: Edit) -> str:
        """What an edit is called, with the title of the article that it names by its id."""
        ids = [each.key for each in edit.changes if each.table == "reviews"]
        named = [article for article in ids if edit.label.endswith(article)]
        for row in self.library.rows_of(named):
            return f"{edit.label.removesuffix(row.id)}{short(row.title)}"
        return edit.label

    # Long work

    def work_on(
        self,
        slices: Iterator[None],
        again: Callable[[Iterator[None]], object],
        seconds: float = MOMENT,
    ) -> bool:
        """Do slices of long work for some seconds; whether that was all of them.

        Where it was not, `again` is called with the rest, once keys were heard.
        """
        until = monotonic() + seconds
        for _ in slices:
            if monotonic() > until:
                self.go_on(again, slices)
                return False
        return True

    def go_on(self, act: Callable[..., object], *given: object) -> None:
        """Do the next part of long work once keys were heard and the screen was painted."""
        # With `call_later` there is always a message waiting, and it is painted when none is.
        self.set_timer(BREATH, partial(act, *given))

    # Questions

    def ask(self, prompt: Prompt, then: Callable[[str], object]) -> None:
        """Ask for text; it is asked for until `then` has saved it, or it is cancelled."""
        prompt.save = then
        self.app.push_screen(prompt)

    def pick(
        self,
        title: str,
        chosen: Iterable[str],
        then: Callable[[Picked | None], None],
        partly: Iterable[str] = (),
    ) -> None:
        """Let topics be chosen from the codebook, or made."""
        from tui.screens.topic_picker import TopicPicker

        counts = {name: count.quotes for name, count in self.library.topics.counts().items()}
        picker = TopicPicker(
            title,
            list(self.library.topics),
            set(chosen),
            counts,
            partly=set(partly),
            depth=self.depth,
        )
        self.app.push_screen(picker, then)

    # Keys

    def told_apart(self, action: str) -> str:
        """What tells the action of a digit from those of the others; empty for all else."""
        _, name, given = parse(action)
        digit = given[0] if given else None
        if name == "digit":
            return str(digit or "none")
        if name != "topic" or not isinstance(digit, int) or not digit:
            return ""
        topic = self.library.topics.book.by_digit(digit)
        return topic.name if topic else f"{digit}, which no topic has"

    def show_keys(self) -> None:
        """The keys of the focused pane and of the screen; the one for help is always in view."""
        keys = hints(self.active_bindings, self.app.get_key_display)
        keys.sort(key=lambda key: key[1] == "keys")
        self.query_one("#keys", KeyBar).set_keys(keys)

    def say_typed(self, what: str, text: str, edit: Edit | None) -> None:
        """Tell that a field was saved with a text, or emptied; None as edit is no change."""
        now = f"{what.capitalize()}: {short(text)}" if text.strip() else f"No {what} any more"
        self.say(f"{now}; u undoes" if edit else f"The {what} is as it was")

    def refuse(self, error: PressmarkError) -> None:
        """Tell the user all of why something was not done."""
        self.say(str(error), whole=True)

    def say(self, message: str, *, whole: bool = False) -> None:
        """Tell the user something, in place of the keys, for a while.

        One that must not be cut at the edge is said as a `whole`.
        """
        self._message += 1
        number = self._message
        bar = self.query_one("#keys", KeyBar)
        bar.say(message, whole=whole)

        def fade() -> None:
            if number == self._message:
                bar.say("")

        self.set_timer(MESSAGE_STAYS * (2 if whole else 1), fade)
