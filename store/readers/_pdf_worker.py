"""Reads one PDF from standard input, in a process of its own, and tells its text as JSON.

Run as a program, never imported. A PDF can be made to loop, or to unpack to any size: what the
library's own limits miss ends here, at limits that the kernel keeps, and takes nothing else along.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_SECONDS = 40
MAX_MEMORY = 1_500_000_000
MAX_CHARACTERS = 20_000_000
MAX_PAGES = 5_000

LOCKED = "is locked with a password: save it without one"
NEEDS_EXTRA = (
    "is encrypted with AES, which needs the extra encrypted-pdf: in the folder of Pressmark,"
    " pip install '.[encrypted-pdf]'"
)
DAMAGED = "is a damaged PDF"


def main() -> None:
    """Print one line of JSON: the pages and what the file says about itself, or why not."""
    _limit(resource.RLIMIT_CPU, MAX_SECONDS)
    _limit(resource.RLIMIT_AS, MAX_MEMORY)
    data = sys.stdin.buffer.read()
    try:
        told = _told(data)
    except (MemoryError, RecursionError):
        told = {"refused": "needs more memory than any document does: it looks like a trap"}
    json.dump(told, sys.stdout)


def _limit(what: int, most: int) -> None:
    """Set a limit, unless a lower one is set already."""
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _told(data: bytes) -> dict[str, object]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    logging.disable()
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"refused": LOCKED}
        return {"pages": _pages(reader)} | _properties(reader)
    except DependencyError:
        return {"refused": NEEDS_EXTRA}
    except LimitReachedError:
        return {"refused": "unpacks to more than any document does: it looks like a trap"}
    # The library raises its own errors for most damage, and these for the rest.
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError,
            AssertionError, ArithmeticError, NotImplementedError, OSError) as error:  # fmt: skip
        return {"refused": f"{DAMAGED} ({str(error)[:100] or type(error).__name__})"}


def _pages(reader: PdfReader) -> list[str]:
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        pages.append(text)
        if size > MAX_CHARACTERS or len(pages) >= MAX_PAGES:
            break
    return pages


def _properties(reader: PdfReader) -> dict[str, object]:
    found = reader.metadata
    if not found:
        return {}
    date = found.creation_date_raw or ""
    return {
        "title": str(found.title or ""),
        "author": str(found.author or ""),
        "published": str(date).removeprefix("D:")[:8],
    }


if __name__ == "__main__":
    main()
