"""In real tmux and GNU screen: nothing is lost by a line that breaks, and all is there again."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.furnished import command, environment, furnish, ready
from tests.terminal import Terminal

TYPED = "half a thought, “ü” 王"


@dataclass
class Multiplexer:
    """A server of its own, with the screen on a furnished library in its only window."""

    folder: Path
    start: list[str]
    attach: list[str]
    end: list[str]
    detach: str

    @property
    def env(self) -> dict[str, str]:
        sockets = {"TMUX_TMPDIR": str(self.folder), "SCREENDIR": str(self.folder / "sockets")}
        return {**environment(self.folder), **sockets}

    def open(self, size: tuple[int, int] = (80, 25)) -> Terminal:
        return Terminal([*self.start, *command(self.folder)], size=size, env=self.env)

    def again(self, size: tuple[int, int] = (80, 25)) -> Terminal:
        return Terminal(self.attach, size=size, env=self.env)

    def run(self, arguments: list[str]) -> None:
        env = {"PATH": os.environ["PATH"], **self.env}
        subprocess.run(arguments, env=env, capture_output=True, check=False)


def of_tmux(folder: Path) -> Multiplexer:
    (folder / "tmux.conf").write_text("set -g status off\nset -g escape-time 10\n")
    tmux = ["tmux", "-L", "pressmark", "-f", str(folder / "tmux.conf")]
    return Multiplexer(folder, [*tmux, "new"], [*tmux, "attach"], [*tmux, "kill-server"], "\x02d")


def of_screen(folder: Path) -> Multiplexer:
    (folder / "sockets").mkdir(mode=0o700)
    screen = ["screen", "-c", "/dev/null", "-U"]
    ending = ["screen", "-S", "pressmark", "-X", "quit"]
    return Multiplexer(
        folder, [*screen, "-S", "pressmark"], [*screen, "-r", "pressmark"], ending, "\x01d"
    )


KINDS: dict[str, Callable[[Path], Multiplexer]] = {"tmux": of_tmux, "screen": of_screen}


@pytest.fixture(params=KINDS)
def inside(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Multiplexer]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    furnish(tmp_path)
    multiplexer = KINDS[request.param](tmp_path)
    yield multiplexer
    multiplexer.run(multiplexer.end)


def programs(folder: Path) -> list[int]:
    """The processes in which our program runs on the folder's library."""
    wanted = str(folder / "library").encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if words[1:3] == [b"-m", b"tui.cli"] and wanted in words:
            found.append(int(entry.parent.name))
    return found


def ended(folder: Path, limit: float = 20.0) -> bool:
    end = time.monotonic() + limit
    while programs(folder) and time.monotonic() < end:
        time.sleep(0.05)
    return not programs(folder)


def test_a_session_that_is_left_is_there_again_whole(inside: Multiplexer) -> None:
    with inside.open() as terminal:
        ready(terminal)
        terminal.press("down", "enter", "A", TYPED)
        terminal.wait_for(TYPED)
        shown = terminal.lines
        terminal.send(inside.detach.encode())
        terminal.wait_end()
    with inside.again() as terminal:
        terminal.wait_for(TYPED)
        terminal.settle()
        assert terminal.lines == shown
        terminal.press("!", "enter")
        terminal.wait_for(f"Note: {TYPED}!")
        terminal.resize(130, 40)
        terminal.wait_for("people")
        terminal.settle()
        assert sum("“Straße” — " in line for line in terminal.lines) == 1
        assert "keys" in terminal.lines[-1]
        terminal.press("q", "q")
        terminal.wait_end()
    assert ended(inside.folder)


def test_a_line_that_breaks_leaves_the_session_and_what_is_typed(inside: Multiplexer) -> None:
    with inside.open() as terminal:
        ready(terminal)
        terminal.press("A", TYPED)
        terminal.wait_for(TYPED)
        terminal.close()
    assert len(programs(inside.folder)) == 1
    with inside.again((100, 30)) as terminal:
        terminal.wait_for(TYPED)
        terminal.settle()
        assert "keys" in terminal.lines[-1]


def test_what_is_typed_outlives_the_multiplexer(inside: Multiplexer) -> None:
    with inside.open() as terminal:
        ready(terminal)
        terminal.press("A", TYPED)
        terminal.wait_for(TYPED)
        inside.run(inside.end)
        assert ended(inside.folder)
    with inside.open() as terminal:
        ready(terminal)
        terminal.press("A")
        terminal.wait_for(TYPED)
        assert "as you left it" in terminal.text


def test_keys_typed_behind_an_escape_reach_the_program(inside: Multiplexer) -> None:
    with inside.open() as terminal:
        ready(terminal)
        for keys in ("A\x1bjA", "\x1bjjG"):
            terminal.send(keys.encode())
            terminal.settle()
        assert re.match(r" 12/12 ", terminal.lines[0]), terminal.text


def test_a_storm_of_sizes_ends_with_a_right_screen(inside: Multiplexer) -> None:
    with inside.open() as terminal:
        ready(terminal)
        terminal.press("enter")
        for step in range(200):
            terminal.resize(60 + step % 90, 12 + step % 30)
            terminal.read(0.01)
        terminal.resize(100, 30)
        time.sleep(1)
        terminal.send(inside.detach.encode())
        terminal.wait_end()
    with inside.again((100, 30)) as terminal:  # as the multiplexer remembers it
        terminal.wait_for("drones")
        terminal.settle()
        shown = terminal.lines
        assert "keys" in shown[-1]
        (program,) = programs(inside.folder)
        os.kill(program, signal.SIGCONT)
        terminal.settle()
        assert terminal.lines == shown
