"""Who and what an article names: people, bodies, roles and pronouns, and who is meant by each.

`read` turns a text into tokens in one pass. `Cast` knows everybody named so far and resolves
a bare surname, a pronoun or “the minister” to the fullest name that fits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from store import saying

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
_WORD = (
    rf"(?:(?:[Aa]l|[Ee]l|[Aa]sh|[Aa]n|[Aa]r|[Ee]d)-)?[{_UPPER}](?:\w|-(?=\w)|['’](?!s\b)(?=\w))*"
)
_INITIALS = rf"(?:[{_UPPER}]\.-?[  ]?){{0,3}}[{_UPPER}]\."
_SHORT = r"(?:Lt|Gen|Col|Maj|Capt|Adm|Sgt|Brig|Cmdr|Dr|Mrs?|Ms|Prof|Sen|Rep|Gov|Rev|St|Corp|Inc)\."
_PART = rf"(?:{_SHORT}(?:-{_SHORT})?|{_INITIALS}|{_WORD})"
_PARTICLE = r"(?:von|van|der|den|de|del|della|la|le|du|da|dos|das|di|bin|ibn|ben|bint|al|el|ter|zu)"
_LEADING = r"(?:(?:von|van|bin)[  ](?:de[rnm]?[  ])?|de[  ]la[  ])?"
_SCAN = re.compile(
    rf"(?P<name>(?<!\w){_LEADING}{_PART}(?:[  ](?:{_PARTICLE}[  ]){{0,2}}{_PART}){{0,7}})"
    r"|d[’']après|[^\W\d_]+(?:-[^\W\d_]+)*"
)

_PRONOUNS = saying.words("he she they him her it who er sie il elle ils он она они ihr lui")
_FEMALE = saying.words("she her sie elle она ihr")
_MALE = saying.words("he him er il он lui")

_ANY_BODY = ""
_LONGEST_NAME = 120

_LEXICON: dict[str, Kind] = {
    **dict.fromkeys(saying.BODIES, "body"),
    **dict.fromkeys(saying.PEOPLE, "role"),
    **dict.fromkeys(saying.PLURALS, "plural"),
    **dict.fromkeys(saying.VERBS, "says"),
    **dict.fromkeys(saying.FOLLOWED, "says"),
    **dict.fromkeys(saying.FRAMING, "frames"),
    **dict.fromkeys(saying.SOURCES, "source"),
    **dict.fromkeys(_PRONOUNS, "pronoun"),
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
    return tokens


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
    while first < last and (lowers[first] in saying.NOT_NAMES or _leads(lowers, first)):
        if _leads(lowers, first):
            _add_word(tokens, text, start, words[first], _LEXICON[lowers[first]])
        start += len(words[first]) + 1
        first += 1
    while first < last and lowers[last - 1] in saying.NOT_NAMES:
        last -= 1
    if first == last:
        kind = _LEXICON.get(lowers[-1])
        if kind is not None:
            _add_word(tokens, text, start - len(words[-1]) - 1, words[-1], kind)
        return
    end = start + sum(map(len, words[first:last])) + last - first - 1
    if (
        last - first > 1
        and lowers[first] in saying.PORTFOLIOS
        and _of_an_office(tokens, text, start)
    ):
        start = tokens.pop().start  # Secretary of Defense Linda Hart
        words[first], lowers[first] = "Minister", "minister"
    titled = max((i + 1 for i in range(first, last) if _is_title(lowers[i])), default=first)
    if titled == last and lowers[last - 1] not in _LEXICON:
        titled = first  # “Defence” alone is no office
    titles = tuple(lowers[first:titled])
    if titled == last:
        word = lowers[last - 1]
        tokens.append(Token(start, end, _LEXICON.get(word, "role"), text[start:end], word, titles))
        return
    if last - first == 1 and lowers[first] in _LEXICON and _begins_sentence(text, start):
        _add_word(tokens, text, start, words[first], _LEXICON[lowers[first]])
        return
    name = " ".join(words[titled:last])
    token = Token(start, end, "name", name, lowers[last - 1], titles)
    if _is_person(words[titled:last], lowers[titled:last], bool(titles), text, start):
        token = token._replace(kind="person")
    elif titles:
        token = token._replace(text=" ".join(words[first:last]), titles=())
    if not _joins(tokens, text, token):
        tokens.append(token)


def _of_an_office(tokens: list[Token], text: str, start: int) -> bool:
    return bool(tokens) and tokens[-1].kind == "role" and text[tokens[-1].end : start] == " of "


def _leads(lowers: list[str], at: int) -> bool:
    """Whether a capitalised verb of saying stands before a name: Laut Boris Klein."""
    return at + 1 < len(lowers) and _LEXICON.get(lowers[at]) in VERBS


def _is_title(word: str) -> bool:
    return word in saying.TITLES or word.endswith(saying.TITLE_ENDINGS)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in ",-’'")


def _is_person(words: list[str], lowers: list[str], titled: bool, text: str, start: int) -> bool:
    if any(word in saying.ORGANISATION_WORDS for word in lowers):
        return False
    if any(char.isdigit() for word in words for char in word):
        return False
    if titled:
        return True
    if len(words) < 2 or len(words) > 5 or text[max(0, start - 4) : start].lower() == "the ":
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
    heads = previous.head in saying.ORGANISATION_HEADS
    if not (heads and gap in (" of ", " of the ", " for ", " des ")):
        listed = " of " in previous.text and gap in (" and ", ", ")
        if not (listed and token.head in saying.ORGANISATION_WORDS):
            return False
    whole = text[previous.start : token.end]
    tokens[-1] = Token(previous.start, token.end, "name", whole, previous.head)
    return True


class Cast:
    """Everybody whom `tokens` name, to look up who is meant; they were read from `text`."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._people = [token for token in tokens if token.kind == "person"]
        self._starts = [token.start for token in self._people]
        self._forms: dict[str, dict[str, None]] = {}
        self._seen: dict[str, tuple[list[int], list[str]]] = {}
        self._roles: dict[str, set[str]] = {}
        self._gender: dict[str, str] = {}
        self._bodies: dict[str, tuple[list[int], list[str]]] = {}
        for person in self._people:
            self._meet(person)
        for before, after in pairwise(tokens):
            self._note_role(before, after)
        for token in tokens:
            if token.kind == "name":
                self._note_body(token)

    def _note_body(self, token: Token) -> None:
        keys = {
            "company" if word in saying.FIRM_WORDS else word
            for word in token.text.lower().split(" ")
            if word in saying.FIRM_WORDS or word in saying.BODIES
        }
        for key in {*keys, _ANY_BODY} if keys else ():
            starts, names = self._bodies.setdefault(key, ([], []))
            starts.append(token.start)
            names.append(token.text)

    def _meet(self, person: Token) -> None:
        words = person.text.split(" ")
        surname = words[-1].lower()
        self._roles.setdefault(surname, set()).update(person.titles)
        if len(words) > 1:
            forms = self._forms.setdefault(surname, {})
            if len(forms) < 20:
                forms[person.text] = None
            for key in {surname, words[0].lower()}:
                starts, names = self._seen.setdefault(key, ([], []))
                starts.append(person.start)
                names.append(person.text)

    def _note_role(self, before: Token, after: Token) -> None:
        """Remember “spokesman Dmitri Valk” and “Irena Valtos, the defence minister”."""
        if after.start - before.end > 40:
            return
        gap = self._text[before.end : after.start]
        if after.kind == "person" and before.kind == "role" and gap in (" ", ", "):
            self._roles[after.head].add(before.head)
        elif before.kind == "person" and after.kind == "role" and gap.startswith((", ", " (")):
            self._roles[before.head].add(after.head)

    def fullest(self, name: str, at: int) -> str:
        """The fullest form in the article of a person's name used at offset `at`."""
        words = name.split(" ")
        if len(words) == 1 or words[0].islower():
            known = self._nearest(words[-1].lower(), at)
            if not known:
                return name
            name, words = known, known.split(" ")
        best = name
        for form in self._forms.get(words[-1].lower(), ()):
            if len(form) > len(best) and _compatible(form.split(" ")[0], words[0]):
                best = form
        return best

    def _nearest(self, key: str, at: int) -> str:
        """The full name with this surname (or first name) that was used last, else next."""
        if key not in self._seen and key[-1:] in "ауюяеыі" and key[:-1] in self._seen:
            key = key[:-1]  # a Slavic case ending: по словам Петрова
        if key not in self._seen:
            return ""
        starts, names = self._seen[key]
        before = bisect_left(starts, at) - 1
        by_surname = [
            names[i]
            for i in range(max(before, 0), max(before - 8, -1), -1)
            if names[i].split(" ")[-1].lower() == key
        ]
        return by_surname[0] if by_surname else names[max(before, 0)]

    def gender(self, name: str) -> str:
        """`f`, `m` or nothing where nothing tells."""
        if name not in self._gender:
            self._gender[name] = self._guess_gender(name)
        return self._gender[name]

    def learn_gender(self, name: str, pronoun: str) -> None:
        """Remember that this person was called he or she."""
        if not self.gender(name):
            self._gender[name] = "f" if pronoun in _FEMALE else "m" if pronoun in _MALE else ""

    def _guess_gender(self, name: str) -> str:
        words = name.lower().split(" ")
        roles = self._roles.get(words[-1], set())
        if roles & saying.FEMALE_WORDS:
            return "f"
        if roles & saying.MALE_WORDS:
            return "m"
        first, last = words[0], words[-1]
        if first in saying.MALE_NAMES or last.endswith(("ov", "ev", "sky", "skiy", "skyi", "ский")):
            return "m"
        if first in saying.FEMALE_NAMES or last.endswith(("ova", "eva", "skaya", "ová", "ова")):
            return "f"
        if len(words) > 1 and first.endswith(("a", "ie", "lyn", "а", "я")) and len(first) > 2:
            return "f"
        return ""

    def fits(self, name: str, pronoun: str) -> bool:
        """Whether nothing speaks against calling this person so."""
        return not (wrong := _opposite(pronoun)) or self.gender(name) != wrong

    def antecedent(self, pronoun: str, at: int) -> tuple[str, int]:
        """The person whom a pronoun at `at` means, and where: the nearest sentence's subject.

        `pronoun` may also be a neutral word such as “official”. ("", -1) where nobody fits.
        """
        wrong = _opposite(pronoun)
        last = bisect_left(self._starts, at) - 1
        weak = ("", -1)
        for index in range(last, max(-1, last - 40), -1):
            person = self._people[index]
            name = self.fullest(person.text, person.start)
            if wrong and self.gender(name) == wrong:
                continue
            if self._is_subject(person, wrong):
                return name, person.start
            weak = weak if weak[0] else (name, person.start)
        return weak

    def _is_subject(self, person: Token, wrong: str) -> bool:
        """Whether somebody stands in the foreground: nobody's object, and the sentence's first."""
        before = self._text[max(0, person.start - 12) : person.start]
        if re.search(r"\b(?:of|for|to|with|by|in|at|from|against|than|about|and|near)\s$", before):
            return False
        behind = bisect_left(self._starts, person.start) - 1
        if behind < 0:
            return True
        other = self._people[behind]
        between = self._text[other.end : person.start]
        if len(between) > 300 or re.search(r"[.!?\n\x01]", between):
            return True
        rival = self.fullest(other.text, other.start)
        return (bool(wrong) and self.gender(rival) == wrong) or rival == self.fullest(
            person.text, person.start
        )

    def by_role(self, role: str, at: int) -> str:
        """The person whom “the minister” at `at` means, or nothing."""
        last = bisect_left(self._starts, at) - 1
        for index in range(last, max(-1, last - 40), -1):
            person = self._people[index]
            if role in self._roles.get(person.head, ()):
                return self.fullest(person.text, person.start)
        if role in saying.ANYBODY:
            return self.antecedent(role, at)[0]
        for person in self._people[last + 1 : last + 10]:
            if role in self._roles.get(person.head, ()):
                return self.fullest(person.text, person.start)
        return ""

    def author(self, at: int) -> str:
        """The person or body in the foreground before `at`, whose statement it must be."""
        person, person_at = self.antecedent("author", at)
        starts, names = self._bodies.get(_ANY_BODY, ([], []))
        index = bisect_left(starts, at) - 1
        return names[index] if index >= 0 and starts[index] > person_at else person

    def body(self, head: str, at: int) -> str:
        """The named body whom “the ministry” at `at` means, or nothing."""
        key = "company" if head in saying.FIRMS else head
        starts, names = self._bodies.get(key, ([], []))
        before = bisect_left(starts, at) - 1
        return names[before] if before >= 0 and names[before].lower() != head else ""


def _opposite(pronoun: str) -> str:
    """The gender that a pronoun excludes, or nothing."""
    return "m" if pronoun in _FEMALE else "f" if pronoun in _MALE else ""


def _compatible(one: str, other: str) -> bool:
    """Whether two given names can be one person's: the same, or one the other's initial."""
    if one[:1] != other[:1]:
        return False
    return one == other or one[1:2] in (".", "") or other[1:2] in (".", "")
