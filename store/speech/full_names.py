"""The full names of the people in an article, and which of them a short one stands for.

A surname or a first name stands for the person whom the text names so in full, in another
transliteration perhaps.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from typing import NamedTuple

from store.speech.tokens import Token

_FORMS = 20
_ARABIC = ("al-", "el-", "an-", "ar-")
_SPELLINGS = (
    *(("tsch", "c"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("kh", "h")),
    *(("ph", "f"), ("ck", "k"), ("ff", "v"), ("w", "v"), ("ts", "z"), ("tz", "z")),
    *(("yo", "o"), ("io", "o"), ("jo", "o"), ("iy", "i"), ("yi", "i"), ("ij", "i")),
    *(("y", "i"), ("j", "i"), ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a")),
)
_SPELT_LENGTH = 5


class _Known(NamedTuple):
    """Where full names were used, by position."""

    starts: list[int]
    names: list[str]


class FullNames:
    """The people of `text` whom `meet` was told of, in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._forms: dict[str, dict[str, None]] = {}
        self._seen: dict[str, _Known] = {}
        self._spelt: dict[str, str] = {}
        self._initials: dict[str, str] = {}

    def meet(self, person: Token) -> None:
        """Take in a name; one of a single word says nothing new."""
        words = person.text.split(" ")
        if len(words) == 1:
            return
        surname = words[-1].lower()
        self._initials.setdefault("".join(word[0] for word in words), person.text)
        forms = self._forms.setdefault(surname, {})
        if len(forms) < _FORMS:
            forms[person.text] = None
        self._spelt.setdefault(_spelling(surname), surname)
        for key in _keys(words):
            known = self._seen.setdefault(key, _Known([], []))
            known.starts.append(person.start)
            known.names.append(person.text)

    def by_initials(self, letters: str) -> str:
        """Who is called by these initials, as before an answer in an interview; or nothing."""
        return self._initials.get(letters, "")

    def knows(self, word: str) -> bool:
        """Whether somebody has this first name or surname, given in lower case."""
        return bool(self._key(word))

    def fullest(self, name: str, at: int) -> str:
        """The fullest form in the article of a person's name used at offset `at`."""
        words = name.split(" ")
        if len(words) == 1 or words[0].islower():
            known = self._nearest(words[-1].lower(), at)
            if not known:
                return name
            name, words = known, known.split(" ")
        best = name
        for form in self._forms.get(words[-1].lower(), ()):
            if len(form) <= len(best):
                continue
            if _compatible(form.split(" ")[0], words[0]) or _ends_with(form, name):
                best = form
        return best

    def _key(self, word: str) -> str:
        """The first name or surname that this word stands for, in another spelling perhaps."""
        if word in self._seen:
            return word
        if word[:3] in _ARABIC and word[3:] in self._seen:
            return word[3:]
        if word[-1:] in "ауюяеыі" and word[:-1] in self._seen:
            return word[:-1]  # a Slavic case ending: по словам Петрова
        return self._spelt.get(_spelling(word), "") if len(word) >= _SPELT_LENGTH else ""

    def _nearest(self, word: str, at: int) -> str:
        """The full name with this surname (or first name) that was used last, else next."""
        key = self._key(word)
        if not key:
            return ""
        starts, names = self._seen[key]
        before = bisect_left(starts, at) - 1
        near = before <= 0 or self._text.find("\n", starts[before], at) < 0
        if not near and names[0].lower().endswith(f" {key}"):
            return names[0]  # of two with this surname the first, unless the other is near
        by_surname = [
            names[i]
            for i in range(max(before, 0), max(before - 8, -1), -1)
            if names[i].lower().endswith((f" {key}", f"-{key}"))
        ]
        return by_surname[0] if by_surname else names[max(before, 0)]


def _compatible(one: str, other: str) -> bool:
    """Whether two given names can be one person's: the same, or one the other's initial."""
    if one[:1] != other[:1]:
        return False
    return one == other or one[1:2] in (".", "") or other[1:2] in (".", "")


def _ends_with(form: str, name: str) -> bool:
    """Whether a name is the end of a fuller one: García López, De Vries."""
    return form.lower().endswith(f" {name.lower()}")


def _keys(words: list[str]) -> set[str]:
    """The words of a full name, in lower case, by which its bearer may be called."""
    lowers = [word.lower() for word in words if word[:1].isupper() or "-" in word or "’" in word]
    return {*lowers, words[-1].lower(), *(word[3:] for word in lowers if word[:3] in _ARABIC)}


def _spelling(surname: str) -> str:
    """What the transliterations of a surname have in common: Zemtsov, Zemtsoff, Semzow."""
    plain = "".join(
        char for char in unicodedata.normalize("NFD", surname) if not unicodedata.combining(char)
    )
    for written, sound in _SPELLINGS:
        plain = plain.replace(written, sound)
    return "".join(char for at, char in enumerate(plain) if char != plain[at - 1 : at])
