"""E-mail addresses and host names: the one spelling that is kept, and the ASCII that DNS is asked for.

Both are IDNA 2008 by one library. Python's own "idna" codec is IDNA 2003, which turns some names into those of other
domains (ß into ss); sockets apply it to any name that isn't ASCII, so names are made ASCII here first.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import idna
from email_validator import validate_email


def normalise(address: str) -> str:
    """Return an address in its one spelling, its domain in Unicode. Raises EmailNotValidError, a ValueError.

    No DNS: a resolver that is down must not stop registrations.
    """
    # test_environment lets the reserved .test domain through, which demonstrations and checks use.
    return validate_email(address, check_deliverability=False, test_environment=True).normalized


def ascii_domain(domain: str) -> str:
    """Return a domain as DNS is asked for it. Raises UnicodeError when it has no such form."""
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()


def with_ascii_host(url: str) -> str:
    """Return a URL with its host in ASCII. Raises ValueError for what is none."""
    parts = urlsplit(url)
    user, at, place = parts.netloc.rpartition("@")
    host, colon, port = place.partition(":")
    return url if place.isascii() else parts._replace(netloc=f"{user}{at}{ascii_domain(host)}{colon}{port}").geturl()
