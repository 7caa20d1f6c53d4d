"""Saved pages and web archives: each page that they hold comes in, and no trap is sprung."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.drafts import Refusal, Refused
from store.model import Draft
from store.readers._gzip import unpacked
from store.readers._http import page_of
from store.readers._warc import responses
from tests.held import holding_less_than
from tests.web_pages import BODY, page, read

# Saved pages


def test_a_saved_page_without_a_page_is_refused() -> None:
    head = b"From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary=x"
    with pytest.raises(Refused, match="without a page"):
        read(head + b"\r\n\r\n--x\r\nContent-Type: image/gif\r\n\r\nGIF\r\n--x--", "a.mhtml")


def test_parts_in_parts_end() -> None:
    parts = b"".join(
        b'Content-Type: multipart/related; type="text/html"; boundary=b%d\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(3000)
    )
    with pytest.raises(Refused):
        read(b"From: <Saved by Blink>\r\n" + parts, "a.mhtml")


# Archives


def record(answer: bytes, url: str = "https://post.example/1", kind: str = "response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{url}>\r\n"
    return f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


SOLD = page(f"<article>{BODY}</article>").encode()


@pytest.mark.parametrize("members", [1, 3])
def test_a_packed_archive_is_read_member_by_member(members: int) -> None:
    packed = gzip.compress(record(answer(SOLD)) * 2) * members
    found = read(packed, "a.warc.gz")
    assert [one.url for one in found if isinstance(one, Draft)] == (
        ["https://post.example/1"] * 2 * members
    )


@pytest.mark.parametrize(
    "kept",
    [
        answer(gzip.compress(SOLD), "Content-Encoding: gzip"),
        answer(zlib.compress(SOLD), "Content-Encoding: deflate"),
        answer(zlib.compress(SOLD)[2:-4], "Content-Encoding: deflate"),
        answer(SOLD, "Content-Encoding: gzip"),
        answer(b"%x\r\n%s\r\n5;x=y\r\n     \r\n0\r\n\r\n" % (len(SOLD), SOLD),
               "Transfer-Encoding: chunked"),
        answer(SOLD, "Transfer-Encoding: chunked"),
    ],
    ids=["gzip", "deflate", "bare deflate", "said to be gzip", "chunked", "said to be chunked"],
)  # fmt: skip
def test_an_answer_is_unpacked_as_far_as_it_is_packed(kept: bytes) -> None:
    [draft] = read(record(kept), "a.warc")
    assert isinstance(draft, Draft) and "Sentence number 8" in draft.text


def test_a_packing_that_is_not_known_is_named_whatever_its_bytes_look_like() -> None:
    packed = answer(b"\x8b\x00\x80<\x01\x02\xff\x03" * 200, "Content-Encoding: zstd")
    [refused] = read(record(packed), "a.warc")
    assert isinstance(refused, Refusal) and "not known (zstd)" in refused.why


def test_brotli_that_is_missing_is_named_as_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    packed = answer(b"\x8b\x00\x80<\x01\x02\xff\x03" * 200, "Content-Encoding: br")
    [refused] = read(record(packed), "a.warc")
    assert isinstance(refused, Refusal) and "extra brotli" in refused.why


def test_an_answer_in_brotli_is_unpacked_and_its_traps_are_named() -> None:
    brotli = pytest.importorskip("brotli")

    def packed(body: bytes) -> bytes:
        return record(answer(body, "Content-Encoding: br"))

    whole = brotli.compress(SOLD)
    bomb = brotli.compress(b"\0" * 500_000_000, quality=1)
    damaged = b"\x8b\x00\x80<\x01\x02\xff\x03" * 200
    bodies = [whole, SOLD, whole[:-9], damaged, bomb]
    found = read(b"".join(map(packed, bodies)), "a.warc")
    texts = [draft.text for draft in found if isinstance(draft, Draft)]
    assert ["Sentence number 8" in text for text in texts] == [True, True]
    reasons = [one.why for one in found if isinstance(one, Refusal)]
    assert [why[:21] for why in reasons] == [
        "is packed and cut off", "is packed and damaged", "unpacks to over 20 MB"
    ]  # fmt: skip


def test_one_bad_record_does_not_stop_the_others() -> None:
    bomb = answer(gzip.compress(b" " * 30_000_000), "Content-Encoding: gzip")
    broken = answer(b"\x1f\x8b\x08nothing", "Content-Encoding: gzip")
    huge = record(answer(b"x" * 21_000_000))
    data = record(bomb) + record(broken) + huge + record(answer(SOLD))
    *refused, last = read(data, "a.warc")
    assert [one.where for one in refused if isinstance(one, Refusal)] == [
        f"a.warc, record {n}" for n in (1, 2, 3)
    ]
    assert isinstance(last, Draft)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "does not say how long"),
        (b"WARC/1.0\r\nContent-Length: -4\r\n\r\n", "does not say how long"),
        (record(b"", kind="warcinfo") + b"rubbish\r\n", "damaged where record 2"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 999, "too long a head"),
        (record(b"", kind="warcinfo"), "no answer with a web page"),
        (gzip.compress(record(answer(SOLD)))[:-40], None),
        (gzip.compress(record(answer(SOLD)))[:-8] + b"12345678", "damaged"),
    ],
)
def test_a_damaged_archive_says_where(data: bytes, why: str | None) -> None:
    if why is None:
        assert read(data, "a.warc.gz")
        return
    with pytest.raises(Refused, match=why):
        read(data, "a.warc.gz")


def test_an_archive_that_unpacks_without_end_is_refused_and_not_held() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)

    def bomb() -> Iterator[bytes]:
        yield packer.compress(
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000\r\n\r\n"
        )
        for _ in range(300):
            yield packer.compress(b"\0" * 1_000_000)

    data = b"".join(bomb()) + packer.flush()
    with holding_less_than(60), pytest.raises(Refused, match="over 200 times"):
        list(responses(io.BytesIO(data)))


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_after_the_first_line_are_an_archive_or_refused(data: bytes) -> None:
    for source in (b"WARC/1.0\r\n" + data, gzip.compress(b"WARC/1.0\r\n" + data)):
        try:
            list(responses(io.BytesIO(source)))
        except Refused as error:
            assert str(error)


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_answer_is_a_page_or_none_or_refused(data: bytes) -> None:
    for head in (
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n",
    ):
        try:
            page_of(head + data)
        except Refused as error:
            assert str(error)


@given(st.binary(max_size=3000), st.integers(1, 3))
@settings(deadline=None)
def test_what_was_packed_comes_out_the_same(data: bytes, members: int) -> None:
    packed = gzip.compress(data) * members + b"\0" * 7
    assert unpacked(io.BytesIO(packed)).read() == data * members
