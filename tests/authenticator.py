"""A passkey in software, by WebAuthn's text: it makes credentials and signs, and lies where a test tells it to."""

from __future__ import annotations

import hashlib
import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from tests.clients.person import Person

ORIGIN, DOMAIN = "http://localhost:8000", "localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """Holds one credential of one person."""

    def __init__(self, origin: str = ORIGIN) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.count = 0
        self.origin, self.domain, self.flags = origin, DOMAIN, PRESENT | VERIFIED
        self.handle = b""

    def make(self, options: dict[str, Any], kind: str = "webauthn.create") -> dict[str, Any]:
        """Answer to `navigator.credentials.create`."""
        self.handle = _bytes(options["user"]["id"])
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor(self._cose())
        data = self._data(ATTESTED) + attested
        attestation = cbor({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client(kind, options["challenge"])
        return self._answer(attestationObject=_text(attestation), clientDataJSON=_text(client), transports=["internal"])

    def sign(self, options: dict[str, Any], kind: str = "webauthn.get") -> dict[str, Any]:
        """Answer to `navigator.credentials.get`."""
        self.count += 1
        data, client = self._data(), self._client(kind, options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            authenticatorData=_text(data),
            clientDataJSON=_text(client),
            signature=_text(signature),
            userHandle=_text(self.handle),
        )

    def _answer(self, **response: Any) -> dict[str, Any]:
        name = _text(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }

    def _data(self, more: int = 0) -> bytes:
        domain = hashlib.sha256(self.domain.encode()).digest()
        return domain + bytes([self.flags | more]) + struct.pack(">I", self.count)

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _cose(self) -> dict[Any, Any]:
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)}


def add_passkey(person: Person, authenticator: Authenticator | None = None, name: str = "My laptop") -> Authenticator:
    """Let a person add a passkey."""
    authenticator = authenticator or Authenticator()
    options = person.post("/auth/passkeys/options", status=200).get_json()["options"]
    person.post("/auth/passkeys", {"name": name, "passkey": authenticator.make(options)}, status=201)
    return authenticator


def cbor(value: Any) -> bytes:
    """Encode what an authenticator sends: small numbers, text, bytes and maps (RFC 8949)."""
    match value:
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case bytes():
            return _head(2, len(value)) + value
        case str():
            return _head(3, len(value.encode())) + value.encode()
        case dict():
            return _head(5, len(value)) + b"".join(cbor(key) + cbor(each) for key, each in value.items())
    raise TypeError(value)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    if number < 256:
        return bytes([major << 5 | 24, number])
    return bytes([major << 5 | 25]) + struct.pack(">H", number)


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
