"""What a terminal can do by its name, where asking it could leave marks on its screen."""

from __future__ import annotations

import re
from functools import cache

_SIMPLE = re.compile(r"(linux|vt\d|dumb|ansi|cons25|sun|wsvt|unknown)")


def is_simple(term: str) -> bool:
    """Whether it may print parts of a question that it does not understand.

    Consoles of kernels and terminals made of hardware do. A terminal without a name is asked.
    """
    return _SIMPLE.match(term) is not None


@cache
def colours_of(term: str) -> int | None:
    """How many colours it shows; None where this machine does not know it."""
    import curses  # only few terminals have to be looked up

    try:
        curses.setupterm(term, 2)
    except curses.error:
        return None
    return max(0, curses.tigetnum("colors"))
