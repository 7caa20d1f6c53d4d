"""What a fetcher in a hurry says, for tests."""

from __future__ import annotations

import pytest

from store.drafts import Refused
from store.fetch.fetcher import Fetcher
from store.fetch.web import Limits

SHORT = Limits(seconds=1.0, silence=0.4, bytes=200_000, redirects=4, retries=1, longest_pause=0.3)


def refusal(fetcher: Fetcher, url: str) -> str:
    """Why an address is not fetched."""
    with pytest.raises(Refused) as caught:
        fetcher.get(url)
    return str(caught.value)
