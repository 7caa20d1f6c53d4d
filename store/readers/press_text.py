"""Plain text that a press database exported: each of its articles, with its own fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from store.decoding import decode
from store.drafts import Refusal
from store.model import Draft
from store.readers import _factiva, _nexis
from store.readers._paragraphs import gathered, lines_of
from store.readers._records import readable_head
from store.sources import read_all

NAME = "text of a press database"
SUFFIXES = (".txt",)

_LONG = 200
"""Characters of a line that is none of a head, but a paragraph of an article."""


def sniff(head: bytes, suffix: str) -> int:  # noqa: ARG001 - a reader's face
    """By what stands around articles there, which no other text begins with."""
    lines = [line for line in lines_of(readable_head(head)) if len(line.text) < _LONG]
    return 8 if _nexis.begins_like_export(lines) or _factiva.begins_like_export(lines) else 0


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """Each article of an export, and a Refusal for each that has no text."""
    lines = gathered(lines_of(decode(read_all(stream))))
    is_factiva = _factiva.is_export(lines) and not _nexis.is_export(lines)
    yield from (_factiva if is_factiva else _nexis).drafts(lines, name)
