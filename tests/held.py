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
    before = _most_held()
    yield
    grown = _most_held() - before
    assert grown < megabytes, f"{grown} MB"


def _most_held() -> int:
    """In megabytes, since the process began or its peak was put back."""
    status = (SELF / "status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]
    return int(kilobytes) // 1024
