"""What a process of the pool does: read the files that it is asked for, one after the other."""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Iterator
from mimetypes import guess_extension
from pathlib import Path

import msgspec

from store import sources
from store.clusters import Sketched, sketched
from store.drafts import Refusal, Refused, finish
from store.file_reading import FileReading
from store.model import Article, Draft
from store.pool import ARTICLE, END, NOTE, REFUSAL, Note, Request
from store.readers import read_stream
from store.readers._http import PAGES
from store.readers._markup import page_text

MAX_MEMORY = 2_000_000_000
"""Bytes of address space; the largest page that is read at all needs a quarter of it."""


NOTED = 250_000
"""Bytes of a file after which it is told again how many have been read."""

_KINDS = {Sketched: ARTICLE, Refusal: REFUSAL, Note: NOTE}


def main() -> None:
    """Answer orders until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.freeze()  # what was imported stays: looking through it again would cost a sixth of the time
    try:
        for line in sys.stdin.buffer:
            request = msgspec.json.decode(line, type=Request)
            for item in _items(request):
                told = sketched(item) if isinstance(item, Article) else item
                _say(_KINDS[type(told)], told)
            _say(END, None)
    except BrokenPipeError:
        sys.exit()  # nobody listens any more


def _items(request: Request) -> Iterator[Article | Refusal | Note]:
    try:
        if request.url:
            yield from _fetched(request)
        else:
            yield from _of_file(request)
    except MemoryError:
        most = MAX_MEMORY // 1_000_000_000
        yield Refusal(request.name, f"needs over {most} GB of memory to read: it looks like a trap")


def _of_file(request: Request) -> Iterator[Article | Refusal | Note]:
    """What stands in a file, with notes of how far it has been read."""
    reading = FileReading(Path(os.fsdecode(request.path)), request.columns)
    noted = -NOTED
    for item in reading:
        if reading.bytes - noted >= NOTED:
            noted = reading.bytes
            yield Note(noted, dict(reading.meaning))
        yield item


def _fetched(request: Request) -> Iterator[Article | Refusal]:
    """What was fetched: a page, or a file of any format that there is a reader for."""
    try:
        for draft in _drafts(request):
            yield draft if isinstance(draft, Refusal) else _finished(draft, request)
    except Refused as error:
        yield Refusal(request.name, str(error))


def _finished(draft: Draft, request: Request) -> Article | Refusal:
    try:
        return finish(draft)
    except Refused as error:
        return Refusal(request.name, str(error))


def _drafts(request: Request) -> Iterator[Draft | Refusal]:
    with sources.opened(Path(os.fsdecode(request.path))) as stream:
        if request.kind in PAGES:
            from store.readers._page import page_draft  # a fifth of a second; texts need none

            yield page_draft(page_text(sources.read_all(stream), request.charset), request.url)
            return
        name = request.url + (guess_extension(request.kind) or "")
        yield from read_stream(stream, name)


def _say(kind: int, content: Article | Refusal | Note | None) -> None:
    message = msgspec.msgpack.encode((kind, content))
    sys.stdout.buffer.write(len(message).to_bytes(4, "big") + message)
    sys.stdout.buffer.flush()
