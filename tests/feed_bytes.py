"""Feeds as bytes, for tests."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from store.drafts import Refusal
from store.model import Draft
from store.readers import read_stream

if TYPE_CHECKING:
    pass


RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{}</channel></rss>'
ITEM = (
    "<item><title>{0}</title><link>https://post.example/{0}</link>"
    "<description>{1}</description></item>"
)
WORDS = "The yard has sold a ship, and says so."


def rss(*items: str) -> bytes:
    return RSS.format("".join(items)).encode()


def item(title: str, text: str = WORDS) -> str:
    return ITEM.format(title, text)


def read(data: bytes, name: str = "feed.xml") -> list[Draft | Refusal]:
    return list(read_stream(io.BytesIO(data), name))
