"""Reading a configuration file: a wrong entry costs that entry alone.

Its default is used, and one line says what is wrong and where. Nothing that the file holds can
keep the program from starting.
"""

from __future__ import annotations

import json
import os
import re
import reprlib
import stat
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from store.citation import check_style
from store.model import PressmarkError
from store.text import clean_line, printable
from tui.clipboard import SETTINGS
from tui.config import Config
from tui.config_lines import KeyPath, key_lines, line_of

MAX_BYTES = 100_000
"""Far more than anybody sets by hand; reading it takes well under a second."""


def read_config(place: Path) -> tuple[Config, list[str]]:
    """The configuration in a file, and a line for each thing wrong with it. Never raises."""
    try:
        text = _read(place)
    except FileNotFoundError:
        return Config(), [_unread(place, "there is no such file")]
    except OSError as error:
        return Config(), [_unread(place, error.strerror or str(error))]
    except PressmarkError as error:
        return Config(), [_unread(place, str(error))]
    return parse_config(text, printable(place.name))


def parse_config(text: str, name: str = "config.toml") -> tuple[Config, list[str]]:
    """The configuration that `text` holds, and a line for each thing wrong in the file `name`."""
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        return Config(), [f"{name}: it is nested too deeply; the defaults are used"]
    except ValueError as error:  # not TOML, or a number of more digits than Python reads
        return Config(), [f"{name} {_syntax(str(error), text)}; the defaults are used"]
    good: dict[str, Any] = {}
    complaints: dict[KeyPath, str] = {}
    for path, value in _entries(tables):
        if complaint := _complaint(path, value):
            complaints[path] = complaint
        elif len(path) == 1:
            good[path[0]] = value
        else:
            good.setdefault(path[0], {})[path[1]] = value
    complaints |= _leave_out_keys(good)
    lines = key_lines(text) if complaints else {}
    placed = sorted((line_of(lines, path), said) for path, said in complaints.items())
    return Config(**good), [f"{name} line {line}: {said}" for line, said in placed]


def _leave_out_keys(good: dict[str, Any]) -> dict[KeyPath, str]:
    """Take out the keys that cannot take effect beside all others; what is wrong with each."""
    if not good.get("keymap") and not good.get("finish"):
        return {}
    from tui.keymap import usable, usable_finish  # it imports every screen

    good["keymap"], keymap = usable(good.get("keymap", {}))
    good["finish"], finish = usable_finish(good.get("finish", {}), good["keymap"])
    tables = {"keymap": keymap, "finish": finish}
    return {(table, name): said for table in tables for name, said in tables[table].items()}


