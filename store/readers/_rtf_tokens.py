"""RTF cut into its tokens: groups, control words and symbols, escaped bytes, text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"(?P<brace>[{}])"
    rb"|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    rb"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z'])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|(?P<unread>[\r\n]+|\\)",
    re.DOTALL,
)


class Token(NamedTuple):
    """A token: `kind` is `{`, `}`, `word`, `byte`, `symbol`, `text` or `binary`."""

    kind: str
    value: bytes
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a document, in order. Line ends mean nothing in RTF and are left out."""
    place = 0
    while found := _TOKEN.match(data, place):
        place = found.end()
        kind = found.lastgroup or ""
        if kind == "brace":
            yield Token(found[0].decode(), b"")
        elif found["word"]:
            number = int(found["number"]) if found["number"] else None
            if found["word"] == b"bin" and number:
                place = min(len(data), place + max(0, number))  # a picture, as it is
            else:
                yield Token("word", found["word"], number)
        elif kind == "byte":
            yield Token("byte", bytes([int(found["byte"], 16)]))
        elif kind in ("symbol", "text"):
            yield Token(kind, found[kind])
