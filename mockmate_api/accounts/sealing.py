"""Encrypts what has to be read again, such as the secret of a code app, with a key derived from the pepper."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shared.core.settings import Settings

_NONCE = 12


def seal(settings: Settings, purpose: str, user_id: int, plain: bytes) -> bytes:
    """Encrypt for one purpose and person: in another person's row it can't be opened."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(settings, purpose)).encrypt(nonce, plain, str(user_id).encode())


def unseal(settings: Settings, purpose: str, user_id: int, sealed: bytes) -> bytes | None:
    """Decrypt; None if it was made with another pepper, for another person, or changed."""
    try:
        return AESGCM(_key(settings, purpose)).decrypt(sealed[:_NONCE], sealed[_NONCE:], str(user_id).encode())
    except InvalidTag:
        return None


def _key(settings: Settings, purpose: str) -> bytes:
    pepper = settings.password_pepper.get_secret_value().encode()
    return HKDF(SHA256(), length=32, salt=None, info=f"mockmate {purpose}".encode()).derive(pepper)
