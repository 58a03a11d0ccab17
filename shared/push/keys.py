"""The key pair that identifies this deployment to the push services of browsers (VAPID, RFC 8292)."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from email.utils import parseaddr
from functools import cache
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shared.core import setting_push
from shared.core.settings import Settings

_VALID_SECONDS = 12 * 3600
"""How long a token lets us push; at most a day."""


def public_key(settings: Settings) -> str | None:
    """Return what browsers subscribe with, in base64url; None where nothing is pushed to them."""
    secret = settings.vapid_private_key.get_secret_value()
    return _public(secret) if secret else None


def authorization(settings: Settings, endpoint: str) -> str:
    """Return the header that tells the push service of an endpoint who we are."""
    secret = settings.vapid_private_key.get_secret_value()
    url = urlsplit(endpoint)
    claims = {
        "aud": f"{url.scheme}://{url.netloc}",
        "exp": int(time.time()) + _VALID_SECONDS,
        "sub": settings.vapid_subject or _subject(settings),
    }
    return f"vapid t={jwt.encode(claims, _private(secret), algorithm='ES256')}, k={_public(secret)}"


def _subject(settings: Settings) -> str:
    is_page = settings.public_url.startswith("https://")
    return settings.public_url if is_page else f"mailto:{parseaddr(settings.mail_from)[1]}"


@cache
def _private(secret: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(setting_push.number(secret), ec.SECP256R1())


@cache
def _public(secret: str) -> str:
    point = _private(secret).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).decode().rstrip("=")
