"""What a process of the pool does: read the files that it is asked for, one after the other."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from store.drafts import Refusal
from store.intake import Intake
from store.model import Article
from store.pool import ARTICLE, END, REFUSAL, Request

MAX_MEMORY = 2_000_000_000
"""Bytes of address space; the largest page that is read at all needs a quarter of it."""


def main() -> None:
    """Answer orders until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for line in sys.stdin.buffer:
            request = msgspec.json.decode(line, type=Request)
            for item in _items(request):
                _say(ARTICLE if isinstance(item, Article) else REFUSAL, item)
            _say(END, None)
    except BrokenPipeError:
        sys.exit()  # nobody listens any more


def _items(request: Request) -> Iterator[Article | Refusal]:
    try:
        yield from Intake([Path(request.path)], alone=True)
    except MemoryError:
        most = MAX_MEMORY // 1_000_000_000
        yield Refusal(request.name, f"needs over {most} GB of memory to read: it looks like a trap")


def _say(kind: int, content: Article | Refusal | None) -> None:
    message = msgspec.msgpack.encode((kind, content))
    sys.stdout.buffer.write(len(message).to_bytes(4, "big") + message)
    sys.stdout.buffer.flush()
