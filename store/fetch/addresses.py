"""Which addresses are in the web, and which lead into this machine or its network."""

from __future__ import annotations

import ipaddress
import socket

from store.drafts import Refused
from store.fetch.web import private
from store.text import printable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address can be anybody's; an address that wraps another is as that one."""
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def addresses_of(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """The IP addresses of a host, the best first.

    Raises Refused where it has none, or where any of them is not public: whoever answers with
    both kinds hopes that the wrong one is tried.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"cannot be found: there is no host {printable(host)}") from error
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise private(host if host == address else f"{host} ({address})")
    return addresses
