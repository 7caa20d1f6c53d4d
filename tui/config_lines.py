"""On which line of a TOML file a key stands; the parser of the standard library does not say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*\[\[?[ \t]*({_KEY})[ \t]*\]")
_ENTRY = re.compile(rf"[ \t]*({_KEY})[ \t]*=")
_LONG_TEXT = re.compile(r'"""|' + "'''")


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line, counted from 1, of every key and table header of `text`, which is valid TOML.

    Keys inside an inline table are not told apart: they are on the line of that table.
    """
    return {path: line for line, path in reversed(list(_keys(text)))}


def line_of(lines: dict[KeyPath, int], wanted: KeyPath) -> int:
    """The line of the key `wanted` in what `key_lines` found, or of the first part of a dotted one.

    Where there is neither, that of the nearest table around it.
    """
    if inside := [at for path, at in lines.items() if path[: len(wanted)] == wanted]:
        return min(inside)
    around = (wanted[:depth] for depth in range(len(wanted), 0, -1))
    return next((lines[path] for path in around if path in lines), 1)


def _keys(text: str) -> Iterator[tuple[int, KeyPath]]:
    """Every header and key of `text` with its line; what stands in a long text is not one."""
    table: KeyPath = ()
    in_long_text = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not in_long_text:
            if header := _HEADER.match(line):
                table = _path(header[1])
                yield number, table
            elif entry := _ENTRY.match(line):
                yield number, table + _path(entry[1])
        if len(_LONG_TEXT.findall(line)) % 2:
            in_long_text = not in_long_text


def _path(key: str) -> KeyPath:
    """The parts of a bare, quoted or dotted key, as the parser itself reads them."""
    parts = []
    found = tomllib.loads(f"{key} = 0")
    while isinstance(found, dict):
        part, found = next(iter(found.items()))
        parts.append(part)
    return tuple(parts)
