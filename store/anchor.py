"""Where a quote stands in a text: taken down when it is made, found again later.

The terms are those of the W3C Web Annotation model: a position (start, end), and a text quote
(exact, prefix, suffix) for the day when the position no longer fits.
"""

from __future__ import annotations

from store.model import CONTEXT


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The exact text from `start` to `end`, and its prefix and suffix."""
    return text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def find_again(
    text: str, start: int, end: int, exact: str, prefix: str = "", suffix: str = ""
) -> tuple[int, int] | None:
    """Where `exact` stands in `text`: at its position, else where most of its context agrees.

    Of several places that agree equally well, the one nearest to `start` is meant. None where
    `exact` is empty or no longer there; positions may be any numbers at all.
    """
    if not exact:
        return None
    if start >= 0 and end - start == len(exact) and text.startswith(exact, start):
        return start, end
    near = min(max(start, 0), len(text))
    for before, after in _contexts(prefix, suffix):
        found = _nearest(text, before + exact + after, near - len(before))
        if found is not None:
            first = found + len(before)
            return first, first + len(exact)
    return None


def _contexts(prefix: str, suffix: str) -> list[tuple[str, str]]:
    """What must stand before and after, from all of the context down to none of it."""
    contexts = [(prefix, suffix)]
    size = max(len(prefix), len(suffix))
    while size:
        before, after = prefix[-size:], suffix[:size]
        contexts += [(before, after), (before, ""), ("", after)]
        size //= 2
    return [*dict.fromkeys(contexts), ("", "")]


def _nearest(text: str, part: str, near: int) -> int | None:
    after = text.find(part, max(near, 0))
    before = text.rfind(part, 0, max(near, 0) + len(part))
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - near), default=None)
