"""Who is who in an article: the person whom a surname, a pronoun or “the minister” means."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import NamedTuple

from store.speech import roles, saying
from store.speech.bodies import Bodies
from store.speech.names import Token
from store.speech.offices import OF_OFFICE, Offices, office

_FORMS = 20
_BACK = 40
_AHEAD = 10
_EPITHET_REACH = 500

_NOT_PROSE = re.compile(
    r"^[^\w\n]*(?:Photo|Photograph|Picture|Image|Foto|Bild|File photo|Reporting by|Additional "
    r"reporting|Sign up|Follow|Read (?:also|more)|Lesen Sie|À lire)\b.*|^[^.!?…:;\x01\n]+$",
    re.MULTILINE,
)
"""Captions, credits, headlines and bylines: nobody in them is “he” in the next paragraph."""

_OBJECT = re.compile(
    r"\b(?:of|for|to|with|by|in|at|from|against|than|about|and|near)\s$", re.IGNORECASE
)
_SOURCE = re.compile(r"\b(?:according to|words of|came from|said by)\s$", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:in|near|outside|into|across|around)\s$")
_UNNAMED = re.compile(
    r"(?:(?:^|[.!?…\n\x01]\s*)(?:A|An|One|Another|Eine?|Une?|Una|Один|Одна)"
    r"|[Aa]ccording to (?:a|an|one|another)|words of (?:a|an|one))\s(?:[\w-]+\s){0,3}$"
)
_SAID_IT = re.compile(
    r" (?:said|says|announced|confirmed|denied|insisted|added|stressed)(?: \w+day)?(?: that)? it "
    r"(?:was|is|had|has|would|will|could|did)\b"
)
_ENDS_NOUN = re.compile(r"[,.;)]| (?:in|of|that|which|based|from|with|and|whose|for|owned)\b")
_BY_OFFICE = re.compile(
    r"(?:(?:^|[.!?…\n\x01]\s*)|[.!?…\n\x01]\s*\w+ing\s(?:[\w-]+\s?){1,4},\s)"
    r"((?:[Tt]he|Its|Their)\s(?:[\w-]+\s){0,2})$"
)
_APPOSED_OBJECT = re.compile(
    r"\b(?:by|of|for|to|with|from|against) (?:the|a|an|its|his|her|former) [^.,;:\n\x01]{1,60}, $"
)
"""Before a name that an object's office brings: pressed by the former judge, Ada Brandt, he."""
_ARABIC = ("al-", "el-", "an-", "ar-")
_SPELLINGS = (
    *(("tsch", "c"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("kh", "h")),
    *(("ph", "f"), ("ck", "k"), ("ff", "v"), ("w", "v"), ("ts", "z"), ("tz", "z")),
    *(("yo", "o"), ("io", "o"), ("jo", "o"), ("iy", "i"), ("yi", "i"), ("ij", "i")),
    *(("y", "i"), ("j", "i"), ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a")),
)
_SPELT_LENGTH = 5


_NONE = Token(0, 0, "name", "", "")


class _Known(NamedTuple):
    """Where full names were used, by position."""

    starts: list[int]
    names: list[str]


class Cast:
    """Everybody whom `tokens` name; they were read from `text`.

    `tokens` of the cast are those given, with bare names of its people marked as persons.
    """

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._text = text
        self._forms: dict[str, dict[str, None]] = {}
        self._seen: dict[str, _Known] = {}
        self._spelt: dict[str, str] = {}
        self._initials: dict[str, str] = {}
        self._gender: dict[str, str] = {}
        around = zip([_NONE, *tokens], tokens, [*tokens[1:], _NONE], strict=False)
        tokens = [self._reread(*each) for each in around]
        for token in tokens:
            if token.kind == "person":
                self._meet(token)
        self.tokens = [self._recognised(token) for token in tokens]
        self.bodies = Bodies(text, self.tokens)
        self._offices = Offices(text, self.tokens, self._name)
        self._people = self._foreground()
        self._starts = [token.start for token in self._people]
        self._add_offices()

    def _reread(self, previous: Token, token: Token, following: Token) -> Token:
        """“Andaro Mining, a copper producer” is nobody's name; “her husband, Sam,” is one."""
        if token.kind == "name" and previous.kind == "role" and " " not in token.text:
            gap = self._text[previous.end : token.start]
            if gap == ", " and self._text[token.end : token.end + 1] in (",", "."):
                return token._replace(kind="person")
            trade = previous.head not in roles.OFFICES and previous.text[0].islower()
            if gap == " " and trade and token.kind == "name" and not token.text.isupper():
                return token._replace(kind="person")  # his wife Maureen
        if token.kind != "person" or token.titles:
            return token
        if following.kind == "says" and _SAID_IT.match(self._text, token.end):
            return token._replace(kind="name")  # Cantieri Dorsali said it was disappointed
        if previous.head in roles.FIRMS and self._text[previous.end : token.start] == " ":
            return token._replace(kind="name")
        if following.head in roles.FIRMS:
            gap = self._text[token.end : following.start]
            apposed = gap.startswith((", a ", ", the ", ", an ")) and gap.count(",") == 1
            if apposed and _ENDS_NOUN.match(self._text, following.end):
                return token._replace(kind="name")
        return token

    def _meet(self, person: Token) -> None:
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

    def _recognised(self, token: Token) -> Token:
        """A bare surname or first name is a person if the article names that person in full."""
        last = token.text.rpartition(" ")[2].lower()
        if token.text in self._initials and self._text.startswith(":", token.end):
            return token._replace(kind="person", text=self._initials[token.text])
        if token.kind != "name" or (" " in token.text and not token.text[0].islower()):
            return token
        place = _PLACE.search(self._text, max(0, token.start - 9), token.start)
        owner = self._text.startswith(("’s ", "'s "), token.end)
        if not self._key(last) or (place and not owner):
            return token
        return token._replace(kind="person")

    def _foreground(self) -> list[Token]:
        """The people whom pronouns can mean; unnamed ones have no text."""
        people: list[Token] = []
        lines = _NOT_PROSE.finditer(self._text)
        line = next(lines, None)
        for token in self.tokens:
            while line and line.end() < token.start:
                line = next(lines, None)
            if line and line.start() <= token.start:
                continue
            if token.kind == "person":
                people.append(token)
            elif token.kind == "role" and self._unnamed(token):
                people.append(token._replace(text=""))
        return people

    def _add_offices(self) -> None:
        """Officials without a name in the foreground are called by the words of their office."""
        officials: list[Token] = []
        for token in self.tokens:
            if token.kind == "role" and token.head in roles.OFFICES:
                article = _BY_OFFICE.search(self._text[max(0, token.start - 60) : token.start])
                of = OF_OFFICE.match(self._text, token.end)
                if article and not self.by_role(token, token.start, epithet=not of):
                    phrase = article[1] + token.text + (of[0] if of else "")
                    officials.append(token._replace(text=phrase[0].lower() + phrase[1:]))
        self._people = sorted([*self._people, *officials])
        self._starts = [token.start for token in self._people]

    def _unnamed(self, role: Token) -> bool:
        return bool(_UNNAMED.search(self._text[max(0, role.start - 60) : role.start]))

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

    def gender(self, name: str) -> str:
        """`f`, `m` or nothing where nothing tells."""
        if name not in self._gender:
            self._gender[name] = self._guess_gender(name)
        return self._gender[name]

    def learn_gender(self, name: str, pronoun: str) -> None:
        """Remember that this person was called he or she."""
        if not self.gender(name):
            self._gender[name] = _meant_gender(pronoun)

    def _guess_gender(self, name: str) -> str:
        words = name.lower().split(" ")
        first, last = words[0], words[-1]
        held = self._offices.of(name)
        if held & roles.FEMALE_WORDS:
            return "f"
        if held & roles.MALE_WORDS:
            return "m"
        if first in roles.MALE_NAMES or last.endswith(("ov", "ev", "sky", "skiy", "skyi", "ский")):
            return "m"
        if first in roles.FEMALE_NAMES or last.endswith(("ova", "eva", "skaya", "ová", "ова")):
            return "f"
        if len(words) > 1 and first.endswith(("a", "ie", "lyn", "а", "я")) and len(first) > 2:
            return "f"
        return ""

    def fits(self, name: str, pronoun: str) -> bool:
        """Whether nothing speaks against calling this person so."""
        wrong = _opposite(pronoun)
        return not name or not wrong or self.gender(name) != wrong

    def antecedent(self, pronoun: str, at: int) -> tuple[str, int]:
        """The person whom a pronoun at `at` means, and where: the nearest sentence's subject.

        `pronoun` may also be a neutral word such as “official”. ("", -1) where nobody fits, and
        "" with an offset where the nearest is somebody without a name.
        """
        last = bisect_left(self._starts, at) - 1
        weak = ("", -1)
        for index in range(last, max(-1, last - _BACK), -1):
            person = self._people[index]
            name = self._name(person)
            if not self.fits(name, pronoun):
                continue
            if self._is_subject(index, pronoun):
                return name, person.start
            weak = weak if weak[0] else (name, person.start)
        return weak if last >= 0 else self._next(pronoun)

    def only_one(self, pronoun: str, start: int, end: int) -> str:
        """The only person named in a new paragraph between two offsets, be it as an object."""
        if "\n" not in self._text[start:end]:
            return ""
        between = self._people[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        names = {self._name(person) for person in between if person.kind == "person"}
        name = names.pop() if len(names) == 1 else ""
        return name if self.fits(name, pronoun) else ""

    def _next(self, pronoun: str) -> tuple[str, int]:
        """The first person of the article: “It floats,” she says, and only then her name."""
        for person in self._people[:_AHEAD]:
            name = self._name(person)
            if name and self.fits(name, pronoun):
                return name, -1
        return "", -1

    def _name(self, person: Token) -> str:
        if person.kind != "person":
            return person.text
        return self.fullest(person.text, person.start)

    def _is_subject(self, index: int, pronoun: str) -> bool:
        """Whether somebody stands in the foreground: nobody's object, and the sentence's first."""
        person = self._people[index]
        if not person.text:
            return True
        if self._in_background(person):
            return False
        if not index:
            return True
        other = self._people[index - 1]
        between = self._text[other.end : person.start]
        if len(between) > 300 or re.search(r"[.!?\n\x01]", between):
            return True
        rival = self._name(other)
        if self._in_background(other) or not self.fits(rival, pronoun):
            return True
        name = self._name(person)
        if self.gender(name) and self.gender(name) == _meant_gender(pronoun):
            return not self.gender(rival) or rival == name
        return rival == name

    def _in_background(self, person: Token) -> bool:
        """Whether it's somebody's object, or an owner: “Langley’s engineer”."""
        if self._text.startswith(("’s ", "'s "), person.end):
            return True
        floor = max(0, person.start - 14)
        if _SOURCE.search(self._text, floor, person.start):
            return False
        if _OBJECT.search(self._text, floor, person.start):
            return True
        return bool(_APPOSED_OBJECT.search(self._text, max(0, person.start - 90), person.start))

    def by_role(self, role: Token, at: int, *, epithet: bool = True) -> str:
        """The person whom “the minister” at `at` means, or nothing.

        With `epithet` it may also be whoever is in the foreground: “the visitor said”.
        """
        wanted = office(self._text, role)
        last = bisect_left(self._starts, at) - 1
        best, chosen = 0, ""
        nearby = [*range(last, max(-1, last - _BACK), -1), *range(last + 1, last + 1 + _AHEAD)]
        for index in nearby:
            if index >= len(self._people):
                break
            person = self._people[index]
            if person.kind != "person":
                continue
            fit = self._offices.fit(wanted, role.head, self._name(person))
            if fit > best:
                best, chosen = fit, self._name(person)
        return chosen or (self._by_epithet(role, wanted, at) if epithet else "")

    def _by_epithet(self, role: Token, wanted: frozenset[str], at: int) -> str:
        if role.head in roles.OF_STATE:
            return ""
        name, named_at = self.antecedent(role.head, at)
        if not name:
            return ""
        if role.head in roles.ANYBODY:
            return name
        near = at - named_at < _EPITHET_REACH
        if role.head in roles.OFFICES and self._offices.of(name):
            return ""
        new = wanted - {role.head}  # “the defence minister” is somebody new, “the minister” is not
        return name if near and not new & roles.PORTFOLIOS else ""


def _meant_gender(word: str) -> str:
    if word in saying.FEMALE_PRONOUNS or word in roles.FEMALE_WORDS:
        return "f"
    return "m" if word in saying.MALE_PRONOUNS or word in roles.MALE_WORDS else ""


def _opposite(word: str) -> str:
    """The gender that a pronoun or a word for a person excludes, or nothing."""
    return {"f": "m", "m": "f", "": ""}[_meant_gender(word)]


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
