"""The words by which mentions and verbs of saying are known, language by language."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from store.speech import roles, saying
from store.speech.abroad import ABROAD
from store.speech.tokens import Kind
from store.speech.tongue import Tongue


class Lexicon(NamedTuple):
    """The words of one language, all in lower case.

    `kinds` tells what a word is by itself. `titles` stand before a name, `people` are words for
    persons; `organisation` words say that a name is a body's, `starters` only begin a sentence.
    """

    kinds: dict[str, Kind]
    titles: frozenset[str]
    people: frozenset[str]
    organisation: frozenset[str]
    starters: frozenset[str]


@cache
def lexicon(tongue: Tongue) -> Lexicon:
    """The words that `read` looks for in this language."""
    abroad = ABROAD[tongue]
    people = abroad.men | abroad.women
    kinds: dict[str, Kind] = {
        **dict.fromkeys(roles.BODIES, "body"),
        **dict.fromkeys(roles.DOCUMENTS, "body"),
        **dict.fromkeys(roles.PEOPLE, "role"),
        **dict.fromkeys(roles.PLURALS, "plural"),
        **dict.fromkeys(saying.VERBS, "says"),
        **dict.fromkeys(saying.FOLLOWED, "says"),
        **dict.fromkeys(saying.FRAMING, "frames"),
        **dict.fromkeys(saying.SOURCES, "source"),
        **dict.fromkeys(saying.PRONOUNS, "pronoun"),
        **dict.fromkeys(abroad.bodies | abroad.documents, "body"),
        **dict.fromkeys(people, "role"),
        **dict.fromkeys(abroad.verbs, "says"),
        **dict.fromkeys(abroad.framing, "frames"),
    }
    if tongue != "en":
        kinds.update(dict.fromkeys(saying.PRONOUNS_ABROAD, "pronoun"))
    del kinds["as"]
    return Lexicon(
        kinds,
        roles.TITLES | abroad.titles | people,
        roles.PEOPLE | people,
        roles.ORGANISATION_WORDS | abroad.organisation,
        roles.NOT_NAMES | abroad.starters,
    )
