"""A mailbox (mbox): one article a mail, read mail by mail, so that the size does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._messages import in_mailbox, is_separator

NAME = "mailbox (mbox)"
SUFFIXES = (".mbox", ".mbx")
STREAMS = True


def sniff(head: bytes, suffix: str) -> int:
    """By the line that stands before the first mail."""
    if is_separator(head.split(b"\n", 1)[0] + b"\n"):
        return 9
    return 5 * (suffix in SUFFIXES)


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """One draft for each mail, forwarded ones too. Raises Refused where there is none."""
    from store.readers._mail import mail_drafts  # the library for mail is large

    number = 0
    for number, line, data in in_mailbox(stream):
        try:
            if isinstance(data, Refused):
                raise data
            yield from mail_drafts(data)
        except Refused as error:
            yield Refusal(f"{name}, message {number}, line {line}", str(error))
    if not number:
        raise Refused("holds no mail that begins as in a mailbox, with a line “From …”")
