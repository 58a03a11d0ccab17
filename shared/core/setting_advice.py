"""What to tell someone whose settings can be used, but hardly as they were meant."""

from __future__ import annotations

from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import urlsplit

from shared.core.settings import Settings

_NO_RELAY = (
    "ICE_SERVERS names no TURN server, and ZEGO is not set: people whose networks allow no direct connection can't see "
    "or hear each other. See docs/turn.md."
)
_NO_SECRET = "ICE_SERVERS names a TURN server, but TURN_SECRET is not set: browsers can't use it, and no call begins."  # noqa: S105
_LOCAL_SENDER = (
    "MAIL_FROM is an address at localhost, which most mail servers refuse; set one of a domain that the server in"
    " MAIL_URL may send for."
)


def advice(settings: Settings) -> list[str]:
    """Return a sentence for each such setting, or for one that a public deployment should have."""
    wants_calls = is_public(settings.public_url) and not settings.uses_zego
    return [*(_about_calls(settings) if wants_calls else []), *about_mail(settings)]


def about_mail(settings: Settings) -> list[str]:
    """Return a sentence if mail servers will hardly accept the sender."""
    is_local = settings.mail_url.startswith("smtp") and parseaddr(settings.mail_from)[1].endswith("@localhost")
    return [_LOCAL_SENDER] if is_local else []


def _about_calls(settings: Settings) -> list[str]:
    if not names_a_relay(settings):
        return [_NO_RELAY]
    return [] if settings.turn_secret.get_secret_value() else [_NO_SECRET]


def names_a_relay(settings: Settings) -> bool:
    """Whether ICE_SERVERS has a TURN server."""
    return any(url.strip().startswith(("turn:", "turns:")) for url in settings.ice_servers.split(","))


def is_public(url: str) -> bool:
    """Whether people reach this URL from anywhere."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        return parts.scheme == "https" and ip_address(host).is_global
    except ValueError:  # a name
        return parts.scheme == "https" and not f".{host}".endswith((".localhost", ".local", ".internal"))


def has_secure_context(url: str) -> bool:
    """Whether browsers give pages of this URL a camera and a microphone: over TLS, or on the same machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or is_this_machine(parts.hostname or "")


def is_this_machine(host: str) -> bool:
    """Whether a browser takes this host for the machine that it runs on."""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return f".{host}".endswith(".localhost")
