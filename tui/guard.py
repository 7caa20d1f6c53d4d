"""Signals and the end of the terminal, heard by a thread that nothing in the program can block."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from types import FrameType

from tui.terminal import restore

GRACE = 3.0
"""Seconds that the program has for ending in order; it needs a tenth of one."""

LAST_WORDS = 2.0
"""Seconds for what is still done when it did not."""

ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
PASSED_ON = (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
"""Told to the program. Python's own handlers would not do: the kernel may give a signal to any
thread, and the event loop, if it is not that one, goes on sleeping until the next key."""


class Guard:
    """Tells the program of signals; one that should end and does not is ended.

    Signals are written to a pipe as they arrive, without a line of Python, and the kernel says
    by itself when the terminal is closed: a program that was started with nohup gets no SIGHUP.
    `tell` is given the number of the signal; `last_words` keeps what must not be lost when the
    event loop hangs. Both are called in the guard's thread.
    """

    def __init__(self, tell: Callable[[int], None], last_words: Callable[[], None]) -> None:
        self._tell = tell
        self._last_words = last_words
        self._terminal = sys.stdin.fileno()
        self.ended_by = 0
        """The number of the signal that ends the program; 0 while there is none."""
        self._takes_over = threading.Event()

    def __enter__(self) -> Guard:
        self._attributes = termios.tcgetattr(self._terminal)
        self._heard, self._signals = os.pipe()
        for end in (self._heard, self._signals):
            os.set_blocking(end, False)
        self._before = {number: signal.getsignal(number) for number in ENDING}
        for number, handler in self._before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, _heard)
        signal.set_wakeup_fd(self._signals, warn_on_full_buffer=False)
        threading.Thread(target=self._watch, name="guard", daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Let go; a guard that was called upon stays until the process is gone.

        One that has taken over silences the terminal, which frees whoever waited to write to it:
        the program then comes here in a hurry, and must not end before the guard has.
        """
        if self._takes_over.is_set():
            threading.Event().wait()
        if self.ended_by:
            return
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _watch(self) -> None:
        number = self._ending()
        self.ended_by = number
        self._tell(number)
        time.sleep(GRACE)
        self._takes_over.set()
        last_words = threading.Thread(target=self._last_words, daemon=True)
        last_words.start()
        last_words.join(LAST_WORDS)
        restore(self._terminal, self._attributes)
        os._exit(128 + number)

    def _ending(self) -> int:
        """Wait for a signal that ends the program, or for the terminal to be closed."""
        poll = select.poll()
        poll.register(self._heard, select.POLLIN)
        poll.register(self._terminal, 0)  # its end is told without being asked for
        while True:
            ready = [descriptor for descriptor, _ in poll.poll()]
            if self._terminal in ready:
                return signal.SIGHUP
            numbers = os.read(self._heard, 4096)
            for number in ENDING:
                if number in numbers:
                    return number
            for number in PASSED_ON:
                if number in numbers:
                    self._tell(number)


def _heard(_number: int, _frame: FrameType | None) -> None:
    """What is done about a signal is done by the guard's thread."""
