"""The terminal that the screen is drawn on: it may be closed, stopped, or lack characters."""

from __future__ import annotations

import asyncio
import io
import os
import re
import select
import signal
import sys
import termios
import threading
import time
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste, Resize
from textual.geometry import Size
from textual.message import Message

from tui import legible
from tui.bell import Bell
from tui.encoding import ASCII, initial_environment, terminal_encoding
from tui.key_parser import KeyParser
from tui.named_terminal import is_simple
from tui.turns import Turns

if TYPE_CHECKING:
    from typing_extensions import Buffer

MOMENT = 100
"""Milliseconds between looks whether an escape was meant as such; there are none without one."""

CLEARED = "\x1b[0m\x1b[2J\x1b[H"
"""Some terminals have only one screen; the shell goes on where nothing of ours is left."""

QUESTIONS = re.compile(r"\x1b\[(?:[<>]\d*u|\?\d+\$p)")
"""Asks for ways to send keys and to draw that no simple terminal has."""

RESTORING = (
    b"\x18\x1b[?2026l"  # end a sequence that was cut off, and a frame that was begun
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)
"""Brings a terminal back to how shells expect it, whatever it was in the middle of."""


class Outlet(io.RawIOBase):
    """The terminal as a file that never fails: one that is gone takes everything in silence.

    Textual's writer thread would die of an error, and the event loop wait for it for ever. Who
    ends the program when the terminal is gone is the guard.
    """

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: Buffer, /) -> int:
        while True:
            try:
                return os.write(self._descriptor, data)
            except BlockingIOError:  # another program left the terminal in that mode
                select.select((), (self._descriptor,), ())
            except OSError:
                return memoryview(data).nbytes


class TerminalDriver(LinuxDriver):
    """Textual's driver, which loses neither its threads nor the terminal's state.

    SIGTSTP, SIGCONT and SIGWINCH do nothing here by themselves: a handler that interrupts the
    event loop in the middle of a write could wait for itself, and of two that tell sizes the one
    that is interrupted would tell the older size last. The guard passes them on as messages.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        assert sys.__stderr__ is not None
        self._simple = is_simple(os.environ.get("TERM", ""))
        self.encoding = terminal_encoding(initial_environment(), sys.__stderr__.encoding)
        self._file = io.TextIOWrapper(
            io.BufferedWriter(Outlet(sys.__stderr__.fileno()), 1 << 16),
            encoding=self.encoding,
            errors=legible.NAME,
            newline="",
        )
        self.exit_event: Bell = Bell()
        self._turns = Turns(self._app)
        self._continued = 0

    @property
    def on(self) -> bool:
        """Whether the screen is drawn; it is not while the program is stopped."""
        return self._writer_thread is not None and self._writer_thread.is_alive()

    def shows(self, text: str) -> bool:
        """Whether the terminal has all of these characters."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def write(self, data: str) -> None:
        """Write to the terminal; nothing where it is not ours at the moment."""
        if self.on:
            super().write(QUESTIONS.sub("", data) if self._simple else data)

    def send_message(self, message: Message) -> None:
        """Keys one after the other, all else at once."""
        if isinstance(message, Key | Paste):
            asyncio.run_coroutine_threadsafe(self._turns.take(message), self._loop)
        else:
            super().send_message(message)

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGWINCH, self._sigwinch_application)

    def stop_application_mode(self) -> None:
        if not self.on:
            return
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        self.write(CLEARED)
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Pass keys on until told to stop; bytes that are no text, and the end, are no fault."""
        parser = KeyParser(self._debug)
        typed_in = "utf-8" if self.encoding == ASCII else self.encoding
        decode = getincrementaldecoder(typed_in)(errors="replace").decode
        keys = select.poll()
        keys.register(self.fileno, select.POLLIN)
        keys.register(self.exit_event.descriptor, select.POLLIN)
        for event in parser.feed(decode(self._typed_ahead())):
            self.process_message(event)
        while not self.exit_event.is_set():
            ready = keys.poll(MOMENT if parser.waits else None)
            if any(descriptor == self.fileno for descriptor, _ in ready):
                typed = self._typed()
                if not typed:
                    return
                for event in parser.feed(decode(typed)):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)

    def _typed(self) -> bytes:
        """What was typed; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _typed_ahead(self) -> bytes:
        """What was typed before the screen was there: the terminal has made line ends of enter."""
        waiting, _, _ = select.select((self.fileno,), (), (), 0)
        return self._typed().replace(b"\n", b"\r") if waiting else b""

    # Sizes

    def _sigwinch_application(self, *_: object) -> None:
        """Left to `tell_size`."""

    def tell_size(self) -> None:
        """Tell the app the size that the terminal has now, unless the terminal itself does."""
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self._app.post_message(Resize(size, size))

    # Stopping and going on

    def _sigtstp_application(self, *_: object) -> None:
        """Left to `pause`."""

    def _sigcont_application(self, *_: object) -> None:
        self._continued += 1

    def pause(self) -> None:
        """Give the terminal back and stop, as Ctrl-Z does to any program; `come_back` goes on.

        The kernel stops no program that nobody could continue, such as the only one of an SSH
        connection: then the screen is there again at once.
        """
        self.suspend_application_mode()
        before = self._continued
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._sigtstp_application)
        if self._continued == before:
            self.resume_application_mode()

    def come_back(self) -> None:
        """Take the terminal again after a stop: who had it meanwhile may have set it otherwise."""
        if self.on:
            self.suspend_application_mode()
        self.resume_application_mode()


def restore(descriptor: int, attributes: list[Any]) -> None:
    """Bring a terminal back from outside the event loop, without ever waiting for it.

    From then on nothing else is written to it. For a process that is about to end.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})  # also from the background
    try:
        again = os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        _silence()
        termios.tcflush(descriptor, termios.TCOFLUSH)
        termios.tcsetattr(descriptor, termios.TCSANOW, attributes)
        os.write(again, RESTORING)
    except (OSError, termios.error):
        return  # it is gone, or full: there is nothing left to bring back


def _silence() -> None:
    """Send what other threads write elsewhere, also what one of them waits to write."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    for thread in threading.enumerate():
        if thread.ident and thread is not threading.current_thread():
            signal.pthread_kill(thread.ident, signal.SIGCONT)  # it is handled, and ends a wait
    time.sleep(0.05)  # for them to notice; what they wait for is gone by then
