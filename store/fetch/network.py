"""Connections that go to the address that was checked, and end when their time is up."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

import httpcore
import httpx

from store.fetch.addresses import addresses_of

_SLICE = 0.5
"""Seconds of waiting after which the clock is looked at again."""


class Clock(threading.local):
    """Until when what this thread fetches must be there; a stop ends it in all threads."""

    deadline = float("inf")

    def __init__(self, stopped: threading.Event) -> None:
        self._stopped = stopped

    def left(self, wanted: float | None) -> float:
        """Seconds to wait, `wanted` at most. Raises httpcore.TimeoutException at the end."""
        left = self.deadline - monotonic()
        if left <= 0 or self._stopped.is_set():
            raise httpcore.ReadTimeout("the time is up")
        return left if wanted is None else min(left, wanted)

    def check(self) -> None:
        """Raises httpx.TimeoutException where the time is up, for those above the transport."""
        try:
            self.left(None)
        except httpcore.ReadTimeout as error:
            raise httpx.ReadTimeout(str(error)) from error


class CheckedTransport(httpx.HTTPTransport):
    """Connects to the very address that was found to be public: a name that changes its address
    between the check and the connection gains nothing."""

    def __init__(self, clock: Clock, context: ssl.SSLContext, *, allow_private: bool) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_keepalive_connections=20,
            keepalive_expiry=5.0,
            network_backend=_Backend(clock, allow_private=allow_private),
        )


class _Backend(httpcore.NetworkBackend):
    def __init__(self, clock: Clock, *, allow_private: bool) -> None:
        self._clock = clock
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        *others, last = addresses_of(host, port, allow_private=self._allow_private)

        def connect(address: str) -> httpcore.NetworkStream:
            left = self._clock.left(timeout)
            stream = self._plain.connect_tcp(address, port, left, local_address, socket_options)
            return _Timed(stream, self._clock)

        for address in others:
            try:
                return connect(address)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return connect(last)


class _Timed(httpcore.NetworkStream):
    """A connection on which nobody waits longer than the clock of the thread allows."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._in_slices(lambda left: self._stream.read(max_bytes, left), timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._clock.left(timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _in_slices(self, read: Callable[[float], bytes], timeout: float | None) -> bytes:
        end = float("inf") if timeout is None else monotonic() + timeout
        while True:
            left = self._clock.left(_SLICE)
            try:
                return read(left)
            except httpcore.ReadTimeout:
                if monotonic() >= end:
                    raise
