"""What a site asks of programs: which of its pages they should leave alone, and how fast to go."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

from store.drafts import Refused

AGENT = "Pressmark"
"""The name that a site knows us by in its robots.txt."""

MAX_ROBOTS = 500_000
"""Bytes of a robots.txt that count (RFC 9309, section 2.5)."""


class Rules:
    """The wishes of one site."""

    def __init__(self, text: str = "") -> None:
        self._parser = RobotFileParser()
        self._parser.parse(text.splitlines())

    @property
    def pause(self) -> float:
        """Seconds that the site asks for between two pages."""
        asked = self._parser.crawl_delay(AGENT)
        return float(asked) if asked else 0.0

    def check(self, url: str) -> None:
        """Raise Refused where the site does not want the page to be fetched by a program."""
        if not self._parser.can_fetch(AGENT, url):
            raise Refused("is not to be fetched by programs, its robots.txt says: save it yourself")


def rules_of(status: int, body: bytes) -> Rules:
    """The rules in the answer of a site (RFC 9309): none where there is no such file.

    Raises Refused where the site is in trouble, or lets nobody see its rules.
    """
    if status in (401, 403) or status >= 500:
        raise Refused(f"is left alone, as its site answers {status} when asked for its robots.txt")
    return Rules(body[:MAX_ROBOTS].decode("utf-8", "replace") if status == 200 else "")
