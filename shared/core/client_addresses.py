"""Where a client is: the address that our own proxies saw, in one spelling, and what limits count it as.

Whatever can't be read as an address is `UNKNOWN` and counts as one place. If each such text were a place of its own, a
proxy that adds a changing port would give every connection fresh limits.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import structlog

log = structlog.get_logger(__name__)

UNKNOWN = ""

_HINTS = {
    "edge.proxy_not_trusted": "behind proxies of yours, set TRUSTED_PROXIES to their number",
    "edge.address_unreadable": "all clients without a readable address share their limits; see what your proxies write "
    "into X-Forwarded-For, and whether TRUSTED_PROXIES is their number",
}


class ClientAddresses:
    """Finds the address of each client; one for each process. `trusted_proxies` is how many proxies are ours."""

    def __init__(self, trusted_proxies: int) -> None:
        self._trusted_proxies = trusted_proxies
        self._warned: set[str] = set()

    def find(self, peer: str | None, forwarded: str | None) -> str:
        """Return a client's address, or UNKNOWN. What cannot be right for anybody is warned of once.

        `peer` is the other end of the connection, `forwarded` the X-Forwarded-For header. Each proxy of ours has
        appended what it saw, so of n proxies the outermost wrote the n-th part from the end; a client wrote all before
        it. A header with fewer parts did not pass all of them, and the peer counts.
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


def parse(written: str) -> IPv4Address | IPv6Address | None:
    """Read an address as proxies write it: with a port, brackets, quotes or a zone; IPv4 inside of IPv6 is IPv4."""
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
    """Return what limits count an address as: of IPv6 the first 64 bits, the least that one customer has."""
    parsed = parse(address)
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed) if parsed else UNKNOWN


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    parsed = parse(address)
    return parsed is not None and parsed.is_loopback
