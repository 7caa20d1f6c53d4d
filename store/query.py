"""The query language: what a person types, as a tree of frozen records.

    query  = all { "OR" all }
    all    = one { one }
    one    = "-" one | "(" query ")" | field ":" value | word | '"' phrase '"'

A word or phrase may end in `*`: it then stands for all that begin so. A value with spaces is
quoted. A sign that no word could contain, such as `&`, asks for nothing, and AND neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from store.folding import fold
from store.model import STATUSES, PressmarkError

MOST_CHARACTERS = 2000
MOST_TERMS = 200
DEEPEST = 50

QUOTATION_MARKS = {ord(mark): '"' for mark in "“”„«»"}
"""What word processors make of `"`; pasted queries mean the same."""

_UNUSABLE = re.compile("[\0\ud800-\udfff]")
"""What SQLite cannot be asked for, and no cleaned text holds."""


class QueryError(PressmarkError):
    """A query that cannot be read; `position` is the code point, from 0, where it goes wrong."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


class Text(msgspec.Struct, frozen=True):
    """A word or phrase; with `prefix`, its last word may go on."""

    text: str
    prefix: bool = False


class Field(msgspec.Struct, frozen=True):
    """`name` is in lower case and one of FIELDS; `value` has passed its check."""

    name: str
    value: str


class Not(msgspec.Struct, frozen=True):
    part: Node


class And(msgspec.Struct, frozen=True):
    """All of the parts; with none of them, everything."""

    parts: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


Node: TypeAlias = Text | Field | Not | And | Or

EVERYTHING = And(())


class FieldKind(msgspec.Struct, frozen=True):
    """What a field takes: `read` gives the value to search for, or None where it is wrong."""

    expects: str
    read: Callable[[str], str | None]


def _anything(value: str) -> str | None:
    return value.strip() or None


def _choice(*choices: str) -> FieldKind:
    listed = f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else choices[0]
    return FieldKind(listed, lambda value: value.lower() if value.lower() in choices else None)


def _date(value: str) -> str | None:
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", value):
        return None
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return None
    return value


NAME = FieldKind("a name", _anything)
DAY = FieldKind("a date such as 2025, 2025-03 or 2025-03-31", _date)

FIELDS: dict[str, FieldKind] = {
    "topic": FieldKind("a topic such as arms/drones", _anything),
    "status": _choice(*STATUSES),
    "source": NAME,
    "speaker": NAME,
    "by": FieldKind("an analyst's name", _anything),
    "assigned": FieldKind("an analyst's name, or me", _anything),
    "from": DAY,
    "to": DAY,
    "is": _choice("starred", "superseded", "orphaned"),
    "has": _choice("quote", "note", "topic"),
}


def parse(query: str) -> Node:
    """The tree of a query; an empty one is EVERYTHING. Raises QueryError."""
    if len(query) > MOST_CHARACTERS:
        raise QueryError(
            f"The query has {len(query)} characters; shorten it to {MOST_CHARACTERS}.",
            MOST_CHARACTERS,
        )
    return _Parser(list(_tokens(query))).query()


def words_in(query: str) -> list[str]:
    """The words and phrases that a query wants to see, those with any ending marked by `*`."""
    try:
        return list(_wanted(parse(query)))
    except QueryError:
        return []


def asks_for(query: str, field: str, value: str) -> bool:
    """Whether a field of this value stands anywhere in a query, negated or not."""
    try:
        return mentions(parse(query), Field(field, value))
    except QueryError:
        return False


def mentions(node: Node, field: Field) -> bool:
    """Whether a field stands anywhere in a tree."""
    match node:
        case Not():
            return mentions(node.part, field)
        case And() | Or():
            return any(mentions(part, field) for part in node.parts)
        case _:
            return node == field


def _wanted(node: Node) -> Iterator[str]:
    if isinstance(node, Text):
        yield node.text + ("*" if node.prefix else "")
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)


def analysts_in(query: str) -> set[str]:
    """The analysts whose work a query wants to see, in lower case and without accents."""
    try:
        return set(_analysts(parse(query)))
    except QueryError:
        return set()


def _analysts(node: Node) -> Iterator[str]:
    if isinstance(node, Field) and node.name == "by":
        yield fold(node.value)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _analysts(part)


class _Token(msgspec.Struct, frozen=True):
    kind: Literal["(", ")", "-", "OR", "text", "field", "end"]
    at: int
    text: str = ""
    name: str = ""
    prefix: bool = False


_FIELD = re.compile("([A-Za-z]+):")
_WORD = re.compile(r'[^\s()"]+')
_QUOTED = re.compile('"([^"]*)"')


def _tokens(query: str) -> Iterator[_Token]:
    text = _UNUSABLE.sub(" ", query.translate(QUOTATION_MARKS))
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token, at = _token(text, at)
        yield token
    yield _Token("end", at)


