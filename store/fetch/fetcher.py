"""One address after the other: asks politely, follows redirects, and stops at every limit."""

from __future__ import annotations

import threading
import zlib
from collections import defaultdict
from collections.abc import Mapping
from http.client import responses
from time import monotonic

import httpx
import msgspec

from store.drafts import Refused
from store.fetch.network import CheckedTransport, Clock
from store.fetch.robots import AGENT, MAX_ROBOTS, Rules, rules_of
from store.fetch.web import MAX_URL, Fetched, Limits
from store.text import printable

USER_AGENT = f"{AGENT}/0.1 (reads single articles for the analyst who asked for them)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml,"
    " application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_AGAIN = (429, 502, 503, 504)
"""Answers after which a site is asked once more."""

_NO_ARTICLE = ("image/", "audio/", "video/", "font/")
_ZIPPED = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class Fetcher:
    """Fetches for several threads at once, from each host one page at a time.

    `stop` ends what is under way. Without `allow_private`, only public addresses are asked.
    """

    def __init__(self, limits: Limits | None = None, *, allow_private: bool = False) -> None:
        self.limits = limits or Limits()
        self._stopped = threading.Event()
        self._clock = Clock(self._stopped)
        context = httpx.create_ssl_context()  # certificates as the user has set them up
        self._transport = CheckedTransport(self._clock, context, allow_private=allow_private)
        self._rules: dict[str, Rules | Refused] = {}
        self._asked: dict[str, float] = {}
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_error: object) -> None:
        self._transport.close()

    def stop(self) -> None:
        """End what is being fetched, within half a second."""
        self._stopped.set()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """What stands at an address. Raises Refused with the reason why it does not come in.

        `headers` are sent along; to If-None-Match and If-Modified-Since the answer may be an
        empty one with the status 304.
        """
        parsed = _parsed(url)
        with self._turns[parsed.host]:
            try:
                return self._within_time(parsed, headers or {})
            except httpx.HTTPError as error:
                raise Refused(self._failure(error)) from error

    def _within_time(self, url: httpx.URL, headers: Mapping[str, str]) -> Fetched:
        self._clock.deadline = monotonic() + self.limits.seconds
        seen: set[httpx.URL] = set()
        while url not in seen and len(seen) <= self.limits.redirects:
            seen.add(url)
            self._wait_for_turn(url)
            found = self._ask(url, headers)
            if found.status not in _REDIRECTS:
                return _good(found)
            url = _next(url, found)
        raise Refused("leads from one address to the next without end")

    # Manners

    def _wait_for_turn(self, url: httpx.URL) -> None:
        """Wait as long as the site asks for; Refused where it does not want to be asked."""
        rules = self._rules_for(url)
        rules.check(str(url))
        before = self._asked.get(url.host)
        if before is not None and rules.pause:
            self._pause(before + min(rules.pause, self.limits.longest_pause) - monotonic())
        self._asked[url.host] = monotonic()

    def _rules_for(self, url: httpx.URL) -> Rules:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._rules:
            try:
                self._rules[origin] = self._ask_for_rules(httpx.URL(origin + "/robots.txt"))
            except Refused as error:
                self._rules[origin] = error
        rules = self._rules[origin]
        if isinstance(rules, Refused):
            raise Refused(str(rules))
        return rules

    def _ask_for_rules(self, url: httpx.URL) -> Rules:
        for _ in range(self.limits.redirects):
            found = self._ask(url, {}, MAX_ROBOTS)
            if found.status not in _REDIRECTS:
                return rules_of(found.status, found.body)
            url = _next(url, found)
        return Rules()

    def _pause(self, seconds: float) -> None:
        """Wait; time that a site asks for is no time that it takes."""
        if seconds > 0:
            self._clock.deadline += seconds
            self._stopped.wait(seconds)

    # Asking

    def _ask(self, url: httpx.URL, headers: Mapping[str, str], cut: int | None = None) -> Fetched:
        """One answer; where a site is busy or out of reach, asked again a few times."""
        for retry in range(self.limits.retries + 1):
            last = retry == self.limits.retries
            try:
                found = self._once(url, headers, cut)
            except (httpx.ConnectError, httpx.RemoteProtocolError):
                if last:
                    raise
                self._pause(0.5 * 2**retry)
                continue
            if found.status not in _AGAIN or last:
                break
            self._pause(min(_asked_pause(found, retry), self.limits.longest_pause))
        return found

    def _once(self, url: httpx.URL, headers: Mapping[str, str], cut: int | None) -> Fetched:
        # Without httpx.Client, which follows what a redirect says further than we want to.
        silence = httpx.Timeout(self.limits.silence).as_dict()
        request = httpx.Request(
            "GET", url, headers={**_HEADERS, **headers}, extensions={"timeout": silence}
        )
        response = self._transport.handle_request(request)
        try:
            names = {name.lower(): value for name, value in response.headers.items()}
            found = Fetched(str(url), response.status_code, names, b"")
            if found.status not in (200, 203):
                return found
            if found.kind.startswith(_NO_ARTICLE):
                raise Refused(f"is {found.kind}, in which there is nothing to read")
            return msgspec.structs.replace(found, body=self._body(response, cut))
        finally:
            response.close()

    def _body(self, response: httpx.Response, cut: int | None) -> bytes:
        """All that is sent, unpacked; of more than `cut`, so much."""
        body = _Body(response.headers.get("content-encoding", ""), cut or self.limits.bytes)
        for chunk in response.iter_raw():
            self._clock.check()
            if body.add(chunk):
                if cut is None:
                    raise Refused(f"is over {self.limits.bytes / 1_000_000:g} MB")
                break
        return bytes(body.data[:cut])

    def _failure(self, error: httpx.HTTPError) -> str:
        """What went wrong between us and the server, in words."""
        if isinstance(error, httpx.TimeoutException):
            if self._stopped.is_set():
                return "was not fetched: the import was stopped"
            if monotonic() >= self._clock.deadline:
                return f"took over {self.limits.seconds:g} seconds"
            return f"was silent for {self.limits.silence:g} seconds"
        if isinstance(error, httpx.ConnectError):
            return f"cannot be reached ({printable(str(error))})"
        return f"broke off ({printable(str(error)[:200]) or type(error).__name__})"


