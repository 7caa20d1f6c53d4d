"""Files that take long to read, read by processes of their own on every core, in their order.

A page can be made to take any time and any memory, and a library in C to crash on it. What that
ends here is one process, and what it costs is one file, which is named.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import count
from typing import Any

import msgspec

from store.clusters import Sketched
from store.drafts import Refusal
from store.model import Article

PATIENCE = 60.0
"""Seconds to wait for the next article of a file; a page of the usual size takes 3 ms."""

MOST = 8
"""Processes at once; more would wait for the one that writes the articles down."""

AHEAD = 32
"""Files that each process is given beforehand, so that none waits for orders."""

ENDS = 5.0
"""Seconds to wait for how a process ended that says nothing any more."""

FROM_OUTSIDE = (signal.SIGHUP, signal.SIGINT, signal.SIGKILL, signal.SIGQUIT, signal.SIGTERM)
"""Signals that no file makes a process end by: a person sent them, or a kernel short of memory."""

_MOST_ORDERED = 16_000
"""Bytes of orders that a process has not read yet, at the most: far less than its pipe holds, so
that nobody ever waits for it to read them."""

_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from store.pool_worker import main; main()"
)
_CHUNK = 1 << 18
_SIZE = 4

ARTICLE, REFUSAL, NOTE, END = range(4)
"""What a message of a worker is: its length in four bytes, then one of these and its content."""


class Request(msgspec.Struct, frozen=True):
    """A file to read. One that was fetched has a `url`; the server may have said of what media
    type it is (`kind`), and in which encoding (`charset`). For records, `columns` names the
    column of a field."""

    path: bytes
    name: str
    url: str = ""
    kind: str = ""
    charset: str = ""
    columns: Mapping[str, str] = {}


class Note(msgspec.Struct, frozen=True):
    """How many bytes of a file have been read, and which column of it became which field."""

    bytes: int
    meaning: dict[str, str]


class Job(msgspec.Struct, frozen=True):
    """A file that somebody reads, and which worker it is."""

    request: Request
    worker: int


class Broken(Exception):
    """A worker ended, or says nothing any more; the text is what became of its file."""


class Pool:
    """Reads files ahead. Results are to be taken in the order in which jobs were given.

    Processes are started when there is something for them to do, and end with the pool.
    """

    def __init__(self, size: int | None = None, patience: float = PATIENCE) -> None:
        self._size = size or min(MOST, os.cpu_count() or 1)
        self._workers: list[_Worker] = []
        self._numbers = count()
        self._patience = patience

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self._workers:
            worker.end()

    @property
    def ahead(self) -> int:
        """How many jobs are given at most before the results of the first are taken."""
        return AHEAD * self._size

    def begin(self, request: Request) -> Job:
        """Have a file read."""
        place = next(self._numbers) % self._size
        if place == len(self._workers):
            self._workers.append(_Worker(self._patience))
        self._workers[place].ask(request)
        return Job(request, place)

    def results(
        self, job: Job, noted: Callable[[Note], None] | None = None
    ) -> Iterator[Article | Refusal]:
        """What came of a job. Where its worker breaks down, the other files go to a new one.

        `noted` is told how far a file of records has been read.
        """
        worker = self._workers[job.worker]
        try:
            while (item := worker.next_item()) is not None:
                if not isinstance(item, Note):
                    yield item
                elif noted:
                    noted(item)
        except Broken as error:
            worker.replace()
            yield Refusal(job.request.name, str(error))


class _Worker:
    """One process that reads files, one after the other."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._pending: deque[Request] = deque()
        self._start()

    def _start(self) -> None:
        self._received = bytearray()
        self._ordered: deque[int] = deque()  # how long each order is, of those that were sent
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,  # Ctrl-C is for us: we end them
        )
        assert self._process.stdin and self._process.stdout
        self._orders, self._answers = self._process.stdin, self._process.stdout
        self._poll = select.poll()
        self._poll.register(self._answers, select.POLLIN)

    def ask(self, request: Request) -> None:
        self._pending.append(request)
        self._order()

    def _order(self) -> None:
        """Send it as much of what is pending as there is room for, and always the first."""
        while len(self._ordered) < len(self._pending):
            order = msgspec.json.encode(self._pending[len(self._ordered)]) + b"\n"
            if self._ordered and sum(self._ordered) + len(order) > _MOST_ORDERED:
                return
            self._ordered.append(len(order))
            # Where nobody is left to read it, that is found when the answer is waited for.
            with suppress(BrokenPipeError):
                self._orders.write(order)
                self._orders.flush()

    def next_item(self) -> Article | Refusal | Note | None:
        """The next that is found in the first file that was asked for; None at its end."""
        size = int.from_bytes(self._take(_SIZE), "big")
        kind, content = _MESSAGE.decode(self._take(size))
        if kind == END:
            self._pending.popleft()
            self._ordered.popleft()
            self._order()
            return None
        found: Article | Refusal | Note = _CONTENT[kind].decode(content)
        return found

    def _take(self, size: int) -> bytes:
        received = self._received
        while len(received) < size:
            if not self._poll.poll(self._patience * 1000):
                raise Broken("takes too long to read: it looks like a trap")
            data = os.read(self._answers.fileno(), _CHUNK)
            if not data:
                raise Broken(self._why_it_ended())
            received += data
        taken = bytes(received[:size])
        del received[:size]
        return taken

    def _why_it_ended(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDS)
        number = -(self._process.returncode or 0)
        if number in FROM_OUTSIDE:
            return (
                f"was not read: the process that did so was ended from outside "
                f"({signal.Signals(number).name}), as where memory is scarce; import it again"
            )
        return "broke off what was reading it: it is damaged, or a trap"

    def replace(self) -> None:
        """Give up the file that is being read, and have another process go on behind it."""
        self.end()
        self._pending.popleft()
        self._start()
        self._order()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._answers.close()
        with suppress(BrokenPipeError):  # an order that it did not live to read
            self._orders.close()


_MESSAGE = msgspec.msgpack.Decoder(tuple[int, msgspec.Raw])
_CONTENT: dict[int, msgspec.msgpack.Decoder[Any]] = {
    ARTICLE: msgspec.msgpack.Decoder(Sketched),
    REFUSAL: msgspec.msgpack.Decoder(Refusal),
    NOTE: msgspec.msgpack.Decoder(Note),
}
