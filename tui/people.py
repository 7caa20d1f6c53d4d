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
    """`irena.valtos` is IV, `anna` is An, `anna2` is A2."""
    parts = re.findall(r"[^\W\d_]+|\d+", account) or ["?"]
    letters = parts[0][:1].upper() + (parts[-1][:1].upper() if parts[1:] else parts[0][1:2])
    colours = list(PALETTE)
    return Person(letters, colours[crc32(account.encode(errors="replace")) % len(colours)])
