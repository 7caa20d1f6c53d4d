"""From what a reader found to an article: cleaned, within the caps, with an id."""

from __future__ import annotations

import re

import msgspec

from store.dates import iso_date
from store.model import Article, Draft, PressmarkError
from store.text import article_id, clean, clean_line

MAX_TEXT = 5_000_000
"""Bytes of UTF-8 that the cleaned text of one article may have."""

LONGEST_TITLE = 10_000
"""Characters of a title; a longer one is something else, and to be cut would be lost."""

LONGEST_STAND_IN = 100
"""Characters of the text that stand for a title."""

_TOO_LONG = f"has over {MAX_TEXT // 1_000_000} MB of text in one article: split it first"
_BY = re.compile(r"^(?:by|par):?\s+(?=\S)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


class Refusal(msgspec.Struct, frozen=True):
    """One file or record that did not come in: `where` it stands, and `why`."""

    where: str
    why: str


class Refused(PressmarkError):
    """A whole file or article that cannot come in; the text is the reason, without the where."""


def finish(draft: Draft) -> Article:
    """The article that `draft` makes. A date or language that is not understood is left empty.

    Raises Refused where no text is left, or too much of it, or of its title.
    """
    # Cleaning makes hardly anything longer: what is far too long need not be cleaned first.
    if len(draft.text) > 4 * MAX_TEXT:
        raise Refused(_TOO_LONG)
    text = clean(draft.text)
    if not text:
        raise Refused("holds no text: there is nothing to read in it")
    if len(text) > MAX_TEXT or len(text.encode()) > MAX_TEXT:
        raise Refused(_TOO_LONG)
    title = clean_line(draft.title, LONGEST_TITLE + 1)
    if len(title) > LONGEST_TITLE:
        raise Refused(f"has a title of over {LONGEST_TITLE:,} characters: shorten it first")
    language = clean_line(draft.language)
    return Article(
        id=article_id(text),
        text=text,
        title=title or _first_words(text),
        source=clean_line(draft.source),
        byline=_BY.sub("", clean_line(draft.byline), count=1),
        published=iso_date(draft.published),
        url=clean_line(draft.url),
        language=language if _LANGUAGE.fullmatch(language) else "",
    )


def _first_words(text: str) -> str:
    """What stands for the title of an article that has none: how it begins."""
    line = text.split("\n", 1)[0]
    return (
        line if len(line) <= LONGEST_STAND_IN else line[:LONGEST_STAND_IN].rsplit(" ", 1)[0] + "…"
    )