def _token(text: str, at: int) -> tuple[_Token, int]:
    """The token at `at`, and where it ends."""
    if text[at] == "(":
        return _Token("(", at), at + 1
    if text[at] == ")":
        return _Token(")", at), at + 1
    if text[at] == "-" and not text[at + 1 : at + 2].isspace() and text[at + 1 : at + 2] != ")":
        return _Token("-", at), at + 1
    if text[at] == '"':
        phrase, end = _quoted(text, at)
        prefix = text.startswith("*", end)
        return _Token("text", at, phrase, prefix=prefix), end + prefix
    if field := _FIELD.match(text, at):
        return _field(text, at, field)
    return _word(text, at)


def _word(text: str, at: int) -> tuple[_Token, int]:
    word, end = _run(text, at)
    if word == "OR":
        return _Token("OR", at), end
    if word == "AND":  # of other languages; here a space says it
        return _Token("text", at), end
    if word == "NOT":
        raise QueryError(
            f"NOT at character {at + 1}: put - right before what must not be there; "
            "the word itself is written not or in quotation marks.",
            at,
        )
    return _Token("text", at, word.removesuffix("*"), prefix=word.endswith("*")), end


def _field(text: str, at: int, match: re.Match[str]) -> tuple[_Token, int]:
    name = match[1].lower()
    kind = FIELDS.get(name)
    if kind is None:
        raise QueryError(
            f"There is no field {match[1]} at character {at + 1};"
            f" the fields are {', '.join(FIELDS)}, and words with a colon need quotation marks.",
            at,
        )
    quoted = text.startswith('"', match.end())
    written, end = (_quoted if quoted else _run)(text, match.end())
    value = kind.read(written)
    if value is None:
        raise QueryError(
            f"{match[0]} at character {at + 1} expects {kind.expects}"
            + (f", not {written}." if written else "."),
            match.end(),
        )
    return _Token("field", at, value, name), end


def _quoted(text: str, at: int) -> tuple[str, int]:
    match = _QUOTED.match(text, at)
    if match is None:
        raise QueryError(
            f"The quotation mark at character {at + 1} is not closed; add another one.", at
        )
    return match[1], match.end()


def _run(text: str, at: int) -> tuple[str, int]:
    match = _WORD.match(text, at)
    return (match[0], match.end()) if match else ("", at)


class _Parser:
    """Recursive descent, as deep as DEEPEST, over the tokens of one query."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0
        self._terms = 0

    def query(self) -> Node:
        if self._peek().kind == "end":
            return EVERYTHING
        node = self._any()
        token = self._peek()
        if token.kind != "end":
            raise QueryError(
                f"The parenthesis at character {token.at + 1} closes nothing; take it out.",
                token.at,
            )
        return node

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _any(self) -> Node:
        parts = [self._all()]
        while self._peek().kind == "OR":
            self._take()
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts = [self._one()]
        while self._peek().kind not in ("end", ")", "OR"):
            parts.append(self._one())
        asked = [part for part in parts if part != EVERYTHING]
        return asked[0] if len(asked) == 1 else And(tuple(asked))

    def _one(self) -> Node:
        token = self._take()
        self._count(token)
        if token.kind == "text":
            return Text(token.text, token.prefix) if _has_words(token.text) else EVERYTHING
        if token.kind == "field":
            return Field(token.name, token.text)
        if token.kind not in ("-", "("):
            raise self._expected(token)
        self._depth += 1
        node = self._negated() if token.kind == "-" else self._group(token)
        self._depth -= 1
        return node

    def _negated(self) -> Node:
        part = self._one()
        return EVERYTHING if part == EVERYTHING else Not(part)

    def _group(self, opening: _Token) -> Node:
        node = self._any()
        if self._take().kind != ")":
            raise QueryError(
                f"The parenthesis at character {opening.at + 1} is not closed; add a ).",
                opening.at,
            )
        return node

    def _count(self, token: _Token) -> None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise QueryError(f"The query has over {MOST_TERMS} parts; shorten it.", token.at)
        if self._depth > DEEPEST:
            raise QueryError(
                f"The query is nested over {DEEPEST} deep at character {token.at + 1};"
                " take out some parentheses.",
                token.at,
            )

    def _expected(self, found: _Token) -> QueryError:
        before = self._tokens[self._next - 2] if self._next > 1 else None
        what = "a word or a field"
        if before is None:
            message = f"{found.kind} at character {found.at + 1} needs {what} before it."
        else:
            sign = {"text": "word", "field": "field"}.get(before.kind, before.kind)
            message = f"{sign} at character {before.at + 1} needs {what} after it."
        return QueryError(message, found.at)


def _has_words(text: str) -> bool:
    """Whether the full-text index, which holds letters and digits, could hold any of it."""
    return any(unicodedata.category(sign)[0] in "LN" for sign in text)
