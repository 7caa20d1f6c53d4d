"""References in CSL JSON, as Zotero exports them: one article an item.

The note or the abstract of an item is the text of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._columns import cell_text
from store.readers._html import html_text, looks_like_html
from store.readers._json import decoded
from store.readers._json_elements import elements
from store.readers._records import as_utf8, chunks, readable_head

NAME = "references (CSL JSON)"
SUFFIXES = (".csljson", ".csl")
STREAMS = True

_TYPES = (
    "article(?:-journal|-magazine|-newspaper)?|broadcast|interview|post(?:-weblog)?|report|speech"
    "|webpage|document|chapter|book|manuscript|paper-conference|thesis|personal_communication"
)
_ITEM = re.compile(
    rf'\s*\[\s*\{{(?=.*?"type"\s*:\s*"(?:{_TYPES})")'
    r'(?=.*?"(?:container-title|issued|citation-key|accessed|abstract)"\s*:)',
    re.DOTALL,
)


def sniff(head: bytes, suffix: str) -> int:
    """An array whose first item has a type of CSL and a field that only CSL names so."""
    if _ITEM.match(readable_head(head)):
        return 9
    return 5 * (suffix in SUFFIXES)


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """One draft for each item with a note or an abstract."""
    number = 0
    for number, data in enumerate(elements(chunks(as_utf8(stream))), 1):
        try:
            if isinstance(data, Refused):
                raise data
            yield _draft(decoded(data))
        except Refused as error:
            yield Refusal(f"{name}, item {number}", str(error))
    if not number:
        raise Refused("holds no list of references")


def _draft(item: dict[str, Any]) -> Draft:
    texts = (cell_text(item.get(key)) for key in ("note", "abstract"))
    text = "\n\n".join(html_text(each) if looks_like_html(each) else each for each in texts if each)
    if not text.strip():
        raise Refused("has neither a note nor an abstract: there is no text to read")
    return Draft(
        text=text,
        title=cell_text(item.get("title")),
        source=cell_text(item.get("container-title")) or cell_text(item.get("publisher")),
        byline=cell_text(item.get("author")),
        published=_date(item.get("issued")),
        url=cell_text(item.get("URL")),
        language=cell_text(item.get("language")),
    )


def _date(issued: object) -> str:
    """The day that is said as `{"date-parts": [[2025, 2, 11]]}`, or in words of its own."""
    if not isinstance(issued, dict):
        return cell_text(issued)
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if isinstance(first, list) and len(first) == 3:
        year, month, day = (cell_text(part) for part in first)
        return f"{year:0>4}-{month:0>2}-{day:0>2}"
    return cell_text(issued.get("raw")) or cell_text(issued.get("literal"))
