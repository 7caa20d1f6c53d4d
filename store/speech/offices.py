"""Which offices people hold: “Irena Valtos, the defence minister”, “Tekno CEO Anna Brandt”.

An office is the set of its words, so that “the defence minister” and “the minister” can mean the
same person, and the foreign minister can not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from store.speech import roles, saying
from store.speech.tokens import Token

_APPOSED = re.compile(r"(?:,| \(|,? (?:who )?(?:is|was|remains|became|as)) ?")
_NEW_SUBJECT = re.compile(
    r"(?:and|but|while|when|as|after|whose|dont|cuy[oa]s?|deren|dessen|которого|которой|mit|wenn)\b"
)
_GENITIVE = re.compile(r" (?:[а-яёіїєґ-]+ ){1,4}")
"""Between a Slavic office and its holder: министр обороны Андрей Колесов."""
_CLOSES_APPOSITION = (",", ".", ")", ";", "\n", "")
_MODIFIERS = re.compile(r"(?:[\w’'\-]+[  ]){1,4}$")
_OF = re.compile(r" (?:of|for) (?:the )?([\w-]+)")
OF_OFFICE = re.compile(r" (?:of|for) (?:the )?[\w-]+(?: (?:and )?[A-Z][\w-]+){0,4}")
"""What belongs to the words of an office: the president of the republic."""
_REACH = 80
_TOKENS = 7

_PAST = {"former", "ex"}  # anybody may leave an office within an article
EXACT, ENDING, SYNONYM = 10, 9, 6
_SHARED, _OTHER_RANK = 2, -3


def office(text: str, token: Token) -> frozenset[str]:
    """The words that tell which office `token` names: its head, portfolio and rank."""
    words = {token.head, *token.titles}
    before = _MODIFIERS.search(text[max(0, token.start - 50) : token.start])
    for word in reversed(before[0].lower().split() if before else []):
        if word in saying.ARTICLES or word.endswith(("’s", "'s")):
            break
        words.add(word)
    of = _OF.match(text, token.end)
    if of:
        words.add(of[1].lower())
    return frozenset("defence" if word == "defense" else word for word in words)


class Offices:
    """The offices that the people among `tokens` are said to hold, by what `name` calls them."""

    def __init__(self, text: str, tokens: list[Token], name: Callable[[Token], str]) -> None:
        self._text = text
        self._name = name
        self._held: dict[str, set[str]] = {}
        for index, token in enumerate(tokens):
            if token.kind == "person":
                self._hold(token, token.titles)
                self._note_after(tokens, index)
            elif token.kind == "role":
                self._note_before(tokens, index)

    def _hold(self, person: Token, words: Iterable[str]) -> None:
        held = self._held.setdefault(self._name(person), set())
        held.update(roles.IN_FULL.get(word.rstrip("."), word) for word in words)

    def of(self, name: str) -> set[str]:
        """The words of every office that this person holds, titles of courtesy included."""
        return self._held.get(name, set())

    def fit(self, wanted: frozenset[str], head: str, name: str) -> int:
        """How well an office that is called so fits a person; 0 where it can't be theirs."""
        held = self.of(name)
        named = (wanted - {head}) & roles.PORTFOLIOS
        other = held & roles.PORTFOLIOS
        if (named and other and not named & other) or (wanted & roles.RANKS) - held - _PAST:
            return 0
        score = _likeness(head, held)
        if not score:
            return 0
        shared = len((wanted - {head}) & held)
        return max(1, score + _SHARED * shared + _OTHER_RANK * len((held & roles.RANKS) - wanted))

    def _note_after(self, tokens: list[Token], index: int) -> None:
        """Irena Valtos, the director of the agency; Leona Hadrick remains Tarvia’s minister."""
        person = tokens[index]
        gap = self._text[person.end : person.end + 20]
        opening = _APPOSED.match(gap)
        if opening and _NEW_SUBJECT.match(gap, opening.end()):
            return
        circumstance = self._text.startswith("rding to ", max(0, person.start - 9))
        if not opening or circumstance:  # according to Irena Valtos, the director left
            return
        at = person.end + opening.end()
        for token in tokens[index + 1 : index + _TOKENS]:
            between = self._text[at : token.start]
            if token.start - person.end > _REACH or re.search(r"[,.;:!?\n\x01]", between):
                return
            if token.kind == "role":
                self._hold(person, office(self._text, token))
                return
            if token.kind not in ("name", "body"):
                return
            at = token.end

    def _note_before(self, tokens: list[Token], index: int) -> None:
        """The director of the agency, Irena Valtos, said."""
        role = tokens[index]
        at = role.end
        for token in tokens[index + 1 : index + _TOKENS]:
            between = self._text[at : token.start]
            if token.start - role.end > _REACH:
                return
            if token.kind == "person":
                after = self._text[token.end : token.end + 1]
                if (
                    between.lstrip(")") == " "
                    or _GENITIVE.fullmatch(between)
                    or (between == ", " and after in _CLOSES_APPOSITION)
                ):
                    self._hold(token, office(self._text, role))
                return
            if token.kind not in ("name", "body") or re.search(r"[,.;:!?\n\x01]", between):
                return
            at = token.end


def _likeness(head: str, held: set[str]) -> int:
    if head in held:
        return EXACT
    if any(word.endswith(head) or head.endswith(word) for word in held if len(word) > 4):
        return ENDING
    same = roles.SAME_OFFICE.get(head)
    return SYNONYM if same and any(roles.SAME_OFFICE.get(word) == same for word in held) else 0
