"""Password hashes: bcrypt over a keyed digest, so that every byte of a long password counts."""

from __future__ import annotations

import hmac
import unicodedata
from base64 import b64encode

import bcrypt

from shared.settings import Settings


def hash_password(settings: Settings, password: str) -> str:
    """Return a new salted hash. Takes a good part of a second: never call it inside a transaction."""
    return bcrypt.hashpw(_digest(settings, password), bcrypt.gensalt(settings.bcrypt_rounds)).decode()


def verify_password(settings: Settings, password: str, stored: str | None) -> bool:
    """Whether the password is the one that was hashed. With no hash, says no in the same time."""
    hashed = stored or nobodys_hash(settings)
    matches = bcrypt.checkpw(_digest(settings, password), hashed.encode())
    return matches and stored is not None


def _digest(settings: Settings, password: str) -> bytes:
    # bcrypt reads 72 bytes and stops at NUL: 48 digest bytes in base64 are 64 characters without one.
    # NFC: the same "é" is typed as one character on some machines and as two on others.
    key = settings.password_pepper.get_secret_value().encode()
    message = unicodedata.normalize("NFC", password).encode()
    return b64encode(hmac.digest(key, message, "sha384"))


def nobodys_hash(settings: Settings) -> str:
    """Return a well-formed hash of the usual cost that no password has."""
    return f"$2b${settings.bcrypt_rounds:02d}${'.' * 53}"
