"""The program stopped and continued from its shell: the terminal is given back and drawn anew."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.desk import Desk, listed, modes_left, session_of
from tests.terminal import Terminal

SHELL = ["bash", "--norc", "--noprofile", "-i"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def started_in_shell(desk: Desk) -> Terminal:
    (desk.folder / "inputrc").write_text("set enable-bracketed-paste off\n")
    inputrc = str(desk.folder / "inputrc")
    terminal = desk.open(SHELL, PS1="$ ", HISTFILE="", INPUTRC=inputrc)
    terminal.settle()
    terminal.press(" ".join(desk.command), "enter")
    listed(terminal)
    return terminal


def test_ctrl_z_gives_the_terminal_back_and_fg_repaints_at_the_new_size(desk: Desk) -> None:
    with started_in_shell(desk) as terminal:
        terminal.press("down", "ctrl+z")
        terminal.wait_for("Stopped")
        assert "reviewed" not in terminal.text.partition("Stopped")[2]
        assert modes_left(terminal.raw) == {}
        terminal.resize(100, 30)
        terminal.press("fg", "enter")
        terminal.wait_for("% reviewed")
        terminal.settle()
        assert len(terminal.lines) == 30
        assert "keys" in terminal.lines[-1]
        assert "Article 11" in terminal.text
        terminal.press("A", "still here")
        assert "still here" in terminal.text
        terminal.press("enter", "q")
        terminal.press("echo $?", "enter")
        assert modes_left(terminal.raw) == {}


def test_a_stop_that_nobody_announced_is_repainted(desk: Desk) -> None:
    with started_in_shell(desk) as terminal:
        (program,) = set(session_of(terminal.process.pid)) - {str(terminal.process.pid)}
        os.kill(int(program), signal.SIGSTOP)
        terminal.wait_for("Stopped")
        terminal.press("bg", "enter", "echo mess", "enter")
        terminal.press("fg", "enter")
        terminal.wait_for("% reviewed")
        terminal.settle()
        assert "mess" not in terminal.text
        terminal.press("A", "still here")
        assert "still here" in terminal.text
        terminal.press("enter", "q")
        terminal.press("exit", "enter")
        terminal.wait_end()
        assert modes_left(terminal.raw) == {}


def test_where_nobody_could_continue_it_the_program_does_not_stop(desk: Desk) -> None:
    with desk.open() as terminal:
        listed(terminal)
        terminal.press("ctrl+z")
        terminal.settle()
        terminal.press("A", "still here")
        assert "still here" in terminal.text
