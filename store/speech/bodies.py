"""Institutions and firms: their fullest names, and which one “the ministry” or “it” means.

An institution is called with its article, as it stands in a sentence: the Defence Ministry.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from store.speech import roles, saying
from store.speech.tokens import Token

_ARTICLE = re.compile(
    r"(?<!\w)(the|der|die|das|den|dem|des|le|la|les|el|los|las|il|lo|gli|l[’'])\s?$", re.IGNORECASE
)
_OWNED = re.compile(r"['’]s?\s$")
_SENTENCE = re.compile(r"[.!?…\x01]")
_PLACE = re.compile(r"\b(?:in|near|outside|into|across|to|from)\s$", re.IGNORECASE)
_OF_COUNTRIES = ("ian", "ean", "ese", "ish")
_NOMINATIVE = {"den": "der", "dem": "das", "des": "der"}


def with_article(text: str, token: Token) -> str:
    """The name of an institution with the definite article that stands before it, if any."""
    found = _ARTICLE.search(text, max(0, token.start - 5), token.start)
    if not found:
        return token.text
    article = found[1].lower()
    gap = "" if article[-1] in "’'" else " "
    return f"{_NOMINATIVE.get(article, article)}{gap}{token.text}"


class Bodies:
    """The organisations among `tokens`, which were read from `text`."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._text = text
        self._names = [token for token in tokens if token.kind == "name"]
        self._starts = [token.start for token in self._names]
        self._full: dict[str, str] = {}
        self._by_noun: dict[str, dict[str, int]] = {}
        self._firms: dict[str, int] = {}
        around = zip([None, *tokens], tokens, [*tokens[1:], None], strict=False)
        for previous, token, following in around:
            if token.kind == "name":
                self._note(token)
                if self._is_firm(previous, token, following):
                    self._firms.setdefault(self.name(token), token.start)

    def _note(self, token: Token) -> None:
        words = token.text.split(" ")
        if len(words) < 2:
            if token.head.endswith(_COMPOUNDS):
                self._hold(token, _compound(token.head))
            return
        initials = "".join(word[0] for word in words if word[:1].isupper())
        first = words[0].lower()
        full = self._with_article(token)
        if first not in roles.ORGANISATION_WORDS and not first.endswith(_OF_COUNTRIES):
            self._full.setdefault(words[0], full)
        if len(initials) > 1:
            self._full.setdefault("".join(word[0] for word in words), full)
        if len(initials) > 2:
            self._full.setdefault(initials, full)
        self._hold(token, token.head)
        if first in roles.ORGANISATION_HEADS or first in _HEADS_ABROAD:
            self._hold(token, first)

    def _hold(self, token: Token, noun: str) -> None:
        if not _OWNED.search(self._text, max(0, token.start - 3), token.start):
            self._by_noun.setdefault(noun, {}).setdefault(self._with_article(token), token.start)

    def _with_article(self, token: Token) -> str:
        """With its article where it is an institution rather than a firm."""
        first = token.text.split(" ")[0].lower()
        if " of " in token.text or token.head in _INSTITUTIONS or first in _HEADS_ABROAD:
            return with_article(self._text, token)
        return with_article(self._text, token) if token.head.endswith(_COMPOUNDS) else token.text

    def _is_firm(self, previous: Token | None, token: Token, following: Token | None) -> bool:
        words = token.text.lower().split(" ")
        if any(word in _IN_FIRMS for word in words) and not _INSTITUTIONS & set(words):
            return True
        if previous and previous.head in roles.FIRMS:
            return self._text[previous.end : token.start] in (" ", ", ")
        if following and following.head in roles.FIRMS:
            gap = self._text[token.end : following.start]
            return gap.startswith((", a ", ", the ", ", an ", " is a ")) and gap.count(",") < 2
        return False

    def name(self, token: Token) -> str:
        """The fullest form in the article of the organisation that `token` names."""
        return self._full.get(token.text) or with_article(self._text, token)

    def fuller(self, noun: str, at: int, *, bare: bool) -> str:
        """What “the ministry” or “the Estavian company” at `at` means; "" where that is unclear.

        `bare` says that the article has no more words than `noun` after it.
        """
        if noun in roles.FIRMS:
            return "" if bare and noun in _SAYS_NOTHING else self._firm(at)
        known = self._by_noun.get(noun, {})
        earlier = [name for name, start in known.items() if start < at]
        longest = max(earlier, key=len, default="")
        same = all(_contains(longest, name) for name in earlier)
        return longest if bare and same else ""

    def _firm(self, at: int) -> str:
        """The first firm of the last sentence in the paragraph, else the only one before."""
        paragraph = self._text.rfind("\n", 0, at) + 1
        inside = self._names[bisect_left(self._starts, paragraph) : bisect_left(self._starts, at)]
        found = ""
        end = paragraph
        for token in inside:
            if token.text.isupper() and token.start == paragraph:
                continue  # the place of a dateline
            place = _PLACE.search(self._text, max(0, token.start - 9), token.start)
            owned = self._text.startswith(("’s ", "'s "), token.end)
            compound = self._text.startswith("-", token.end)
            article = _ARTICLE.search(self._text, max(0, token.start - 5), token.start)
            if not (place or owned or compound or article or self._is_adjective(token)):
                if not found or _SENTENCE.search(self._text, end, token.start):
                    found = self.name(token)
                end = token.end
        if found:
            return found
        earlier = [name for name, start in self._firms.items() if start < at]
        return earlier[0] if len(earlier) == 1 else ""

    def _is_adjective(self, token: Token) -> bool:
        """Whether a noun follows: “Estavian rival”."""
        return token.head.endswith(_OF_COUNTRIES) and " " not in token.text


def _contains(longer: str, shorter: str) -> bool:
    return set(shorter.lower().split(" ")) <= set(longer.lower().split(" "))


_HEADS_ABROAD = saying.words(
    "ministerio ministère ministero ministério intervención comisión junta consejo tribunal "
    "conseil cour consiglio corte agencia agence agenzia instituto institut istituto fiscalía "
    "procura asociación association министерство"
)
_INSTITUTIONS = (
    roles.ORGANISATION_HEADS
    | _HEADS_ABROAD
    | saying.words(
        "authority parliament senate assembly congress court tribunal police forum party club "
        "society trust office inspectorate treasury forces guard army navy headquarters embassy "
        "front movement league alliance foundation fund centre center institute union"
    )
)
_COMPOUNDS = ("ministerium", "rechnungshof", "gericht", "behörde", "verband", "bundesamt", "rat")
"""How the names of German institutions end."""
_IN_FIRMS = saying.words(
    "plc ltd ltd. inc inc. corp corp. corporation gmbh ag sa s.a. llc asa holding holdings group "
    "systems industries aerospace dynamics technologies works werke shipyard shipyards aviation "
    "motors arms electronics engineering marine dockyard optics partners solutions sistemas "
    "astilleros chantiers cantieri gruppe &"
)
_SAYS_NOTHING = saying.words("company firm")
"""Words that an article may use of any firm that it names."""


def _compound(word: str) -> str:
    return next(ending for ending in _COMPOUNDS if word.endswith(ending))
