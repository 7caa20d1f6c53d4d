"""The text of HTML, block by block, for what comes inside mails, tables and records.

No layout is understood here; a page with navigation around its article needs more. The scanner is
our own because the parser of the standard library takes time that grows with the square of the
input on `<a <a <a`: this one looks at each character a fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from string import ascii_uppercase
from typing import NamedTuple

_LOOKS = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|table|td|html|body|img|blockquote)\b"
    r"[^<>]{0,2000}>",
    re.IGNORECASE,
)
_SCANNED = 20_000
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_MARK = re.compile("[>\"']")
_HIDDEN = re.compile(r"display\s*:\s*none|\shidden(?=[\s/=>])", re.IGNORECASE)
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")
_SPACES = re.compile(" {2,}")
_PADDING = " \u00a0\u00ad\u034f\u061c\u115f\u200b\u200c\u200d\u2007\ufeff"
"""What newsletters fill the preview line of a mailbox with."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_UNREAD = _words("script style title textarea template noscript iframe xmp svg math select object")
_VOID = _words("area base br col embed hr img input link meta source track wbr")
_BLOCKS = _words(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section table tbody"
    " td tfoot th thead tr ul"
)


class Link(NamedTuple):
    """A link: the words that one clicks on, and where it leads."""

    text: str
    url: str


class Page(NamedTuple):
    """The text, a blank line between its blocks, and the links in it."""

    text: str
    links: list[Link]


class _Tag(NamedTuple):
    name: str
    closing: bool
    source: str


def looks_like_html(text: str) -> bool:
    """Whether there is markup near the beginning of a text."""
    return "<" in text and _LOOKS.search(text[:_SCANNED]) is not None


def html_text(source: str) -> str:
    """The text that a reader of this HTML would see, a blank line between its blocks."""
    return html_page(source).text


def html_page(source: str) -> Page:
    """The text that a reader would see, and the links; scripts and hidden parts are left out."""
    page = _Builder()
    for piece in _visible(source):
        if isinstance(piece, str):
            page.data(piece)
        else:
            page.tag(piece)
    return page.done()


class _Builder:
    """Puts what is seen into blocks."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._parts: list[str] = []
        self._links: list[Link] = []
        self._url = ""
        self._linked: list[str] = []

    def data(self, text: str) -> None:
        plain = _SPACE.sub(" ", unescape(text))
        self._parts.append(plain)
        if self._url:
            self._linked.append(plain)

    def tag(self, tag: _Tag) -> None:
        if tag.name == "br":
            self._parts.append("\n")
        elif tag.name in _BLOCKS:
            self._end_block()
        elif tag.name == "a":
            self._end_link()
            found = None if tag.closing else _HREF.search(tag.source)
            self._url = unescape(found[1] or found[2] or found[3] or "") if found else ""

    def done(self) -> Page:
        self._end_link()
        self._end_block()
        return Page("\n\n".join(self._blocks), self._links)

    def _end_block(self) -> None:
        lines = (line.strip(_PADDING) for line in "".join(self._parts).split("\n"))
        block = "\n".join(lines).strip()
        if block:
            self._blocks.append(_SPACES.sub(" ", block))
        self._parts.clear()

    def _end_link(self) -> None:
        if self._url:
            self._links.append(Link("".join(self._linked).strip(), self._url))
        self._url = ""
        self._linked.clear()


def _visible(source: str) -> Iterator[str | _Tag]:
    """Texts and tags without what stands in elements that are not shown."""
    pieces = _pieces(source)
    for piece in pieces:
        yield piece
        if isinstance(piece, str) or piece.closing or piece.name in _VOID:
            continue
        if _HIDDEN.search(piece.source):
            yield from _after(piece.name, pieces)


def _after(name: str, pieces: Iterator[str | _Tag]) -> Iterator[_Tag]:
    """Pass by what stands in a hidden element; yield the tag that ends it."""
    depth = 1
    for inner in pieces:
        if isinstance(inner, str):
            continue
        if inner.name == name:
            depth += -1 if inner.closing else 1
        # A paragraph need not be closed: the next block ends it.
        if not depth or (name == "p" and inner.name in _BLOCKS):
            yield inner
            return


def _pieces(source: str) -> Iterator[str | _Tag]:
    """Texts and tags in order; comments, declarations and scripts are passed by."""
    end = _Ends(source)
    text = place = 0
    while (start := source.find("<", place)) >= 0:
        name = _NAME.match(source, start + 1)
        if not name and not source.startswith(("<!", "<?", "</"), start):
            place = start + 1  # a sign in the text
            continue
        if start > text:
            yield source[text:start]
        if name:
            place = end.of_tag(start)
            tag = _Tag(name[1].lower(), source[start + 1] == "/", source[start:place])
            yield tag
            if tag.name in _UNREAD and not tag.closing:
                place = end.of_unread(tag.name, place)
        else:
            is_comment = source.startswith("<!--", start)
            place = end.after("-->", start + 4) if is_comment else end.after(">", start)
        text = place
    yield source[text:]


_LOWER = {ord(letter): letter.lower() for letter in ascii_uppercase}
"""Changes no place in a text, as lowering other letters may."""


class _Ends:
    """Where things end. What has not been found once is not looked for again."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lower = source.translate(_LOWER)
        self._missing: set[str] = set()

    def after(self, mark: str, place: int, text: str = "") -> int:
        """The place after the next `mark`; the end of all where there is none."""
        if mark in self._missing:
            return len(self._source)
        found = (text or self._source).find(mark, place)
        if found < 0:
            self._missing.add(mark)
            return len(self._source)
        return found + len(mark)

    def of_unread(self, name: str, place: int) -> int:
        """Where the end tag of an element begins that is not read, such as a script."""
        mark = f"</{name}"
        after = self.after(mark, place, self._lower)
        return after - len(mark) if mark not in self._missing else after

    def of_tag(self, place: int) -> int:
        """The place after a tag; a `>` in quotation marks does not end it."""
        while found := _MARK.search(self._source, place):
            if found[0] == ">":
                return found.end()
            closed = self.after(found[0], found.end())
            # A quotation mark that is never closed is no quotation mark.
            place = found.end() if found[0] in self._missing else closed
        return len(self._source)
