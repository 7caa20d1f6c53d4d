"""One entry of a feed as an article: its full text where the feed has it, else its summary."""

from __future__ import annotations

import io
import re
from typing import Any
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]

from store.dates import iso_date
from store.drafts import Refused
from store.model import Draft
from store.readers._html import html_text, looks_like_html
from store.readers._tidy import tidied

_ADDRESS = re.compile(r"(?:\S+@\S+|\w+(?=[^)]*\Z)) \(([^()]+)\)?\Z")
"""An address with a name behind it; feedparser cuts through those in newer domains."""


def feed_about(document: bytes) -> Draft:
    """What a feed says about itself: its name as the source, its author, site and language."""
    parsed = _parsed(document)
    feed = parsed.feed
    is_atom = str(parsed.get("version", "")).startswith("atom")  # in RSS it is the webmaster
    return Draft(
        text="",
        byline=_people(feed) if is_atom else "",
        source=_plain(feed.get("title", "")),
        url=feed.get("link", ""),
        language=feed.get("language", ""),
    )


def entry_draft(document: bytes, about: Draft) -> Draft:
    """The draft of the one entry in a document. Raises Refused where there is none, or no text."""
    entries = _parsed(document).entries
    if not entries:
        raise Refused("is no entry that can be read")
    entry = entries[0]
    title = _plain(entry.get("title", ""))
    url = absolute(entry.get("link", ""), about.url)
    bodies = [each.get("value", "") for each in entry.get("content", ())]
    return Draft(
        text=entry_text([*bodies, entry.get("summary", "")], title, url),
        title=title,
        source=_plain(entry.get("source", {}).get("title", "")) or about.source,
        byline=_people(entry) or about.byline,
        published=_date(entry),
        url=url,
        language=_language(entry) or about.language,
    )


def entry_text(bodies: list[str], title: str, url: str) -> str:
    """The longest of the texts that an entry has; of one that is only a link, the words to click.

    Raises Refused where there is nothing to read.
    """
    plain = (html_text(body) if looks_like_html(body) else body for body in bodies)
    text = tidied(max(plain, key=len, default=""), title)
    if not text.strip() and not (title and url):
        raise Refused("has no text, and no title with a link")
    return text if text.strip() else title


def absolute(link: str, base: str) -> str:
    """Where a link of a feed leads; as it is, where that cannot be told."""
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return link


def _parsed(document: bytes) -> Any:
    # From a stream: a name would be opened, or fetched. What we do with HTML is our own.
    return feedparser.parse(io.BytesIO(document), sanitize_html=False, resolve_relative_uris=False)


def _plain(text: str) -> str:
    return html_text(text) if "<" in text or "&" in text else text


def _people(of: Any) -> str:
    """The names of who wrote it; of `a@b.example (Anna Belova)`, as RSS has it, the name."""
    names = (each.get("name", "") for each in of.get("authors", ()))
    return ", ".join(_ADDRESS.sub(r"\1", name) for name in names if name)


def _date(entry: Any) -> str:
    for name in ("published", "updated", "created"):
        if iso_date(entry.get(name, "")):
            return str(entry[name])
        moment = entry.get(f"{name}_parsed")
        if moment:
            year, month, day, hour, minute, second = moment[:6]
            return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    return ""


def _language(entry: Any) -> str:
    bodies = [*entry.get("content", ()), entry.get("title_detail", {})]
    return next(filter(None, (each.get("language") or "" for each in bodies)), "")
