"""The words within a quotation that say whose it is: « C’est fini, raconte Jeanne Faure. »

Romance languages leave the quotation’s marks open around them, and so does Russian, with dashes:
«Нет, – сказала она. – Мы ждём».
"""

from __future__ import annotations

import re
from typing import NamedTuple

from store.speech import saying
from store.speech.inversion import SLAVIC, SUBJECT, is_office, looks_like_verb, names_office, says
from store.speech.tongue import Tongue

_COMMAS: frozenset[Tongue] = frozenset({"fr", "es", "it", "pt"})
_AFTER_COMMA = re.compile(
    r"(?:,|(?<=[!?…])) (?:[smt]['’]|[sm]e |si |nous )?(?:(?:a|est|ont|avait|ha|había) )?"
    r"(?P<verb>[^\W\d_]{3,}|dit)(?P<pronoun>(?:-t)?-(?:ils?|elles?|on|je)\b)?"
)
_AFTER_DASH = re.compile(r"(?:,|(?<=[!?….])) [—–-] (?P<verb>[^\W\d_]{3,})(?P<pronoun>)")
_PRONOUN = re.compile(r" (?:он|она|они|він|вона|вони|я|él|ella|lui|lei|ele|ela)\b")
_STOP = re.compile(r"[,.;:!?…»]|$")
_RESUMES = re.compile(r"[.,:;!?…] [—–-] |$")
_APPOSITION = re.compile(r", (?!qu)(?P<first>[^\W\d_]+)[^,.;:!?…]{0,60}(?=[.!?…,]|$)")
_REACH = 120


class Incise(NamedTuple):
    """Where the words that name the speaker begin and end."""

    start: int
    end: int


def incise(text: str, start: int, end: int, tongue: Tongue) -> Incise | None:
    """The first words between two offsets of a quotation that name its speaker, if there are."""
    if tongue in SLAVIC:
        opening, stop = _AFTER_DASH, _RESUMES
    elif tongue in _COMMAS:
        opening, stop = _AFTER_COMMA, _STOP
    else:
        return None
    for match in opening.finditer(text, start, end):
        rest = text[match.end() : min(end, match.end() + _REACH)]
        length = _named(match["verb"], bool(match["pronoun"]), rest, tongue)
        if length >= 0:
            closes = stop.search(rest, length)
            at = match.end() + (closes.start() if closes else length)
            return Incise(
                match.start(), at if tongue in SLAVIC else _apposed(text, at, end, tongue)
            )
    return None


def _named(verb: str, pronoun: bool, rest: str, tongue: Tongue) -> int:
    """How much of `rest` names the speaker after a verb; -1 where the verb attributes nothing."""
    listed = says(verb, tongue)
    if not listed and not looks_like_verb(verb, tongue):
        return -1
    ends = not rest or rest[0] in ",.;:!?…"
    if pronoun:
        return 0 if listed or ends else -1
    if listed and (named := _PRONOUN.match(rest)):
        return named.end()
    if listed and tongue != "fr" and rest[:1] == ",":
        return 0  # «Llevo treinta años, cuenta, y nadie…»
    subject = SUBJECT.match(rest)
    if subject is None:
        return -1
    if listed and is_office(subject["office"].partition(" ")[0].rstrip(","), tongue):
        return subject.end()
    if not names_office(subject["office"], tongue):
        return -1
    if subject["full"] or (listed and subject["name"]):
        return subject.end()
    return -1


def _apposed(text: str, at: int, end: int, tongue: Tongue) -> int:
    """The end of “raconte Jeanne Faure, vigneronne.”; what goes on after a comma is said."""
    found = _APPOSITION.match(text, at, end)
    if found is None or text[found.end() : found.end() + 1] == ",":
        return at
    first = found["first"].lower()
    article = first in saying.ARTICLES
    return at if not article and not names_office(first, tongue) else found.end()
