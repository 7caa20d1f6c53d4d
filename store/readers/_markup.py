"""The bytes of a web page as text, in the encoding that they are in, whatever is said of it."""

from __future__ import annotations

import codecs
import re

from store.decoding import code_page, decode, looks_like_text, wide_encoding

_SCANNED = 4096
_CHARSET = re.compile(rb"<(?:meta\b[^>]{0,500}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*[\"']?"
                      rb"([\w.:-]{1,40})", re.IGNORECASE)  # fmt: skip
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_NEVER = ("utf-7", "utf-16", "utf-32", "punycode", "idna", "undefined", "unicode", "raw-unicode")
"""How codecs begin that no page is in of which the first bytes can be read as ASCII."""

_FEED_LIST = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*)*<opml\b",
    re.IGNORECASE | re.DOTALL,
)
_UNTOLD = ("iso8859-1", "ascii")
"""What a page says that says nothing: it is what servers and editors say of themselves."""

_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "big5": "big5hkscs", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
}  # fmt: skip
"""What browsers take such names for, and so what pages are really in."""


def begins_as_page(head: bytes) -> bool:
    """Whether a file with these first bytes is HTML, whatever it is called."""
    encoding = wide_encoding(head)
    if encoding:
        head = head.decode(encoding, "ignore").lstrip("\ufeff").encode()
    return _BEGINS.match(head) is not None


def begins_as_feed_list(head: bytes) -> bool:
    """Whether a file with these first bytes is a list of feeds (OPML), whatever it is called."""
    return _FEED_LIST.match(head) is not None


def page_text(data: bytes, charset: str = "") -> str:
    """`data` as text; `charset` is what the server said.

    What is valid UTF-8 is UTF-8, as nothing else is by accident; else what the server or the
    page says counts, unless it cannot be right. Raises Refused for what is empty or no text.
    """
    head = data[:_SCANNED]
    marked = data.startswith(codecs.BOM_UTF8) or bool(wide_encoding(head))
    if looks_like_text(head) and not marked:
        said = _CHARSET.search(head)
        for name in ("utf-8", charset, said[1].decode("ascii", "replace") if said else ""):
            text = _in_encoding(data, name)
            if text is not None:
                return text
    return decode(data)


def _in_encoding(data: bytes, name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
        if not name or known.replace("_", "-").startswith(_NEVER):
            return None
        if known in _UNTOLD:
            known = code_page(data)
        text = data.decode(_WIDER.get(known, known))
    except (LookupError, ValueError):
        return None
    return text if isinstance(text, str) and text.strip() else None
