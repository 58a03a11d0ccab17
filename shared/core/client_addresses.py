"""A client's address as our own proxies saw it, in one spelling, and the network that limits count it under.

Anything that can't be parsed as an address becomes `UNKNOWN`, which counts as one client. If each such text counted
separately, a proxy that appends a changing port would give every connection fresh limits.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import structlog

log = structlog.get_logger(__name__)

UNKNOWN = ""
MADE_UP = "192.0.2.254"
"""An address that nobody has (RFC 5737). `deployment.check` sends it to see whether clients' words are believed."""

_HINTS = {
    "edge.proxy_not_trusted": "behind proxies of yours, set TRUSTED_PROXIES to their number",
    "edge.address_unreadable": "all clients without a readable address share their limits; see what your proxies write "
    "into X-Forwarded-For, and whether TRUSTED_PROXIES is their number",
}


class ClientAddresses:
    """Finds the address of each client. Use one per process. `trusted_proxies` is how many proxies are ours."""

    def __init__(self, trusted_proxies: int) -> None:
        self._trusted_proxies = trusted_proxies
        self._warned: set[str] = set()

    def find(self, peer: str | None, forwarded: str | None) -> str:
        """Return a client's address or UNKNOWN. A setup that must be misconfigured is logged once as a warning.

        `peer` is the other end of the connection, `forwarded` the X-Forwarded-For header. Each of our proxies appends
        the address it saw, so with n proxies the client's address is the n-th from the end; the client itself may have
        written everything before it. A header with fewer parts did not pass through all proxies, and the peer's address
        is used.
        """
        written = peer or ""
        hops = forwarded.split(",") if forwarded is not None else []
        if self._trusted_proxies and len(hops) >= self._trusted_proxies:
            written = hops[-self._trusted_proxies]
        elif hops and not self._trusted_proxies:
            self._warn("edge.proxy_not_trusted")
        address = parse(written)
        if address is None:
            self._warn("edge.address_unreadable")
            return UNKNOWN
        return str(address)

    def _warn(self, event: str) -> None:
        if event not in self._warned:
            self._warned.add(event)
            log.warning(event, hint=_HINTS[event])


def remark(trusted_proxies: int, forwarded: str | None) -> str | None:
    """Return a sentence if a request with this X-Forwarded-For shows that TRUSTED_PROXIES is wrong."""
    hops = [hop.strip() for hop in forwarded.split(",")] if forwarded else []
    if not trusted_proxies:
        # Alone, it comes straight from the check.
        is_behind_proxy = hops not in ([], [MADE_UP])
        return f"requests come through a proxy: {_HINTS['edge.proxy_not_trusted']}" if is_behind_proxy else None
    if 0 < len(hops) < trusted_proxies:
        return (
            f"requests come through fewer proxies than TRUSTED_PROXIES={trusted_proxies}, so all clients of a proxy"
            " share their limits: lower it to the number of your own proxies, or let each append to X-Forwarded-For"
        )
    if hops and hops[-trusted_proxies] == MADE_UP:
        return (
            f"clients can make up their address: fewer than TRUSTED_PROXIES={trusted_proxies} proxies wrote theirs into"
            " X-Forwarded-For. Lower it to the number of your own proxies, or let each append the address it sees"
        )
    return None


@lru_cache(maxsize=1024)
def parse(written: str) -> IPv4Address | IPv6Address | None:
    """Parse an address as proxies write it: with port, brackets, quotes or zone. IPv4-mapped IPv6 becomes IPv4."""
    bare = written.strip(' \t"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def network(address: str) -> str:
    """Return the network that limits count: for IPv6 the first 64 bits, the least that one customer gets."""
    parsed = parse(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed) if parsed else UNKNOWN


def is_loopback(address: str) -> bool:
    """Whether an address is a loopback address."""
    parsed = parse(address)
    return parsed is not None and parsed.is_loopback
