"""Who is who in an article: the person whom a surname, a pronoun or “the minister” means."""

from __future__ import annotations

import re
from bisect import bisect_left

from store.speech import roles
from store.speech.adjectives import apart, common_noun
from store.speech.bodies import Bodies
from store.speech.full_names import FullNames
from store.speech.genders import Genders, meant
from store.speech.offices import OF_OFFICE, Offices, office
from store.speech.tokens import Token

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


_NONE = Token(0, 0, "name", "", "")


class Cast:
    """Everybody whom `tokens` name; they were read from `text`.

    `tokens` of the cast are those given, with bare names of its people marked as persons.
    """

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._text = text
        self.names = FullNames(text)
        around = zip([_NONE, *tokens], tokens, [*tokens[1:], _NONE], strict=False)
        tokens = [self._reread(*each) for each in around]
        for token in tokens:
            if token.kind == "person":
                self.names.meet(token)
        self.tokens = list(apart(self._recognised(token) for token in tokens))
        self.bodies = Bodies(text, self.tokens)
        self._offices = Offices(text, self.tokens, self._name)
        self.genders = Genders(self._offices)
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

    def _recognised(self, token: Token) -> Token:
        """A bare surname or first name is a person if the article names that person in full."""
        last = token.text.rpartition(" ")[2].lower()
        named = self.names.by_initials(token.text)
        if named and self._text.startswith(":", token.end):
            return token._replace(kind="person", text=named)
        if token.kind != "name" or (" " in token.text and not token.text[0].islower()):
            return token
        place = _PLACE.search(self._text, max(0, token.start - 9), token.start)
        owner = self._text.startswith(("’s ", "'s "), token.end)
        if not self.names.knows(last) or (place and not owner):
            return common_noun(self._text, token)
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
            if not self.genders.fits(name, pronoun):
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
        return name if self.genders.fits(name, pronoun) else ""

    def _next(self, pronoun: str) -> tuple[str, int]:
        """The first person of the article: “It floats,” she says, and only then her name."""
        for person in self._people[:_AHEAD]:
            name = self._name(person)
            if name and self.genders.fits(name, pronoun):
                return name, -1
        return "", -1

    def _name(self, person: Token) -> str:
        if person.kind != "person":
            return person.text
        return self.names.fullest(person.text, person.start)

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
        if self._in_background(other) or not self.genders.fits(rival, pronoun):
            return True
        name = self._name(person)
        gender = self.genders.of(name)
        if gender and gender == meant(pronoun):
            return not self.genders.of(rival) or rival == name
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
