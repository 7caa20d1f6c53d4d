"""Word documents (.docx): one article a file, or all of a press database that was exported to one.

Read with the standard library and an XML parser that refuses entities: a library for the format
builds a tree of the whole in memory, on a compiled one for XML, and sets no limits on either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._packages import sniff_package

NAME = "Word document"
SUFFIXES = (".docx", ".docm")

_MARKS = (b"word/document", b"word/_rels/", b"word/styles")
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"


def sniff(head: bytes, suffix: str) -> int:
    """A ZIP archive that names its parts as a document does, or is called one."""
    if head.startswith(_OLD_CONTAINER):
        return 6 * (suffix in (*SUFFIXES, ".doc"))
    marked = any(mark in head for mark in _MARKS)
    return sniff_package(head, marked=marked, named=suffix in SUFFIXES)


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """The draft or drafts of a document. Raises Refused for what is none, or a trap."""
    from store.readers import _word  # with it comes all that unpacks and parses XML
    from store.readers._document import document_drafts
    from store.readers._paragraphs import gathered
    from store.readers._zip import DAMAGED, Archive

    if stream.read(4) == _OLD_CONTAINER:
        raise Refused(
            "is locked with a password or in the old format of Word (.doc):"
            " save it as .docx without a password"
        )
    stream.seek(-4, 1)
    try:
        archive = Archive(stream)
        properties = _word.properties(archive)
        paragraphs = gathered(_word.paragraphs(archive))
    except DAMAGED as error:
        raise Refused(f"is a damaged archive ({error})") from error
    yield from document_drafts(paragraphs, properties, name)
