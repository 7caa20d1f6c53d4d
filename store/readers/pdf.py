"""PDF: the text layer of a document, one article a file.

Read with pypdf, which is pure Python, small, and the most looked after of its kind: its limits on
hostile files grow with every release. It runs in a process of its own all the same, see
`_pdf_worker`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from store.drafts import Refusal, Refused
from store.model import Draft
from store.sources import read_all

NAME = "PDF"
SUFFIXES = (".pdf",)
HEAVY = True

_WORKER = Path(__file__).with_name("_pdf_worker.py")
_MAX_SECONDS = 50
_FEWEST_CHARACTERS = 20
"""Letters and digits without which the pages of a whole document are pictures."""


class _Told(msgspec.Struct):
    """What the worker says."""

    refused: str = ""
    pages: list[str] = []
    title: str = ""
    author: str = ""
    published: str = ""


def sniff(head: bytes, suffix: str) -> int:  # noqa: ARG001 - a reader's face
    """By its mark, before which some programs write a few bytes of their own."""
    return 9 if b"%PDF-" in head[:1024] else 0


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """The draft of a document. Raises Refused for one without text, locked, or a trap."""
    from store.readers._document import Properties, document_drafts
    from store.readers._paragraphs import gathered, lines_of
    from store.readers._reflow import reflowed

    told = _told(read_all(stream))
    if told.refused:
        raise Refused(told.refused)
    if sum(map(str.isalnum, "".join(told.pages))) < _FEWEST_CHARACTERS:
        raise Refused("has no text layer, its pages are pictures: run text recognition (OCR) first")
    properties = Properties(told.title, told.author, told.published)
    yield from document_drafts(gathered(lines_of(reflowed(told.pages))), properties, name)


def _told(data: bytes) -> _Told:
    # -P: nothing beside the program is taken for a module.
    command = [sys.executable, "-P", str(_WORKER)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_MAX_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Refused("takes too long to read: it looks like a trap") from error
    try:
        return msgspec.json.decode(done.stdout, type=_Told)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if done.returncode < 0:  # ended by the kernel
            raise Refused("takes too long to read: it looks like a trap") from error
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise Refused(f"cannot be read ({last[:200]})") from error
