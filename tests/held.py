"""How much memory a piece of work takes at any moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SELF = Path("/proc/self")


@contextmanager
def holding_less_than(megabytes: int) -> Iterator[None]:
    """Fail where this process grows by so much at some moment within the block.

    The kernel remembers the most that a process ever held; that is put back first, so that a test
    that came before and took more hides nothing.
    """
    (SELF / "clear_refs").write_text("5")
    before = most_held()
    yield
    grown = most_held() - before
    assert grown < megabytes, f"{grown:.0f} MB"


def most_held() -> float:
    """In megabytes, since the program began or its peak was put back.

    Not what `getrusage` calls so, which a process takes over from the one that starts it.
    """
    status = (SELF / "status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]
    return int(kilobytes) / 1024
