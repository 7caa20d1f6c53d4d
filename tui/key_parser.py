"""Keys out of what a terminal sends, in whatever pieces a slow line delivers them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator

from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.message import Message

ESCAPE = "\x1b"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
"""What a terminal puts around text that is pasted."""

_GOES_ON = "[O\t"
"""What makes a sequence with an escape: all but one of them go on, and that is shift+tab."""

ANSWER = re.compile(
    r"\x1b\[[?>=][\d;]+[cnu]|\x1b\[\d+n"  # what it is, how it is, which keys it can send
    r"|\x1b\[[468];\d+;\d+t"  # its size
    r"|\x1b\]\d+;[^\x07\x1b]*(?:\x07|\x1b\\)"  # colours, the clipboard
    r"|\x1b[P_][^\x07\x1b]+\x1b\\"  # its name and version, settings, pictures
)
"""What terminals answer to questions that we never ask. A program that ran before us may have,
and on a slow line the answer comes to us: as keys, its digits would label articles."""

BEGUN = re.compile(
    r"\x1b(?:\[[?>=]?[\d;]*|\](?:\d+(?:;[^\x07\x1b]*)?)?|[P_](?:[>!\dG$+][^\x07\x1b]*)?)\x1b?\Z"
)
"""The end of what has come, where it may be the beginning of such an answer."""

PATIENCE = 0.3
"""Seconds that the rest of an answer may be late. What is held back for it may be typed as well:
escape, `]` and a digit at once, on a line that delivers them together."""

REST = 1.0
"""Seconds that the rest of a sequence may be late: nobody types its first two characters so fast
that they come together, and lines do stall."""

_LATE_REST = re.compile(r"\[(?:[A-FHZ]|[\d<?][\d;:?$]*[A-Za-z~^@])|O[A-FHP-S]")
"""What makes a key with an escape that was taken for one of its own when nothing followed."""

_AMONG_OTHERS = "escape_among_others"


class KeyParser(XTermParser):
    """Textual's, but for what happens on real lines.

    An escape with a key right behind it is these two keys: Textual takes the escape for alt, or
    for `^` when a third key begins with an escape as well. An escape within pasted text is
    nothing: Textual takes what follows for keys, so that a text could press them. A piece without
    a whole character is no end. A sequence that comes in two pieces, far from each other, is no
    letters, and neither is an answer to somebody else's question.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasting = False
        self._begun = ""
        """What may be the beginning of a mark whose rest is still on its way."""
        self._sequence = ""
        """What has come since an escape whose rest is still on its way."""
        self._held = ""
        """What may be the beginning of an answer."""
        self._fed_at = self._escaped_at = self._held_since = float("-inf")

    def feed(self, data: str) -> Iterator[Message]:
        if not data:
            return
        now = time.monotonic()
        if now - self._escaped_at < REST and _LATE_REST.match(data):
            data = ESCAPE + data
        if not self._held:
            self._held_since = now
        data, self._held = ANSWER.sub("", self._held + data), ""
        begun = BEGUN.search(data)
        if begun and not self._pasting and self._is_patient(now):
            data, self._held = data[: begun.start()], begun[0]
        yield from self._fed(data, now)

    def _is_patient(self, now: float) -> bool:
        return now - self._held_since < PATIENCE

    def _fed(self, data: str, now: float) -> Iterator[Message]:
        if not data:
            return
        self._fed_at, self._escaped_at = now, float("-inf")
        if harmless := "".join(self._without_pasted_escapes(data)):
            yield from map(_named, super().feed(harmless))
        self._sequence += data
        self._sequence = self._sequence[self._sequence.rfind(ESCAPE) :] if self.waits else ""

    @property
    def waits(self) -> bool:
        """Whether something has begun that time alone can end, so that it needs `tick`."""
        return bool(self._held) or self._timeout_time is not None

    def tick(self) -> Iterator[Message]:
        """What time has ended."""
        now = time.monotonic()
        if self._held and not self._is_patient(now):
            held, self._held = self._held, ""
            yield from self._fed(held, self._held_since)
        if self._sequence[1:2] in ("[", "O") and now - self._fed_at < REST:
            return
        yield from map(_named, super().tick())
        if not self.waits:
            if self._sequence == ESCAPE:
                self._escaped_at = now
            self._sequence = ""

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        if alt:
            yield Key("escape", ESCAPE)
        if sequence == ESCAPE:
            yield Key(_AMONG_OTHERS, ESCAPE)
            return
        if len(sequence) == 2 and sequence[0] == ESCAPE and sequence[1] not in _GOES_ON:
            yield Key("escape", ESCAPE)
            sequence = sequence[1]
        yield from super()._sequence_to_key_events(sequence)

    def _without_pasted_escapes(self, data: str) -> Iterator[str]:
        while data:
            mark = PASTED if self._pasting else PASTE
            before, found, rest = (self._begun + data).partition(mark)
            known = 0 if self._pasting else len(self._begun)  # typed keys do not wait
            self._begun = "" if found else _beginning(before, mark)
            if self._pasting:
                yield before.removesuffix(self._begun).replace(ESCAPE, "") + found
            else:
                yield (before + found)[known:]
            self._pasting ^= bool(found)
            data = rest


def _beginning(text: str, mark: str) -> str:
    """The longest end of `text` with which `mark` begins."""
    sizes = range(min(len(text), len(mark) - 1), 0, -1)
    return next((mark[:size] for size in sizes if text.endswith(mark[:size])), "")


def _named(message: Message) -> Message:
    if isinstance(message, Key) and message.key == _AMONG_OTHERS:
        return Key("escape", ESCAPE)
    return message
