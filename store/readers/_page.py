"""A web page as an article: what a reader came for, without what stands around it.

`page_draft` is all that anybody calls: another library would be put in its place here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from logging import CRITICAL, getLogger
from typing import Any
from urllib.parse import urlsplit

from trafilatura import bare_extraction
from trafilatura.metadata import Document
from trafilatura.settings import DEFAULT_CONFIG, Extractor, set_date_params
from trafilatura.utils import load_html

from store.drafts import Refused
from store.model import Draft
from store.readers._html import html_text
from store.readers._tidy import tidied

MAX_PAGE = 20_000_000
"""Characters of markup that a page may have; one article with all around it has 2 million."""

MAX_TAGS = 100_000
"""Tags that a page may have; what looks at them takes longer than in proportion to them."""

_DATES = (
    '//meta[@property="article:published_time" or @itemprop="datePublished"'
    ' or @name="article:published_time" or @name="datePublished" or @name="pubdate"'
    ' or @name="date" or @name="parsely-pub-date" or @name="sailthru.date"'
    ' or @name="DC.date.issued"]/@content',
    '//*[@itemprop="datePublished"]/@datetime',
    "//article//time[@pubdate]/@datetime",
)
_LIVE = (
    '//script[@type="application/ld+json"][contains(., "LiveBlogPosting")]'
    ' | //*[contains(@itemtype, "LiveBlogPosting")]'
)
_LIVE_TITLES = ('//meta[@property="og:title"]/@content', "//h1//text()")
_PUBLISHERS = ('//*[@itemprop="publisher"]//*[@itemprop="name"]/@content',)
_DIVIDERS = "-–—|·:•"
_BODY_CLASS = re.compile(r"body|content|text|entry|post|story|article|main", re.IGNORECASE)
_JSON_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"<>]{10,40})"')
_LANGUAGES = (
    "//html/@lang",
    '//meta[@http-equiv="Content-Language" or @http-equiv="content-language"]/@content',
    '//meta[@property="og:locale"]/@content',
)

# A date is taken from what says that it is one, never guessed from a year somewhere on the page.
_OPTIONS = Extractor(
    config=DEFAULT_CONFIG,
    output_format="python",
    comments=False,
    with_metadata=True,
    date_params=set_date_params(extensive=False),
)

# What it makes of bad pages is told by a Refusal: nothing is to be printed over the screen.
for _name in ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer"):
    getLogger(_name).setLevel(CRITICAL + 1)


def page_draft(html: str, url: str = "") -> Draft:
    """The article on a page, where it says so with title, site, byline, date, URL, language.

    `url` is where the page came from, for a page that does not say. A page on which no article
    can be told from the rest is taken as a whole. Raises Refused for one that is no page.
    """
    if len(html) > MAX_PAGE:
        raise Refused(f"is a page of over {MAX_PAGE // 1_000_000} MB: no article is as long")
    if html.count("<") > MAX_TAGS:
        raise Refused(f"is a page of over {MAX_TAGS:,} tags: no article has as many")
    tree = load_html(html)
    found = None if tree is None else _extracted(_unboxed(tree))
    if tree is None or found is None or not (found.text or "").strip():
        return Draft(text=html_text(html), title=_title(tree), url=url)
    address = found.url or url
    source = _site(found.sitename or _first(tree, _PUBLISHERS), address)
    title = _headline(tree, found.title or "", source)
    return Draft(
        text=tidied(found.text or "", title),
        title=title,
        source=source,
        byline=(found.author or "").replace("; ", ", "),
        published=_first(tree, _DATES) or _moment(html, found.date or ""),
        url=address,
        language=_first(tree, _LANGUAGES).replace("_", "-"),
    )


def _unboxed(tree: Any) -> Any:
    """The page, with what only looks like tables and articles taken for the frame that it is.

    A table that holds the article and columns around it is such a frame; so is each post of a live
    blog, which together are the article.
    """
    for table in tree.xpath("//table[.//h1 or count(.//p) > 2 or count(.//br) > 5]"):
        for element in table.iter("table", "tbody", "tr", "td", "th"):
            element.tag = "div"
    if tree.xpath(_LIVE):
        _join_posts(tree)
    return tree


def _join_posts(tree: Any) -> None:
    """Make one article of the posts of a live blog, each of which looks like all of it."""
    posts = tree.xpath("//article[not(.//article)]")
    if len(posts) < 2:
        return
    for post in posts:
        post.tag = "div"
        for part in post.iter("div", "section"):
            if _BODY_CLASS.search(part.get("class", "")):
                del part.attrib["class"]
    around = (posts[0].xpath("ancestor::main[1]") or [posts[0].getparent()])[0]
    if around is not None and around.tag != "body":
        around.tag = "article"


def _headline(tree: Any, title: str, site: str) -> str:
    """The title without the name of the site behind it; of a live blog, not that of a post."""
    if tree.xpath(_LIVE):
        title = _first(tree, _LIVE_TITLES) or title
    for mark in _DIVIDERS:
        if site and title.endswith(f" {mark} {site}"):
            return title.removesuffix(f" {mark} {site}")
    return title


def _moment(html: str, day: str) -> str:
    """The time of that day that the page says it appeared; else the day."""
    said = _JSON_DATE.search(html) if day else None
    return said[1] if said and said[1].startswith(day) else day


def _extracted(tree: Any) -> Document | None:
    with _no_recursion_fault():
        found = bare_extraction(tree, options=_OPTIONS)
    return found if isinstance(found, Document) else None


@contextmanager
def _no_recursion_fault() -> Iterator[None]:
    try:
        yield
    except RecursionError as error:
        raise Refused("is nested too deeply to be a page") from error


def _site(name: str | None, url: str) -> str:
    """The name of the site; of one that does not give it, the host."""
    if name and name != urlsplit(url).netloc:
        return name
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # no address, whatever the page says
        return ""


def _first(tree: Any, paths: tuple[str, ...]) -> str:
    """The first text that stands at one of these places in the page."""
    found = (str(value).strip() for path in paths for value in tree.xpath(path))
    return next(filter(None, found), "")


def _title(tree: Any) -> str:
    return "" if tree is None else _first(tree, ("//title/text()",))
