"""What is written while more is read is told, whatever ends it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from store.overlap import overlapped


@pytest.fixture
def interruptible() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("is_written", [True, False])
def test_whoever_insists_on_ctrl_c_ends_the_writing_and_is_told_what_is_there(
    is_written: bool,
) -> None:
    given_up = threading.Event()

    def write(batch: list[str]) -> list[str]:
        given_up.wait()
        if not is_written:
            raise OSError("It was given up.")
        return batch

    def insist() -> None:
        while not given_up.wait(0.2):
            os.kill(os.getpid(), signal.SIGINT)

    told: list[str] = []
    impatient = threading.Thread(target=insist)
    impatient.start()
    with pytest.raises(KeyboardInterrupt):
        told.extend(overlapped([["a", "b"], ["c"]], write, given_up.set))
    impatient.join()
    assert told == (["a", "b"] if is_written else [])


@pytest.mark.usefixtures("interruptible")
def test_however_often_ctrl_c_comes_while_answers_are_told_all_of_them_are() -> None:
    told: list[str] = []
    written: list[str] = []

    def write(batch: list[str]) -> list[str]:
        written.extend(batch)
        return batch

    with pytest.raises(KeyboardInterrupt):
        for answer in overlapped([["a", "b", "c"], ["d"]], write, lambda: None):
            os.kill(os.getpid(), signal.SIGINT)
            told.append(answer)
    assert told == written == ["a", "b", "c"]


def test_where_reading_breaks_off_what_is_being_written_is_told() -> None:
    def batches() -> Iterator[list[str]]:
        yield ["a"]
        yield ["b"]
        raise OSError("The disk is gone.")

    told: list[str] = []
    with pytest.raises(OSError, match="gone"):
        told.extend(overlapped(batches(), list, lambda: None))
    assert told == ["a", "b"]
