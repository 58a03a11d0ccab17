"""Where push may go: browsers name the address, so it could be any host, also one of our own network."""

from __future__ import annotations

import ipaddress
from base64 import urlsafe_b64decode
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from shared.core.settings import Settings


def host_of(settings: Settings, endpoint: str) -> str:
    """Return the host of a browser's endpoint. Raises ValueError if nothing may be sent there.

    A name is resolved when something is sent, and the addresses are checked then: `is_allowed`.
    """
    url = urlsplit(endpoint)
    host = (url.hostname or "").lower()
    if url.scheme != "https" and not (settings.push_to_private == "on" and url.scheme == "http"):
        raise ValueError("must be an https address")
    if not host or url.username is not None or url.password is not None or not endpoint.isascii():
        raise ValueError("must be the address of a push service")
    _ = url.port  # raises ValueError for one that is none
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if not is_allowed(settings, str(address)):
        raise ValueError("must be a public address")
    return host


def is_allowed(settings: Settings, address: str) -> bool:
    """Whether something may be sent to a numeric address."""
    if settings.push_to_private == "on":
        return True
    one = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour
        one = inner or one
    return one.is_global and not one.is_multicast


def point(text: str) -> bytes:
    """Return the public key of a browser. Raises ValueError if it is no point of P-256."""
    given = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), given)
    return given


def secret(text: str) -> bytes:
    """Return the secret that a browser shares with us. Raises ValueError unless it has 16 bytes."""
    given = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(given) != 16:
        raise ValueError("must have 16 bytes")
    return given
