"""Reading and writing at the same time: the next batch is read while the last is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from store.interrupts import held_back

if TYPE_CHECKING:
    from concurrent.futures import Future

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")


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

    writing: Future[Iterable[Answer]] | None = None
    given_up = False

    def insisted() -> None:
        nonlocal given_up
        given_up = True
        give_up()

    def answers(written: Future[Iterable[Answer]]) -> Iterable[Answer]:
        try:
            return written.result()
        except Exception as error:
            if given_up:
                raise KeyboardInterrupt from error
            raise

    with ThreadPoolExecutor(max_workers=1) as beside:
        try:
            for batch in batches:
                with held_back(insisted):
                    # Forgotten before it is told: nothing is ever told twice.
                    written, writing = writing, None
                    if written:
                        yield from answers(written)
                    if not given_up:
                        writing = beside.submit(write, batch)
        except (Exception, KeyboardInterrupt):
            with held_back(insisted):
                if writing:
                    yield from answers(writing)
            raise
        with held_back(insisted):
            if writing:
                yield from answers(writing)
