"""The parts of an OpenDocument text: its paragraphs, what it says about itself, its lock."""

from __future__ import annotations

from collections.abc import Iterator

from store.readers._document import Properties
from store.readers._paragraphs import Paragraph
from store.readers._word_paragraphs import ParagraphHandler
from store.readers._xml import Handler, parse, parsing
from store.readers._xml_fields import Fields, attribute
from store.readers._zip import Archive

_UNREAD = frozenset(
    ["note", "annotation", "tracked-changes", "table-of-content", "ruby-text", "forms", "title"]
)
"""Notes, comments, what was deleted, lists of contents, and descriptions of pictures."""

_MANIFEST = "META-INF/manifest.xml"


def is_locked(archive: Archive) -> bool:
    """Whether a password is needed to read the document."""
    manifest = _Manifest()
    if _MANIFEST in archive:
        parse(archive.chunks(_MANIFEST), manifest)
    return manifest.locked


def properties(archive: Archive) -> Properties:
    """What the document says about itself."""
    if "meta.xml" not in archive:
        return Properties()
    meta = Fields()
    parse(archive.chunks("meta.xml"), meta)
    return Properties(
        title=meta.get("title"),
        author=meta.get("initial-creator") or meta.get("creator"),
        published=meta.get("creation-date") or meta.get("date"),
        language=meta.get("language"),
    )


def paragraphs(archive: Archive) -> Iterator[Paragraph]:
    """The paragraphs of the text, of text boxes and of tables."""
    body = _Body()
    for _ in parsing(archive.chunks("content.xml"), body):
        yield from body.taken()


class _Manifest(Handler):
    def __init__(self) -> None:
        self.locked = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - a handler's face
        self.locked = self.locked or tag == "encryption-data"


class _Body(ParagraphHandler):
    def __init__(self) -> None:
        super().__init__(_UNREAD)
        self._titles = {"Title"}
        self._style = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.passes(tag):
            return
        if tag == "style" and attribute(attributes, "parent-style-name") in self._titles:
            self._titles.add(attribute(attributes, "name"))
        elif tag == "p":
            self.begin(heading=attribute(attributes, "style-name") in self._titles)
        elif tag == "h":
            self.begin(heading=True)
        elif tag == "s":
            self.write_spaces(attribute(attributes, "c") or "1")
        elif tag == "tab":
            self.write("\t")
        elif tag == "line-break":
            self.write("\n")

    def data(self, text: str) -> None:
        self.write(" ".join(text.split("\n")))

    def end(self, tag: str) -> None:
        if not self.ends() and tag in ("p", "h"):
            self.finish()
