"""Which characters the terminal can show: what the locale says, not what Python makes of it."""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping
from pathlib import Path

ASCII = "ascii"

PYTHONS_CHOICE = "C.UTF-8"
"""What Python sets LC_CTYPE to where the locale is C or POSIX, or unknown to this machine."""

_INITIAL = Path("/proc/self/environ")
_PYTHONS_OWN = ("PYTHONIOENCODING", "PYTHONUTF8")
_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")


def terminal_encoding(environ: Mapping[str, str], pythons: str) -> str:
    """The encoding of the terminal; `pythons` is what Python would write with.

    Python takes the locales C and POSIX for UTF-8. Somebody who sets one of them has a terminal
    that shows ASCII at best; where nothing is set, UTF-8 is the better guess. A locale that this
    machine does not know still says what the terminal shows.
    """
    if any(environ.get(name) for name in _PYTHONS_OWN):
        return pythons
    locale = next((environ[name] for name in _LOCALE if environ.get(name)), "")
    if locale in ("C", "POSIX"):
        return ASCII
    charset = locale.partition("@")[0].partition(".")[2]
    try:
        return codecs.lookup(charset).name if charset else pythons
    except LookupError:
        return pythons


def given_environment() -> dict[str, str]:
    """The environment as it is now, without the locale that Python set in it at the start."""
    given = dict(os.environ)
    if "LC_CTYPE" not in initial_environment() and given.get("LC_CTYPE") == PYTHONS_CHOICE:
        del given["LC_CTYPE"]
    return given


def initial_environment() -> Mapping[str, str]:
    """The environment as it was handed over: at the start Python sets LC_CTYPE in its own."""
    try:
        pairs = _INITIAL.read_bytes().split(b"\0")
    except OSError:  # no Linux
        return os.environ
    named = (pair.partition(b"=") for pair in pairs if pair)
    return {os.fsdecode(name): os.fsdecode(value) for name, _, value in named}
