"""Exports of Factiva: many articles in one document, each ended by its accession number.

Two layouts are about. With indexing, each field stands beside its code (`HD` headline, `PD` date,
`LP` first paragraphs, `TD` the rest). Without, the fields stand one below the other in a fixed
order around `877 words`, and the text follows a line about copyright. What the program says itself
(`words`, `Document`, months) comes in the language of whoever exported it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from store.dates import iso_date
from store.drafts import Refusal
from store.model import Draft
from store.readers._languages import language_code
from store.readers._paragraphs import Paragraph

_NUMBER = re.compile(r"(?:AN[\s|:]+)?[^\W\d_]{2,20}\s([A-Z0-9]{4,10}\d{8}[a-z0-9]{8,12})\s*\|?\s*")
_WORDS = re.compile(
    r"[\d,.\u00a0\u202f ]{1,9}\s?"
    r"(?:words?|wörter|mots?|palabras|parole|palavras|woorden|слов\w*|語|字|단어)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"copyright|©|\(c\)|all rights reserved|tous droits|alle rechte", re.IGNORECASE
)
_NAMED = "SE HD BY CR WC PD ET SN SC NGC GC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN"
_CODES = frozenset([*_NAMED.split(), "ART", "CLM", "DLN"])
_CODED = re.compile(r"\s*([A-Z]{2,3})(?:\s*[\t|]\s*|\s{2,}|[\s\u00a0]*$)(.*)", re.DOTALL)
_BY = re.compile(r"(?:by|von|par|por|di|door)\s+(\S.*)", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:dow jones)?\s?(?:factiva)?(?:, inc\.?)?|page \d+ of \d+", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?(?:\s\w{1,4})?", re.IGNORECASE)
_LONGEST_NAME = 80
_LONGEST_SECTION = 40
_HEADER_LINES = 8
"""Lines that may stand above the number of words."""


def begins_like_export(lines: Sequence[Paragraph]) -> bool:
    """Whether the first lines of a text are of such an export: its codes, or words above a date."""
    texts = [line.text.strip() for line in lines if line.text.strip()]
    codes = {coded[0] for text in texts if (coded := _coded(text))}
    return {"HD", "PD"} <= codes or any(
        _WORDS.fullmatch(one) and iso_date(other) for one, other in pairwise(texts)
    )


def is_export(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether these paragraphs are of such an export: numbers of articles, and fields or words."""
    numbered = told = False
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if len(text) > 200:
            continue
        numbered = numbered or bool(_NUMBER.fullmatch(text))
        told = told or bool(_WORDS.fullmatch(text)) or _coded(text, {"HD", "WC", "PD"}) is not None
        if numbered and told:
            return True
    return False


def drafts(paragraphs: Iterable[Paragraph], name: str) -> Iterator[Draft | Refusal]:
    """Each article of an export. The last one may lack its number where the file was cut off."""
    number = 0
    for lines, ended in _articles(paragraphs):
        fields = _fields(lines)
        draft = _coded_draft(fields) if {"HD", "WC"} & fields.keys() else _plain_draft(lines)
        if draft is None and not ended:
            continue  # the summary of the search, and what else stands below
        number += 1
        if draft is None or not draft.text.strip():
            yield Refusal(f"{name}, article {number}", "has no text, only what is about it")
        else:
            yield draft


def _articles(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[list[Paragraph], bool]]:
    """The lines of each article that hold something, and whether its number stands below them."""
    lines: list[Paragraph] = []
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if _NUMBER.fullmatch(text):
            yield lines, True
            lines = []
        elif text:
            lines.append(Paragraph(text, paragraph.heading))
    if lines:
        yield lines, False


def _coded(text: str, codes: Iterable[str] = _CODES) -> tuple[str, str] | None:
    found = _CODED.fullmatch(text)
    return (found[1], found[2]) if found and found[1] in codes else None


def _fields(lines: Sequence[Paragraph]) -> dict[str, list[str]]:
    """The lines of each field, by its code."""
    fields: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in lines:
        coded = _coded(line.text)
        value = line.text
        if coded:
            current = fields.setdefault(coded[0], [])
            value = coded[1]
        if current is not None and value.strip(" |"):
            current.append(value.strip(" |"))
    return fields


def _coded_draft(fields: Mapping[str, Sequence[str]]) -> Draft:
    def field(code: str) -> str:
        return " ".join(fields.get(code, ()))

    return Draft(
        text="\n\n".join([*fields.get("LP", ()), *fields.get("TD", ())]),
        title=field("HD"),
        source=field("SN"),
        byline=field("BY"),
        published=field("PD"),
        language=language_code(field("LA")),
    )


def _plain_draft(lines: Sequence[Paragraph]) -> Draft | None:
    """The draft of an article whose fields stand one below the other; None without any."""
    words = next((n for n, line in enumerate(lines) if _WORDS.fullmatch(line.text)), None)
    if words is None:
        return None
    above = [line for line in lines[:words] if not _PROGRAM.fullmatch(line.text)][-_HEADER_LINES:]
    title, byline = _headline(above)
    below = [line.text for line in lines[words + 1 :]]
    date = next((n for n, text in enumerate(below[:3]) if iso_date(text)), None)
    rest = below[date + 1 :] if date is not None else below
    if rest and _TIME.fullmatch(rest[0]):
        rest = rest[1:]
    begin = next((n + 1 for n, text in enumerate(rest[:10]) if _is_rights(text)), None)
    if begin is None:  # some sources have none: the text then follows the language
        begin = next((n + 1 for n, text in enumerate(rest[:8]) if language_code(text)), 1)
    head = rest[:begin]
    return Draft(
        text="\n\n".join(rest[begin:]),
        title=title,
        source=head[0] if head else "",
        byline=byline,
        published=below[date] if date is not None else "",
        language=next(filter(None, (_language(text) for text in head[1:])), ""),
    )


def _is_rights(text: str) -> bool:
    return bool(_RIGHTS.search(text)) and len(text) < 300


def _language(text: str) -> str:
    return language_code(text) if " " not in text.strip() else ""


def _headline(above: Sequence[Paragraph]) -> tuple[str, str]:
    """Title and byline from the lines above the number of words.

    A section may stand above the title, and below it the author and where they wrote from.
    """
    by = next((n for n, line in enumerate(above) if n and _BY.fullmatch(line.text)), None)
    titles = above[:by] if by is not None else above
    headings = [line.text for line in titles if line.heading]
    texts = [line.text for line in titles]
    if headings:
        place = texts.index(headings[0])
        title = " ".join(headings)
    else:
        is_section = len(texts) > 1 and len(texts[0]) < min(_LONGEST_SECTION, len(texts[1]))
        place = int(is_section)
        title = texts[place] if texts else ""
    if by is not None:
        return title, above[by].text
    after = texts[place + max(1, len(headings)) :]
    is_name = bool(after) and len(after[0]) < _LONGEST_NAME and not after[0].endswith(".")
    return title, after[0] if is_name else ""
