"""Keys come out as they were pressed, however the line cut them up or put them together."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.constants import ESCAPE_DELAY
from textual.events import Key, Paste
from textual.message import Message

from tui.key_parser import PASTE, PASTED, REST, KeyParser

KEYS = {
    "j": "j",
    "é": "é",
    "^": "circumflex_accent",
    "\r": "enter",
    "\t": "tab",
    "\x7f": "backspace",
    "\x10": "ctrl+p",
    "\x1b[B": "down",
    "\x1bOA": "up",
    "\x1b[3~": "delete",
    "\x1b[1;2C": "shift+right",
    "\x1b[Z": "shift+tab",
    "\x1b[5~": "pageup",
    "\x1b[H": "home",
    "\x1bOP": "f1",
    "\x1b[[A": "f1",
    "\x1b[24~": "f12",
}


def told(pieces: Iterable[str]) -> list[str]:
    """The keys and pasted texts that the parser makes of what comes."""
    parser = KeyParser()
    messages = [message for piece in pieces for message in parser.feed(piece)]
    time.sleep(ESCAPE_DELAY * 1.1 if any(piece.endswith("\x1b") for piece in pieces) else 0)
    messages += parser.tick()
    return [_told(message) for message in messages]


def cut(sent: str, places: Sequence[int]) -> list[str]:
    """`sent` in pieces that begin at some of the places."""
    cuts = sorted({0, *(place for place in places if place < len(sent)), len(sent)})
    return [sent[start:end] for start, end in pairwise(cuts)]


def _told(message: Message) -> str:
    if isinstance(message, Paste):
        return f"pasted {message.text}"
    assert isinstance(message, Key)
    return message.key


@given(st.lists(st.sampled_from(list(KEYS))), st.lists(st.integers(0, 60)))
@settings(deadline=None)
def test_keys_are_the_same_in_one_piece_and_in_many(
    keys: Sequence[str], places: Sequence[int]
) -> None:
    sent = "".join(keys)
    assert told(cut(sent, places)) == told([sent]) == [KEYS[key] for key in keys]


@given(st.text("jké^1", min_size=1, max_size=40), st.text("jk", max_size=3))
@settings(deadline=None, max_examples=40)
def test_an_escape_among_keys_typed_ahead_is_an_escape(first: str, second: str) -> None:
    sent = f"j\x1b{first}\x1b[B\x1b{second}"
    keys = ["j", "escape", *(KEYS.get(key, key) for key in first), "down", "escape", *second]
    parser = KeyParser()
    names = [_told(message) for message in parser.feed(sent)]
    time.sleep(ESCAPE_DELAY * 1.1)
    assert names + [_told(message) for message in parser.tick()] == keys


@given(st.text("ab\x1b[]20~1jd\x07", max_size=30), st.lists(st.integers(0, 40)))
@settings(deadline=None)
def test_no_pasted_text_presses_a_key(text: str, places: Sequence[int]) -> None:
    sent = PASTE + text.replace(PASTED, "") + "z" + PASTED + "k"
    found = told(cut(sent, places))
    assert found[-1] == "k"
    assert [each for each in found[:-1] if not each.startswith("pasted ")] == []
    assert "".join(found[:-1]) == "pasted " + text.replace(PASTED, "").replace("\x1b", "") + "z"


def told_slowly(*pieces: str) -> list[str]:
    """The keys of pieces that come further from each other than an escape waits for its rest."""
    parser = KeyParser()
    keys = []
    for piece in pieces:
        keys += [_told(message) for message in parser.feed(piece)]
        time.sleep(ESCAPE_DELAY * 1.5)
        keys += [_told(message) for message in parser.tick()]
    return keys


@pytest.mark.parametrize(
    ("pieces", "keys"),
    [
        (["\x1b[", "B"], ["down"]),
        (["\x1bO", "B"], ["down"]),
        (["\x1b", "[B"], ["escape", "down"]),
        (["\x1b[1;", "2C", "j"], ["shift+right", "j"]),
        (["\x1b", "[", "B"], ["escape", "left_square_bracket", "B"]),
        (["\x1b", "j", "[B"], ["escape", "j", "left_square_bracket", "B"]),
    ],
)
def test_a_sequence_that_stalls_on_its_way_is_not_typed_as_letters(
    pieces: Sequence[str], keys: Sequence[str]
) -> None:
    assert told_slowly(*pieces) == keys


def test_an_escape_and_a_bracket_are_keys_when_nothing_follows() -> None:
    parser = KeyParser()
    assert list(parser.feed("\x1b[")) == []
    said: list[str] = []
    until = time.monotonic() + REST * 1.3
    while time.monotonic() < until:
        said += [_told(message) for message in parser.tick()]
        time.sleep(0.02)
    assert said == ["escape", "left_square_bracket"]


ANSWERS = (
    "\x1b]11;rgb:0000/1111/2222\x07",
    "\x1b]11;rgb:0000/1111/2222\x1b\\",
    "\x1b]52;c;MTIz\x07",
    "\x1b[?62;22c",
    "\x1b[>41;354;0c",
    "\x1b[?1u",
    "\x1b[?997;1n",
    "\x1b[0n",
    "\x1b[8;24;80t",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_late_answer_to_another_programs_question_presses_no_key(answer: str) -> None:
    assert told([f"j{answer}\x1b[B", answer, "k"]) == ["j", "down", "k"]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_in_pieces_presses_no_key_either(answer: str) -> None:
    for first, second in combinations(range(2, len(answer)), 2):
        assert told(["j", *cut(answer, [first, second]), "\x1b[B"]) == ["j", "down"]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("\x1b]", ["escape", "right_square_bracket"]),
        ("\x1b]1", ["escape", "right_square_bracket", "1"]),
        ("\x1bP", ["escape", "P"]),
        ("\x1bPj", ["escape", "P", "j"]),
        ("\x1b_", ["escape", "underscore"]),
    ],
)
def test_what_is_typed_and_begins_like_an_answer_is_held_back_no_longer_than_one_is_late(
    typed: str, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told([typed, "k"]) == [*keys, "k"]
    monkeypatch.setattr("tui.key_parser.PATIENCE", 0.0)
    assert told([typed]) == keys


@pytest.mark.parametrize("pieces", [["", "j"], ["\x1b", "[B"], ["\x1b[2", "", "00~x\x1b[2", "01~"]])
def test_a_piece_without_a_whole_character_is_no_end(pieces: Sequence[str]) -> None:
    assert told(pieces) in (["j"], ["down"], ["pasted x"])
