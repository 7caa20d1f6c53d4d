"""The names under `analysts/`: whose each would be, and what stands there.

Any member may make as many as they like, while looking up one account takes a tenth of a
millisecond and more. So who made a thing is asked for first, once for each account; only some of
the names that are not their maker's own are looked up, and the rest is counted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from store.accounts import account_name, account_number

MOST_ODD = 100
"""Names that are not their maker's own, which are looked up and told of; the rest is counted."""

NAMES = 5_000
"""Names in `analysts/` that are looked at in one go: about 10 ms. Any member can make millions."""

SETTLED = 1_000_000_000
"""Nanoseconds after which a folder's time of change tells of any further change: the kernel's
clock ticks seldom, and in one tick several folders can be made."""


class Named(NamedTuple):
    """Something under `analysts/`; `owner` is the account that its name is of, None for none."""

    name: str
    owner: int | None
    found: os.stat_result


def named(
    folder: Path, look_up: Callable[[str], int | None] = account_number
) -> Iterator[Named | None]:
    """Everything in a folder, in no order; None for each name that is only counted.

    `look_up` gives the number of an account by its name. May be left at any point and gone on
    with later; what is there all the while is met. Raises OSError.
    """
    makers: dict[int, str] = {}
    odd = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # gone meanwhile
                found = entry.stat(follow_symlinks=False)
                if found.st_uid not in makers:
                    makers[found.st_uid] = account_name(found.st_uid)
                if makers[found.st_uid] == entry.name:
                    yield Named(entry.name, found.st_uid, found)
                    continue
                odd += 1
                owner = look_up(entry.name) if odd <= MOST_ODD else None
                yield Named(entry.name, owner, found) if odd <= MOST_ODD else None


def more(count: int) -> str:
    """What is said of names that were only counted."""
    return f"{count:,} more names that are not their makers' own are ignored"


class Search:
    """A folder that is gone through whenever something has changed in it, some names at a time."""

    def __init__(self, folder: Path, look_up: Callable[[str], int | None]) -> None:
        self._folder = folder
        self._look_up = look_up
        self._rest: Iterator[Named | None] | None = None
        self._counted = 0
        self._seen_at = -1
        self.complete = False
        """Whether all of it has been gone through at least once."""
        self.only_counted = 0
        """Names that were not looked up, the last time that all of it was gone through."""

    @property
    def under_way(self) -> bool:
        """Whether `some` stopped before the end."""
        return self._rest is not None

    def some(self) -> list[Named]:
        """The next names, on from where the last call stopped; none where nothing is new.

        Raises OSError where the folder is there and cannot be read; all of it comes again then.
        """
        try:
            if self._rest is None:
                self._rest = self._begun()
            window = list(islice(self._rest or (), NAMES))
        except FileNotFoundError:
            self._rest = None
            return []
        except OSError:
            self._rest, self._seen_at = None, -1
            raise
        self._counted += window.count(None)
        if self._rest and len(window) < NAMES:
            self._rest, self.complete, self.only_counted = None, True, self._counted
        return sorted(filter(None, window))

    def _begun(self) -> Iterator[Named | None] | None:
        """The names from the first one on; None where nothing is new."""
        changed = self._folder.stat().st_mtime_ns
        if changed == self._seen_at:
            return None
        self._seen_at = changed if time.time_ns() - changed > SETTLED else -1
        self._counted = 0
        return named(self._folder, self._look_up)
