"""Pages from the web, from a real server on the loopback: politely, and never from inside."""

from __future__ import annotations

import json
import socket
import threading
import time
from pathlib import Path

import pytest

from store import Library
from store.fetch import addresses
from store.fetch.addresses import is_public
from store.fetch.fetcher import USER_AGENT, Fetcher
from store.importing import Step, Stop
from tests.fetching import SHORT, refusal
from tests.server import Handler, Server
from tests.shell import Shell

BODY = "".join(f"<p>Sentence {n} of the report says what was sold.</p>" for n in range(6))


def page(words: str, head: str = "") -> str:
    return (
        f"<html><head><title>{words}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{words}</h1>{BODY}<p>{words} again.</p></article></body></html>"
    )


# Into the library


def test_pages_come_in_as_articles_in_the_order_asked_for(server: Server, library: Library) -> None:
    urls = [server.put(f"/{n}", page(f"Report {n}")) for n in range(9)]
    report = library.import_paths(urls, allow_private=True)
    found = [library.article(each) for each in report.imported]
    assert [one.title for one in found] == [f"Report {n}" for n in range(9)]
    assert [one.url for one in found] == urls
    assert "Home" not in found[0].text
    again = library.import_paths(urls, allow_private=True)
    assert (len(again.imported), len(again.duplicates)) == (0, 9)


def test_what_does_not_come_is_named_and_stops_nothing(server: Server, library: Library) -> None:
    urls = [
        server.url("/none"),
        server.put("/picture", b"GIF89a", "image/gif"),
        server.put("/empty", ""),
        "http://:80/",
        server.put("/good", page("Good")),
    ]
    report = library.import_paths(urls, allow_private=True)
    assert len(report.imported) == 1
    assert {each.where: each.why.split(" (")[0] for each in report.failed} == {
        urls[0]: "is not there: the server answers 404",
        urls[1]: "is image/gif, in which there is nothing to read",
        urls[2]: "is empty",
        urls[3]: "is no address of the web, which begins with http:// or https://",
    }


def test_an_import_that_is_stopped_ends_at_once(server: Server, library: Library) -> None:
    hanging = threading.Event()
    server.pages["/hangs"] = lambda _: (hanging.wait(20), None)[1]
    first = server.put("/first", page("First"))

    def stop(_: Step) -> None:
        raise Stop

    before = time.monotonic()
    try:
        report = library.import_paths([first, server.url("/hangs")], stop, allow_private=True)
    finally:
        hanging.set()
    assert report.interrupted and len(report.imported) == 1
    assert time.monotonic() - before < 15, "it waited for the page that hangs"


def test_the_command_line_fetches_addresses_and_lists_of_them(
    server: Server, tmp_path: Path
) -> None:
    shell = Shell(tmp_path / "library")
    one, two = server.put("/1", page("One")), server.put("/2", page("Two"))
    urls = tmp_path / "urls.txt"
    urls.write_text(f"# two pages\n{one}\n\n{two}\n{one}\n")
    [report] = shell.lines("import", "--urls", str(urls), "--allow-private")
    assert report == {"imported": 2, "duplicates": 0, "failed": []}
    would = shell("import", one, "--allow-private", "--dry-run")
    assert "1 article there already" in would.stdout
    refused = shell("import", one, code=1)
    assert "--allow-private" in refused.stderr
    urls.write_text(f"one.html\n{one}\n")
    bad = shell("import", "--urls", str(urls), "--allow-private", code=1)
    assert f"{urls}, line 1 is no address" in bad.stderr
    assert "1 article there already" in bad.stdout
    urls.write_text("one.html\n")
    assert "is no address" in shell("import", "--urls", str(urls), code=1).stderr
    assert "Name files" in shell("import", code=2).stderr


@pytest.mark.parametrize(
    ("charset", "said"), [("cp1251", "windows-1251"), ("utf-8", "iso-8859-1"), ("utf-8", "rubbish")]
)
def test_the_encoding_that_the_server_names_is_used_where_it_is_right(
    server: Server, library: Library, charset: str, said: str
) -> None:
    html = page("Завод продал шесть судов").encode(charset)
    report = library.import_paths(
        [server.put("/", html, f"text/html; charset={said}")], allow_private=True
    )
    [found] = report.imported
    assert library.article(found).title == "Завод продал шесть судов"


def test_other_formats_are_read_as_files_are(server: Server, library: Library) -> None:
    text = server.put("/a", "Sold at last\n\nThe yard has sold it.", "text/plain")
    records = json.dumps([{"title": "Two", "text": "Two ships."}, {"title": "3", "text": "Three."}])
    report = library.import_paths(
        [text, server.put("/b", records, "application/json")], allow_private=True
    )
    assert [library.article(each).title for each in report.imported] == ["Sold at last", "Two", "3"]
    assert library.article(report.imported[0]).url == text


# Manners


def test_it_says_who_it_is(server: Server, fetcher: Fetcher) -> None:
    fetcher.get(server.put("/", "x"))
    assert {headers["user-agent"] for headers in server.headers} == {USER_AGENT}
    assert server.asked == ["/robots.txt", "/"]


