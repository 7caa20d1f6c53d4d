"""Terminals of all kinds: each screen is drawn, stays tellable without colours, obeys its keys."""

from __future__ import annotations

import re
import signal
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.furnished import furnish, opened, ready
from tests.terminal import Terminal

SCREENS = {
    "list": ((), "Article 11", ()),
    "reader": (("enter",), "Alpha beta gamma delta end.", ("q",)),
    "picker": (("t",), "people", ("escape",)),
    "note": (("A", "u\xfcber"), "Note on the article", ("escape",)),
    "query": (("/",), "Query", ("escape",)),
    "export": (("e",), "Export", ("escape",)),
    "quotes": (("Q",), "three four", ("q",)),
    "codebook": (("C",), "analysts", ("q",)),
    "statistics": (("P", "tab"), "over time", ("q",)),
    "history": (("H",), "edit 5", ("q",)),
    "help": (("?",), "Keys", ("escape",)),
    "palette": (("ctrl+p",), "Search", ("escape",)),
}
"""How to come to each screen from the list, something that it shows, and how to go back."""

TERMINALS = {
    "xterm in true colour": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "tmux-256color": {"TERM": "tmux-256color"},
    "screen": {"TERM": "screen"},
    "linux": {"TERM": "linux"},
    "vt100": {"TERM": "vt100"},
    "dumb": {"TERM": "dumb"},
    "no colour": {"TERM": "screen-256color", "NO_COLOR": "1"},
    "ASCII": {"TERM": "linux", "LC_ALL": "C"},
}
SIMPLE = ("linux", "vt100", "dumb", "ASCII")
COLOURLESS = ("vt100", "dumb", "no colour")
SIXTEEN = ("screen", "linux", "ASCII")


class Look(NamedTuple):
    """How a cell is drawn."""

    ink: str
    paper: str
    bold: bool
    underlined: bool
    reversed: bool


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    furnish(tmp_path)
    return tmp_path


def look(terminal: Terminal, word: str) -> Look:
    """Of the last place on the screen where a word stands."""
    y, line = next(
        (y, line) for y, line in reversed(list(enumerate(terminal.screen.display))) if word in line
    )
    cell = terminal.screen.buffer[y][line.index(word)]
    return Look(cell.fg, cell.bg, cell.bold, cell.underscore, cell.reverse)


def as_repainted(terminal: Terminal) -> list[str]:
    """What stands on the screen after all of it was painted anew."""
    terminal.process.send_signal(signal.SIGCONT)
    terminal.settle(0.15)
    return terminal.lines


def colours(raw: bytes | bytearray) -> set[int]:
    """The numbers of colours that the terminal was told."""
    told = re.findall(rb"\x1b\[([0-9;]+)m", raw)
    numbers = {int(number) for each in told for number in each.split(b";") if number}
    return {number for number in numbers if number not in (39, 49) and number >= 30}


@pytest.mark.parametrize("name", ["xterm in true colour", "screen", "linux", "vt100", "ASCII"])
def test_every_screen_is_drawn_whole_and_has_a_way_back(desk: Path, name: str) -> None:
    with opened(desk, TERMINALS[name]) as terminal:
        ready(terminal)
        before = terminal.lines
        for keys, shown, back in SCREENS.values():
            terminal.press(*keys)
            terminal.wait_for(shown)
            assert all(terminal.lines[-1:]), terminal.text
            assert "\x1b" not in terminal.text
            terminal.press(*back)
        assert terminal.lines[1:4] == before[1:4]
        terminal.press("q")
        assert terminal.wait_end() == 0
        if name in SIMPLE:
            assert not re.search(rb"\x1b\[[<>=]|\$p", terminal.raw)
            assert terminal.text.strip() == ""  # it may have one screen only: the shell's
        if name == "ASCII":
            assert max(terminal.raw) < 0x80


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
def test_what_keys_change_is_what_painting_all_of_it_shows(
    desk: Path, size: tuple[int, int]
) -> None:
    with opened(desk, {"TERM": "linux"}, size) as terminal:
        ready(terminal)
        for keys, shown, back in SCREENS.values():
            terminal.press(*keys)
            terminal.wait_for(shown)
            terminal.settle(0.15)
            kept = terminal.lines
            assert as_repainted(terminal) == kept
            terminal.press(*back)


