"""What the readers make of a document, for tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.drafts import finish
from store.model import Article, Draft
from store.readers import Refused, read_path

BODY = "The works in Tver will deliver in May.\n\n“We are ready,” said Anna Belova."
SAID = "“We are ready,” said Anna Belova."
LONG = "The works in Tver will deliver in May, and after that nobody knows what it will do. " * 4


def articles(path: Path) -> list[Article]:
    drafts = list(read_path(path))
    assert all(isinstance(draft, Draft) for draft in drafts), drafts
    return [finish(draft) for draft in drafts if isinstance(draft, Draft)]


def one(path: Path) -> Article:
    (found,) = articles(path)
    return found


def article(folder: Path, content: bytes, name: str) -> Article:
    path = folder / name
    path.write_bytes(content)
    return one(path)


def reason(folder: Path, content: bytes, name: str) -> str:
    with pytest.raises(Refused) as caught:
        article(folder, content, name)
    return str(caught.value)
