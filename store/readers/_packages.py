"""Documents that are ZIP archives: how sure their readers are of them."""

from __future__ import annotations

_ZIP = b"PK\x03\x04"


def sniff_package(head: bytes, *, marked: bool, named: bool) -> int:
    """9 for an archive with the marks of a format, 6 for one that only has its suffix, else 0."""
    if not head.startswith(_ZIP):
        return 0
    return 9 if marked else 6 * named
