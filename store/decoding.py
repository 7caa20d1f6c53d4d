"""Bytes to text, when nobody says in which encoding."""

from __future__ import annotations

import codecs
import re

from store.drafts import Refused
from store.latin_pages import latin_page

_BOMS = (  # the longer first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARIES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_SAMPLE = 65_536
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ufffd]")

WESTERN = "cp1252"
"""The code page that a text is in where nothing speaks for another one."""

_CODE_PAGES = [
    "cp1251",
    "koi8_r",
    "koi8_u",
    "iso8859_5",
    "cp866",
    "mac_cyrillic",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp874",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
]
"""Of the scripts that leave hardly a letter in ASCII."""

_WORD_BEYOND = re.compile(rb"[^\s<>]*[\x80-\xff][^\s<>]*")
_RUN_BEYOND = re.compile(rb"[\x80-\xff]{3,}")
_FEWEST = 16
"""Bytes beyond ASCII below which nobody can tell a code page."""


def decode(data: bytes, page: str = "") -> str:
    """`data` as text: by its mark, else as UTF-8, UTF-16 or in a code page, whichever it can be.

    `page` is the code page of what `data` is a line of; else it is guessed. A byte that fits
    nowhere becomes U+FFFD. Raises Refused for what is empty or no text.
    """
    if not data or data.isspace():
        raise Refused("is empty")
    binary = next((what for magic, what in _BINARIES if data.startswith(magic)), None)
    if binary:
        raise Refused(f"looks like {binary}, not text: save it as text first")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if _controls(data) <= 0.02:
        return _single_bytes(data, page)
    text = _wide(data)
    if text is None:
        raise Refused("looks like binary, not text")
    return text


def code_page(data: bytes) -> str:
    """The encoding in which `data`, which is not in Unicode, is most likely written.

    Windows-1252, unless most of what is beyond ASCII stands side by side, as it does in the words
    of other scripts, and not in ones and twos among ASCII, as accents and quotation marks do; or
    unless it is in a language that needs another page for its Latin letters.
    """
    words = b" ".join(_WORD_BEYOND.findall(data[:_SAMPLE]))
    beyond = sum(byte > 127 for byte in words)
    if beyond < _FEWEST or 2 * sum(map(len, _RUN_BEYOND.findall(words))) < beyond:
        return latin_page(words) or WESTERN
    from charset_normalizer import from_bytes  # a twentieth of a second, and rarely needed

    best = from_bytes(words, cp_isolation=_CODE_PAGES).best()
    return best.encoding if best else WESTERN


def wide_encoding(head: bytes) -> str:
    """The encoding of what begins with `head`, if one letter takes several bytes in it; else empty.

    It names the order of the bytes, so that a mark in front is a character of the text.
    """
    for bom, encoding in _BOMS[1:]:
        if head.startswith(bom):
            return encoding
    if _controls(head) <= 0.02 or _wide(head) is None:
        return ""
    return "utf-16-le" if head[::2].count(0) < head[1::2].count(0) else "utf-16-be"


def looks_like_text(head: bytes) -> bool:
    """Whether the first bytes of a file may be text in an encoding that `decode` knows."""
    if head.startswith(tuple(magic for magic, _ in _BINARIES)):
        return False
    marked = head.startswith(tuple(bom for bom, _ in _BOMS))
    return marked or _controls(head) <= 0.02 or _wide(head) is not None


def _single_bytes(data: bytes, page: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    # A broken character or two in what is UTF-8 otherwise, or another encoding altogether?
    if 4 * text.count("\ufffd") <= len(_BEYOND_ASCII.findall(text)):
        return text
    return data.decode(page or code_page(data), "replace")


def _wide(data: bytes) -> str | None:
    """`data` as UTF-16, where the zero bytes of spaces and Latin letters say which way round."""
    sample = data[: min(len(data), _SAMPLE) & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= 10 * min(even, odd):
        return None
    text = data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    part = text[:_SAMPLE]
    strange = sum(not (character.isprintable() or character.isspace()) for character in part)
    return text if strange <= 0.02 * len(part) else None


def _controls(data: bytes) -> float:
    """The share of bytes that are control characters that no text has."""
    return 1 - len(data.translate(None, _CONTROLS)) / max(1, len(data))
