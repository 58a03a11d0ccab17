"""The device that a login comes from, as far as its browser says: a random token that the browser keeps.

Only a digest of it is stored, keyed with the pepper, with the login and as long as that.
"""

from __future__ import annotations

import hmac
import re

from shared.core.settings import Settings

HEADER = "X-Device-Token"
_TOKEN = re.compile(r"[\w-]{20,64}", re.ASCII)


def digest(settings: Settings, token: str | None) -> str | None:
    """Return what is kept of a device's token; None for what can't be one."""
    if token is None or not _TOKEN.fullmatch(token):
        return None
    key = settings.password_pepper.get_secret_value().encode()
    return hmac.digest(key, f"device {token}".encode(), "sha256").hex()
