"""What the program runs in, as far as it matters to the screen and to copying."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from store.health import Finding
from store.text import printable
from tui.clipboard import WAYS
from tui.encoding import terminal_encoding

Environment: TypeAlias = Mapping[str, str]

SMALLEST = (20, 5)
COMFORTABLE = (80, 24)

TIMEOUT = 3.0
"""Seconds that tmux may take to answer."""


def look_around(env: Environment) -> Iterator[Finding]:
    """Everything there is to say about the locale, the terminal, and what stands before it."""
    for check in CHECKS:
        yield from check(env)


def _locale(env: Environment) -> Iterator[Finding]:
    encoding = terminal_encoding(env, sys.getdefaultencoding())
    if codecs.lookup(encoding).name == "utf-8":
        yield Finding("ok", "locale", "characters are UTF-8")
        return
    said = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "unset"
    yield Finding(
        "warn", "locale", f"the locale ({printable(said)}) is not UTF-8, so letters that it lacks "
        "show as others", "put `export LANG=C.UTF-8` into ~/.profile",
    )  # fmt: skip


def _terminal(env: Environment) -> Iterator[Finding]:
    term = env.get("TERM", "")
    if term in ("", "dumb"):
        yield Finding(
            "bad", "terminal", "$TERM names no terminal that a screen can be drawn on",
            "connect with `ssh -t`, or set TERM to what your terminal is, such as xterm-256color",
        )  # fmt: skip
        return
    yield Finding("ok", "terminal", f"{printable(term)}, {_colours(env)}")
    in_tmux, named = bool(env.get("TMUX")), term.startswith(("tmux", "screen"))
    if in_tmux and not named:
        yield Finding(
            "warn", "terminal", f"$TERM is {printable(term)} inside tmux, which is another",
            "take TERM out of your shell's start files",
        )  # fmt: skip


def _colours(env: Environment) -> str:
    """How many colours the screen may use: what is set in the environment, as Textual reads it."""
    if env.get("NO_COLOR"):
        return "no colours, as NO_COLOR asks"
    if env.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "16 million colours"
    return "256 colours" if "256color" in env.get("TERM", "") else "16 colours"


def _size(_env: Environment) -> Iterator[Finding]:
    terminals = [each for each in (sys.__stdout__, sys.__stderr__) if each and each.isatty()]
    if not terminals:
        yield Finding("ok", "size", "this is no terminal, so its size was not looked at")
        return
    columns, rows = os.get_terminal_size(terminals[0].fileno())
    said = f"{columns}x{rows}"
    if not columns or not rows:
        yield Finding(
            "warn", "size", "the terminal does not tell its size",
            "if the screen does not fit, tell it by `stty cols 80 rows 24`",
        )  # fmt: skip
    elif columns < SMALLEST[0] or rows < SMALLEST[1]:
        yield Finding("bad", "size", f"{said} is too small to read in", "make the window larger")
    elif columns < COMFORTABLE[0] or rows < COMFORTABLE[1]:
        yield Finding("warn", "size", f"{said} shows one pane at a time", "80x24 shows two")
    else:
        yield Finding("ok", "size", said)


def _ssh(env: Environment) -> Iterator[Finding]:
    if env.get("SSH_CONNECTION") or env.get("SSH_TTY"):
        yield Finding("ok", "ssh", "over SSH: your own computer's clipboard is the terminal's")
    else:
        yield Finding("ok", "ssh", "not over SSH, as far as the environment tells")


def _tmux(env: Environment) -> Iterator[Finding]:
    if not env.get("TMUX"):
        return
    clipboard = _asked(env, "show-options", "-sv", "set-clipboard")
    passing = _asked(env, "show-options", "-gwv", "allow-passthrough")
    if clipboard is None:
        yield Finding(
            "warn", "tmux", "tmux does not answer, so copies go into a file",
            "see whether `tmux info` works here",
        )  # fmt: skip
        return
    if clipboard == "off":
        yield Finding(
            "warn", "tmux", "set-clipboard is off: what is copied stays in tmux",
            "put `set -s set-clipboard external` into ~/.tmux.conf",
        )  # fmt: skip
    else:
        yield Finding("ok", "tmux", f"set-clipboard is {printable(clipboard)}")
    if "Ms: [missing]" in (_asked(env, "info") or ""):
        yield Finding(
            "warn", "tmux", "tmux does not know that the outer terminal has a clipboard",
            "put `set -as terminal-features ',*:clipboard'` into ~/.tmux.conf",
        )  # fmt: skip
    said = printable(passing or "not known to this version")
    yield Finding("ok", "tmux", f"allow-passthrough is {said}; copying does not need it")


def _asked(env: Environment, *command: str) -> str | None:
    """What tmux answers, or None."""
    try:
        done = subprocess.run(
            ["tmux", *command], env=dict(env), capture_output=True, timeout=TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else None


def _copying(env: Environment) -> Iterator[Finding]:
    ways = [way.name for way in WAYS if way.fits(env)]
    yield Finding("ok", "copying", f"is tried by {', then '.join(ways)}")


CHECKS: tuple[Callable[[Environment], Iterator[Finding]], ...] = (
    _locale,
    _terminal,
    _size,
    _ssh,
    _tmux,
    _copying,
)
"""Another check is one more entry."""
