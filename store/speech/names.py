"""Who and what an article names: people, bodies, roles and pronouns, and the verbs of saying.

`read` turns a text into tokens in one pass; whom they mean is found in `cast.py`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from store.speech import roles, saying
from store.speech.abroad import ABROAD
from store.speech.inversion import inverted
from store.speech.tongue import Tongue
from store.speech.trades import trades

Kind: TypeAlias = Literal[
    "person", "name", "role", "body", "plural", "pronoun", "says", "frames", "source"
]
MENTIONS: frozenset[Kind] = frozenset({"person", "name", "role", "body", "plural", "pronoun"})
VERBS: frozenset[Kind] = frozenset({"says", "frames", "source"})


class Token(NamedTuple):
    """One mention or one verb of saying; `head` is its key word in lower case.

    `text` is what to call it: a name without titles, otherwise the words as they stand.
    `titles` holds the words of office that came with a name.
    """

    start: int
    end: int
    kind: Kind
    text: str
    head: str
    titles: tuple[str, ...] = ()


_UPPER = "".join(re.escape(chr(c)) for c in range(0x20, 0x530) if chr(c).isupper())
_PREFIX = r"(?:(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]n|[Aa]r|[Ee]d)-|d['’])"
_WORD = rf"{_PREFIX}?[{_UPPER}](?:\w|-(?=\w)|['’](?!s\b)(?=\w))*"
_INITIALS = rf"(?:[{_UPPER}]\.-?[  ]?){{0,3}}[{_UPPER}]\."
_SHORT = (
    r"(?:Lt|Gen|Col|Maj|Capt|Adm|Sgt|Brig|Cmdr|Cdr|Cpl|Lieut|Det|Insp|Supt|Dr|Mrs?|Ms|Mme|Prof|Sen"
    r"|Rep|Gov|Rev|Fr|Amb|Pres|Cllr|St|Corp|Inc)\."
)
_PART = rf"(?:{_SHORT}(?:-{_SHORT})?|{_INITIALS}|{_WORD})"
_PARTICLE = (
    r"(?:(?:von|van|zu|vom|zum)(?:[  ](?:der|den|de|dem|het|und[  ]zu))?|de|del|della|la|le|du|da"
    r"|dos|das|di|bin|ibn|ben|bint|al|el|ter|ten)"
)
_LEADING = r"(?:(?:von|van|bin)[  ](?:de[rnm]?[  ])?|de[  ]la[  ])?"
_AND = r"(?:[  ]&[  ])"
_NICKNAME = r"(?:[\"“‘«][\w-]{1,20}(?:[  ][\w-]{1,20})?[\"”’»][  ])?"
_NICKNAMED = re.compile(r" [\"“‘«][^\"”’»]*[\"”’»](?= )")
_SCAN = re.compile(
    rf"(?P<name>(?<!\w){_LEADING}{_PART}"
    rf"(?:(?:{_AND}|[  ]{_NICKNAME}(?:{_PARTICLE}[  ]){{0,2}}){_PART}){{0,7}})"
    r"|d[’']après|[^\W\d_]+(?:-[^\W\d_]+)*"
)

_THE = re.compile(r"\b[Tt]he $")
_OF = re.compile(r"\b(?:of|for|at|in|del|della|di|du|de|des|der|von|do|da)\s(?:[\w’'-]+\s){0,3}$")
_IN_PLACE = re.compile(r"\b(?:in|near|outside|into|across)\s$", re.IGNORECASE)

_LONGEST_NAME = 120

_ARTICLE = re.compile(
    r"\b(?:the|der|die|das|den|dem|des|le|la|les|du|el|los|las|del|il|lo|gli|della|o|os|do)\s$",
    re.IGNORECASE,
)
"""Before two capitals, what says that they are no person: la Intervención General."""
_CHAINED = re.compile(r",? (?:of|for|and|&|of the|for the|and the) ")
_ABSTRACT = ("tion", "ment", "ity", "ship", "ics", "ogy", "curement", "policy")
"""Endings of what offices are for, and hardly any name has: Procurement, Cooperation."""


class _Lists(NamedTuple):
    """The words of one language that readers need."""

    lexicon: dict[str, Kind]
    titles: frozenset[str]
    people: frozenset[str]
    organisation: frozenset[str]
    starters: frozenset[str]


@cache
def _lists(tongue: Tongue) -> _Lists:
    abroad = ABROAD[tongue]
    people = abroad.men | abroad.women
    lexicon: dict[str, Kind] = {
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
        lexicon.update(dict.fromkeys(saying.PRONOUNS_ABROAD, "pronoun"))
    del lexicon["as"]
    return _Lists(
        lexicon,
        roles.TITLES | abroad.titles | people,
        roles.PEOPLE | people,
        roles.ORGANISATION_WORDS | abroad.organisation,
        roles.NOT_NAMES | abroad.starters,
    )


def read(text: str, tongue: Tongue = "en") -> list[Token]:
    """All mentions and verbs of saying in `text`, by position."""
    reader = _Reader(text, tongue)
    lexicon = _lists(tongue).lexicon
    unlisted = frozenset(inverted(text, tongue))
    for match in _SCAN.finditer(text):
        word = match[0]
        if match.lastgroup:
            reader.add_name(match.start(), word)
        elif match.start() in unlisted and lexicon.get(word) not in VERBS:
            reader.add_unlisted(match.start(), word)
        elif word in lexicon and not _is_no_verb(text, match.start()):
            reader.add_word(match.start(), word, lexicon[word])
        elif tongue in ("ru", "uk") and lexicon.get(word[:-1]) == "role" and word[-1] in "ауяю":
            reader.add_declined(match.start(), word)
        elif "-" in word:
            reader.add_inverted(match.start(), word)
    return reader.tokens


class _Reader:
    def __init__(self, text: str, tongue: Tongue) -> None:
        self.tokens: list[Token] = []
        self._text = text
        self._tongue = tongue
        self._lists = _lists(tongue)
        self._lexicon = self._lists.lexicon

    def add_declined(self, start: int, word: str) -> None:
        """Slavic offices in another case: по словам министра."""
        end = start + len(word)
        self.tokens.append(Token(start, end, "role", word, word[:-1].lower()))

    def add_inverted(self, start: int, word: str) -> None:
        """French verbs with their pronoun: raconte-t-il, dit-elle."""
        verb, _, pronoun = word.rpartition("-")
        if verb in ("a-t", "ont", "avait") and pronoun in saying.PRONOUNS:
            at = start + len(verb) + 1  # a-t-il confié
            self.tokens.append(Token(at, at + len(pronoun), "pronoun", pronoun, pronoun))
            return
        if self._lexicon.get(verb.removesuffix("-t")) == "says" and pronoun in saying.PRONOUNS:
            self.add_unlisted(start, word)

    def add_unlisted(self, start: int, word: str) -> None:
        """Verbs that their place tells, with their pronoun: temporise-t-elle."""
        verb, _, pronoun = word.rpartition("-")
        if pronoun not in saying.PRONOUNS:
            verb, pronoun = word, ""
        self.tokens.append(Token(start, start + len(verb), "says", verb, verb.removesuffix("-t")))
        if pronoun:
            at = start + len(verb) + 1
            self.tokens.append(Token(at, at + len(pronoun), "pronoun", pronoun, pronoun))

    def add_word(self, start: int, word: str, kind: Kind) -> None:
        end = start + len(word)
        lower = word.lower()
        needed = saying.FOLLOWED.get(lower)
        if needed is not None:
            ahead = self._text[end : end + 12].lower()
            follower = next((each for each in needed if ahead.startswith(each)), None)
            if follower is None:
                return
            end += len(follower.rstrip())
        self.tokens.append(Token(start, end, kind, self._text[start:end], lower))

    def add_name(self, start: int, phrase: str) -> None:
        """Read a run of capitalised words: drop what only begins a sentence, set titles apart."""
        text, lexicon = self._text, self._lexicon
        words = phrase.replace("\u00a0", " ").split(" ")
        lowers = [word.lower() for word in words]
        first, last = 0, len(words)
        if self._tongue != "en" and lowers[:2] == ["de", "la"]:
            start, first = start + len("de la "), 2
        elif self._tongue == "de" and words[0] == "von" and any(map(self._is_title, lowers)):
            while words[first].islower() and first < last - 1:
                start, first = start + len(words[first]) + 1, first + 1
        while first < last and (
            lowers[first] in self._lists.starters or self._leads(lowers, first)
        ):
            if self._leads(lowers, first):
                self.add_word(start, words[first], lexicon[lowers[first]])
            elif lowers[first] not in self._lists.starters:
                break
            start += len(words[first]) + 1
            first += 1
        if self._tongue == "de" and last - first > 2 and lowers[first] in roles.FIRMS:
            start, first = start + len(words[first]) + 1, first + 1  # Panzerbauer Rheinfelder Werke
        while first < last and lowers[last - 1] in roles.NOT_NAMES:
            last -= 1
        while last - first > 1 and lowers[last - 1].rstrip(".") in roles.SUFFIXES:
            last -= 1
        while first < last and words[first][0] in '"“‘«':
            start += len(words[first]) + 1  # what comes before these marks is no name
            first += 1
        if first == last:
            kind = lexicon.get(lowers[-1])
            if kind is not None:
                self.add_word(start - len(words[-1]) - 1, words[-1], kind)
            return
        named = lowers[last - 1] not in roles.PORTFOLIOS and not lowers[last - 1].endswith(
            _ABSTRACT
        )
        portfolio = last - first > 1 and named and lowers[first] in roles.PORTFOLIOS
        if portfolio and self._of_an_office(start):
            start = self.tokens.pop().start  # Secretary of Defense Linda Hart
            words[first], lowers[first] = "Minister", "minister"
        elif (cut := self._end_of_portfolio(lowers, first, last, start)) > first:
            end = start + sum(map(len, words[first:cut])) + cut - first - 1
            what = Token(start, end, "name", text[start:end], lowers[cut - 1])
            if not self._joins(what):
                self.tokens.append(what)
            start, first = end + 1, cut
        end = start + sum(map(len, words[first:last])) + last - first - 1
        titled = self._end_of_titles(words, first, last, start)
        is_office = lowers[last - 1].endswith(roles.TITLE_ENDINGS)
        if titled == last and lowers[last - 1] not in lexicon and not is_office:
            titled = first  # “Defence” alone is no office
        if titled == last > first + 1 and lowers[first] in self._lists.organisation:
            titled = first  # Intervención General
        titles = tuple(lowers[first:titled])
        if titled == last:
            word = lowers[last - 1]
            kind = lexicon.get(word, "role")
            self.tokens.append(Token(start, end, kind, text[start:end], word, titles))
            return
        alone = last - first == 1 and lowers[first] in lexicon
        heads = alone and lexicon[lowers[first]] == "role" and text.startswith(" of ", end)
        if heads or (
            alone
            and (self._tongue == "de" or _begins_sentence(text, start) or self._has_article(start))
        ):
            self.add_word(start, words[first], lexicon[lowers[first]])
            return
        if titled > first and last - titled > 2 and _is_office_of(words[titled]):
            if lowers[titled].startswith("мин"):
                titles = (*titles, "министр")
            titled += not all(_is_acronym(word) for word in words[titled:last])
        name = _NICKNAMED.sub("", " ".join(words[titled:last]))
        token = Token(start, end, "name", name, lowers[last - 1], titles)
        if not self._is_firm(token) and self._is_person(name.split(" "), bool(titles), token):
            token = token._replace(kind="person")
        elif titles:
            token = token._replace(text=" ".join(words[first:last]), titles=())
        if not self._joins(token):
            self.tokens.append(token)

    def _of_an_office(self, start: int) -> bool:
        if not self.tokens or self.tokens[-1].kind != "role":
            return False
        return self._text[self.tokens[-1].end : start] in (" of ", " for ")

    def _end_of_portfolio(self, lowers: list[str], first: int, last: int, start: int) -> int:
        """Where in “Head of the Service for Defence Cooperation Ada Brandt” the name begins.

        `first` where the run is no such thing.
        """
        if last - first < 2 or not self.tokens or self.tokens[-1].kind not in ("role", "name"):
            return first
        if not _CHAINED.fullmatch(self._text, self.tokens[-1].end, start):
            return first
        if not any(token.kind == "role" for token in self.tokens[-4:]):
            return first
        if lowers[last - 1] in self._lists.organisation:
            return first
        for at in range(last - 1, first, -1):
            word = lowers[at - 1]
            if word in roles.PORTFOLIOS or word in self._lists.organisation:
                return at
            if word.endswith(_ABSTRACT):
                return at
        return first

    def _has_article(self, start: int) -> bool:
        return bool(_ARTICLE.search(self._text, max(0, start - 6), start))

    def _is_firm(self, token: Token) -> bool:
        """Whether this is “producer Andaro Mining” or “his company, Green Acre,”."""
        text, tokens = self._text, self.tokens
        if token.titles or not tokens or tokens[-1].kind != "body":
            return False
        gap = text[tokens[-1].end : token.start]
        if gap == " ":
            return self._tongue == "en" or tokens[-1].head in roles.FIRMS
        of_an_office = _OF.search(text, max(0, tokens[-1].start - 30), tokens[-1].start)
        return gap == ", " and text[token.end : token.end + 1] == "," and not of_an_office

    def _leads(self, lowers: list[str], at: int) -> bool:
        """Whether a capitalised verb of saying stands before a name: Laut Boris Klein."""
        return at + 1 < len(lowers) and self._lexicon.get(lowers[at]) in VERBS

    def _end_of_titles(self, words: list[str], first: int, last: int, start: int) -> int:
        """Where the words of office before a name end: `first` where there are none."""
        lowers = [word.lower() for word in words]
        end = max((i + 1 for i in range(first, last) if self._is_title(lowers[i])), default=first)
        surname = end == last > first + 1 and lowers[last - 1] in roles.SURNAMES_TOO
        if surname and not _THE.search(self._text, max(0, start - 5), start):
            end = self._end_of_titles(words, first, last - 1, start)
        while end < last - 1 and lowers[end] in self._lists.people:
            end += 1  # Passenger Nadia Okoro
        if end == first:
            end += trades(self._text, start, words[first:last], self._tongue)
        if end == first < last - 2 and _is_trade(lowers[first]):
            end += _begins_sentence(self._text, start)  # Landscaper Miguel Ortega
        return end

    def _is_title(self, word: str) -> bool:
        titles = self._lists.titles
        if word in titles or word.rstrip(".") in titles or word.endswith(roles.TITLE_ENDINGS):
            return True
        parts = word.split("-")
        return len(parts) > 1 and all(part in titles for part in parts)

    def _is_person(self, words: list[str], titled: bool, token: Token) -> bool:
        if any(word.lower() in self._lists.organisation for word in words):
            return False
        if any(char.isdigit() for word in words for char in word):
            return False
        if titled:
            return True
        capitals = sum(not word.islower() for word in words)
        before = self._text[max(0, token.start - 9) : token.start]
        if capitals < 2 or len(words) > 5 or self._has_article(token.start):
            return False
        if _IN_PLACE.search(before) and self._text[token.end : token.end + 1] not in ("’", "'"):
            return False
        return not any(_is_acronym(word) for word in words)

    def _joins(self, token: Token) -> bool:
        """Join “Ministry” and “Defence” where “of” stands between them."""
        text, tokens = self._text, self.tokens
        if not tokens or tokens[-1].kind not in ("name", "body"):
            return False
        previous = tokens[-1]
        if token.end - previous.start > _LONGEST_NAME or token.start - previous.end > 10:
            return False
        if not text[previous.start].isupper():
            return False
        gap = text[previous.end : token.start]
        heads = previous.head in roles.ORGANISATION_HEADS
        if not (heads and gap in (" of ", " of the ", " for ", " des ")):
            listed = " of " in previous.text and gap in (" and ", ", ")
            if not (listed and token.head in self._lists.organisation):
                return False
        whole = text[previous.start : token.end]
        tokens[-1] = Token(previous.start, token.end, "name", whole, previous.head)
        return True


def _is_no_verb(text: str, start: int) -> bool:
    """Whether a verb's form here is part of “call sign” or “member states”."""
    return text.startswith("call sign", start) or text.startswith("member states", start - 7)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and "." not in word


def _is_office_of(word: str) -> bool:
    """Whether this is what somebody heads: глава МИД, глава Минтранса."""
    return _is_acronym(word) or (len(word) > 5 and word.startswith(("Мин", "Рос", "Гос")))


def _is_trade(word: str) -> bool:
    return word.endswith(roles.OF_A_TRADE) and word not in roles.NOT_OF_A_TRADE


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in ",-’'")
