"""RTF to paragraphs. Groups are kept on a list of our own, so that none can be nested too deeply.

The libraries for RTF know neither headings, nor what a document says about itself, nor limits.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from store.drafts import Refused
from store.readers._document import Properties
from store.readers._paragraphs import BLANK, Paragraph
from store.readers._rtf_tokens import Token, tokens

_DEEPEST = 2000

_UNREAD = frozenset(
    b"colortbl stylesheet pict object header headerl headerr headerf footer footerl footerr footerf"
    b" footnote annotation atnid atnauthor fldinst themedata datastore listtable listoverridetable"
    b" rsidtbl generator xmlnstbl latentstyles pgptbl nonesttables tc xe bkmkstart bkmkend"
    b" shpinst nonshppict filetbl revtbl objdata blipuid".split()
)
"""Groups whose text is not of the article."""

_PARAGRAPH_ENDS = frozenset([b"par", b"sect", b"page", b"cell", b"row", b"nestcell", b"nestrow"])
_CHARACTERS = {
    b"line": "\n",
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": " ",
    b"enspace": " ",
    b"qmspace": " ",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
}
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_CODE_PAGES = {b"mac": "mac-roman", b"pc": "cp437", b"pca": "cp850"}
_TOLD = {b"title": "title", b"author": "author"}


class _Group(NamedTuple):
    """What holds until the end of a group."""

    target: str = ""  # empty for the text itself, "-" for what is not read
    font: int = -1
    skip: int = 1  # bytes below a \u that repeat it for old programs
    bold: bool = False
    hidden: bool = False


class Rtf:
    """A document of which the properties are known once its paragraphs have been taken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._group = _Group()
        self._groups: list[_Group] = []
        self._code_page = "cp1252"
        self._charsets: dict[int, str] = {}
        self._told = {"title": "", "author": "", "created": ""}
        self._text: list[str] = []
        self._bytes = bytearray()
        self._units: list[int] = []
        self._skipping = 0
        self._starred = False
        self._all_bold = True
        self._is_outline = False

    @property
    def properties(self) -> Properties:
        """What the document says about itself."""
        return Properties(
            title=self._told["title"].strip(),
            author=self._told["author"].strip(),
            published=self._told["created"],
        )

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs, with a blank line after each."""
        for token in tokens(self._data):
            if self._take(token):
                yield from self._finished()
        yield from self._finished()

    def _take(self, token: Token) -> bool:
        """Whether a paragraph ends with this token."""
        kind = token.kind
        if kind == "byte":
            self._byte(token.value)
        elif kind == "text":
            self._plain(token.value)
        elif kind == "word":
            return self._word(token.value, token.number)
        elif kind == "symbol":
            self._symbol(token.value)
        else:
            self._flush()
            self._brace(kind)
        return False

    def _brace(self, kind: str) -> None:
        self._skipping = 0
        self._starred = False
        if kind == "{":
            if len(self._groups) >= _DEEPEST:
                raise Refused("is nested too deeply inside")
            self._groups.append(self._group)
        elif self._groups:
            self._group = self._groups.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":  # a group that programs may not know
            self._starred = True
        elif symbol in _SYMBOLS:
            self._flush()
            self._write(_SYMBOLS[symbol])

    def _word(self, word: bytes, number: int | None) -> bool:
        if word == b"u" and number is not None:
            self._unicode(number)
            return False
        self._flush()
        if self._starred:
            self._starred = False
            if word not in (b"shppict", b"shptxt"):
                self._group = self._group._replace(target="-")
        if word in _UNREAD:
            self._group = self._group._replace(target="-")
        elif word in _PARAGRAPH_ENDS:
            return not self._group.target
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        else:
            self._set(word, number)
        return False

    def _set(self, word: bytes, number: int | None) -> None:
        """A word that changes how what follows is read."""
        group = self._group
        if word == b"ansicpg" and number:
            self._code_page = _known(f"cp{number}") or self._code_page
        elif word in _CODE_PAGES:
            self._code_page = _CODE_PAGES[word]
        elif word == b"fonttbl":
            self._group = group._replace(target="fonts")
        elif word == b"info":
            self._group = group._replace(target="info")
        elif group.target == "info" and word in _TOLD:
            self._group = group._replace(target=_TOLD[word])
        elif group.target == "info" and word == b"creatim":
            self._group = group._replace(target="created")
        elif group.target == "created" and number is not None:
            self._date(word, number)
        elif word == b"f" and number is not None:
            self._group = group._replace(font=number)
        elif word == b"fcharset" and group.target == "fonts" and number in _CHARSETS:
            self._charsets[group.font] = _CHARSETS[number]
        elif word == b"uc" and number is not None:
            self._group = group._replace(skip=min(max(number, 0), 10))
        else:
            self._style(word, number)

    def _style(self, word: bytes, number: int | None) -> None:
        group = self._group
        if word == b"b":
            self._group = group._replace(bold=number != 0)
        elif word in (b"v", b"deleted"):
            self._group = group._replace(hidden=number != 0)
        elif word == b"plain":
            self._group = group._replace(bold=False, hidden=False)
        elif word == b"pard":
            self._is_outline = False
        elif word == b"outlinelevel":
            self._is_outline = number != 9

    def _date(self, word: bytes, number: int) -> None:
        """Part of the day on which the document was made, as `yr`, `mo` and `dy` tell it."""
        if word in (b"yr", b"mo", b"dy"):
            told = self._told["created"]
            self._told["created"] = f"{told}-{number:02}" if told else f"{number:04}"

    def _unicode(self, number: int) -> None:
        self._flush_bytes()
        self._units.append(number % 65_536)
        self._skipping = self._group.skip

    def _byte(self, value: bytes) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        self._flush_units()
        self._bytes += value

    def _plain(self, text: bytes) -> None:
        skipped = min(self._skipping, len(text))
        self._skipping -= skipped
        if len(text) > skipped:
            self._flush_units()
            self._bytes += text[skipped:]

    def _flush(self) -> None:
        self._flush_units()
        self._flush_bytes()
        self._skipping = 0

    def _flush_units(self) -> None:
        if self._units:
            data = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._units.clear()
            self._write(data.decode("utf-16-le", "replace"))

    def _flush_bytes(self) -> None:
        if self._bytes:
            encoding = self._charsets.get(self._group.font, self._code_page)
            text = self._bytes.decode(encoding, "replace")
            self._bytes.clear()
            self._write(text)

    def _write(self, text: str) -> None:
        target = self._group.target
        if target in ("title", "author"):
            self._told[target] = (self._told[target] + text)[:1000]
        elif not target and not self._group.hidden:
            self._text.append(text)
            self._all_bold = self._all_bold and (self._group.bold or text.isspace())

    def _finished(self) -> Iterator[Paragraph]:
        self._flush()
        text = "".join(self._text)
        heading = bool(text.strip()) and (self._all_bold or self._is_outline)
        self._text.clear()
        self._all_bold = True
        for line in text.split("\n"):
            yield Paragraph(line, heading)
        yield BLANK


def _known(encoding: str) -> str:
    """`encoding` if there is such a one; UTF-8 has a number there as well."""
    if encoding == "cp65001":
        return "utf-8"
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""
