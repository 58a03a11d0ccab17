"""Password hashes: bcrypt over a keyed digest, so that every byte of a long password counts."""

from __future__ import annotations

import hmac
import unicodedata
from base64 import b64encode
from functools import cache, lru_cache

import bcrypt
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from mockmate_api.accounts import hash_queue
from shared.core.errors import Busy
from shared.core.settings import Settings

SHORTEST, LONGEST = 8, 128

_KNOWN = "mockmate"


def is_common(password: str) -> bool:
    """Whether a password, in any case, is among the first that attackers try."""
    return unicodedata.normalize("NFC", password).lower() in _common()


def hash_password(settings: Settings, password: str) -> str:
    """Return a new salted hash. Takes a large part of a second: never call it in a transaction. Raises Busy."""
    digest, salt = _digest(settings, password), bcrypt.gensalt(settings.bcrypt_rounds)
    return hash_queue.run(settings, lambda: bcrypt.hashpw(digest, salt)).decode()


def verify_password(settings: Settings, password: str, stored: str | None) -> bool:
    """Whether the password matches. Without a hash, returns False after the same time. Raises Busy.

    Takes as long as hashing: never call it in a transaction.
    """
    hashed = stored if stored is not None and stored.startswith("$2b$") else None
    digest, compared = _digest(settings, password), (hashed or nobodys_hash(settings)).encode()
    matches = hash_queue.run(settings, lambda: bcrypt.checkpw(digest, compared))
    return matches and hashed is not None


def stronger_hash(settings: Settings, password: str, stored: str) -> str | None:
    """Return a new hash of a verified password if the cost has risen since `stored`, else None.

    If others are waiting, it is left to a later login.
    """
    if int(stored[4:6]) >= settings.bcrypt_rounds or not hash_queue.queue(settings).is_quiet:
        return None
    try:
        return hash_password(settings, password)
    except Busy:
        return None


def fingerprint(settings: Settings) -> str:
    """Return the hash of a well-known password. It identifies the pepper and doesn't make it easier to guess."""
    return bcrypt.hashpw(_digest(settings, _KNOWN), bcrypt.gensalt(settings.bcrypt_rounds)).decode()


@lru_cache(maxsize=8)
def is_fingerprint(settings: Settings, stored: str) -> bool:
    """Whether the hash was made with our pepper. It skips the queue, since a process asks only once."""
    return bcrypt.checkpw(_digest(settings, _KNOWN), stored.encode())


def _digest(settings: Settings, password: str) -> bytes:
    # bcrypt reads 72 bytes and stops at NUL: 48 digest bytes in base64 are 64 characters without one.
    # NFC, since "é" is typed as one character on some machines and as two on others.
    key = settings.password_pepper.get_secret_value().encode()
    message = unicodedata.normalize("NFC", password).encode()
    return b64encode(hmac.digest(key, message, "sha384"))


def nobodys_hash(settings: Settings) -> str:
    """Return a well-formed hash of the usual cost that no password matches."""
    return f"$2b${settings.bcrypt_rounds:02d}${'.' * 53}"


@cache
def _common() -> frozenset[str]:
    # Shorter passwords are refused anyway.
    return frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST)
