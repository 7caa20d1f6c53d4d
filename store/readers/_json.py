"""JSON as it is found: decoded quickly where it is right, and leniently where it nearly is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from store.decoding import decode
from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._columns import Columns

_DECODER = msgspec.json.Decoder()


def decoded(data: bytes) -> Any:
    """What `data` says. Raises Refused with the reason where it is no JSON."""
    try:
        return _DECODER.decode(data)
    except RecursionError as error:
        raise Refused("is nested too deeply to be an article") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _leniently(data)


def record_draft(data: bytes, columns: Columns) -> Draft:
    """The draft that one JSON object makes. Raises Refused."""
    record = decoded(data)
    if not isinstance(record, dict):
        raise Refused("is no JSON object with named values")
    return columns.draft(record)


def drafts(
    items: Iterator[tuple[str, bytes | Refused]], name: str, columns: Columns
) -> Iterator[Draft | Refusal]:
    """A draft or a Refusal for each item, which comes with the place where it stands."""
    for place, data in items:
        try:
            if isinstance(data, Refused):
                raise data
            yield record_draft(data, columns)
        except Refused as error:
            yield Refusal(f"{name}, {place}", str(error))


def _leniently(data: bytes) -> Any:
    """As above, with NaN, raw line ends in texts, halves of surrogates and other encodings."""
    try:
        return json.loads(decode(data), strict=False)
    except json.JSONDecodeError as error:
        raise Refused(f"is no JSON ({error.msg}, character {error.pos + 1:,})") from error
    except RecursionError as error:
        raise Refused("is nested too deeply to be an article") from error
    except ValueError as error:  # a number with more digits than Python takes
        raise Refused("is no JSON that can be read: a number in it is too long") from error
