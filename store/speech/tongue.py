"""Which language an article is in, as far as the rules for speakers need to know.

In German every noun has a capital, Spanish “a” is no article, and in each language other words
say that a name is somebody's object. Articles rarely say what they are written in, so their
commonest words tell.
"""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from store.speech.saying import words

Tongue: TypeAlias = Literal["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk"]

_SAMPLE = 6_000
_WORD = re.compile(r"[^\W\d_]+")
_MOSTLY = 0.15
_UKRAINIAN = frozenset("іїєґ")
_LEAST = 3
"""An article of one sentence has but few of these words."""

_COMMON: dict[Tongue, frozenset[str]] = {
    "en": words("the of and to that was is for on with he she said at by has had his it not"),
    "de": words(
        "der die das und ist nicht den dem ein eine zu mit von im auf für sich auch es an wir ich"
    ),
    "fr": words("le la les des du et est une un dans que qui pour pas au sur nous il elle ce"),
    "es": words("el la los las del y que en un una por con para no se su al es lo más dijo"),
    "it": words("il la i gli del della di e che è un una per non con sono ha nel alla ci più"),
    "pt": words("o a os as do da dos das e que em um uma não por com para no na ao é mais"),
    "nl": words("de het een van en is dat niet op te voor met zijn wij ik er aan door maar ook"),
    "pl": words("i w na z nie się że do jest to o jak za przez od po dla są był tak"),
    "ru": words("и в на не что с по это как из от он она для мы за его было том я"),
    "uk": words("і в на не що з це як та від він вона для ми за його було й у є"),
}

_OBJECTS: dict[Tongue, str] = {
    "en": "of for to with by in at from against than about over behind near von de du des",
    "de": (
        "von vom mit bei beim für gegen an in im am aus zu zum zur über vor nach unter durch "
        "gegenüber neben um auf seit wegen dem des de"
    ),
    "fr": (
        "de du des d à au aux avec pour par sur dans chez contre vers devant en sous sans entre "
        "auprès"
    ),
    "es": (
        "de del a al en con por para ante contra sobre desde hasta entre hacia sin tras bajo "
        "durante"
    ),
    "it": (
        "di del dello della dei degli delle dell a al allo alla ai agli alle all con per in nel "
        "nella nello nei su sul sulla da dal dalla dallo dai contro verso tra fra"
    ),
    "pt": (
        "de do da dos das a à ao aos às com por para em no na nos nas sobre contra entre até pelo "
        "pela sem"
    ),
    "nl": "van voor met bij in op aan uit naar tegen over door tot tegenover",
    "pl": "w we na z ze do od dla o u po przy przez przed pod nad za przeciw między wobec",
    "ru": "в во на с со из от до для о об при к ко по у за над под перед через про против без",
    "uk": "в у на з із зі від до для про при по за над під перед через проти без біля",
}
"""Prepositions, and what else shows that the name which follows is no subject."""

_IN_WHOSE_VIEW = words("for to für pour para per voor dla для")
"""Prepositions that name a speaker where they begin a sentence: For Anna Lund it is a shame."""

_ARTICLES: dict[Tongue, str] = {
    "en": "the a an his her its their der la",
    "de": "der die das den dem des ein eine einem einer einen ihrem ihrer seinem seiner dieser",
    "fr": "le la les l un une son sa leur",
    "es": "el la los las un una su sus este esta",
    "it": "il lo la i gli le l un una suo sua",
    "pt": "o a os as um uma seu sua",
    "nl": "de het een zijn haar",
    "pl": "",
    "ru": "",
    "uk": "",
}


DROPS_SUBJECT: frozenset[Tongue] = frozenset({"es", "it", "pt", "pl", "ru", "uk"})
"""Languages that need no pronoun: «…», ironizó."""


def tongue_of(text: str) -> Tongue:
    """The language of `text`; English where it has too few words to tell."""
    found = _WORD.findall(text[:_SAMPLE].lower())
    if sum(map(_COMMON["en"].__contains__, found)) > _MOSTLY * len(found):
        return "en"
    counts = {each: sum(map(common.__contains__, found)) for each, common in _COMMON.items()}
    best = max(counts, key=lambda each: counts[each])
    if counts[best] >= max(_LEAST, counts["en"] + 1):
        return best
    return _by_script(found)


def _by_script(found: list[str]) -> Tongue:
    """The language of a text too short to tell by its words: Cyrillic letters say enough."""
    cyrillic = [word for word in found if "\u0400" <= word[0] <= "\u04ff"]
    if 2 * len(cyrillic) <= len(found):
        return "en"
    return "uk" if any(not _UKRAINIAN.isdisjoint(word) for word in cyrillic) else "ru"


def prepositions(tongue: Tongue) -> frozenset[str]:
    """The words before a mention that make it an object."""
    return words(_OBJECTS[tongue])


def object_patterns(tongue: Tongue) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What before a mention makes it an object: with adjectives between, and without."""
    return _PATTERNS[tongue]


def _patterns(tongue: Tongue) -> tuple[re.Pattern[str], re.Pattern[str]]:
    prepositions = "|".join(
        f"(?-i:{word})" if word in _IN_WHOSE_VIEW else word for word in _OBJECTS[tongue].split()
    )
    articles = "|".join(_ARTICLES[tongue].split())
    opening = rf"\b(?:{prepositions})(?:[\s’'](?:{articles}))?"
    return (
        re.compile(rf"{opening}(?:\s[\w-]+)?\s*$", re.IGNORECASE),
        re.compile(rf"{opening}[\s’']*$", re.IGNORECASE),
    )


_PATTERNS = {each: _patterns(each) for each in _OBJECTS}
