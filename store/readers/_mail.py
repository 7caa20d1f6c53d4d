"""One mail as an article: its text without attachments, and what its headers say."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr
from typing import NamedTuple

from store.decoding import code_page, decode
from store.drafts import Refused
from store.model import Draft
from store.readers._html import Link, html_page
from store.readers._wrapping import unwrapped

_MAX_PARTS = 500
"""Parts of one mail that are looked at; texts come first."""

_MAX_FORWARDED = 50
"""Mails forwarded in one that are looked at."""

_LONGEST_HEADER = 20_000
_SUBSTANTIAL = 0.5
"""How long the plain text is at least, beside that of the HTML, to be more than a courtesy."""

_NO_TEXT_CODECS = frozenset(["punycode", "idna", "undefined", "unicode_escape", "mbcs", "oem"])
"""Codecs of the language that no mail is written in; some take very long on hostile input."""

_SEVEN_BITS = re.compile(r"utf-?(?:7|16|32)|iso-?2022|hz", re.IGNORECASE)
_URL = re.compile(r"\S*https?://\S*")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_IN_BROWSER = re.compile(
    r"(?:view|read|open|see)\b.{0,40}\b(?:browser|online|web)|im browser|en ligne"
    r"|dans (?:votre|le) navigateur|en (?:su|el) navegador|nel browser|в браузере",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"unsubscribe|manage (?:your )?(?:subscription|preference)|update (?:your )?preference"
    r"|forward (?:this )?to a friend|you (?:are|'re|’re) receiving this|newsletter abbestellen"
    r"|abmelden$|se désabonner|désinscri|darse de baja|cancellati|отписаться",
    re.IGNORECASE,
)
_LONGEST_TAIL = 200


class _Texts(NamedTuple):
    plain: str
    html: str
    links: list[Link]


def mail_drafts(data: bytes) -> list[Draft]:
    """The draft that one mail makes, and one for each mail that is forwarded inside it.

    Raises Refused where none holds a text.
    """
    try:
        message = BytesParser(policy=compat32).parsebytes(data)
        drafts = [_draft(mail) for mail in _mails(message)]
    except RecursionError as error:
        raise Refused("has parts nested too deeply in parts") from error
    found = [draft for draft in drafts if draft]
    if not found:
        raise Refused("has no text, only attachments" if message.is_multipart() else "has no text")
    return found


def _mails(message: Message) -> list[Message]:
    """The mail, and those that are forwarded in it as attachments, each after what holds it."""
    mails = [message]
    for mail in mails:  # which grows meanwhile
        for part in _parts(mail):
            if part.get_content_type() == "message/rfc822":
                mails += _inside(part)
        if len(mails) > _MAX_FORWARDED:
            break
    return mails[: _MAX_FORWARDED + 1]


def _draft(message: Message) -> Draft | None:
    """The draft that a mail itself makes; None where it holds no text."""
    texts = _texts(_leaves(message))
    words = _URL.sub("", texts.plain).strip()
    text = texts.plain if words and len(words) >= _SUBSTANTIAL * len(texts.html) else texts.html
    if not text.strip():
        return None
    headers = _headers(message)
    name, address = parseaddr(headers.get("from", "")[:1000])
    return Draft(
        text=_without_tail(text),
        title=_words(headers.get("subject", "")),
        source=_words(name) or address.rpartition("@")[2],
        published=headers.get("date", ""),
        url=_url(headers, texts.links),
        language=headers.get("content-language", "").split(",")[0],
    )


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something themselves, in order; a forwarded mail is no part of it."""
    for part in _parts(message):
        attached = part.get_content_disposition() == "attachment" or part.get_filename()
        if not part.is_multipart() and not attached:
            yield part


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a mail in order, but not those of a mail that is forwarded in it."""
    waiting: list[Message] = [message]
    for _ in range(_MAX_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        inside = _inside(part)
        if part.get_content_maintype() == "multipart" and inside:
            waiting += reversed(inside)
        else:
            yield part


def _inside(part: Message) -> list[Message]:
    """The parts of a part; none where it holds something itself."""
    inside = part.get_payload() if part.is_multipart() else None
    return [each for each in inside if isinstance(each, Message)] if inside else []


def _texts(leaves: Iterable[Message]) -> _Texts:
    plain: list[str] = []
    html: list[str] = []
    links: list[Link] = []
    for part in leaves:
        kind = part.get_content_type()
        if kind == "text/plain":
            plain.append(_plain(part))
        elif kind == "text/html":
            page = html_page(_content(part))
            html.append(page.text)
            links += page.links
    return _Texts("\n\n".join(filter(None, plain)), "\n\n".join(filter(None, html)), links)


def _plain(part: Message) -> str:
    text = _content(part).replace("\r\n", "\n").strip()
    if str(part.get_param("format", "")).lower() == "flowed":
        return _unflowed(text, str(part.get_param("delsp", "")).lower() == "yes")
    return unwrapped(text)


def _unflowed(text: str, delete_space: bool) -> str:
    """`text` with the lines joined that end in a space, as RFC 3676 has it."""
    parts: list[str] = []
    for line in text.split("\n"):
        line = line.removeprefix(" ")  # stuffed, or it would look quoted
        if line.endswith(" ") and line != "-- ":
            parts.append(line[:-1] if delete_space else line)
        else:
            parts += (line, "\n")
    return "".join(parts).rstrip("\n")


def _content(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    return _decoded(data, part.get_content_charset() or "")


def _decoded(data: bytes, charset: str) -> str:
    """`data` in the encoding that is said, unless it cannot be right."""
    if not _SEVEN_BITS.match(charset):
        try:
            return data.decode()  # nothing else is UTF-8 by accident
        except UnicodeDecodeError:
            pass
    try:
        if codecs.lookup(charset).name not in _NO_TEXT_CODECS:
            untold = charset.lower() in ("iso-8859-1", "latin1", "us-ascii")
            return data.decode(code_page(data) if untold else charset)
    except (LookupError, ValueError):  # unknown, wrong, or not even a name
        pass
    try:
        return decode(data)
    except Refused:
        return data.decode("utf-8", "replace")


def _headers(message: Message) -> dict[str, str]:
    """The first of each header on one line, its bytes decoded, its encoded words not yet."""
    headers: dict[str, str] = {}
    for name, value in message.raw_items():
        if name.lower() not in headers:
            raw = str(value)[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
            headers[name.lower()] = _FOLD.sub(" ", _decoded(raw, ""))
    return headers


def _words(header: str) -> str:
    """A header with its encoded words (RFC 2047) decoded, as far as they can be."""
    if "=?" not in header:
        return header
    try:
        parts = decode_header(header)
    except (HeaderParseError, ValueError):
        return header
    return "".join(
        part if isinstance(part, str) else _decoded(part, charset or "") for part, charset in parts
    )


def _url(headers: dict[str, str], links: list[Link]) -> str:
    """Where the mail can be read on the web, if it says so."""
    archived = headers.get("archived-at", "").strip(" <>")
    if archived:
        return archived
    return next((url for text, url in links if _IN_BROWSER.search(text[:200])), "")


def _without_tail(text: str) -> str:
    """A newsletter without the lines that are about the newsletter."""
    lines = text.split("\n")
    kept = [line for line in lines if not _is_tail(line)]
    return "\n".join(kept) if any(line.strip() for line in kept) else text


def _is_tail(line: str) -> bool:
    if not line or len(line) > _LONGEST_TAIL:
        return False
    return bool(_TAIL.search(line) or (len(line) < 80 and _IN_BROWSER.search(line)))
