"""Web pages to articles, beside the bare library; and a folder of them into a library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from html import escape
from pathlib import Path

import trafilatura

from store import open_library
from store.readers._markup import page_text
from store.readers._page import page_draft
from tests.bench.bench import Bench
from tests.bench.corpus import article
from tests.bench.rows import Row
from tests.bench.timing import in_turns

AT_LEAST = 0.8
MORE_THAN = 1.0
ROUNDS = 3
ONE_CORE = 400
"""Pages that are read in one process; the rate does not change with more."""

IMPORTED = 2_000

_LINKS = "".join(f'<li><a href="/{name}">Section {name}</a></li>' for name in range(30))
_TEASERS = "".join(
    f'<div class="teaser"><h3><a href="/more/{name}">Another story, number {name}</a></h3>'
    f"<p>What it is about in one line.</p></div>"
    for name in range(12)
)


def measure(bench: Bench) -> Iterator[Row]:
    """The rate on one core, and that of an import, which has all of them; best of all rounds."""
    count = min(bench.scale.files, ONE_CORE)
    pages = [page(number) for number in range(count)]
    times = in_turns({"ours": lambda: read_all(pages), "bare": lambda: extract_all(pages)}, ROUNDS)
    ours, reference = count / min(times["ours"]), count / min(times["bare"])
    yield Row(
        "web pages read on one core",
        count,
        ours,
        "a second",
        "trafilatura alone",
        reference,
        f"at least {AT_LEAST:g} times",
        ours >= AT_LEAST * reference,
    )
    folder = bench.scratch / "pages"
    many = min(bench.scale.files, IMPORTED)
    write_pages(folder, many)
    library = bench.scratch / "of-pages"
    times = in_turns({"import": lambda: import_pages(library, folder)}, ROUNDS)
    rate = many / min(times["import"])
    yield Row(
        f"import of {many:,} web pages",
        many,
        rate,
        "a second",
        "reading them on one core",
        ours,
        f"over {MORE_THAN:g} times on several cores",
        rate > MORE_THAN * ours,
    )


def page(number: int) -> bytes:
    """A page with an article that no library has, and with what stands around one."""
    one = article(number, "page")
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in one.text.split("\n\n"))
    head = (
        f'<meta charset="utf-8"><title>{escape(one.title)} | {escape(one.source)}</title>'
        f'<meta property="og:site_name" content="{escape(one.source)}">'
        f'<meta property="article:published_time" content="{one.published}">'
        f'<link rel="canonical" href="https://post.example/{number}">'
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><nav><ul>{_LINKS}</ul></nav>'
        f"<main><article><h1>{escape(one.title)}</h1>\n{body}</article>"
        f'<aside class="related">{_TEASERS}</aside></main>'
        f"<footer><ul>{_LINKS}</ul><p>All rights reserved.</p></footer></body></html>"
    ).encode()


def read_all(pages: Sequence[bytes]) -> None:
    for data in pages:
        assert page_draft(page_text(data)).text


def extract_all(pages: Sequence[bytes]) -> None:
    """What the library does of itself: the text, and what the page says about itself."""
    for data in pages:
        assert trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)


def write_pages(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:06}.html").write_bytes(page(number))


def import_pages(path: Path, folder: Path) -> None:
    """Into a new library."""
    try:
        with closing(open_library(path)) as library:
            report = library.import_paths([folder])
        assert not report.failed and not report.duplicates, report
    finally:
        shutil.rmtree(path, ignore_errors=True)
