"""Quotes of one version of an article, found again in the text of another.

Three ways, the surest first: the position; the exact words, by what stood before and after them;
nearly the same words. What none of them finds is left to the analyst, with a guess if there is one.
"""

from __future__ import annotations

from functools import cached_property

import msgspec

from store.anchor import around, find_again
from store.folding import fold_in_place
from store.model import Quote
from store.passage import Found, Passage

SAME = 100.0
"""The score of a place where the exact words stand."""

REACH = 10_000
"""Characters around its position in which nearly the same words are looked for."""

LIKELY = 60.0
"""Score from which on a place is worth being proposed; see `passage.ALIKE` for those taken."""

LONGEST = 10_000
"""Characters of a quote of which nearly the same words are looked for."""


class Placer:
    """Finds the quotes of one version in another text.

    They are best asked for in the order that they stand in: what one was moved by, the next was
    as a rule moved by as well.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._moved = 0

    def place(self, quote: Quote) -> Found | None:
        """Where the quote stands, with the score 100 where it is word for word the same."""
        at = quote.start + self._moved
        exact = quote.exact
        span = find_again(self.text, at, at + len(exact), exact, quote.prefix, quote.suffix)
        found = Found(*span, SAME) if span else self._nearly(quote, Passage(exact))
        if found:
            self._moved = found.start - quote.start
        return found

    def propose(self, quote: Quote) -> Found | None:
        """Where the quote may have stood, to be looked at before it is believed."""
        return self.place(quote) or self._nearly(quote, Passage(quote.exact, LIKELY))

    def _nearly(self, quote: Quote, passage: Passage) -> Found | None:
        if len(quote.exact) > LONGEST:
            return None
        at = quote.start + self._moved
        low = min(max(0, at - REACH), len(self.text))
        found = passage.find_folded(self._folded[low : at + len(quote.exact) + REACH])
        if found is None:
            return None
        # Words that are the same but for case or marks are not the same to a reader.
        score = min(found.score, SAME - 1)
        return Found(low + found.start, low + found.end, score)

    @cached_property
    def _folded(self) -> str:
        return fold_in_place(self.text)


def moved(quote: Quote, article_id: str, text: str, start: int, end: int) -> Quote:
    """`quote` as it stands at text[start:end] of another version; `kept_for` is done with."""
    exact, prefix, suffix = around(text, start, end)
    return msgspec.structs.replace(
        quote,
        article=article_id,
        start=start,
        end=end,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        kept_for="",
    )
