"""A colleague for measuring: a session without a screen that does on a line what it is told.

quote PLACE   highlight in the article at this place of the list; prints when it was saved,
              by the clock that all processes of the machine share
work SECONDS  go on highlighting, once in so many seconds, in articles that nobody looks at
"""

from __future__ import annotations

import os
import pkgutil
import random
import select
import sys
import time
from importlib import import_module
from pathlib import Path

import store
from store import Library, open_library

LOOK = 0.5
"""Seconds between looks at the others' work, as the screen does it."""

QUOTED = 12
"""Characters."""

OUT_OF_SIGHT = 200


def become(account: int) -> None:
    """Be an account that may not read the program: all of it is read before."""
    for module in pkgutil.iter_modules(store.__path__, "store."):
        import_module(module.name)
    os.setgroups([])
    os.setuid(account)


def main(path: str, account: int | None = None) -> None:
    if account is not None:
        become(account)
    library = open_library(Path(path))
    chance = random.Random()
    every = due = float("inf")
    print("ready", flush=True)
    while True:
        wait = min(LOOK, max(0.0, due - time.monotonic()))
        if select.select([sys.stdin], [], [], wait)[0]:
            line = sys.stdin.readline().split()
            if not line:
                break
            if line[0] == "quote":
                quote(library, int(line[1]), chance)
                print(time.monotonic(), flush=True)
            else:
                every = float(line[1])
                due = time.monotonic() + chance.random() * every
        if time.monotonic() >= due:
            quote(library, chance.randrange(OUT_OF_SIGHT, len(library.articles())), chance)
            due += every
        library.refresh()
        library.attend()
    library.close()


def quote(library: Library, place: int, chance: random.Random) -> None:
    start = chance.randrange(1_000)
    library.highlight(library.articles()[place].id, start, start + QUOTED)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
