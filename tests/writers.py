"""Many sessions that write at once, on clocks an hour apart: what each was told, and what each saw.

`python -m tests.writers --seconds 60` runs 20 of them, of several accounts where it is run by root.
"""

from __future__ import annotations

import argparse
import os
import select
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store import Library, model, open_library
from store.accounts import group_name
from store.model import Draft
from store.sharing import share
from tests.accounts import WHY_NOT, Account, Running, accounts, load_everything
from tests.shelf import shelve

WRITERS = 20
HOUR = 3600
TOPIC = "everybody's"
COLOURS = ("red", "green", "blue", "yellow")

QuoteRef = tuple[str, str]


@dataclass(frozen=True)
class Witness:
    """One session at the end: what it was told is saved, and what it sees of all."""

    saved: set[QuoteRef]
    seen: set[QuoteRef]
    colour: str
    times: tuple[str, str]
    """The first and the last time that its own edits bear."""


@dataclass(frozen=True)
class Storm:
    """What came of all the sessions."""

    witnesses: list[Witness]
    seconds: float

    @property
    def saved(self) -> set[QuoteRef]:
        return set().union(*(each.saved for each in self.witnesses))

    @property
    def rate(self) -> float:
        """Quotes saved a second, by all together."""
        return len(self.saved) / self.seconds

    @property
    def missing(self) -> int:
        """Quotes that were called saved and that some session does not see, summed."""
        return sum(len(self.saved - each.seen) for each in self.witnesses)


class Gate:
    """Where processes wait until all of them have come."""

    def __init__(self) -> None:
        self._came, self._come = os.pipe()
        self._opened, self._open = os.pipe()

    def wait(self) -> None:
        """In a child: say that it has come, and wait for the others."""
        os.close(self._open)
        os.write(self._come, b".")
        os.read(self._opened, 1)

    def open(self, count: int, patience: float) -> None:
        """In the parent: wait until so many have come, and let them go on.

        Where one of them has failed and does not come, the others go on after `patience` seconds.
        """
        os.close(self._come)
        deadline = time.monotonic() + patience
        while count > 0:
            ready, _, _ = select.select([self._came], [], [], max(0, deadline - time.monotonic()))
            came = os.read(self._came, count) if ready else b""
            if not came:
                break  # what went wrong is in a result
            count -= len(came)
        for end in (self._open, self._opened, self._came):
            os.close(end)


def set_clock(seconds: int) -> None:
    """In a child: have every edit bear a time that is off."""

    def now() -> str:
        return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")

    true = model.now
    for module in list(sys.modules.values()):
        if getattr(module, "now", None) is true:
            module.now = now  # type: ignore[attr-defined]


def storm(
    folder: Path, article: str, staff: Sequence[Account | None], writers: int, seconds: float
) -> Storm:
    """Have sessions highlight in one article for some time, then look at everybody's work."""
    gate = Gate()
    with ExitStack() as stack:
        running = []
        for number in range(writers):
            account = staff[number % len(staff)]

            def work(number: int = number) -> Witness:
                return write(folder, article, number, seconds, gate)

            running.append(stack.enter_context(Running(account, work, {})))
        gate.open(writers, 30 + 5 * seconds)
        return Storm([each.result(60 + 10 * seconds) for each in running], seconds)


def write(folder: Path, article: str, number: int, seconds: float, gate: Gate) -> Witness:
    """One session: write for `seconds`, wait for the others, read what they wrote."""
    set_clock((number % 3 - 1) * HOUR)
    with closing(open_library(folder)) as library:
        saved: list[QuoteRef] = []
        times = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            quote = library.highlight(article, len(saved) % 100, 100 + number)
            saved.append((library.analyst, quote.id))
            times.append(quote.at)
            if len(saved) % 10 == number % 10:
                library.refresh()
                library.topics.define(TOPIC, colour=COLOURS[len(saved) // 10 % len(COLOURS)])
        gate.wait()
        library.refresh()
        return Witness(set(saved), seen_in(library), colour_of(library), (times[0], times[-1]))


def seen_in(library: Library) -> set[QuoteRef]:
    return library.quotes().refs()


def colour_of(library: Library) -> str:
    topic = library.topics.get(TOPIC)
    return topic.colour if topic else ""


def office(stack: ExitStack) -> tuple[Path, str, list[Account | None]]:
    """A shared library with one article, and several accounts that may write in it."""
    place = Path(tempfile.mkdtemp(dir="/tmp"))
    stack.callback(shutil.rmtree, place)
    place.chmod(0o755)
    group, staff = group_name(os.getegid()), [None]
    if not WHY_NOT:
        made = stack.enter_context(accounts("a", "b", "c", "d", "e", "outside"))
        group, staff = made[0].name.removesuffix("a"), made[:-1]
    else:
        load_everything()
    share(place / "library", group)
    with closing(open_library(place / "library")) as library:
        [article] = shelve(library, [Draft("They were late again. " * 40)])
        library.topics.add(TOPIC, colour=COLOURS[0])
    return place / "library", article, staff


def main() -> int:
    """What the command does; the exit code."""
    parser = argparse.ArgumentParser("python -m tests.writers", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=WRITERS)
    options = parser.parse_args()
    with ExitStack() as stack:
        folder, article, staff = office(stack)
        outcome = storm(folder, article, staff, options.writers, options.seconds)
        with closing(open_library(folder)) as library:
            problems = library.check()
    print(
        f"{options.writers} writers, {len(staff)} accounts, {options.seconds:g} s:"
        f" {len(outcome.saved):,} quotes saved ({outcome.rate:,.0f} a second),"
        f" {outcome.missing} missing, {len({each.colour for each in outcome.witnesses})} colours"
        f" of one topic, {len(problems)} problems"
    )
    return 1 if outcome.missing or problems else 0


if __name__ == "__main__":
    sys.exit(main())
