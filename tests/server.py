"""A web server on the loopback that answers as it is told, well or badly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = Callable[["Handler"], None]
"""What is done when a path is asked for."""


class Handler(BaseHTTPRequestHandler):
    """Answers from the server's table of pages, and notes what was asked."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        page = self.server.pages.get(self.path)
        if page is None:
            self.answer(b"nothing here", status=404)
        else:
            page(self)

    def answer(
        self,
        body: bytes,
        kind: str = "text/html",
        headers: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> None:
        """A whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen."""


class Server(ThreadingHTTPServer):
    """`pages` by their paths; `asked` are the paths that were asked for."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        # On every address, so that 127.0.0.2, which must not be asked, would answer.
        super().__init__(("0.0.0.0", 0), Handler)
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def put(self, path: str, body: bytes | str, kind: str = "text/html", **headers: str) -> str:
        """Have a path answered; its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda handler: handler.answer(data, kind, named)
        return self.url(path)

    def redirect(self, path: str, where: str, status: int = 302) -> str:
        self.pages[path] = lambda handler: handler.answer(
            b"", headers={"Location": where}, status=status
        )
        return self.url(path)

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asks may go away before the end."""


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs until the end."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
