"""Markdown: one article a file, its markup taken off as far as it stands in a reader's way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from store.decoding import decode
from store.drafts import Refusal
from store.model import Draft
from store.readers._header import note_dateline, split_header, take_title
from store.readers._wrapping import unwrapped
from store.sources import read_all

NAME = "Markdown"
SUFFIXES = (".md", ".markdown", ".mdown")

# No pattern can look further than its line and a fixed length: hostile text costs no more.
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:[ \t]+\S+.{0,500}")
_BLOCKQUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_TARGET = (
    r"\([^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?(?:[ \t]+[\"'][^\"']{0,500}[\"'])?\)"
)
_INLINE = (
    (re.compile(rf"!\[[^\[\]]{{0,1000}}\]{_TARGET}"), ""),
    (re.compile(rf"(?<![!\\])\[([^\[\]]{{0,1000}})\](?:{_TARGET}|\[[^\[\]]{{0,200}}\])"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"(?<![\\*])\*\*(?=[^\s*])([^*]{1,2000})(?<=\S)(?<!\\)\*\*"), r"\1"),
    (re.compile(r"(?<![\\*])\*(?=[^\s*])([^*]{1,2000})(?<=\S)(?<!\\)\*(?!\*)"), r"\1"),
    (re.compile(r"(?<![\\\w])__(?=[^\s_])([^_]{1,2000})(?<=\S)(?<!\\)__(?!\w)"), r"\1"),
    (re.compile(r"(?<![\\\w])_(?=[^\s_])([^_]{1,2000})(?<=\S)(?<!\\)_(?!\w)"), r"\1"),
    (re.compile(r"(?<![\\`])`([^`]{1,1000})`(?!`)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])"), r"\1"),
)
_MARKED = re.compile(r"[*_`\[\]<\\]")


def sniff(head: bytes, suffix: str) -> int:  # noqa: ARG001 - a reader's face
    """Only by its name: any text may be Markdown."""
    return 5 if suffix in SUFFIXES else 0


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:  # noqa: ARG001 - a reader's face
    """The one draft that a Markdown file holds."""
    draft = split_header(decode(read_all(stream)))
    if not draft.title:
        draft = _take_heading(draft)
    draft = take_title(msgspec.structs.replace(draft, text=stripped(unwrapped(draft.text))))
    yield note_dateline(draft)


def stripped(text: str) -> str:
    """`text` without marks of emphasis, headings, quotes and links; code blocks stay."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            lines.append(line)
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
            lines.append(line)
        elif not _DEFINITION.fullmatch(line):
            lines.append(_plain_line(line, bool(lines and lines[-1].strip())))
    return "\n".join(lines)


def _plain_line(line: str, after_text: bool) -> str:
    if _RULE.fullmatch(line) or (after_text and _UNDERLINE.fullmatch(line)):
        return ""
    heading = _HEADING.fullmatch(line)
    if heading:
        line = heading[1] or ""
    line = _BLOCKQUOTE.sub("", line, count=1)
    if _MARKED.search(line):
        for pattern, plain in _INLINE:
            line = pattern.sub(plain, line)
    return line


def _take_heading(draft: Draft) -> Draft:
    """`draft` with a heading on its first line as the title; it is one whatever it looks like."""
    first, _, rest = draft.text.partition("\n")
    heading = _HEADING.fullmatch(first)
    title = heading[1] if heading else None
    below = rest.partition("\n")[0]
    if title is None and first.strip() and _UNDERLINE.fullmatch(below):
        title, rest = first, rest.partition("\n")[2]
    if not title or not rest.strip():
        return draft
    return msgspec.structs.replace(draft, title=_plain_line(title, False), text=rest)
