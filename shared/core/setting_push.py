"""The settings of push, and their checks: keys that can't be used would show only at the first notification."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings

from shared.core import setting_urls

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""That of the curve P-256: private keys are smaller."""
_PARTS = ("project_id", "client_email", "private_key", "token_uri")


def number(key: str) -> int:
    """Return the private key of 32 bytes, given as hex or as base64url, as a number. Raises ValueError."""
    try:
        given = bytes.fromhex(key) if len(key) == 64 else urlsafe_b64decode(key + "=" * (-len(key) % 4))
    except (ValueError, binascii.Error):
        given = b""
    if len(given) != 32 or not 0 < int.from_bytes(given) < _ORDER:
        raise ValueError("must be 32 random bytes, as hex or base64url; `openssl rand -hex 32` makes them")
    return int.from_bytes(given)


def private_key(value: SecretStr) -> SecretStr:
    """Refuse what is no private key of P-256. Empty means none."""
    if value.get_secret_value():
        number(value.get_secret_value())
    return value


def subject(value: str) -> str:
    """Refuse what push services would refuse. Empty means the usual."""
    if value and not value.startswith(("mailto:", "https://")):
        raise ValueError("must begin with mailto: or https://")
    return value


def service_account(value: SecretStr) -> SecretStr:
    """Refuse what is not the JSON key of a service account. Empty means none."""
    if not value.get_secret_value():
        return value
    try:
        given = json.loads(value.get_secret_value())
        is_whole = all(isinstance(given[name], str) for name in _PARTS)
    except (ValueError, KeyError, TypeError):
        is_whole = False
    if not is_whole:
        raise ValueError(f"must be the JSON key of a service account, with {', '.join(_PARTS)}")
    return value


class PushSettings(BaseSettings):
    """A part of `Settings`."""

    vapid_private_key: Annotated[SecretStr, AfterValidator(private_key)] = Field(
        SecretStr(""),
        description="The key that identifies this deployment to push services: 32 random bytes, as hex or base64url. "
        "Without it, nothing is pushed to browsers. Changing it ends every subscription.",
    )
    vapid_subject: Annotated[str, AfterValidator(subject)] = Field(
        "",
        description="Whom push services can reach about this deployment: mailto:you@example.org or a page. By default "
        "PUBLIC_URL where it is https, or else the address of MAIL_FROM.",
    )
    push_content: Literal["full", "minimal"] = Field(
        "full",
        description="What pushed notifications say: what happened, or, with minimal, only that something is new. "
        "Anyone who sees the lock screen can read them.",
    )
    push_to_private: Literal["on", "off"] = Field(
        "off",
        description="Whether push may go to addresses of private networks, and by plain HTTP; on is for tests, and for "
        "a push service of your own.",
    )
    fcm_service_account: Annotated[SecretStr, AfterValidator(service_account)] = Field(
        SecretStr(""),
        description="The JSON key of a service account of your Firebase project, for apps of your own on Android. "
        "Without it, nothing is pushed to them.",
    )
    fcm_server: Annotated[str, AfterValidator(setting_urls.runner)] = Field(
        "https://fcm.googleapis.com", description="Where Firebase Cloud Messaging is."
    )
