"""Locks that another process holds, for tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

KEEPING = """
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def locked_by(script: str, *arguments: str) -> Iterator[int]:
    """Another process holds what `script`, which has `sys`, locks; its number.

    It ends with the block.
    """
    with subprocess.Popen(
        [sys.executable, "-c", script + KEEPING, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin and process.stdout
        assert process.stdout.readline() == "locked\n"
        yield process.pid
        process.stdin.close()
