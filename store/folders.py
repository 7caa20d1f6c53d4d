"""The names under `analysts/`: whose each would be, and what stands there.

Any member may make as many as they like, while looking up one account takes a tenth of a
millisecond and more. So who made a thing is asked for first, once for each account; only some of
the names that are not their maker's own are looked up, and the rest is counted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from store.accounts import account_name, account_number

MOST_ODD = 100
"""Names that are not their maker's own, which are looked up and told of; the rest is counted."""


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
