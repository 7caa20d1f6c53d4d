"""Ctrl-C while something is written that is told of in the same breath."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def held_back(insisted: Callable[[], None]) -> Iterator[None]:
    """Let KeyboardInterrupt wait until the end of a block, and call `insisted` at each further one.

    Without this it may come between a commit and the note that is made of it, and the report
    would deny what is on the disk. What a block waits for is for `insisted` to end. Only the main
    thread of a program that leaves Ctrl-C to Python is ever interrupted so; elsewhere nothing is
    done.
    """
    before = signal.getsignal(signal.SIGINT)
    if (
        threading.current_thread() is not threading.main_thread()
        or before is not signal.default_int_handler
    ):
        yield
        return
    heard = False

    def hear(_number: int, _frame: FrameType | None) -> None:
        nonlocal heard
        if heard:
            insisted()
        heard = True

    signal.signal(signal.SIGINT, hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt
