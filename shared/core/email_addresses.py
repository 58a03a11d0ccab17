"""Email addresses and host names: the one spelling that is stored, and the ASCII form that DNS needs.

One library converts both by IDNA 2008. Python's own "idna" codec implements IDNA 2003, which maps some names to
different domains (ß to ss). Sockets apply that codec to any name that isn't ASCII, so names are converted here first.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import idna
from email_validator import validate_email

_JOINERS = re.compile("[\u200c\u200d]")


def normalise(address: str) -> str:
    """Return an address in its one spelling, its domain in Unicode. Raises EmailNotValidError, a ValueError.

    Makes no DNS query: an unreachable resolver must not stop registrations.
    """
    local, _, domain = address.rpartition("@")
    joined = _with_joiners(domain)
    if joined is not None:
        address = f"{local}@{_JOINERS.sub('', joined)}"
    # test_environment allows the reserved .test domain, which demonstrations and checks use.
    valid = validate_email(address, check_deliverability=False, test_environment=True)
    return valid.normalized if joined is None else f"{valid.local_part}@{joined}"


def is_nowhere(address: str) -> bool:
    """Whether an address is in `.invalid`, which is reserved for what doesn't exist (RFC 2606): no mail gets there.

    Nobody can register with one. Deleted accounts have such addresses, and the people of a demo.
    """
    return address.lower().endswith((".invalid", "@invalid"))


def _with_joiners(domain: str) -> str | None:
    """Return a domain in Unicode if it has joiners where IDNA 2008 allows them, as some Persian and Indic ones have.

    The library that validates addresses refuses them as characters that don't show.
    """
    try:
        found = idna.decode(domain, uts46=True)
    except UnicodeError:
        return None
    return found if _JOINERS.search(found) else None


def ascii_domain(domain: str) -> str:
    """Return a domain in its ASCII form for DNS. Raises UnicodeError if it has none."""
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()


def with_ascii_host(url: str) -> str:
    """Return a URL with its host in ASCII. Raises ValueError if it is not a URL."""
    parts = urlsplit(url)
    user, at, place = parts.netloc.rpartition("@")
    host, colon, port = place.partition(":")
    return url if place.isascii() else parts._replace(netloc=f"{user}{at}{ascii_domain(host)}{colon}{port}").geturl()
