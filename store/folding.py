"""Letters without what searching and ordering do not see."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """`text` without case, accents and compatibility forms, as searching and ordering see it."""
    if text.isascii():
        return text.lower()
    # Twice: forms such as 𝓐 hide capitals, and small letters can come apart once more.
    capitals = unicodedata.normalize("NFKD", text)
    letters = unicodedata.normalize("NFKD", capitals.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
