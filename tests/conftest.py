"""Settings for all tests, and what most of them begin with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from store import Library, open_library
from tests.server import Server, serving

# The gate tries the same examples each time: it tells of a change, not of luck. Everybody else's
# runs go on looking.
settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with nothing in it."""
    library = open_library(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server on the loopback."""
    with serving() as running:
        yield running
