"""Whether a person is called she or he, as names, offices and pronouns of the article tell."""

from __future__ import annotations

from store.speech import roles, saying
from store.speech.offices import Offices


class Genders:
    """What is known of the people whose offices these are; what pronouns tell is learnt."""

    def __init__(self, offices: Offices) -> None:
        self._offices = offices
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        """`f`, `m` or nothing where nothing tells."""
        if name not in self._known:
            self._known[name] = self._guess(name)
        return self._known[name]

    def learn(self, name: str, pronoun: str) -> None:
        """Remember that this person was called he or she."""
        if not self.of(name):
            self._known[name] = meant(pronoun)

    def _guess(self, name: str) -> str:
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
        return not name or not wrong or self.of(name) != wrong


def meant(word: str) -> str:
    """The gender of a pronoun or a word for a person: `f`, `m` or nothing."""
    if word in saying.FEMALE_PRONOUNS or word in roles.FEMALE_WORDS:
        return "f"
    return "m" if word in saying.MALE_PRONOUNS or word in roles.MALE_WORDS else ""


def _opposite(word: str) -> str:
    """The gender that a pronoun or a word for a person excludes, or nothing."""
    return {"f": "m", "m": "f", "": ""}[meant(word)]
