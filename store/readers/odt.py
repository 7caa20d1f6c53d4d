"""OpenDocument texts (.odt), as LibreOffice saves them: one article a file, or one export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._packages import sniff_package

NAME = "OpenDocument text"
SUFFIXES = (".odt", ".ott")

_MARK = b"application/vnd.oasis.opendocument.text"


def sniff(head: bytes, suffix: str) -> int:
    """A ZIP archive that says what it is in its first part, or is called so."""
    marked = _MARK in head[:200]
    return sniff_package(head, marked=marked, named=suffix in SUFFIXES)


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """The draft or drafts of a document. Raises Refused for what is none, or a trap."""
    from store.readers import _open_document  # with it comes all that unpacks and parses XML
    from store.readers._document import document_drafts
    from store.readers._paragraphs import gathered
    from store.readers._zip import DAMAGED, Archive

    try:
        archive = Archive(stream)
        if _open_document.is_locked(archive):
            raise Refused("is locked with a password: save it without one")
        properties = _open_document.properties(archive)
        paragraphs = gathered(_open_document.paragraphs(archive))
    except DAMAGED as error:
        raise Refused(f"is a damaged archive ({error})") from error
    yield from document_drafts(paragraphs, properties, name)
