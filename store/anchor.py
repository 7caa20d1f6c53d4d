"""Where a quote stands in a text: taken down when it is made, found again later.

The terms are those of the W3C Web Annotation model: a position (start, end), and a text quote
(exact, prefix, suffix) for the day when the position no longer fits.
"""

from __future__ import annotations

from store.model import CONTEXT

NEARBY = 4_000
"""Characters around its position in which a passage is looked for first."""

ONE_SIDE = 3


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
    contexts = _contexts(prefix, suffix)
    if prefix or suffix:
        # Nearly always all that stood on one side is still there, and not far away.
        found = _with_context(text, exact, near, contexts[:ONE_SIDE], NEARBY)
        if found is not None:
            return found
    return _with_context(text, exact, near, contexts, len(text)) if exact in text else None


def _with_context(
    text: str, exact: str, near: int, contexts: list[tuple[str, str]], reach: int
) -> tuple[int, int] | None:
    for before, after in contexts:
        found = _nearest(text, before + exact + after, near - len(before), reach)
        if found is not None:
            first = found + len(before)
            return first, first + len(exact)
    return None


def _contexts(prefix: str, suffix: str) -> list[tuple[str, str]]:
    """What must stand before and after, from all of the context down to none of it.

    The first ONE_SIDE of them have all that stood on one side at least.
    """
    contexts = [(prefix, suffix), (prefix, ""), ("", suffix)]
    size = max(len(prefix), len(suffix))
    while size := size // 2:
        before, after = prefix[-size:], suffix[:size]
        contexts += [(before, after), (before, ""), ("", after)]
    return [*filter(any, dict.fromkeys(contexts)), ("", "")]


def _nearest(text: str, part: str, near: int, reach: int) -> int | None:
    """Where `part` begins, at most `reach` away from `near`; of two places, the nearer one."""
    at = max(near, 0)
    after = text.find(part, at, at + reach + len(part))
    if after >= 0:
        reach = after - at
    before = text.rfind(part, max(0, at - reach), at + len(part))
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - near), default=None)
