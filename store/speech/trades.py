"""Trades and offices in no list, before a full name: die Hebamme Tanja Rohde.

Where German gives every noun a capital, and Russian the first word of a sentence, such a word
looks like one more given name. Endings, an article, and that a full name follows tell it apart.
"""

from __future__ import annotations

import re

from store.speech import roles, saying
from store.speech.abroad import ABROAD
from store.speech.tongue import Tongue

_FULL_NAME = 2
"""Words of the name that has to follow."""

_GERMAN = re.compile(
    r"(?:er|ist|ent|ant|eur|or|är|r[aä]t|[nw][aä]lt|ärzt|og|ög|ünd|äf|kund|köch|wirt|äut|at|ot|leg"
    r"|soz)in$"
    r"|(?:rat|mann|frau|vorstand|pfleger|hebamme|arzt|wart|wirt|ist|eur|loge|ant|ent|koch|bauer"
    r"|hirt|kunde|zeuge|kandidat|soldat|diplomat|anwalt|[kt]tor|ator|er)$"
)
_GERMAN_GIVEN = roles.NOT_OF_A_TRADE | saying.words("""
    valentin florentin quentin konstantin constantin severin katherin catherin christin kristin
    hermann tillmann vincent laurent clement bryant xaver gunter günther gunther walther ester
    volker reiner rüdiger ludger pieter hektor viktor salvator
""")
"""Given names that end like trades."""
_BODIES = (
    roles.ORGANISATION_WORDS
    | ABROAD["de"].organisation
    | ABROAD["de"].bodies
    | ABROAD["de"].documents
)
_ARTICLE = re.compile(
    r"\b(?:der|die|dem|den|eine?[rmn]?|(?:ihr|sein|unser)e?[rmn]?)\s(?:[a-zäöüß-]+\s){0,2}$",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"(?:isch|deutsch|lich|haft|bar|sam|neu|alt|frei|groß|klein|hoh|grün|rot|schwarz|weiß|jung"
    r"|erst|zweit|dritt|vereinigt|national|zentral|sozial|link|recht|best|lang|blau)e[nrms]?$"
)
_NO_PERSON = re.compile(
    r"(?:ung|heit|keit|schaft|tion|tät|bank|kasse|bund|verein|verband|werke?|haus|amt|hof|zeitung"
    r"|blatt|verlag|rundfunk|platz|straße|allee|park|kirche|kloster|hafen|burg|schule|theater|tag"
    r"|ausschuss|klinik(?:um)?|liste|apotheke|mühle|anzeiger|nachrichten|presse|kurier|stadt"
    r"|gemeinde|insel|gymnasium|kreis|region|familie|gruppe|initiative|bahn|brücke|wald)$"
)
SLAVIC_PERSON = re.compile(
    r"(?:ница|тель|щица|щик|чица|чик|ист|истка|[^л]ик|ец|(?<!ни)ка|арь|ач|[её]р|лог|граф|[ае]нт"
    r"|вед|няня|сестра)$"
)
"""How Russian words for people end."""
_SLAVIC_GIVEN = saying.words("питер вальтер оливер доминик вернер гюнтер эстер бьянка")
_PATRONYMIC = re.compile(r"(?:вич|вна|чна|івна|ївна|оглы|кызы)$")
_SENTENCE = re.compile(r"(?:^|[\n.!?…\x01»“”\"—–-]\s*)$")


def trades(text: str, start: int, words: list[str], tongue: Tongue) -> int:
    """How many of these capitalised words, which begin at `start`, are a trade before a name."""
    of_a_place = tongue == "de" and len(words) == _FULL_NAME + 2 and words[0].endswith("er")
    skipped = int(of_a_place)  # die Kölner Hebamme Tanja Rohde
    if len(words) != skipped + 1 + _FULL_NAME or any(map(_is_no_word, words)):
        return 0
    noun, *name = (word.lower() for word in words[skipped:])
    if tongue == "de":
        found = _is_german(text, start, noun, name)
    else:
        found = tongue in ("ru", "uk") and _is_slavic(text, start, noun, name)
    return skipped + 1 if found else 0


def _is_no_word(word: str) -> bool:
    return not word.replace("-", "").isalpha() or (len(word) > 1 and word.isupper())


def _is_german(text: str, start: int, noun: str, name: list[str]) -> bool:
    if noun in _GERMAN_GIVEN or not _BODIES.isdisjoint((noun, *name)):
        return False
    if any(map(_NO_PERSON.search, (noun, *name))) or _ADJECTIVE.search(name[0]):
        return False
    if _GERMAN.search(noun):
        return True
    article = _ARTICLE.search(text, max(0, start - 50), start)
    return article is not None and not _ADJECTIVE.search(noun)


def _is_slavic(text: str, start: int, noun: str, name: list[str]) -> bool:
    """At the beginning of a sentence, where there is no father’s name: Проводница Вера Мальцева."""
    if not SLAVIC_PERSON.search(noun) or noun in _SLAVIC_GIVEN:
        return False
    begins = _SENTENCE.search(text, max(0, start - 3), start)
    return begins is not None and not any(map(_PATRONYMIC.search, name))
