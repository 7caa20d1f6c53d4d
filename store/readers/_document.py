"""What the readers of office documents share: paragraphs in, drafts out.

A document is one article, unless it is the export of a press database: that is told from its
paragraphs, whatever it was saved as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from store.drafts import Refusal
from store.model import Draft
from store.readers import _factiva, _nexis
from store.readers._header import note_dateline, split_header, take_title
from store.readers._paragraphs import Paragraph, text_of

_JUNK = re.compile(
    r"(?:microsoft word|microsoft powerpoint|untitled|unbenannt|document|dokument|titel?|title)"
    r"[\s\d]*(?:-.*)?|.*\.(?:docx?|odt|rtf|pdf|txt|indd|qxp|html?)",
    re.IGNORECASE,
)
"""Titles that a program gave, not a person."""

_HEAD = 4096
_LOOKED_AT = 5
"""Paragraphs in which the title of a document stands."""


class Properties(NamedTuple):
    """What a file says about itself beside its text; empty where it says nothing."""

    title: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    source: str = ""
    url: str = ""


def document_drafts(
    paragraphs: Sequence[Paragraph], properties: Properties, name: str
) -> Iterator[Draft | Refusal]:
    """The articles of a press database that was exported, or else the one that this is."""
    if _nexis.is_export(paragraphs):
        return _nexis.drafts(paragraphs, name)
    if _factiva.is_export(paragraphs):
        return _factiva.drafts(paragraphs, name)
    return iter([one_draft(paragraphs, properties)])


def one_draft(paragraphs: Sequence[Paragraph], properties: Properties) -> Draft:
    """The article that a whole document is. What the text says counts, then what the file says."""
    draft = split_header(text_of(paragraphs))
    if not draft.title:
        draft = msgspec.structs.replace(draft, title=_heading(paragraphs))
    if not draft.title and _squeezed(properties.title) in _first_lines(draft.text):
        draft = msgspec.structs.replace(draft, title=properties.title)
    draft = note_dateline(take_title(draft))
    told = properties.title.strip()
    return msgspec.structs.replace(
        draft,
        title=draft.title or ("" if _JUNK.fullmatch(told) else told),
        byline=draft.byline or properties.author,
        published=draft.published or properties.published,
        language=draft.language or properties.language,
        source=draft.source or properties.source,
        url=draft.url or properties.url,
    )


def _heading(paragraphs: Sequence[Paragraph]) -> str:
    """The first paragraph, if it is set as a heading and is not all that there is."""
    filled = (each for each in paragraphs[: 2 * _LOOKED_AT] if each.text.strip())
    first = next(filled, None)
    return first.text.strip() if first and first.heading and next(filled, None) else ""


def _first_lines(text: str) -> set[str]:
    """What stands on the first lines that hold something."""
    lines = (_squeezed(line) for line in text[:_HEAD].split("\n"))
    return set(islice(filter(None, lines), _LOOKED_AT))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
