"""References in RIS, as Zotero and library catalogues write it: one article an entry.

The note or the abstract of an entry is the text of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._html import html_text, looks_like_html
from store.readers._records import MAX_RECORD, TOO_LONG, as_utf8, line_text, lines, page_of

NAME = "references (RIS)"
SUFFIXES = (".ris",)
STREAMS = True

_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|)")
_YEAR = re.compile(r"\d{4}")
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY  - ?[A-Z]")

_TITLE = ("TI", "T1", "CT", "BT")
_SOURCE = ("T2", "JO", "JF", "JA", "PB")
_AUTHORS = ("AU", "A1")
_DATE = ("DA", "Y1", "PY")
_URL = ("UR", "L2", "LK")
_TEXTS = ("N1", "AB", "N2")

_A_LINE = 50
"""Bytes of memory that a line takes beside its letters."""

Entry = dict[str, list[str]]


def sniff(head: bytes, suffix: str) -> int:
    """By its first line, which says of what kind the first entry is."""
    return 9 if _BEGINS.match(head) else 5 * (suffix in SUFFIXES)


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """One draft for each entry with a note or an abstract."""
    number = 0
    for number, (line, entry) in enumerate(_entries(stream), 1):
        try:
            if isinstance(entry, Refused):
                raise entry
            yield _draft(entry)
        except Refused as error:
            yield Refusal(f"{name}, entry {number}, line {line}", str(error))
    if not number:
        raise Refused("holds no entry that begins with a line “TY  - …”")


def _entries(stream: BinaryIO) -> Iterator[tuple[int, Entry | Refused]]:
    """Each entry with the number of its first line. One that lacks its end ends with the next."""
    kept: list[str] | None = None
    begin = size = 0
    whole = as_utf8(stream)
    page = page_of(whole)
    for number, data in lines(whole):
        line = "" if data is None else line_text(data, page).rstrip("\r\n")
        found = _TAG.fullmatch(line)
        if found and found[1] in ("TY", "ER"):
            if kept is not None:
                yield begin, _entry(kept, size)
            kept, begin, size = ([] if found[1] == "TY" else None), number, 0
        elif kept is not None:
            size += MAX_RECORD + 1 if data is None else len(line) + _A_LINE
            if size <= MAX_RECORD:
                kept.append(line)
    if kept is not None:
        yield begin, _entry(kept, size)


def _entry(kept: list[str], size: int) -> Entry | Refused:
    if size > MAX_RECORD:
        return Refused(TOO_LONG)
    values: dict[str, list[list[str]]] = {}
    current: list[str] = []
    for line in kept:
        found = _TAG.fullmatch(line)
        if found:
            current = [found[2] or ""]
            values.setdefault(found[1], []).append(current)
        else:  # a note over several lines
            current.append(line)
    return {tag: ["\n".join(parts) for parts in several] for tag, several in values.items()}


def _draft(entry: Mapping[str, Sequence[str]]) -> Draft:
    text = "\n\n".join(_plain(each) for tag in _TEXTS for each in _distinct(entry, tag))
    if not text.strip():
        raise Refused("has neither a note nor an abstract: there is no text to read")
    return Draft(
        text=text,
        title=_first(entry, _TITLE),
        source=_first(entry, _SOURCE),
        byline=", ".join(map(_name, (one for tag in _AUTHORS for one in entry.get(tag, ())))),
        published=_date(entry),
        url=_first(entry, _URL),
        language=_first(entry, ("LA",)),
    )


def _distinct(entry: Mapping[str, Sequence[str]], tag: str) -> Sequence[str]:
    """The texts of a tag; an abstract that stands under both of its tags counts once."""
    found = entry.get(tag, ())
    return [each for each in found if each not in entry.get("AB", ())] if tag == "N2" else found


def _first(entry: Mapping[str, Sequence[str]], tags: Sequence[str]) -> str:
    return next((one for tag in tags for one in entry.get(tag, ()) if one.strip()), "")


def _date(entry: Mapping[str, Sequence[str]]) -> str:
    """The date; where it has a day but no year, as EndNote writes it, with the year beside it."""
    said, year = _first(entry, _DATE), _first(entry, ("PY", "Y1")).strip("/ ")
    return said if _YEAR.search(said) or not _YEAR.fullmatch(year) else f"{said} {year}"


def _name(written: str) -> str:
    """`Anna Belova` of `Belova, Anna`."""
    family, _, given = written.partition(",")
    return f"{given.strip()} {family.strip()}".strip()


def _plain(text: str) -> str:
    return html_text(text) if looks_like_html(text) else text