class _Body:
    """Gathers an answer, unpacked as far as the limit and never further."""

    def __init__(self, packing: str, limit: int) -> None:
        self.data = bytearray()
        self._limit = limit
        packing = packing.strip().lower()
        if packing not in ("", "identity", *_ZIPPED):
            raise Refused(f"is packed in a way that is not known ({printable(packing[:20])})")
        self._unpacker = zlib.decompressobj(_ZIPPED[packing]) if packing in _ZIPPED else None

    def add(self, chunk: bytes) -> bool:
        """Take a piece; whether it is more than the limit."""
        room = self._limit + 1 - len(self.data)
        try:
            self.data += self._unpacker.decompress(chunk, room) if self._unpacker else chunk[:room]
        except zlib.error as error:
            raise Refused(f"is packed and damaged ({error})") from error
        return len(self.data) > self._limit


def _parsed(url: str) -> httpx.URL:
    """The parts of an address. Raises Refused for what is none that we fetch."""
    if len(url) > MAX_URL:
        raise Refused("is no address: it is too long")
    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(f"is no address ({error})") from error
    if parsed.scheme not in ("http", "https") or not parsed.host.strip("[]:."):
        raise Refused("is no address of the web, which begins with http:// or https://")
    if parsed.userinfo:
        raise Refused("holds a name or password, which is not sent")
    return parsed


def _next(url: httpx.URL, found: Fetched) -> httpx.URL:
    """Where a redirect leads."""
    where = found.headers.get("location", "")
    try:
        if where.lower().rstrip("/") in ("", "http:", "https:"):
            raise httpx.InvalidURL("it is empty")
        return _parsed(str(url.join(where)))
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(f"leads to what is no address ({printable(where[:80])})") from error
    except Refused as error:
        raise Refused(f"leads to {printable(where[:80])}, which {error}") from error


def _good(found: Fetched) -> Fetched:
    """What was found, where it is something. Raises Refused with what the server said."""
    if found.status in (200, 203, 304):
        return found
    meaning = responses.get(found.status, "no known answer")
    raise Refused(f"is not there: the server answers {found.status} ({meaning})")


def _asked_pause(found: Fetched, retry: int) -> float:
    asked = found.headers.get("retry-after", "")
    return float(asked) if asked.isascii() and asked.isdigit() else 0.5 * 2**retry
