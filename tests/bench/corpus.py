"""Made-up news that is like real news where it counts for speed, and the same in every run.

Words follow Zipf's law, as in any language, so that some stand in every article and most in very
few. Article `number` is a function of its number alone.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from store.model import Article
from store.text import article_id

VOCABULARY = 30_000
COMMON, MIDDLE, RARE = 12, 1_200, 20_000
"""Ranks of words that stand in nearly all, a few in a hundred, and a few in a thousand articles."""

SOURCES = ("Meridian Wire", "The Sundry Herald", "Halvorn Dispatch", "Karsk Courier", "Port Daily")
SPEAKERS = tuple(
    f"{first} {last}"
    for first in ("Irena", "Pavel", "Leona", "Oskar", "Marta", "Dmitri", "Anna", "Paul")
    for last in ("Valtos", "Hadrick", "Dereshkin", "Lund", "Brandt")
)
TOPICS = tuple(
    f"{field}/{kind}"
    for field in ("arms", "trade", "courts", "yards", "crises")
    for kind in ("aircraft", "budgets", "drones", "exports", "people", "tests")
)

FIRST_DAY = date(2015, 1, 1)
DAYS = 4_000
LONG_TITLE = "Proceedings of the long inquiry"
LONG_DAY = "2029-12-31"
"""Newer than all others, so that the long article stands first in the list."""

SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"] + ["an", "er", "in", "or", "ist"]


@cache
def vocabulary() -> tuple[str, ...]:
    """Words by rank; the more frequent, the shorter, and no two are the same."""
    chance = random.Random("vocabulary")
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        length = 1 + (len(words) > 60) + (len(words) > 2_000) + chance.randrange(2)
        words["".join(chance.choices(SYLLABLES, k=length))] = None
    return tuple(words)


@cache
def _weights() -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))


def prose(chance: random.Random, words: int) -> str:
    """Paragraphs of sentences with about `words` words; one in four is somebody's."""
    stock = chance.choices(vocabulary(), cum_weights=_weights(), k=words)
    paragraphs: list[str] = []
    sentences: list[str] = []
    at = 0
    while at < words:
        length = chance.randint(8, 24)
        sentence = " ".join(stock[at : at + length]).capitalize()
        at += length
        if chance.random() < 0.25:
            sentences.append(f"“{sentence},” said {chance.choice(SPEAKERS)}.")
        else:
            sentences.append(f"{sentence}.")
        if len(sentences) > 2 and chance.random() < 0.5:
            paragraphs.append(" ".join(sentences))
            sentences = []
    return "\n\n".join([*paragraphs, " ".join(sentences)]).rstrip()


def article(number: int, series: str = "article") -> Article:
    """One article of 2 to 3 KB; another `series` is about the same, in other words."""
    chance = random.Random(f"{series} {number}")
    text = prose(chance, chance.randint(300, 480))
    title = " ".join(chance.choices(vocabulary()[50:], k=chance.randint(5, 9))).capitalize()
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    return Article(
        id=article_id(text),
        text=text,
        title=f"{title} {number}",
        source=chance.choice(SOURCES),
        byline=chance.choice(SPEAKERS),
        published=day.isoformat(),
        url=f"https://news.example/{series}/{number}",
        language="en",
    )


def long_article(size: int) -> Article:
    """An article of about `size` characters."""
    chance = random.Random(f"long {size}")
    text = prose(chance, size // 6)
    return Article(article_id(text), text, LONG_TITLE, SOURCES[0], "", LONG_DAY)


def words_by_frequency() -> dict[str, str]:
    """A rare, a middle and a common word."""
    words = vocabulary()
    return {"rare": words[RARE], "middle": words[MIDDLE], "common": words[COMMON]}
