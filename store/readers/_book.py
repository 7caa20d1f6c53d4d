"""The parts of an EPUB: what it says about itself, and its chapters in the order of reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from store.drafts import Refused
from store.readers._xml import parse
from store.readers._xml_fields import Fields, attribute
from store.readers._zip import Archive

_PAGES = frozenset(["application/xhtml+xml", "text/html", "text/x-oeb1-document"])
_PERIODICALS = ("periodical", "magazine", "newspaper", "journal", "feed")


class Book(NamedTuple):
    """What the package says; `chapters` are the names of parts of the archive."""

    title: str
    author: str
    published: str
    language: str
    publisher: str
    url: str
    is_periodical: bool
    chapters: list[str]


def book_of(archive: Archive) -> Book:
    """What an EPUB consists of. Raises Refused for one that is locked or lacks its package."""
    container = _Container()
    parse(archive.chunks("META-INF/container.xml"), container)
    package = _Package()
    parse(archive.chunks(container.package), package)
    folder = posixpath.dirname(container.package)
    chapters = [posixpath.normpath(posixpath.join(folder, href)) for href in package.in_order()]
    locked = set(_locked(archive))
    if any(chapter in locked for chapter in chapters):
        raise Refused("is locked by its seller (DRM), so that its text cannot be read")
    url = package.get("source") or package.get("identifier")
    return Book(
        title=package.get("title"),
        author=package.get("creator"),
        published=package.get("date"),
        language=package.get("language"),
        publisher=package.get("publisher"),
        url=url if url.startswith(("http://", "https://")) else "",
        is_periodical=package.is_periodical or any("/article_" in each for each in chapters),
        chapters=chapters,
    )


def _locked(archive: Archive) -> Iterator[str]:
    """The parts that are encrypted; fonts often are, without a lock on the book."""
    part = "META-INF/encryption.xml"
    if part in archive:
        encryption = _Encryption()
        parse(archive.chunks(part), encryption)
        yield from encryption.parts


class _Container(Fields):
    def __init__(self) -> None:
        super().__init__()
        self.package = "content.opf"

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        super().start(tag, attributes)
        if tag == "rootfile":
            self.package = posixpath.normpath(unquote(attributes.get("full-path", "")))


class _Encryption(Fields):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        super().start(tag, attributes)
        if tag == "CipherReference":
            self.parts.append(posixpath.normpath(unquote(attribute(attributes, "URI"))))


class _Package(Fields):
    """The package: its metadata, what belongs to it, and in which order it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.is_periodical = False
        self._pages: dict[str, str] = {}
        self._spine: list[str] = []

    def in_order(self) -> list[str]:
        """The addresses of the pages that are read, within the package."""
        return [self._pages[each] for each in dict.fromkeys(self._spine) if each in self._pages]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        super().start(tag, attributes)
        if tag == "item" and attributes.get("media-type") in _PAGES:
            if "nav" not in attributes.get("properties", "").split():
                href = unquote(attributes.get("href", "").partition("#")[0])
                self._pages[attributes.get("id", "")] = href
        elif tag == "itemref" and attributes.get("linear") != "no":
            self._spine.append(attributes.get("idref", ""))
        elif tag == "meta" and attributes.get("name") == "calibre:publication_type":
            self._note_type(attributes.get("content", ""))

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "type":
            self._note_type(self.get("type"))

    def _note_type(self, told: str) -> None:
        self.is_periodical = self.is_periodical or told.lower().startswith(_PERIODICALS)
