"""What a command prints: columns for people, JSON for programs, complaints.

Nothing that comes out of a library reaches a terminal as a control sequence, whoever wrote it.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unicodedata import combining, east_asian_width

import msgspec

from store.model import Edit, PressmarkError
from store.text import clean, clean_line, printable

_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


def prepare() -> None:
    """Let printing fail neither for a character that the locale lacks nor for want of an output."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # whoever started us had closed it
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - until the end
    _configure(None)


def _configure(encoding: str | None) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="replace")


def line(text: str = "") -> None:
    """One line of text that is known to be harmless."""
    _write(text + "\n")


def one_line(text: str) -> str:
    """`text` as a message shows it: what is invisible in it spelt out."""
    return printable(" ".join(text.split("\n")))


def complain(text: str) -> None:
    """One sentence on standard error."""
    flush()  # in the order that things happened, where both go to one place
    sys.stderr.write(one_line(text) + "\n")
    sys.stderr.flush()


def saved(edit: Edit | None) -> None:
    """Say what was saved."""
    line(one_line(edit.label) if edit else "nothing to change")


def passage(text: str) -> None:
    """A text of several lines, cleaned once more: a shared file is not to be trusted."""
    line(clean(text))


def json_line(record: Any, fields: Sequence[str]) -> None:
    """One JSON object on one line, with these attributes of `record` in this order."""
    json_object({field: getattr(record, field) for field in fields})


def json_object(content: dict[str, Any]) -> None:
    """One JSON object on one line; what a terminal could obey is escaped, as JSON allows."""
    _as_data()
    text = msgspec.json.encode(content).decode()
    line(_UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


class Columns:
    """Lines of columns; `widths` are those of all but the last one, in cells of a terminal.

    On a terminal what is too long is cut; elsewhere nothing is, so that nothing is lost.
    """

    def __init__(self, *widths: int) -> None:
        self._widths = widths
        self._room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None

    def row(self, *cells: object) -> None:
        texts = [clean_line(str(cell)) for cell in cells]
        padded = [self._fit(text, w) for text, w in zip(texts, self._widths, strict=False)]
        whole = "  ".join([*padded, *texts[len(self._widths) :]]).rstrip()
        line(whole if self._room is None else _cut(whole, self._room))

    def _fit(self, text: str, width: int) -> str:
        if self._room is not None:
            text = _cut(text, width)
        return text + " " * (width - cells_of(text))


def cells_of(text: str) -> int:
    """How many cells of a terminal `text` takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if combining(char) or char in "\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def _cut(text: str, width: int) -> str:
    if cells_of(text) <= width:
        return text
    used = 0
    for place, char in enumerate(text):
        used += _cells(char)
        if used > width - 1:
            return text[:place].rstrip() + "…"
    return text


class Stream:
    """Standard output as a file that an export format writes to.

    A file or pipe gets UTF-8 as it is; a terminal gets nothing that it would obey.
    """

    def __init__(self) -> None:
        _as_data()
        self._guarded = sys.stdout.isatty()

    def write(self, text: str) -> int:
        _write(_UNSAFE.sub("", text) if self._guarded else text)
        return len(text)


def _as_data() -> None:
    """Data for programs is UTF-8 in every locale: a `?` in it would be a loss that nobody sees."""
    if sys.stdout.encoding.lower() != "utf-8" and not sys.stdout.isatty():
        _configure("utf-8")


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
    except OSError as error:
        raise _lost(error) from error


def flush() -> None:
    """Have all that was printed on its way."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _lost(error) from error


def _lost(error: OSError) -> Exception:
    if isinstance(error, BrokenPipeError):
        return error
    give_up()
    return PressmarkError(f"The output could not be written: {error.strerror}.")


def give_up() -> None:
    """Let go of a standard output that fails, or Python would complain of it at the very end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def count(number: int, what: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