def test_what_robots_txt_forbids_is_not_asked_for(server: Server, fetcher: Fetcher) -> None:
    server.put("/robots.txt", "User-agent: *\nDisallow: /secret\n", "text/plain")
    server.put("/secret/1", "x")
    assert fetcher.get(server.put("/open", "x")).body == b"x"
    server.redirect("/way", "/secret/1")
    assert "robots.txt" in refusal(fetcher, server.url("/secret/1"))
    assert "robots.txt" in refusal(fetcher, server.url("/way"))
    assert server.asked == ["/robots.txt", "/open", "/way"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, False), (500, False)])
def test_a_site_without_robots_txt_allows_all_and_one_in_trouble_nothing(
    server: Server, fetcher: Fetcher, status: int, allowed: bool
) -> None:
    server.pages["/robots.txt"] = lambda handler: handler.answer(b"", status=status)
    url = server.put("/", "x")
    if allowed:
        assert fetcher.get(url).status == 200
    else:
        assert f"answers {status}" in refusal(fetcher, url)


def test_a_robots_txt_without_end_is_read_as_far_as_it_counts(
    server: Server, fetcher: Fetcher
) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        while True:
            handler.wfile.write(b"Disallow: /no\n" * 1000)

    server.pages["/robots.txt"] = endless
    assert fetcher.get(server.put("/", "x")).status == 200


def test_a_busy_site_is_asked_once_more_and_not_for_ever(server: Server, fetcher: Fetcher) -> None:
    def busy(handler: Handler) -> None:
        status = 503 if handler.server.asked.count("/") == 1 else 200
        handler.answer(b"there", headers={"Retry-After": "9999"}, status=status)

    server.pages["/"] = busy
    assert fetcher.get(server.url("/")).body == b"there"
    server.pages["/always"] = lambda handler: handler.answer(b"", status=503)
    assert "503" in refusal(fetcher, server.url("/always"))
    assert server.asked.count("/always") == 2


def test_each_host_is_asked_by_one_at_a_time(server: Server, library: Library) -> None:
    now, most = 0, 0
    lock = threading.Lock()

    def counted(handler: Handler) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)
        with lock:
            now -= 1
        handler.answer(page("Counted").encode())

    for n in range(6):
        server.pages[f"/{n}"] = counted
    library.import_paths([server.url(f"/{n}") for n in range(6)], allow_private=True)
    assert most == 1


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_where_they_lead_is_kept(
    server: Server, fetcher: Fetcher, status: int
) -> None:
    server.put("/b", "there")
    found = fetcher.get(server.redirect("/a", "b#place", status))
    assert (found.url, found.body) == (server.url("/b"), b"there")


def test_redirects_without_end_end(server: Server, fetcher: Fetcher) -> None:
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert "without end" in refusal(fetcher, server.url("/a"))
    for n in range(9):
        server.redirect(f"/{n}", f"/{n + 1}")
    assert "without end" in refusal(fetcher, server.url("/0"))
    assert server.asked.count("/8") == 0


@pytest.mark.parametrize(
    "where", ["file:///etc/passwd", "ftp://example.com/", "javascript:alert(1)", "http://u:p@x/",
              "http://", "gopher://127.0.0.1:25/", "http://[::", "//" + "a" * 5000]
)  # fmt: skip
def test_a_redirect_out_of_the_web_is_not_followed(
    server: Server, fetcher: Fetcher, where: str
) -> None:
    assert "leads to" in refusal(fetcher, server.redirect("/a", where))


# Addresses


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "::1",
     "::", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "no address"],
)  # fmt: skip
def test_addresses_inside_a_network_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "::ffff:93.184.216.34"])
def test_addresses_of_the_web_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "0.0.0.0",
             "[::ffff:127.0.0.1]"]
)  # fmt: skip
def test_however_it_is_written_an_inner_address_is_never_asked(server: Server, host: str) -> None:
    with Fetcher(SHORT) as fetcher:
        server.put("/", "x")
        assert "--allow-private" in refusal(fetcher, server.url("/", host))
    assert server.asked == []


@pytest.fixture
def only_first_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the addresses of this machine, take 127.0.0.1 for one in the web."""
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1")


@pytest.mark.usefixtures("only_first_is_public")
def test_a_redirect_to_an_inner_address_is_not_followed(server: Server) -> None:
    server.put("/inner", "secret")
    server.redirect("/outer", server.url("/inner", "127.0.0.2"))
    with Fetcher(SHORT) as fetcher:
        assert "127.0.0.2" in refusal(fetcher, server.url("/outer"))
    assert "/inner" not in server.asked


@pytest.mark.usefixtures("only_first_is_public")
def test_a_name_that_changes_its_address_is_asked_at_the_one_that_was_checked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.2"])

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        if host != "rebound.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    server.put("/robots.txt", "")  # whole, so that the connection is used again
    server.put("/", "public")
    with Fetcher(SHORT) as fetcher:
        assert fetcher.get(server.url("/", "rebound.example")).body == b"public"
    assert next(answers) == "127.0.0.2", "the name was looked up once for one connection"


@pytest.mark.usefixtures("only_first_is_public")
def test_a_name_with_a_public_and_an_inner_address_is_not_asked(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(_host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        found = ("127.0.0.1", "127.0.0.2")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in found]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with Fetcher(SHORT) as fetcher:
        assert "127.0.0.2" in refusal(fetcher, server.url("/", "both.example"))
    assert server.asked == []


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://x/", "http:///x", "http://u:p@x/", "http://a b/", "x" * 9999],
)
def test_what_is_no_address_of_the_web_is_refused(fetcher: Fetcher, url: str) -> None:
    assert refusal(fetcher, url)
