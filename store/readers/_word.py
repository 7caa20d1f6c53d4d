"""The parts of a Word document: its paragraphs, its headings, what it says about itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from store.readers._document import Properties
from store.readers._paragraphs import Paragraph
from store.readers._word_paragraphs import ParagraphHandler
from store.readers._xml import Handler, parse, parsing
from store.readers._xml_fields import Fields, attribute
from store.readers._zip import Archive

_MAIN = "word/document.xml"
_UNREAD = frozenset(["Fallback", "moveFrom", "del", "instrText", "rPr"])
"""Fallback repeats a text box for old programs; the rest is not shown, or holds no text."""

_CLOSE = 100
"""Twentieths of a point: a paragraph that stands closer to the one above goes on with it."""


def properties(archive: Archive) -> Properties:
    """What the document says about itself."""
    core = "docProps/core.xml"
    if core not in archive:
        return Properties()
    found = Fields()
    parse(archive.chunks(core), found)
    return Properties(
        title=found.get("title"),
        author=found.get("creator"),
        published=found.get("created"),
        language=found.get("language"),
    )


def paragraphs(archive: Archive) -> Iterator[Paragraph]:
    """The paragraphs of the text, of text boxes and of tables; headers and notes are left out."""
    body = _Body(_headings(archive))
    for _ in parsing(archive.chunks(_main_part(archive)), body):
        yield from body.taken()


def _main_part(archive: Archive) -> str:
    """Some programs call it by another name, which they tell."""
    if "_rels/.rels" in archive:
        relations = _Relations()
        parse(archive.chunks("_rels/.rels"), relations)
        if relations.main in archive:
            return relations.main
    return _MAIN


def _headings(archive: Archive) -> frozenset[str]:
    styles = _Styles()
    if "word/styles.xml" in archive:
        parse(archive.chunks("word/styles.xml"), styles)
    return frozenset(styles.headings)


def _is_close(before: str) -> bool:
    """Whether there is hardly any space above; lines that somebody broke by hand stand so."""
    return before.isdecimal() and 0 < int(before[:6]) < _CLOSE


class _Relations(Handler):
    def __init__(self) -> None:
        self.main = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.main = posixpath.normpath(attributes.get("Target", "").lstrip("/"))


class _Styles(Handler):
    """Built-in styles have English names in every edition, but ids of its language."""

    def __init__(self) -> None:
        self.headings: list[str] = []
        self._id = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style":
            self._id = attribute(attributes, "styleId")
        elif tag == "name":
            name = attribute(attributes, "val").lower()
            if name == "title" or name.startswith("heading "):
                self.headings.append(self._id)


class _Body(ParagraphHandler):
    def __init__(self, headings: frozenset[str]) -> None:
        super().__init__(_UNREAD)
        self._headings = headings
        self._in_text = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.passes(tag):
            return
        if tag == "p":
            self.begin(heading=False)
        elif tag == "t":
            self._in_text = True
        elif tag == "tab" and not attributes:  # with attributes it is a tab stop
            self.write("\t")
        elif tag in ("br", "cr"):
            self.write("\n")
        elif tag == "noBreakHyphen":
            self.write("-")
        elif self._is_heading(tag, attribute(attributes, "val")):
            self.set_heading()
        elif tag == "spacing" and _is_close(attribute(attributes, "before")):
            self.close_up()

    def data(self, text: str) -> None:
        if self._in_text:
            self.write(text)

    def end(self, tag: str) -> None:
        if self.ends():
            return
        if tag == "t":
            self._in_text = False
        elif tag == "p":
            self.finish()

    def _is_heading(self, tag: str, value: str) -> bool:
        return (tag == "pStyle" and value in self._headings) or (
            tag == "outlineLvl" and value != "9"  # the level of what is no heading
        )
