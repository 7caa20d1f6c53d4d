"""Settings for all tests, and what most of them begin with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from store import Library, open_library, team
from store.fetch.fetcher import Fetcher
from tests.fetching import SHORT
from tests.places import SAMPLES
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
def one_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """All analysts are sessions of the account that runs the tests."""
    monkeypatch.setattr(team, "account_number", lambda _name: os.geteuid())


@pytest.fixture
def ben(library: Library) -> Iterator[Library]:
    """A colleague's session on the library; goes with `one_account`."""
    ben = open_library(library.path, "ben")
    yield ben
    ben.close()


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server on the loopback."""
    with serving() as running:
        yield running


@pytest.fixture
def ids(library: Library) -> list[str]:
    """The articles of the library, in the order of their titles."""
    return [row.id for row in library.articles(order="title")]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with all samples; only for tests that write nothing."""
    library = open_library(tmp_path_factory.mktemp("samples"))
    library.import_paths([SAMPLES])
    yield library
    library.close()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """One that soon gives up, and asks addresses on this machine too."""
    with Fetcher(SHORT, allow_private=True) as fetcher:
        yield fetcher


@pytest.fixture
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look after 5 ms, not 20, whether a key has been worked off: most of a test is this wait."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
