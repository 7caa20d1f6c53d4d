"""Who and what an article names: people, bodies, roles and pronouns, and the verbs of saying.

`read` turns a text into tokens in one pass; whom they mean is found in `store/cast.py`.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from store.speech import roles, saying

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
_PARTICLE = r"(?:von|van|der|den|de|del|della|la|le|du|da|dos|das|di|bin|ibn|ben|bint|al|el|ter|zu)"
_LEADING = r"(?:(?:von|van|bin)[  ](?:de[rnm]?[  ])?|de[  ]la[  ])?"
_NICKNAME = r"(?:[\"“‘«][\w-]{1,20}(?:[  ][\w-]{1,20})?[\"”’»][  ])?"
_NICKNAMED = re.compile(r" [\"“‘«][^\"”’»]*[\"”’»](?= )")
_SCAN = re.compile(
    rf"(?P<name>(?<!\w){_LEADING}{_PART}"
    rf"(?:[  ]{_NICKNAME}(?:{_PARTICLE}[  ]){{0,2}}{_PART}){{0,7}})"
    r"|d[’']après|[^\W\d_]+(?:-[^\W\d_]+)*"
)

_THE = re.compile(r"\b[Tt]he $")
_OF = re.compile(r"\b(?:of|for|at|in)\s(?:[\w’'-]+\s){0,3}$")
_IN_PLACE = re.compile(r"\b(?:in|near|outside|into|across)\s$", re.IGNORECASE)

_LONGEST_NAME = 120

_LEXICON: dict[str, Kind] = {
    **dict.fromkeys(roles.BODIES, "body"),
    **dict.fromkeys(roles.PEOPLE, "role"),
    **dict.fromkeys(roles.PLURALS, "plural"),
    **dict.fromkeys(saying.VERBS, "says"),
    **dict.fromkeys(saying.FOLLOWED, "says"),
    **dict.fromkeys(saying.FRAMING, "frames"),
    **dict.fromkeys(saying.SOURCES, "source"),
    **dict.fromkeys(saying.PRONOUNS, "pronoun"),
}
_LEXICON.pop("as")


def read(text: str) -> list[Token]:
    """All mentions and verbs of saying in `text`, by position."""
    tokens: list[Token] = []
    for match in _SCAN.finditer(text):
        word = match[0]
        if match.lastgroup:
            _add_name(tokens, text, match.start(), word)
        elif (kind := _LEXICON.get(word)) is not None:
            _add_word(tokens, text, match.start(), word, kind)
        elif "-" in word:
            _add_inverted(tokens, match.start(), word)
    return tokens


def _add_inverted(tokens: list[Token], start: int, word: str) -> None:
    """French verbs with their pronoun: raconte-t-il, dit-elle."""
    verb, _, pronoun = word.rpartition("-")
    kind = _LEXICON.get(verb.removesuffix("-t"))
    if kind == "says" and pronoun in saying.PRONOUNS:
        tokens.append(Token(start, start + len(verb), kind, verb, verb.removesuffix("-t")))
        at = start + len(verb) + 1
        tokens.append(Token(at, at + len(pronoun), "pronoun", pronoun, pronoun))


def _add_word(tokens: list[Token], text: str, start: int, word: str, kind: Kind) -> None:
    end = start + len(word)
    lower = word.lower()
    needed = saying.FOLLOWED.get(lower)
    if needed is not None:
        ahead = text[end : end + 12].lower()
        follower = next((each for each in needed if ahead.startswith(each)), None)
        if follower is None:
            return
        end += len(follower.rstrip())
    tokens.append(Token(start, end, kind, text[start:end], lower))


def _add_name(tokens: list[Token], text: str, start: int, phrase: str) -> None:
    """Read a run of capitalised words: drop what only begins a sentence, set titles apart."""
    words = phrase.replace("\u00a0", " ").split(" ")
    lowers = [word.lower() for word in words]
    first, last = 0, len(words)
    while first < last and (lowers[first] in roles.NOT_NAMES or _leads(lowers, first)):
        if _leads(lowers, first):
            _add_word(tokens, text, start, words[first], _LEXICON[lowers[first]])
        start += len(words[first]) + 1
        first += 1
    while first < last and lowers[last - 1] in roles.NOT_NAMES:
        last -= 1
    while last - first > 1 and lowers[last - 1].rstrip(".") in roles.SUFFIXES:
        last -= 1
    while first < last and words[first][0] in '"“‘«':
        start += len(words[first]) + 1  # what comes before these marks is no name
        first += 1
    if first == last:
        kind = _LEXICON.get(lowers[-1])
        if kind is not None:
            _add_word(tokens, text, start - len(words[-1]) - 1, words[-1], kind)
        return
    end = start + sum(map(len, words[first:last])) + last - first - 1
    if (
        last - first > 1
        and lowers[first] in roles.PORTFOLIOS
        and _of_an_office(tokens, text, start)
    ):
        start = tokens.pop().start  # Secretary of Defense Linda Hart
        words[first], lowers[first] = "Minister", "minister"
    titled = _end_of_titles(lowers, first, last, text, start)
    is_office = lowers[last - 1].endswith(roles.TITLE_ENDINGS)
    if titled == last and lowers[last - 1] not in _LEXICON and not is_office:
        titled = first  # “Defence” alone is no office
    titles = tuple(lowers[first:titled])
    if titled == last:
        word = lowers[last - 1]
        tokens.append(Token(start, end, _LEXICON.get(word, "role"), text[start:end], word, titles))
        return
    alone = last - first == 1 and lowers[first] in _LEXICON
    if alone and (_begins_sentence(text, start) or _THE.search(text, max(0, start - 5), start)):
        _add_word(tokens, text, start, words[first], _LEXICON[lowers[first]])
        return
    name = _NICKNAMED.sub("", " ".join(words[titled:last]))
    token = Token(start, end, "name", name, lowers[last - 1], titles)
    if not _is_firm(tokens, text, token) and _is_person(name.split(" "), bool(titles), text, token):
        token = token._replace(kind="person")
    elif titles:
        token = token._replace(text=" ".join(words[first:last]), titles=())
    if not _joins(tokens, text, token):
        tokens.append(token)


def _of_an_office(tokens: list[Token], text: str, start: int) -> bool:
    if not tokens or tokens[-1].kind != "role":
        return False
    return text[tokens[-1].end : start] in (" of ", " for ")


def _is_firm(tokens: list[Token], text: str, token: Token) -> bool:
    """Whether this is “producer Andaro Mining” or “his company, Green Acre,”."""
    if token.titles or not tokens or tokens[-1].kind != "body":
        return False
    gap = text[tokens[-1].end : token.start]
    if gap == " ":
        return True
    of_an_office = _OF.search(text, max(0, tokens[-1].start - 30), tokens[-1].start)
    return gap == ", " and text[token.end : token.end + 1] == "," and not of_an_office


def _leads(lowers: list[str], at: int) -> bool:
    """Whether a capitalised verb of saying stands before a name: Laut Boris Klein."""
    return at + 1 < len(lowers) and _LEXICON.get(lowers[at]) in VERBS


def _end_of_titles(lowers: list[str], first: int, last: int, text: str, start: int) -> int:
    """Where the words of office before a name end: `first` where there are none."""
    end = max((i + 1 for i in range(first, last) if _is_title(lowers[i])), default=first)
    surname = end == last > first + 1 and lowers[last - 1] in roles.SURNAMES_TOO
    if surname and not _THE.search(text, max(0, start - 5), start):
        end = _end_of_titles(lowers, first, last - 1, text, start)
    while end < last - 1 and lowers[end] in roles.PEOPLE:
        end += 1  # Passenger Nadia Okoro
    if end == first < last - 2 and _is_trade(lowers[first]) and _begins_sentence(text, start):
        end += 1  # Landscaper Miguel Ortega
    return end


def _is_trade(word: str) -> bool:
    return word.endswith(roles.OF_A_TRADE) and word not in roles.NOT_OF_A_TRADE


def _is_title(word: str) -> bool:
    if (
        word in roles.TITLES
        or word.rstrip(".") in roles.TITLES
        or word.endswith(roles.TITLE_ENDINGS)
    ):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(part in roles.TITLES for part in parts)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in ",-’'")


def _is_person(words: list[str], titled: bool, text: str, token: Token) -> bool:
    if any(word.lower() in roles.ORGANISATION_WORDS for word in words):
        return False
    if any(char.isdigit() for word in words for char in word):
        return False
    if titled:
        return True
    capitals = sum(not word.islower() for word in words)
    before = text[max(0, token.start - 9) : token.start]
    if capitals < 2 or len(words) > 5 or before.lower().endswith("the "):
        return False
    if _IN_PLACE.search(before) and text[token.end : token.end + 1] not in ("’", "'"):
        return False
    return not any(len(word) > 1 and word.isupper() and "." not in word for word in words)


def _joins(tokens: list[Token], text: str, token: Token) -> bool:
    """Join “Ministry” and “Defence” where “of” stands between them."""
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
        if not (listed and token.head in roles.ORGANISATION_WORDS):
            return False
    whole = text[previous.start : token.end]
    tokens[-1] = Token(previous.start, token.end, "name", whole, previous.head)
    return True
