"""EPUB: a book is one article; an issue of a magazine or newspaper is one article a page.

That it is an issue is what its package says (its type, or how calibre marks what it fetched). A
book stays whole, because its chapters do not stand by themselves and have no date or source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from store.decoding import decode
from store.drafts import MAX_TEXT, Refusal, Refused
from store.model import Draft
from store.readers._header import note_dateline, take_title
from store.readers._html import html_text
from store.readers._packages import sniff_package

if TYPE_CHECKING:
    from store.readers._book import Book
    from store.readers._zip import Archive

NAME = "EPUB"
SUFFIXES = (".epub",)

_MARK = b"application/epub+zip"
_MAX_PAGE = 4 * MAX_TEXT
_HEADING = re.compile(r"<h[1-3]\b[^>]{0,500}>(.{1,1000}?)</h[1-3]", re.IGNORECASE | re.DOTALL)
_HEAD = 50_000
"""Characters of a page in which its heading stands."""

_SHORTEST = 200
"""Characters by which an article of an issue differs from a cover or a list of sections."""


def sniff(head: bytes, suffix: str) -> int:
    """A ZIP archive that says what it is in its first part, or is called so."""
    marked = _MARK in head[:200]
    return sniff_package(head, marked=marked, named=suffix in SUFFIXES)


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """The draft of a book, or those of an issue. Raises Refused for what is none, or a trap."""
    from store.readers._book import book_of  # with it comes all that unpacks and parses XML
    from store.readers._zip import DAMAGED, Archive

    try:
        archive = Archive(stream)
        book = book_of(archive)
        yield from _issue(archive, book, name) if book.is_periodical else _whole(archive, book)
    except DAMAGED as error:
        raise Refused(f"is a damaged archive ({error})") from error


def _whole(archive: Archive, book: Book) -> Iterator[Draft]:
    chapters: list[str] = []
    size = 0
    for part in book.chapters:
        chapters.append(html_text(_page(archive, part)))
        size += len(chapters[-1])
        if size > _MAX_PAGE:
            raise Refused(f"has over {_MAX_PAGE // 1_000_000} MB of text: split it first")
    yield Draft(
        text="\n\n".join(filter(None, chapters)),
        title=book.title,
        source=book.publisher,
        byline=book.author,
        published=book.published,
        url=book.url,
        language=book.language,
    )


def _issue(archive: Archive, book: Book, name: str) -> Iterator[Draft | Refusal]:
    found = False
    for number, part in enumerate(book.chapters, 1):
        try:
            page = _page(archive, part)
        except Refused as error:
            yield Refusal(f"{name}, page {number}", str(error))
            continue
        text = html_text(page)
        if len(text) < _SHORTEST:
            continue
        found = True
        heading = _HEADING.search(page[:_HEAD])
        title = " ".join(html_text(heading[1]).split()) if heading else ""
        draft = note_dateline(take_title(Draft(text, title=title)))
        yield msgspec.structs.replace(
            draft,
            source=book.title,
            published=draft.published or book.published,
            language=book.language,
        )
    if not found:
        raise Refused("is an issue of a periodical without any article in it")


def _page(archive: Archive, part: str) -> str:
    """One page as it is. Raises Refused where it is missing or too long."""
    pieces: list[bytes] = []
    size = 0
    for piece in archive.chunks(part):
        pieces.append(piece)
        size += len(piece)
        if size > _MAX_PAGE:
            raise Refused(f"has over {_MAX_PAGE // 1_000_000} MB on one page: split it first")
    data = b"".join(pieces)
    return decode(data) if data.strip() else ""
