"""What is read off an article: its mentions of people and bodies, and its verbs of saying."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

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
