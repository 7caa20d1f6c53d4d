"""Slavic adjectives that begin a sentence: in “Железная дорога извинилась” none is a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.speech.abroad import ABROAD
from store.speech.inversion import looks_like_verb
from store.speech.saying import words
from store.speech.tokens import Kind, Token
from store.speech.trades import SLAVIC_PERSON

_ADJECTIVE = re.compile(r"[А-ЯІЇЄ][а-яёіїє]+(?P<ending>ая|яя|ое|ее|ый|ий|ой|ые|ие)")
_NOUN = re.compile(r" (?P<noun>[а-яёіїєґ]{3,})(?![\w-])")
_AGREES = {
    "ая": ("а", "я", "ь"),
    "яя": ("а", "я", "ь"),
    "ое": ("о", "е"),
    "ее": ("о", "е"),
    "ые": ("и", "ы", "а", "я"),
    "ие": ("и", "ы", "а", "я"),
}
_VOWELS = "аеёиоуыэюя"
_NOT_NOUNS = words("сегодня тогда всегда сама сам тоже также пока только иногда снова")


def common_noun(text: str, token: Token) -> Token:
    """`token` as the noun phrase that it begins: железная дорога. A surname stays one."""
    adjective = _ADJECTIVE.fullmatch(token.text)
    found = _NOUN.match(text, token.end) if adjective else None
    if adjective is None or found is None:
        return token
    noun = found["noun"]
    verb = noun in ABROAD["ru"].verbs or looks_like_verb(noun, "ru")
    if noun in _NOT_NOUNS or (verb and not noun.endswith("тели")):
        return token
    agrees = _AGREES.get(adjective["ending"])
    if not (noun.endswith(agrees) if agrees else noun[-1] not in _VOWELS):
        return token
    phrase = f"{token.text.lower()} {noun}"
    if adjective["ending"] in ("ые", "ие") or noun.endswith("ие"):
        return token._replace(kind="plural", end=found.end(), text=phrase, head=noun)
    kind: Kind = "role" if noun in ABROAD["ru"].men or SLAVIC_PERSON.search(noun) else "name"
    return Token(token.start, found.end(), kind, phrase, noun)


def apart(tokens: Iterable[Token]) -> Iterator[Token]:
    """`tokens` without those that a noun phrase before has taken in."""
    end = 0
    for token in tokens:
        if token.start >= end:
            yield token
            end = token.end
