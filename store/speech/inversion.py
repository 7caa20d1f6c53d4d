"""Verbs of saying that are in no list: they follow what was said, and a speaker follows them.

« … », souffle Rachid Amrani: no list holds every verb that can stand there, so the place tells,
together with an ending that verbs have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from store.speech import roles, saying
from store.speech.abroad import ABROAD
from store.speech.tongue import Tongue, prepositions

_ENDINGS: dict[Tongue, str] = {
    "en": "ed",
    "de": "t|te",
    "fr": "(?<!an)t|e|d|a",
    "es": "a|e|ó",
    "it": "a|e|ò",
    "pt": "a|e|ou|eu|iu",
    "nl": "t|te|de",
    "pl": "ł|ła|a|e|i",
    "ru": "[аеёиоуыя]л(?:а|о|и|ся|ась|ось|ись)?|ла|ли|[еёи]т(?:ся)?|[ую]т(?:ся)?|[чжш]ат|ят(?:ся)?",
    "uk": "[аиїу]в(?:ся)?|ла(?:ся)?|ло(?:ся)?|ли(?:ся)?|є|[иія]ть|[єиую]ться",
}
SLAVIC: frozenset[Tongue] = frozenset({"ru", "uk"})
_NO_VERBS = saying.words("""
    comme dont devant avant pendant durant quand soit contre entre notre votre cette quelle même
    malgré madame outre hormis voire dite
    nicht selbst jetzt sonst statt bitte heute nahe erst fast meist samt
    como desde sobre ante para entre hacia contra durante mediante salvo doña
    come sopra sotto contro mentre oltre tramite
    indeed need speed naked led alleged so-called named titled entitled directed created designed
    featured founded painted produced owned based
    niet met
    jest nie ale
""")
"""Words that end like verbs, and stand before names."""

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶŁŃŇŌŐŘŚŠŤŪŮŰŹŻŽА-ЯЁЄІЇҐ"
_NAME = rf"[{_UPPER}][\w’'-]*"
_FULL = rf"{_NAME}\.?(?: (?:d[eiu]|del|della|da|van|von|der))? {_NAME}"
_ARTICLE = r"(?:l['’]|(?:le|la|el|il|lo|o|a|der|die|de|het|the|son|sa|su) )?"
_OFFICE = rf"(?P<office>(?:(?![{_UPPER}])[^\W\d_][\w-]+,? ){{0,3}})"
_REFLEXIVE = r"(?:[sS]['’]|[sS]e |si )?"
_VERB = r"(?P<verb>[^\W\d_]{3,})"
_PRONOUN = r"(?P<pronoun>(?:-t)?-(?:ils?|elles?|on)\b)"
_FOLLOWS = rf"(?: sich)? {_ARTICLE}{_OFFICE}{_FULL}"
SUBJECT = re.compile(rf" {_ARTICLE}{_OFFICE}(?:(?P<full>{_FULL})|(?P<name>{_NAME}))?")
"""What follows a verb that comes before its speaker."""


class _Rules(NamedTuple):
    after: re.Pattern[str]
    ending: re.Pattern[str]
    no_verbs: frozenset[str]
    between: frozenset[str]
    """What stands between no verb and its speaker."""


def _tag(tongue: Tongue) -> str:
    """The pattern of “, — тихо сказал”."""
    verb = rf"(?P<verb>[а-яёєіїґ]{{2,}}?(?:{_ENDINGS[tongue]}))(?![\w-])"
    return rf" ?,? ?[—–-] (?:[а-яёєіїґ]+ ){{0,2}}?{verb}"


_TAGS = {each: re.compile(_tag(each)) for each in SLAVIC}


@cache
def _rules(tongue: Tongue) -> _Rules:
    comma = "," if tongue == "de" else ",?"  # In der „Kantine“ wartet Tanja Rohde
    pronoun = f"{_PRONOUN}|" if tongue == "fr" else ""
    after = rf"\x01 ?{comma} ?(?:[—–] ?)?{_REFLEXIVE}{_VERB}(?:{pronoun}(?={_FOLLOWS}))"
    if tongue in SLAVIC:
        after = rf"\x01{_tag(tongue)}"
    abroad = ABROAD[tongue]
    listed = abroad.men | abroad.women | abroad.bodies | abroad.documents | abroad.titles
    between = saying.ARTICLES | saying.SOURCES | prepositions(tongue) | roles.NOT_NAMES
    between |= abroad.starters
    no_verbs = between | listed | roles.PEOPLE | roles.BODIES | _NO_VERBS
    return _Rules(re.compile(after), re.compile(rf"(?:{_ENDINGS[tongue]})$"), no_verbs, between)


def looks_like_verb(word: str, tongue: Tongue) -> bool:
    """Whether `word` may be a verb, for all that its ending says."""
    rules = _rules(tongue)
    return word.islower() and word not in rules.no_verbs and bool(rules.ending.search(word))


def says(word: str, tongue: Tongue) -> bool:
    """Whether `word` is a listed verb of saying."""
    return word in saying.VERBS or word in ABROAD[tongue].verbs


def names_office(words: str, tongue: Tongue) -> bool:
    """Whether `words` between a verb and a name can be an office: no preposition is among them.

    Before a comma only an office that is known will do.
    """
    if "," in words:
        return words.endswith(", ") and is_office(words[:-2], tongue)
    return _rules(tongue).between.isdisjoint(words.split())


def is_office(words: str, tongue: Tongue) -> bool:
    """Whether an office, a trade or a body that is listed is among `words`."""
    abroad = ABROAD[tongue]
    listed = words.split()
    people = (abroad.men, abroad.women, abroad.bodies, roles.PEOPLE)
    return any(word in each for word in listed for each in people)


def inverted(text: str, tongue: Tongue) -> Iterator[int]:
    """Where in `text`, whose quotations are blanked out, a verb comes between one and its speaker.

    In Russian and Ukrainian the dash says as much, and no full name is needed.
    """
    for match in _rules(tongue).after.finditer(text):
        office = match.groupdict().get("office") or ""
        if looks_like_verb(match["verb"], tongue) and names_office(office, tongue):
            yield match.start("verb")


def is_tagged(text: str, close: int, tongue: Tongue) -> bool:
    """Whether “, — сказал” follows a quotation that ends at `close`: it is speech then."""
    tag = _TAGS[tongue].match(text, close) if tongue in SLAVIC else None
    if tag is None:
        return False
    return says(tag["verb"], tongue) or looks_like_verb(tag["verb"], tongue)
