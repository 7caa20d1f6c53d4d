"""Letters without what searching and ordering do not see.

`fold` is for comparing: what it gives may be longer or shorter than what it was given. The others
are for finding a place: each letter stays at the offset where it was.
"""

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
    """`text` without case, accents and compatibility forms, as searching and ordering see it.

    Offsets into it are none into `text`. Idempotent.
    """
    if text.isascii():
        return text.lower()
    # Twice: forms such as 𝓐 hide capitals, and small letters can come apart once more.
    capitals = unicodedata.normalize("NFKD", text)
    letters = unicodedata.normalize("NFKD", capitals.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def fold_in_place(text: str) -> str:
    """`text` in small letters, with plain quotation marks and dashes, and a space for a line end.

    As long as `text`, in code points: offsets into one are offsets into the other. Idempotent.
    """
    plain = text.lower()
    if len(plain) != len(text):  # İ becomes two characters
        plain = "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
    for shape, mark in _SHAPES:
        plain = plain.replace(shape, mark)
    return plain


def unaccent_in_place(text: str) -> str:
    """`text` as `fold_in_place` gives it, and without accents; as long as `text` too."""
    plain = fold_in_place(text)
    accents = {sign: base for sign in set(plain) if (base := _base(sign)) != sign}
    for sign, base in accents.items():
        plain = plain.replace(sign, base)
    return plain


def _base(sign: str) -> str:
    """A letter without the marks that it is composed with."""
    apart = unicodedata.normalize("NFD", sign)
    return apart[0] if all(map(unicodedata.combining, apart[1:])) else sign
