"""Reading in a process of its own whose memory is limited, for tests."""

from __future__ import annotations

import multiprocessing
import resource
from collections import deque
from pathlib import Path

from store.drafts import finish
from store.model import Draft
from store.readers import Refused, all_readers, read_path

MB = 1_000_000
ROOM = 220 * MB
"""Memory that one read may take beyond what the program has at the start."""


class Outcome:
    """What came of a read: the number of articles, and why the first and last were refused."""

    def __init__(self, articles: int, reasons: list[str]) -> None:
        self.articles = articles
        self.reasons = reasons


def bounded(path: Path, room: int = ROOM) -> Outcome:
    """Read a file in a process with so much memory to spare."""
    all_readers()
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe()
    child = context.Process(target=_limited, args=(path, room, theirs))
    child.start()
    theirs.close()
    articles, reasons = mine.recv()
    child.join()
    return Outcome(articles, reasons)


def _limited(path: Path, room: int, answer: multiprocessing.connection.Connection) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + room
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    articles = 0
    reasons: list[str] = []
    latest: deque[str] = deque(maxlen=50)
    try:
        for item in read_path(path):
            if isinstance(item, Draft):
                finish(item)
                articles += 1
            else:
                kept = reasons if len(reasons) < 50 else latest
                kept.append(f"{item.where}: {item.why}")
    except Refused as error:
        latest.append(str(error))
    except MemoryError:
        latest.append("out of memory")
    answer.send((articles, [*reasons, *latest]))
