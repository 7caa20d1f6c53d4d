"""Direct speech without marks, that a dash begins: – Больница закрыта, – сказала она. – Мы ждём.

Lists begin with dashes too. So a paragraph is taken only where, behind what is said, another dash
brings a verb with whoever speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.speech.inversion import SLAVIC, SUBJECT, is_tagged, looks_like_verb, says
from store.speech.quote_marks import Span
from store.speech.tongue import Tongue

DASHES = "—–―-"

_PARAGRAPH = re.compile(
    r"^[ \t]*(?P<dash>[—–―]|-(?= )) ?(?=[^\W\d_]|[¿¡«„“\"…])(?P<said>.+)$", re.MULTILINE
)
_PAUSE = re.compile(r"(?P<ends>[!?…]{1,4}|[.,]|(?<=\w)) ?[—–―-] ?(?=[^\W\d_])")
"""Where the words of the speaker end, if a verb follows."""
_SPACED = re.compile(r"[.,:;!?…] (?P<dash>[—–-]) (?=\S)")
_ATTACHED = re.compile(r"(?P<dash>[—–―])[.,:;]? ?(?=\S)")
_WORD = re.compile(r"[^\W\d_]{3,}(?![\w-])")
_RAYA: frozenset[Tongue] = frozenset({"es", "pt"})
"""Languages that write the dash without blanks: —No hay agua —dijo el alcalde—. Espere."""
_LONGEST = 4_000


def dashed(text: str, tongue: Tongue) -> Iterator[Span]:
    """What is said in the paragraphs of `text` that begin with a dash, without who says so."""
    if tongue not in _RAYA | SLAVIC:
        return
    for paragraph in _PARAGRAPH.finditer(text):
        if paragraph.end() - paragraph.start() <= _LONGEST:
            yield from _turns(text, paragraph, tongue)


def _turns(text: str, paragraph: re.Match[str], tongue: Tongue) -> Iterator[Span]:
    resumes = _ATTACHED if tongue in _RAYA else _SPACED
    opening, start, end = paragraph.start("dash"), paragraph.start("said"), paragraph.end()
    pause = _pause(text, start, end, tongue)
    while pause is not None:
        close = pause.start() if pause["ends"] == "," else pause.end("ends")
        yield Span(opening, start, close, close)
        again = resumes.search(text, pause.end(), end)
        if again is None:
            return
        opening, start = again.start("dash"), again.end()
        pause = _pause(text, start, end, tongue)
    if opening > paragraph.start("dash"):
        yield Span(opening, start, end, end)


def _pause(text: str, start: int, end: int, tongue: Tongue) -> re.Match[str] | None:
    """The first dash that a verb and its speaker follow."""
    for pause in _PAUSE.finditer(text, start, end):
        if pause.start() > start and _tells_speaker(text, pause, end, tongue):
            return pause
    return None


def _tells_speaker(text: str, pause: re.Match[str], end: int, tongue: Tongue) -> bool:
    if tongue in SLAVIC:
        tag = is_tagged(text, pause.start(), tongue) or is_tagged(text, pause.end("ends"), tongue)
        return bool(pause["ends"]) and tag
    verb = _WORD.match(text, pause.end(), end)
    if verb is None:
        return False
    if says(verb[0], tongue):
        return True
    subject = SUBJECT.match(text, verb.end())
    return looks_like_verb(verb[0], tongue) and subject is not None and bool(subject["full"])
