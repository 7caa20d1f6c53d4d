"""ZIP archives from strangers: what is unpacked is counted while it streams.

Nothing is ever written to a disk, and parts are asked for by name, so that a part called
`../../etc/passwd` is a part like any other.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from store.drafts import Refused

MAX_ENTRIES = 10_000
"""Parts that an archive may list."""

MAX_UNPACKED = 500_000_000
"""Bytes that all that is read of an archive may come to."""

MAX_RATIO = 200
"""How many times its packed size a part may unpack to; prose comes to 3, XML of a sheet to 20."""

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What the library raises for an archive that is damaged, locked, or packed in a way of its own."""

_SMALL = 1_000_000
"""Bytes that any part may have, whatever its ratio."""

_MAX_LISTING = 2_000_000
"""Bytes of the list of parts, which is read as a whole when an archive is opened."""

_TAIL = 65_536 + 22 + 20
_END, _END_OF_LARGE = b"PK\x05\x06", b"PK\x06\x07"
_CHUNK = 65_536


class Archive:
    """An archive to read parts of. Raises Refused where it is beyond a limit."""

    def __init__(self, stream: BinaryIO) -> None:
        _check_listing(stream)
        self._zip = zipfile.ZipFile(stream)
        self._unpacked = 0
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise Refused(f"lists {len(entries):,} parts: an office document has a few dozen")
        self._parts = {entry.filename: entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def chunks(self, part: str) -> Iterator[bytes]:
        """What a part unpacks to, piece by piece."""
        entry = self._parts.get(part)
        if entry is None:
            raise Refused(f"lacks its part {part}: it is no whole document")
        # What the archive says of a part's size need not be true: what comes out is counted.
        most = max(_SMALL, MAX_RATIO * entry.compress_size)
        seen = 0
        with self._zip.open(entry) as stream:
            while data := stream.read(_CHUNK):
                seen += len(data)
                self._unpacked += len(data)
                if seen > most:
                    raise Refused(f"is packed over {MAX_RATIO} times: it looks like a trap")
                if self._unpacked > MAX_UNPACKED:
                    raise Refused(f"unpacks to over {MAX_UNPACKED // 1_000_000} MB: split it first")
                yield data


def _check_listing(stream: BinaryIO) -> None:
    """Raise Refused where the list of parts is too long to be read."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        raise Refused("is a damaged archive: its end is missing")
    (listing,) = struct.unpack("<L", tail[place + 12 : place + 16])
    is_large = tail[max(0, place - 20) : place].startswith(_END_OF_LARGE)
    if listing > _MAX_LISTING or is_large:
        raise Refused("lists more parts than an office document has")
