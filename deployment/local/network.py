"""The addresses of this machine, for other devices of its network."""

from __future__ import annotations

import ipaddress
import socket

import psutil

LOOPBACKS = {4: "127.0.0.1", 6: "::1"}
_SOMEWHERE = ("198.51.100.1", 9)  # an address of the documentation's; connecting a UDP socket sends nothing


def addresses() -> list[str]:
    """Return this machine's IPv4 addresses but the loopback ones, the one of the default route first."""
    found = [
        address.address
        for interface in psutil.net_if_addrs().values()
        for address in interface
        if address.family == socket.AF_INET and not ipaddress.ip_address(address.address).is_loopback
    ]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE)
            likeliest = probe.getsockname()[0]
        except OSError:  # no route leads out
            likeliest = None
    return sorted(found, key=lambda address: address != likeliest)


def in_url(host: str) -> str:
    """Return a host as it is written in a URL."""
    return f"[{host}]" if ":" in host else host
