"""Pages that Factiva exported: each of the articles on one, with its own fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from store.decoding import decode
from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers import _factiva
from store.readers._html import html_text
from store.readers._paragraphs import Paragraph, gathered
from store.sources import read_all

NAME = "web page of Factiva"
SUFFIXES = (".html", ".htm")

_TITLE = re.compile(rb"<title>[^<]{0,100}factiva", re.IGNORECASE)
_ARTICLE = re.compile(rb"<div[^>]{0,200}\bclass=[\"']article \w{2,5}Article\b")
_HEADLINE = re.compile(r"<\w{1,4}\s[^<>]{0,200}class=[\"']?\w{0,5}Headline\b[^<>]{0,200}>")
_SIGN = "\ue000"
"""Stands before a headline while the markup is taken off; it means nothing in any text."""


def sniff(head: bytes, suffix: str) -> int:  # noqa: ARG001 - a reader's face
    """By its title, or by the names that the program gives to parts of its pages."""
    return 10 if _TITLE.search(head) or _ARTICLE.search(head) else 0


def read(stream: BinaryIO, name: str) -> Iterator[Draft | Refusal]:
    """Each article on the page. Raises Refused where there is none."""
    source = decode(read_all(stream)).replace(_SIGN, "")
    text = html_text(_HEADLINE.sub(rf"\g<0>{_SIGN}", source))
    paragraphs = gathered(_paragraph(line) for line in text.split("\n"))
    if not _factiva.is_export(paragraphs):
        raise Refused("is a page of Factiva without articles: save it with Article Format")
    yield from _factiva.drafts(paragraphs, name)


def _paragraph(line: str) -> Paragraph:
    return Paragraph(line.replace(_SIGN, ""), _SIGN in line)
