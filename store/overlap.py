"""Reading and writing at the same time: the next batch is read while the last is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from store.interrupts import held_back

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")


class _Writing(Generic[Batch, Answer]):
    """The batch that is being written in a thread; none is begun once somebody insisted."""

    def __init__(
        self, write: Callable[[Batch], Iterable[Answer]], give_up: Callable[[], None]
    ) -> None:
        self._write = write
        self._give_up = give_up
        self._given_up = False
        self._written: Future[Iterable[Answer]] | None = None

    def insisted(self) -> None:
        self._given_up = True
        self._give_up()

    def begin(self, batch: Batch, thread: Executor) -> None:
        if not self._given_up:
            self._written = thread.submit(self._write, batch)

    def answers(self) -> Iterable[Answer]:
        """Wait for what is answered; forgotten before it is told: nothing is ever told twice."""
        written, self._written = self._written, None
        try:
            return written.result() if written else ()
        except Exception as error:
            if self._given_up:
                raise KeyboardInterrupt from error
            raise


def overlapped(
    batches: Iterable[Batch],
    write: Callable[[Batch], Iterable[Answer]],
    give_up: Callable[[], None],
) -> Iterator[Answer]:
    """What `write` answers to each batch, in order; it is called in a thread of its own.

    Of what is written, everything is told: Ctrl-C waits while answers are, and where it, or any
    other error, comes from the reading, the batch that is just being written is told of first.
    Where somebody insists on Ctrl-C, `give_up` is to make `write` come to an end, with an error;
    a batch that it could not stop any more is told of all the same.
    """
    from concurrent.futures import ThreadPoolExecutor  # who reads articles needs none

    writing = _Writing(write, give_up)
    with ThreadPoolExecutor(max_workers=1) as thread:
        try:
            for batch in batches:
                with held_back(writing.insisted):
                    yield from writing.answers()
                    writing.begin(batch, thread)
        except (Exception, KeyboardInterrupt):
            with held_back(writing.insisted):
                yield from writing.answers()
            raise
        with held_back(writing.insisted):
            yield from writing.answers()
