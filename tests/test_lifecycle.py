"""How the program ends and stops, in a real terminal: nothing is lost, nothing left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import stat
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from store import open_library
from store.model import Draft
from tests.shelf import shelve
from tests.terminal import PATIENCE, PRESSMARK, Terminal
from tui.terminal import RESTORING

ROOT = Path(__file__).resolve().parent.parent
TYPED = "half a thought, “ü” 王"

RESTED = {7: "h", 25: "h"}
"""Modes that a shell wants on; all others it wants off."""


class Desk:
    """A library on a disk, a home folder of its own, and the terminals opened on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drafts_file = folder / "state" / "pressmark" / "drafts.json"
        library = open_library(folder / "library")
        texts = (Draft(f"Text {n}. It goes on.", title=f"Article {n}") for n in range(12))
        shelve(library, texts)
        library.close()

    @property
    def command(self) -> list[str]:
        return [*PRESSMARK, "--library", str(self.folder / "library")]

    def open(
        self, command: Sequence[str] = (), size: tuple[int, int] = (80, 24), **env: str
    ) -> Terminal:
        own = {
            "HOME": str(self.folder),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "PYTHONPATH": str(ROOT),
        }
        return Terminal(command or self.command, size=size, env={**own, **env})

    @property
    def drafts(self) -> list[str]:
        """The texts that are kept."""
        if not self.drafts_file.exists():
            return []
        return list(json.loads(self.drafts_file.read_text()).values())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def listed(terminal: Terminal) -> None:
    terminal.wait_for("Article 1")
    terminal.settle()


def type_note(terminal: Terminal, text: str = TYPED) -> None:
    """Open the note of the first article, type, and leave the dialog open."""
    listed(terminal)
    terminal.press("A", text)
    terminal.wait_for("Note on the article")


def modes_left(raw: bytes) -> dict[int, str]:
    """Terminal modes that are not as a shell wants them."""
    last = {int(n): state.decode() for n, state in re.findall(rb"\x1b\[\?(\d+)([hl])", raw)}
    return {mode: state for mode, state in last.items() if state != RESTED.get(mode, "l")}


def session_of(leader: int) -> list[str]:
    """What still runs in a session."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields[3] == str(leader) and fields[0] != "Z":
            found.append(entry.parent.name)
    return found


def assert_restored(terminal: Terminal, before: list[object]) -> None:
    assert modes_left(terminal.raw) == {}
    assert len(re.findall(rb"\x1b\[>\d+u", terminal.raw)) == terminal.raw.count(b"\x1b[<u")
    assert termios.tcgetattr(terminal.master) == before
    assert session_of(terminal.process.pid) == []


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


def test_what_was_typed_stands_in_its_dialog_at_the_next_start_until_it_is_saved(
    desk: Desk,
) -> None:
    for end in (signal.SIGTERM, signal.SIGHUP):  # also when it is only looked at in between
        with desk.open() as terminal:
            type_note(terminal, TYPED if end is signal.SIGTERM else "")
            terminal.process.send_signal(end)
            terminal.wait_end()
    with desk.open() as terminal:
        type_note(terminal, "!")
        assert f"{TYPED}!" in terminal.text
        terminal.press("enter")
        assert desk.drafts == []
        terminal.press("A")
        assert f"{TYPED}!" in terminal.text
        assert "as you left it" not in terminal.text


def test_what_is_cancelled_is_not_kept(desk: Desk) -> None:
    with desk.open() as terminal:
        type_note(terminal)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait_end()
    with desk.open() as terminal:
        type_note(terminal, "")
        terminal.press("escape")
        assert desk.drafts == []
        terminal.press("A")
        assert TYPED not in terminal.text
        assert terminal.process.poll() is None


def kept(desk: Desk, *texts: str) -> None:
    """Wait for these drafts to be all that are kept."""
    end = time.monotonic() + PATIENCE
    while desk.drafts != list(texts):
        assert time.monotonic() < end, desk.drafts
        time.sleep(0.05)


def test_what_is_typed_outlives_a_program_that_is_killed(desk: Desk) -> None:
    with desk.open() as terminal:
        type_note(terminal)
        kept(desk, TYPED)
        terminal.process.kill()
        terminal.wait_end()
    with desk.open() as terminal:
        type_note(terminal, "")
        assert TYPED in terminal.text


def test_what_is_typed_and_deleted_again_is_not_kept(desk: Desk) -> None:
    with desk.open() as terminal:
        type_note(terminal, "ab")
        kept(desk, "ab")
        terminal.press("backspace", "backspace")
        kept(desk)


def test_a_session_whose_line_died_in_silence_does_not_bring_back_what_another_saved(
    desk: Desk,
) -> None:
    with desk.open() as dead, desk.open() as terminal:
        type_note(dead)
        kept(desk, TYPED)
        type_note(terminal, "!")
        terminal.wait_for(f"{TYPED}!")
        terminal.press("enter")
        kept(desk)
        dead.process.send_signal(signal.SIGHUP)
        dead.wait_end()
    assert desk.drafts == []


def test_another_librarys_drafts_are_not_offered(desk: Desk, tmp_path: Path) -> None:
    with desk.open() as terminal:
        type_note(terminal)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait_end()
    (tmp_path / "library").rename(tmp_path / "other")
    with desk.open([*PRESSMARK, "--library", str(tmp_path / "other")]) as terminal:
        type_note(terminal, "")
        assert TYPED not in terminal.text


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


# Stopping

SHELL = ["bash", "--norc", "--noprofile", "-i"]


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


# A full disk


def test_what_cannot_be_saved_stays_in_its_dialog_and_reading_goes_on(desk: Desk) -> None:
    library = open_library(desk.folder / "library")
    article = library.articles()[0].id
    limit = 64 * 1024
    journal = library.path / "analysts" / library.analyst / "journal.jsonl"
    library.set_note(article, "x")
    while (left := limit - journal.stat().st_size) > 0:
        library.set_note(article, f"{left} {'x' * min(left, 4000)}")
    library.close()
    command = ["sh", "-c", 'ulimit -f 128; exec "$0" "$@"', *desk.command]  # of 512 bytes
    with desk.open(command, size=(100, 30)) as terminal:
        listed(terminal)
        terminal.press("down", "A", TYPED, "enter")
        terminal.wait_for("NOT saved")
        assert TYPED in terminal.text
        terminal.press("enter")
        assert TYPED in terminal.text
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_end() == 128 + signal.SIGTERM
    assert desk.drafts == [TYPED]
    with desk.open(command, size=(100, 30)) as terminal:
        listed(terminal)
        terminal.press("s")
        terminal.wait_for("NOT saved")
        terminal.press("down", "enter")
        terminal.wait_for("It goes on.")


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