@pytest.mark.parametrize("name", ["tmux-256color", "linux", "vt100", "no colour", "dumb"])
def test_highlights_overlaps_and_selections_can_be_told_apart(desk: Path, name: str) -> None:
    with opened(desk, TERMINALS[name]) as terminal:
        ready(terminal)
        assert "DP" in terminal.lines[1]
        terminal.press("enter", "v", "right", "right", "right")
        words = ("One", "four", "five", "Alpha", "gamma", "delta")
        shown = {word: look(terminal, word) for word in words}
        terminal.press("escape", "j")
        shown |= {"overlap": look(terminal, "beta"), "single": look(terminal, "Alpha")}
        selected, plain, marked = shown["One"], shown["five"], shown["four"]
        assert len({selected, plain, marked}) == 3
        assert shown["delta"] != shown["Alpha"]
        assert shown["overlap"] != shown["single"]
        if name in COLOURLESS:
            assert {each.ink + each.paper for each in shown.values()} == {"defaultdefault"}


def test_a_selection_within_a_highlight_shows_without_colours(desk: Path) -> None:
    with opened(desk, {"TERM": "linux", "NO_COLOR": "1"}) as terminal:
        ready(terminal)
        terminal.press("enter", "l", "l", "l", "v", "right")
        line = next(line for line in terminal.lines if "One two" in line)
        assert look(terminal, "three four") != look(terminal, "One")
        y = terminal.lines.index(line)
        cells = terminal.screen.buffer[y]
        inside = {
            (cells[x].reverse, cells[x].bold)
            for x in range(line.index("three"), line.index(" five"))
        }
        assert len(inside) == 2


@pytest.mark.parametrize("name", SIXTEEN)
def test_where_there_are_sixteen_colours_no_others_are_asked_for(desk: Path, name: str) -> None:
    with opened(desk, TERMINALS[name]) as terminal:
        ready(terminal)
        terminal.press("enter", "v", "right", "escape", "C", "c", "escape", "q", "P", "q", "Q")
        sixteen = {*range(30, 38), *range(90, 98), *range(40, 48), *range(100, 108)}
        assert colours(terminal.raw) <= sixteen


def test_no_colour_means_none(desk: Path) -> None:
    env = {"TERM": "xterm-256color", "NO_COLOR": "1", "COLORTERM": "truecolor"}
    with opened(desk, env) as terminal:
        ready(terminal)
        terminal.press("enter", "v", "right", "escape", "C", "c", "escape", "q", "P", "q", "Q")
        assert colours(terminal.raw) == set()


KEYS = {
    "down": ("\x1b[B", "\x1bOB"),
    "up": ("\x1b[A", "\x1bOA"),
    "end": ("\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"),
    "home": ("\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"),
    "nothing": ("\x1bOP", "\x1b[11~", "\x1b[[A", "\x1b[24~", "\x1b[2~", "\x1b[1;5C"),
}
"""What terminals send for a key."""


@pytest.mark.parametrize("name", ["tmux-256color", "screen", "linux", "vt100"])
def test_keys_work_however_a_terminal_sends_them(desk: Path, name: str) -> None:
    with opened(desk, TERMINALS[name]) as terminal:
        ready(terminal)

        def row_after(key: str) -> str:
            terminal.press(key)
            return terminal.lines[0].split("/")[0].strip()

        assert [row_after(key) for key in KEYS["down"]] == ["2", "3"]
        assert [row_after(key) for key in KEYS["up"]] == ["2", "1"]
        for end, home in zip(KEYS["end"], KEYS["home"], strict=True):
            assert row_after(end) == "12"
            assert row_after(home) == "1"
        assert {row_after(key) for key in KEYS["nothing"]} == {"1"}
        terminal.press("enter", "shift+right", "shift+right")
        assert look(terminal, "One") != look(terminal, "five")
        terminal.press("escape", "]", "delete")
        terminal.settle()
        assert "  2 Diário" in terminal.lines[1]  # quotes: there were three


def test_letters_that_are_typed_are_understood_in_the_terminals_encoding(desk: Path) -> None:
    for locale, sent in (("de_DE.ISO-8859-1", b"\xfcber"), ("C", "\xfcber".encode())):
        with opened(desk, {"LANG": locale}) as terminal:
            ready(terminal)
            terminal.press("A")
            for byte in sent:
                terminal.send(bytes([byte]))
                terminal.settle(0.05)
            terminal.press("enter", "enter")
            terminal.settle()
            assert terminal.process.poll() is None
            assert ("Note: \xfcber".encode("latin-1") in terminal.raw) == ("ISO" in locale)
            if locale == "C":
                assert "Note: uber" in terminal.text