def _read(path: Path) -> str:
    # Without O_NONBLOCK, a FIFO of that name would hold up the start for ever.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise PressmarkError("it is not an ordinary file")
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise PressmarkError(f"it is larger than {MAX_BYTES // 1000} KB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PressmarkError(f"line {line} is not UTF-8 text") from error


def _unread(path: Path, reason: str) -> str:
    return f"{printable(str(path))} was not read: {reason}; the defaults are used"


def _syntax(said: str, text: str) -> str:
    """What the TOML parser said, with the line first: `line 3: Invalid value`."""
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", said)
    if place is None:
        return f"has a value that cannot be read: {clean_line(said, 120)}"
    line = place[1] or text.count("\n") + 1
    return f"line {line}: {clean_line(said[: place.start()], 120)}"


def _entries(tables: dict[str, Any]) -> Iterator[tuple[KeyPath, Any]]:
    """Every entry; those of a table one by one, so that a wrong one costs only itself."""
    for name, value in tables.items():
        if isinstance(value, dict) and name in _FIELDS and _is_table(_FIELDS[name]):
            yield from (((name, key), entry) for key, entry in value.items())
        else:
            yield (name,), value


def _complaint(path: KeyPath, value: object) -> str:
    """What is wrong with an entry and what is done about it; "" where nothing is."""
    name, shown = path[0], clean_line(".".join(path), 60)
    field = _FIELDS.get(name)
    if field is None:
        return _unknown(name)
    try:
        msgspec.convert(value if len(path) == 1 else {path[1]: value}, field.type)
    except msgspec.ValidationError:
        kind = "text" if len(path) > 1 else _kind(field)
        given = clean_line(reprlib.repr(value), 60)
        if len(path) > 1 and isinstance(value, dict):  # [keymap] app.undo = "f8"
            given = "a table: put a name that has a point in quotation marks"
        return f"{shown} must be {kind}, not {given}; the default is used"
    try:
        _CHECKS.get(name, _no_check)(value)
    except PressmarkError as error:
        return f"{shown}: {str(error).rstrip('.')}; the default is used"
    return ""


def _unknown(name: str) -> str:
    near = get_close_matches(name, _FIELDS, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(_FIELDS)}"
    return f"there is no setting {clean_line(name, 40)} ({hint}); it is ignored"


def _is_table(field: msgspec.structs.FieldInfo) -> bool:
    return field.default_factory is dict


def _kind(field: msgspec.structs.FieldInfo) -> str:
    kinds = {str: "text", bool: "true or false", int: "a whole number"}
    return "a table" if _is_table(field) else kinds[type(field.default)]


def _check_clipboard(value: Any) -> None:
    if value not in SETTINGS:
        raise PressmarkError(f"{clean_line(value, 40)!r} is none of {', '.join(SETTINGS)}")


def _check_colour(value: Any) -> None:
    from textual.color import Color, ColorParseError  # not at the start: most set no colours

    try:
        Color.parse(value)
    except ColorParseError as error:
        raise PressmarkError(f"{clean_line(value, 40)!r} is no colour, such as #d08770") from error


def _check_theme(value: Any) -> None:
    from textual.theme import BUILTIN_THEMES

    if value not in BUILTIN_THEMES:
        near = get_close_matches(value, BUILTIN_THEMES, n=3, cutoff=0.4)
        others = f"did you mean {' or '.join(near)}?" if near else ", ".join(BUILTIN_THEMES)
        raise PressmarkError(f"there is no theme {clean_line(value, 40)!r} ({others})")


def _no_check(_value: Any) -> None:
    """Of these settings, any value of the right kind may be tried."""


_FIELDS = {field.name: field for field in msgspec.structs.fields(Config)}
_CHECKS: dict[str, Callable[[Any], None]] = {
    "theme": _check_theme,
    "citation": check_style,
    "clipboard": _check_clipboard,
    "colours": _check_colour,
}


def example(bindings: Mapping[str, tuple[str, str]] | None = None) -> str:
    """A configuration file that sets nothing and shows everything that may be set.

    With `bindings`, the keys and what they do by the name of each, the keys that may be set are
    all there as well.
    """
    return "\n".join(_example_of(field, bindings or {}) for field in _FIELDS.values())


def _example_of(field: msgspec.structs.FieldInfo, bindings: Mapping[str, tuple[str, str]]) -> str:
    """One setting: what it is, then its default or an example, all as comments but `[table]`."""
    (about,) = field.type.__metadata__
    comment = f"# {about.description}\n"
    if _is_table(field):
        (table,) = about.examples
        lines = [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items()]
        if field.name == "keymap":
            lines += [_key_line(name, *bindings[name]) for name in sorted(bindings)]
        return f"{comment}[{field.name}]\n" + "".join(f"# {line}\n" for line in lines)
    values = (field.default, *about.examples)
    return comment + "".join(f"# {field.name} = {json.dumps(value)}\n" for value in values)


def _key_line(name: str, keys: str, what: str) -> str:
    return f"{json.dumps(name)} = {json.dumps(keys)}".ljust(_KEYS_WIDTH) + f"  # {what}"


_KEYS_WIDTH = 46
"""Columns up to what a key does."""
