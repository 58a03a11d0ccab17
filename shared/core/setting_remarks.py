"""What to tell someone whose settings can be used, but not for what they were probably meant."""

from __future__ import annotations

from email.utils import parseaddr

from shared.core.settings import Settings

_LOCAL_SENDER = (
    "MAIL_FROM is an address at localhost, which most mail servers refuse; set one of a domain that the server in"
    " MAIL_URL may send for."
)


def remarks(settings: Settings) -> list[str]:
    """Return a sentence about each such setting."""
    if settings.mail_url.startswith("smtp") and parseaddr(settings.mail_from)[1].endswith("@localhost"):
        return [_LOCAL_SENDER]
    return []
