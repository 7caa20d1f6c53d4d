"""A real pseudo-terminal with a program in it, and a model of what its screen shows."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence

import pyte

PATIENCE = 20.0
"""Seconds to wait for something that must come; a busy machine is slow, a hung program is not."""

CLEAN_ENV = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "TERM": "xterm-256color"}


class Terminal:
    """Runs `command` in a pseudo-terminal of its own session, as a terminal window would."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        self.master, slave = pty.openpty()
        self._set_size(columns, rows)

        def own_terminal() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            heed_interrupts()

        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**CLEAN_ENV, **(env or {})},
            preexec_fn=own_terminal,
            close_fds=True,
        )
        os.close(slave)
        self._closed = False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.close()
        self.process.wait()

    def close(self) -> None:
        """Close the window: the kernel sends SIGHUP to what runs in it."""
        if not self._closed:
            self._closed = True
            os.close(self.master)

    def resize(self, columns: int, rows: int) -> None:
        self._set_size(columns, rows)
        self.screen.resize(rows, columns)
        if self.process.poll() is None:
            os.kill(self.process.pid, signal.SIGWINCH)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    # Reading

    def read(self, timeout: float) -> bytes:
        """What comes within `timeout` seconds, empty when nothing does."""
        if not select.select([self.master], [], [], timeout)[0]:
            return b""
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return b""
        self.raw += data
        self.draw(data)
        return data

    def draw(self, data: bytes) -> None:
        """Bring the model of the screen up to date with what has just come."""
        self._stream.feed(data)

    def settle(self, quiet: float = 0.25, limit: float = PATIENCE) -> None:
        """Read until nothing comes for `quiet` seconds."""
        end = time.monotonic() + limit
        while self.read(quiet) and time.monotonic() < end:
            pass

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def wait_for(self, text: str, limit: float = PATIENCE) -> None:
        """Read until the screen shows `text`."""
        end = time.monotonic() + limit
        while text not in self.text:
            self.read(0.1)
            if time.monotonic() > end or (self.process.poll() is not None and not self.read(0.2)):
                raise AssertionError(f"{text!r} did not appear on the screen:\n{self.text}")

    def wait_end(self, limit: float = PATIENCE) -> int:
        """Read until the program ends; its exit code."""
        end = time.monotonic() + limit
        while self.process.poll() is None:
            if not self._closed:
                self.read(0.05)
            else:
                time.sleep(0.05)
            if time.monotonic() > end:
                raise AssertionError(f"the program goes on running:\n{self.text}")
        while not self._closed and self.read(0.05):
            pass
        return self.process.returncode

    # Typing

    def press(self, *keys: str) -> None:
        """Send keys, each as the bytes that a terminal sends, and let each take effect."""
        for key in keys:
            assert key in KEYS or not NAMED.fullmatch(key), f"{key} would be typed as letters"
            os.write(self.master, KEYS.get(key, key).encode())
            # A key that follows an escape too soon is taken for one with alt.
            self.settle(0.25 if key == "escape" else 0.12, 5)

    def send(self, data: bytes) -> None:
        """Send bytes as they are, and wait for nothing."""
        os.write(self.master, data)

    def key_cost(self, key: str, quiet: float = 0.03) -> tuple[float, int]:
        """Press one key: seconds until the last byte of what it changes, and how many bytes."""
        while self.read(0.01):
            pass
        start = time.perf_counter()
        os.write(self.master, KEYS.get(key, key).encode())
        last, size = start, 0
        wait = 1.0
        while data := self.read(wait):
            last = time.perf_counter()
            size += len(data)
            wait = quiet
        return last - start, size


def heed_interrupts() -> None:
    """In a process that is about to run a program: whoever started the tests may ignore keys."""
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


NAMED = re.compile(r"slash|f\d+|(ctrl|shift|alt)\+.+")
"""Keys that have no bytes of their own name."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "shift+right": "\x1b[1;2C",
    "shift+left": "\x1b[1;2D",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "ctrl+a": "\x01",
    "ctrl+f": "\x06",
    "ctrl+g": "\x07",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
    "ctrl+r": "\x12",
    "ctrl+s": "\x13",
    "ctrl+j": "\n",
    "ctrl+z": "\x1a",
}

PRESSMARK = [sys.executable, "-m", "tui.cli"]
