"""Rich Text Format (.rtf): one article a file, or all of a press database that was exported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal
from store.model import Draft
from store.sources import read_all

NAME = "Rich Text"
SUFFIXES = (".rtf",)

_BEGINS = b"{\\rtf"


def sniff(head: bytes, suffix: str) -> int:  # noqa: ARG001 - a reader's face
    """By how it begins; what begins otherwise is no RTF, whatever it is called."""
    return 9 if head.lstrip().startswith(_BEGINS) else 0


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """The draft or drafts of a document. Raises Refused for one that is a trap."""
    from store.readers._document import document_drafts
    from store.readers._paragraphs import gathered
    from store.readers._rtf import Rtf

    document = Rtf(read_all(stream))
    paragraphs = gathered(document.paragraphs())
    yield from document_drafts(paragraphs, document.properties, name)
