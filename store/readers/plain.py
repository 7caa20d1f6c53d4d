"""Plain text: one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from store.decoding import decode, looks_like_text
from store.drafts import Refusal
from store.model import Draft
from store.readers._header import note_dateline, split_header, take_title
from store.readers._wrapping import unwrapped
from store.sources import read_all

NAME = "plain text"
SUFFIXES = (".txt", ".text")


def sniff(head: bytes, suffix: str) -> int:
    """Sure of its own suffixes; any other text is better read as plain text than not at all."""
    return 5 if suffix in SUFFIXES else int(looks_like_text(head))


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:  # noqa: ARG001 - a reader's face
    """The one draft that a text file holds."""
    draft = split_header(decode(read_all(stream)))
    draft = take_title(msgspec.structs.replace(draft, text=unwrapped(draft.text)))
    yield note_dateline(draft)
