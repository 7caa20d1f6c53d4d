"""How the program ends, in a real terminal: nothing is lost, nothing left behind."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import sys
import termios
import time
from pathlib import Path

import pytest

from store import open_library
from store.model import Draft
from tests.desk import TYPED, Desk, assert_restored, listed, modes_left, session_of, type_note
from tests.shelf import shelve
from tui.terminal import RESTORING


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# Signals


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_restores_the_terminal_and_keeps_what_was_typed(
    desk: Desk, number: signal.Signals
) -> None:
    with desk.open() as terminal:
        before = termios.tcgetattr(terminal.master)
        type_note(terminal)
        terminal.process.send_signal(number)
        assert terminal.wait_end() == 128 + number
        assert_restored(terminal, before)
        assert "Traceback" not in terminal.text
    assert desk.drafts == [TYPED]
    assert stat.S_IMODE(desk.drafts_file.stat().st_mode) == 0o600


@pytest.mark.parametrize("ignored", [False, True])
def test_a_closed_terminal_ends_the_program_also_under_nohup(desk: Desk, ignored: bool) -> None:
    command = ["sh", "-c", 'trap "" HUP; exec "$0" "$@"', *desk.command] if ignored else ()
    with desk.open(command) as terminal:
        type_note(terminal)
        terminal.close()
        assert terminal.wait_end() == 128 + signal.SIGHUP
        assert session_of(terminal.process.pid) == []
    assert desk.drafts == [TYPED]


def test_a_terminal_that_does_not_read_cannot_keep_the_program(desk: Desk) -> None:
    with desk.open() as terminal:
        before = termios.tcgetattr(terminal.master)
        type_note(terminal, "kept")
        for step in range(30):  # draws more than terminal and driver hold unread
            terminal.resize(200 + step % 2, 60)
            time.sleep(0.1)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.process.wait(20) == 128 + signal.SIGTERM
        assert termios.tcgetattr(terminal.master) == before
        terminal.settle()
        assert terminal.raw.endswith(RESTORING)  # by the guard: the event loop hung
        assert modes_left(terminal.raw) == {}
    assert desk.drafts == ["kept"]


# Faults

FAULTY = """
import sys
from tui.screens.prompt import Prompt
def fault(self):
    raise RuntimeError("\\x1b]52;c;eA==\\x07 \\x9b31m boom")
Prompt.action_new_line = fault
from tui.cli import main
main(sys.argv[1:])
"""


def test_a_fault_keeps_what_was_typed_and_says_where_it_is_described(desk: Desk) -> None:
    command = [sys.executable, "-c", FAULTY, *desk.command[3:]]
    with desk.open(command, size=(200, 24)) as terminal:
        before = termios.tcgetattr(terminal.master)
        type_note(terminal)
        terminal.press("ctrl+j")
        assert terminal.wait_end() == 70
        assert_restored(terminal, before)
        assert "fault of its own" in terminal.text
        assert "Traceback" not in terminal.text
        assert b"]52;" not in terminal.raw
    (described,) = desk.drafts_file.parent.glob("fault-*.txt")
    assert described.name in terminal.text.replace("\n", "")
    assert stat.S_IMODE(described.stat().st_mode) == 0o600
    text = described.read_text()
    assert "RuntimeError" in text
    assert "in fault" in text
    assert text.replace("\n", "").isprintable()
    assert desk.drafts == [TYPED]


def test_a_library_that_is_damaged_when_it_is_first_drawn_is_one_sentence(desk: Desk) -> None:
    with sqlite3.connect(desk.folder / "library" / "library.db") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with (desk.folder / "library" / "library.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 100_000)
    with desk.open(size=(200, 24)) as terminal:
        assert terminal.wait_end() == 1
        assert "library.db is damaged" in terminal.text
        assert "fault" not in terminal.text
    assert not list(desk.drafts_file.parent.glob("fault-*.txt"))


# Sizes


def test_any_size_and_a_storm_of_sizes_are_survived(desk: Desk) -> None:
    with desk.open(size=(20, 5)) as terminal:
        terminal.wait_for("Arti")
        for keys in ("enter", "t", "escape", "?", "escape", "e", "escape", "tab", "tab"):
            terminal.press(keys)
        for columns, rows in ((1, 1), (2, 2), (500, 1), (1, 200)):
            terminal.resize(columns, rows)
            # All of it in the reader, where none of these keys ends the program.
            terminal.press("enter", "A", "x", "escape", "t", "escape", "?", "escape")
            assert terminal.process.poll() is None
        for step in range(200):
            terminal.resize(1 + step * 7 % 180, 1 + step * 5 % 60)
        terminal.resize(80, 24)
        listed(terminal)
        terminal.wait_for("? keys")


def test_a_terminal_that_was_small_for_a_moment_shows_everything_again(desk: Desk) -> None:
    with desk.open() as terminal:
        listed(terminal)
        shown = terminal.text
        for _ in range(20):
            terminal.resize(1, 1)
            terminal.resize(80, 24)
        assert terminal.text != shown  # the terminal has lost it
        terminal.settle(0.5)
        assert terminal.text == shown


# Encodings


@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C", "TERM": "vt100"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TERM": "linux"},
        {"PYTHONIOENCODING": "ascii"},
        {"LANG": "de_DE.ISO-8859-1"},
        {"TERM": "dumb"},
    ],
)
def test_a_terminal_of_few_characters_shows_what_it_can(desk: Desk, locale: dict[str, str]) -> None:
    library = open_library(desk.folder / "library")
    shelve(library, [Draft("“Größe” 王 e\u0301.", title="“Straße” — 王", published="2030-01-01")])
    library.close()
    ascii_only = locale.get("PYTHONIOENCODING") == "ascii" or "C" in locale.values()
    with desk.open(size=(120, 30), **locale) as terminal:
        listed(terminal)
        terminal.press("enter")
        terminal.wait_for("“Größe" if "dumb" in locale.values() else '"Gr')
        assert len({len(line.rstrip()) > 120 for line in terminal.lines}) == 1
        terminal.press("A", "\xe9\xdf")
        os.write(terminal.master, b"\xe9\xff\xfe")  # not UTF-8: the terminal's own encoding
        terminal.settle()
        assert terminal.process.poll() is None
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait_end()
        if ascii_only:
            assert max(terminal.raw) < 0x80
