"""JSON: an array of articles, an object that holds one, or one article.

The elements of an array are cut out as they stream by, so that the size does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._columns import Columns
from store.readers._json import decoded, drafts
from store.readers._json_elements import elements
from store.readers._records import MAX_RECORD, as_utf8, chunks, readable_head

NAME = "JSON"
SUFFIXES = (".json",)
STREAMS = True
COLUMNS = True

_BEGINS = re.compile(r'\s*(?:\{\s*"|\[\s*(?:\{|\]))')
_DEEPEST_LIST = 4


def sniff(head: bytes, suffix: str) -> int:
    """By how it begins; a text file seldom begins with a brace and a quotation mark."""
    if _BEGINS.match(readable_head(head)):
        return 8 if suffix in SUFFIXES else 7
    return 5 if suffix in SUFFIXES else 0


def read(stream: BinaryIO, name: str, columns: Columns | None = None) -> Iterator[Draft | Refusal]:
    """One draft for each object in the array of articles."""
    columns = columns or Columns()
    pieces = chunks(as_utf8(stream))
    begun = b""
    for piece in pieces:
        begun += piece
        if len(begun) > MAX_RECORD or begun.lstrip().startswith(b"["):
            break
    else:
        yield from _whole(begun, name, columns)
        return
    yield from drafts(_items(chain([begun], pieces)), name, columns)


def _items(pieces: Iterator[bytes]) -> Iterator[tuple[str, bytes | Refused]]:
    number = 0
    for number, element in enumerate(elements(pieces), 1):
        yield f"record {number}", element
    if not number:
        raise Refused("holds no list of records")


def _whole(data: bytes, name: str, columns: Columns) -> Iterator[Draft | Refusal]:
    """An object that is not too long to be looked at as a whole: an article, or a list of them."""
    content = decoded(data)
    if not isinstance(content, dict):
        raise Refused("holds no list of records")
    if "text" in columns.meaning(tuple(content)):
        yield columns.draft(content)
        return
    found = _longest_list(content)
    if not found:
        yield columns.draft(content)
        return
    for number, record in enumerate(found, 1):
        try:
            yield columns.draft(record)
        except Refused as error:
            yield Refusal(f"{name}, record {number}", str(error))


def _longest_list(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The longest list of objects in it, not in another list and not too deep."""
    level: list[Any] = [content]
    best: list[dict[str, Any]] = []
    for _ in range(_DEEPEST_LIST):
        values = [value for each in level for value in each.values()]
        for value in values:
            if isinstance(value, list) and len(value) > len(best):
                records = [record for record in value if isinstance(record, dict)]
                best = max(best, records, key=len)
        level = [value for value in values if isinstance(value, dict)]
    return best
