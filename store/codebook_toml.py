"""A codebook in TOML: one `[[topic]]` a topic, which is easy to read and to write by hand."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from typing import Any

import msgspec

from store.codebook_entry import FIELDS, Entry


class _File(msgspec.Struct, forbid_unknown_fields=True):
    topic: list[Entry] = []


def loads(text: str) -> list[Entry]:
    """The topics in a TOML text. ValueError says what is wrong, and where."""
    return msgspec.convert(tomllib.loads(text), _File).topic


def dumps(entries: Iterable[Entry]) -> str:
    """A TOML text that `loads` takes back; what a topic does not say is left out."""
    return "\n".join(map(_table, entries))


def _table(entry: Entry) -> str:
    said = {"name": entry.name} | entry.fields()
    lines = [f"{name} = {_value(said[name])}\n" for name in FIELDS if name in said]
    return "".join(["[[topic]]\n", *lines])


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    # JSON's strings are TOML's, but for DEL, which only TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
