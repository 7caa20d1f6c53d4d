"""Letters without what searching and ordering do not see."""

from __future__ import annotations

import unicodedata

_ALIKE_SHAPES = {
    '"': "“”„‟«»″「」『』＂",
    "'": "‘’‚‛‹›′ʼ`",
    "-": "–—‐‑‒―−",
    " ": "\n",
}
_SHAPES = [(shape, plain) for plain, shapes in _ALIKE_SHAPES.items() for shape in shapes]


def fold(text: str) -> str:
    """`text` without case, accents and compatibility forms, as searching and ordering see it."""
    if text.isascii():
        return text.lower()
    # Twice: forms such as 𝓐 hide capitals, and small letters can come apart once more.
    capitals = unicodedata.normalize("NFKD", text)
    letters = unicodedata.normalize("NFKD", capitals.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def folded(text: str) -> str:
    """`text` with small letters and plain marks, each at the offset where it was."""
    plain = text.lower()
    if len(plain) != len(text):  # İ becomes two characters
        plain = "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
    for shape, mark in _SHAPES:
        plain = plain.replace(shape, mark)
    return plain


def bare(text: str) -> str:
    """`text` as `folded`, and without accents, each letter at the offset where it was."""
    plain = folded(text)
    accents = {sign: base for sign in set(plain) if (base := _base(sign)) != sign}
    for sign, base in accents.items():
        plain = plain.replace(sign, base)
    return plain


def _base(sign: str) -> str:
    """A letter without the marks that it is composed with."""
    apart = unicodedata.normalize("NFD", sign)
    return apart[0] if all(map(unicodedata.combining, apart[1:])) else sign
