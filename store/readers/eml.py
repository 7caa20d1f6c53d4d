"""One mail (.eml): its text, be it plain or HTML; attachments are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._messages import single

NAME = "mail"
SUFFIXES = (".eml",)
STREAMS = True

_ENVELOPE = re.compile(
    rb"^(?:received|return-path|delivered-to|message-id|mime-version|dkim-signature)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_LETTERHEAD = re.compile(rb"^(from|to|subject|date)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_FIRST = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]*\S?")
_SAVED_PAGE = re.compile(rb"^(?:snapshot-content-location|content-location)[ \t]*:", re.I | re.M)


def sniff(head: bytes, suffix: str) -> int:
    """By the headers that it begins with; a web page that was saved begins like a mail as well."""
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    letterhead = {found.lower() for found in _LETTERHEAD.findall(top)}
    if not _FIRST.match(top) or _SAVED_PAGE.search(top):
        return 3 * (suffix in SUFFIXES)
    is_mail = len(letterhead) >= (1 if _ENVELOPE.search(top) else 3)
    return 8 if is_mail else 5 * (suffix in SUFFIXES)


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:  # noqa: ARG001 - a reader's face
    """The draft that a mail makes, and those of the mails that are forwarded in it."""
    from store.readers._mail import mail_drafts  # the library for mail is large

    found = single(stream)
    if isinstance(found.data, Refused):
        raise found.data
    yield from mail_drafts(found.data)
