"""How analysts are drawn: initials and a colour, always the same for the same account."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from tui.palette import PALETTE


class Person(NamedTuple):
    """An analyst; `initials` are a letter or two, so that colour is never the only sign."""

    initials: str
    colour: str


@lru_cache(maxsize=256)
def person(account: str) -> Person:
    """`irena.valtos` is IV, `anna` is An, `anna2` is A2, and so is `analyst02`."""
    parts = re.findall(r"[^\W\d_]+|\d+", account) or ["?"]
    first, last = parts[0], parts[-1]
    # Of a number the last digit: numbered accounts begin with the same ones.
    second = first[1:2] if last is first else last[-1] if last.isdigit() else last[0].upper()
    letters = first[0].upper() + second
    colours = list(PALETTE)
    return Person(letters, colours[crc32(account.encode(errors="replace")) % len(colours)])
