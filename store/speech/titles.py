"""Which words before a name are its bearer's office or trade."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from store.speech import roles
from store.speech.lexicon import Lexicon
from store.speech.tongue import Tongue
from store.speech.trades import trades

_THE = re.compile(r"\b[Tt]he $")


@dataclass
class Run:
    """Capitalised words in a row, of which those from `first` to before `last` are left to tell.

    `lowers` are the words in lower case; `start` is where the first that is left stands in the
    text.
    """

    words: list[str]
    lowers: list[str]
    start: int
    first: int
    last: int

    @property
    def end(self) -> int:
        """Where the last that is left ends."""
        return self.until(self.last)

    def until(self, index: int) -> int:
        """Where the word before the one at `index` ends."""
        return self.start + sum(map(len, self.words[self.first : index])) + index - self.first - 1

    def drop(self) -> None:
        """Leave the first word out."""
        self.start += len(self.words[self.first]) + 1
        self.first += 1


def end_of_titles(text: str, run: Run, lexicon: Lexicon, tongue: Tongue) -> int:
    """Where the words of office before a name end: `run.first` where there are none."""
    first, last, lowers = run.first, run.last, run.lowers
    titled = (at + 1 for at in range(first, last) if is_title(lowers[at], lexicon))
    end = max(titled, default=first)
    surname = end == last > first + 1 and lowers[last - 1] in roles.SURNAMES_TOO
    if surname and not _THE.search(text, max(0, run.start - 5), run.start):
        end = end_of_titles(text, replace(run, last=last - 1), lexicon, tongue)
    while end < last - 1 and lowers[end] in lexicon.people:
        end += 1  # Passenger Nadia Okoro
    if end == first:
        end += trades(text, run.start, run.words[first:last], tongue)
    if end == first < last - 2 and _is_trade(lowers[first]):
        end += begins_sentence(text, run.start)  # Landscaper Miguel Ortega
    return end


def is_title(word: str, lexicon: Lexicon) -> bool:
    """Whether a word in lower case is an office, or two with a hyphen between them."""
    titles = lexicon.titles
    if word in titles or word.rstrip(".") in titles or word.endswith(roles.TITLE_ENDINGS):
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(part in titles for part in parts)


def _is_trade(word: str) -> bool:
    return word.endswith(roles.OF_A_TRADE) and word not in roles.NOT_OF_A_TRADE


def begins_sentence(text: str, start: int) -> bool:
    """Whether what stands at `start` has its capital from there."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in ",-’'")
