"""What may be fetched, and what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from store.drafts import Refusal, Refused
from store.model import PressmarkError
from store.text import printable

MAX_URL = 4_000
MAX_URLS = 100_000

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_URL = re.compile(r"https?://", re.IGNORECASE)


class Limits(msgspec.Struct, frozen=True):
    """How far a fetch may go. Times are in seconds."""

    seconds: float = 60.0
    """For one page, from asking to its last byte, redirects and all."""
    silence: float = 15.0
    """Without a byte."""
    bytes: int = 20_000_000
    redirects: int = 8
    retries: int = 2
    longest_pause: float = 10.0
    """That a site may ask for between two pages, or before it is asked again."""


class Fetched(msgspec.Struct, frozen=True):
    """What an address gave: `url` is where it was in the end; names of `headers` are lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type that the server named, in lower case; empty where it named none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding that the server named; empty where it named none."""
        found = re.search(
            r"charset\s*=\s*[\"']?([\w.:-]{1,40})", self.headers.get("content-type", "")
        )
        return found[1] if found else ""


def is_url(text: str) -> bool:
    """Whether somebody who writes this means an address in the web, and not a file."""
    return _URL.match(text) is not None


def urls_in(path: Path) -> tuple[list[str], list[Refusal]]:
    """The addresses in a file, one a line, and the lines that are none.

    Blank lines and those that begin with # are passed by. Raises PressmarkError where it cannot
    be read, or holds too many.
    """
    try:
        lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        reason = error.strerror or error
        raise PressmarkError(f"{printable(str(path))} cannot be read: {reason}.") from error
    found: list[str] = []
    refused: list[Refusal] = []
    for number, line in enumerate(map(str.strip, lines), 1):
        if is_url(line):
            found.append(line)
        elif line and not line.startswith("#"):
            why = f"is no address (“{printable(line[:80])}”); one begins with http:// or https://"
            refused.append(Refusal(f"{path}, line {number}", why))
    return checked(found, f" in {printable(str(path))}"), refused


def checked(urls: Iterable[str], where: str = "") -> list[str]:
    """`urls` without repetitions. Raises PressmarkError for one that is no address."""
    found = list(dict.fromkeys(urls))
    for url in found[: MAX_URLS + 1]:
        if not is_url(url):
            raise PressmarkError(
                f"“{printable(url[:80])}”{where} is no address; one begins with http:// or https://."
            )
    if len(found) > MAX_URLS:
        raise PressmarkError(f"There are over {MAX_URLS:,} addresses{where}; split the list.")
    return found


def private(host: str) -> Refused:
    """Why an address that is not public is not fetched."""
    return Refused(
        f"leads to {printable(host)}, an address inside a network, not in the web: "
        "--allow-private fetches it all the same"
    )
