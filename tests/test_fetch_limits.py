"""What a hostile server sends, slowly or without end: it is given up, and never held."""

from __future__ import annotations

import gzip
import socket
import threading
import time

import httpx
import pytest

from store.fetch.fetcher import Fetcher
from store.fetch.network import Clock
from tests.fetching import refusal
from tests.held import holding_less_than
from tests.server import Handler, Server


def slowly(handler: Handler, data: bytes, pause: float) -> None:
    """Send bytes one at a time."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for byte in data:
        handler.wfile.write(bytes([byte]))
        time.sleep(pause)


def test_a_body_that_drips_is_given_up(server: Server, fetcher: Fetcher) -> None:
    server.pages["/drip"] = lambda handler: slowly(handler, b"x" * 200, 0.05)
    assert "took over 1 seconds" in refusal(fetcher, server.url("/drip"))


def test_time_that_is_up_between_two_pieces_of_a_body_is_told_like_any_other() -> None:
    clock = Clock(threading.Event())
    clock.check()
    clock.deadline = time.monotonic() - 1
    with pytest.raises(httpx.TimeoutException):  # which a Fetcher makes a Refusal of
        clock.check()


def test_a_head_that_drips_is_given_up(server: Server, fetcher: Fetcher) -> None:
    def drip(handler: Handler) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.05)

    server.pages["/drip"] = drip
    assert "took over 1 seconds" in refusal(fetcher, server.url("/drip"))


def test_a_server_that_says_nothing_is_given_up(server: Server, fetcher: Fetcher) -> None:
    server.pages["/silent"] = lambda _: time.sleep(3)
    assert "silent for 0.4 seconds" in refusal(fetcher, server.url("/silent"))


def test_a_body_without_end_is_given_up_and_not_held(server: Server, fetcher: Fetcher) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"words " * 10_000)

    server.pages["/endless"] = endless
    with holding_less_than(30):
        assert refusal(fetcher, server.url("/endless")) == "is over 0.2 MB"


@pytest.mark.parametrize("packing", ["gzip", "x-gzip"])
def test_a_bomb_is_given_up_and_not_held(server: Server, fetcher: Fetcher, packing: str) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000)
    url = server.put("/bomb", bomb, Content_Encoding=packing)
    with holding_less_than(30):
        assert refusal(fetcher, url) == "is over 0.2 MB"


def test_packed_answers_are_unpacked_and_broken_ones_refused(
    server: Server, fetcher: Fetcher
) -> None:
    packed = gzip.compress(b"words")
    assert fetcher.get(server.put("/a", packed, Content_Encoding="gzip")).body == b"words"
    broken = server.put("/b", b"words", Content_Encoding="gzip")
    assert "packed and damaged" in refusal(fetcher, broken)
    strange = server.put("/c", b"words", Content_Encoding="zz\x1b[31m")
    assert "not known" in refusal(fetcher, strange)


def test_a_connection_that_breaks_off_is_told(server: Server, fetcher: Fetcher) -> None:
    def broken(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"only so much")
        handler.close_connection = True

    server.pages["/broken"] = broken
    assert "broke off" in refusal(fetcher, server.url("/broken"))

    def rubbish(handler: Handler) -> None:
        handler.wfile.write(b"\x00\x1b]52;c;eA==\x07\r\n\r\n")

    server.pages["/garbage"] = rubbish
    assert "\x1b" not in refusal(fetcher, server.url("/garbage"))
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert "cannot be reached" in refusal(fetcher, f"http://127.0.0.1:{port}/")
