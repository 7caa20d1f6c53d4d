"""How analysts are drawn: initials and a colour, the same for the same account in one team."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from tui.palette import PALETTE


class Person(NamedTuple):
    """An analyst; `initials` are a letter or two, so that colour is never the only sign."""

    initials: str
    colour: str


_met: dict[str, Person] = {}
"""Those who work together here."""


def meet(accounts: Iterable[str]) -> bool:
    """Tell these accounts apart from now on; True where that changes how anybody is drawn.

    In order of name, so that all sessions of a team call the same one the same: who comes later
    gets other initials where the first choice is taken, as long as there are any.
    Colours are shared only where there are more people than colours.
    """
    found: dict[str, Person] = {}
    taken: set[str] = set()
    worn: Counter[str] = Counter()
    for account in sorted(set(accounts)):
        choices = list(_choices(account))
        free = (initials for initials in choices if initials.casefold() not in taken)
        colour = min(_colours(account), key=worn.__getitem__)
        found[account] = Person(next(free, choices[0]), colour)
        taken.add(found[account].initials.casefold())
        worn[colour] += 1
    if found == _met:
        return False
    before = {account: person(account) for account in found}
    _met.clear()
    _met.update(found)
    person.cache_clear()
    return any(person(account) != before[account] for account in found)


@lru_cache(maxsize=256)
def person(account: str) -> Person:
    """`irena.valtos` is IV, `anna` is An, `anna2` is A2, and so is `analyst02`."""
    return _met.get(account) or Person(next(_choices(account)), _colours(account)[0])


def _colours(account: str) -> list[str]:
    """All colours, from the one on that the name alone gives."""
    colours = list(PALETTE)
    first = crc32(account.encode(errors="replace")) % len(colours)
    return colours[first:] + colours[:first]


def _choices(account: str) -> Iterator[str]:
    """Initials from the best on, of which only the last few say little of the name."""
    parts = re.findall(r"[^\W\d_]+|\d+", account) or ["?"]
    first, last = parts[0], parts[-1]
    # Of a number the last digit: numbered accounts begin with the same ones.
    second = first[1:2] if last is first else last[-1] if last.isdigit() else last[0].upper()
    yield first[0].upper() + second
    if last.isdigit() and len(last) > 1:
        yield last[-2:]
    for letter in "".join(parts)[1:].lower() + "123456789":
        yield first[0].upper() + letter
