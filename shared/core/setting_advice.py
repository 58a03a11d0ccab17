"""What is missing from the settings of a deployment that people reach from outside, though it works without."""

from __future__ import annotations

from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import urlsplit

from shared.core.settings import Settings

_NO_RELAY = (
    "ICE_SERVERS names no TURN server, and ZEGO is not set: people whose networks allow no direct connection can't see "
    "or hear each other. See docs/deploying.md."
)
_NO_SECRET = "ICE_SERVERS names a TURN server, but TURN_SECRET is not set: browsers can't use it, and no call begins."  # noqa: S105
_NO_SENDER = "MAIL_FROM has an address at localhost: mail servers refuse it, or file it as spam."


def advice(settings: Settings) -> list[str]:
    """Return a sentence for each setting that a public deployment should have; nothing for a local one."""
    if not _is_public(settings.public_url):
        return []
    found = []
    has_turn = any(url.strip().startswith(("turn:", "turns:")) for url in settings.ice_servers.split(","))
    if not settings.uses_zego and not has_turn:
        found.append(_NO_RELAY)
    elif not settings.uses_zego and not settings.turn_secret.get_secret_value():
        found.append(_NO_SECRET)
    if settings.mail_url and parseaddr(settings.mail_from)[1].endswith("@localhost"):
        found.append(_NO_SENDER)
    return found


def _is_public(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        return parts.scheme == "https" and ip_address(host).is_global
    except ValueError:  # a name
        return parts.scheme == "https" and not f".{host}".endswith((".localhost", ".local", ".internal"))
