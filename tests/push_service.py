"""A push service and a browser for tests: it checks who sends, and decrypts what only the browser can read.

Written from RFC 8030, 8188, 8291 and 8292, without the library that encrypts.
"""

from __future__ import annotations

import json
import os
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(given: bytes) -> str:
    return urlsafe_b64encode(given).decode().rstrip("=")


class Browser:
    """What a browser keeps of its subscription."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(CURVE)
        self.auth = os.urandom(16)

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self, endpoint: str) -> dict[str, str]:
        keys = {"p256dh": encoded(self.point), "auth": encoded(self.auth)}
        return {"kind": "web", "endpoint": endpoint, **keys}

    def read(self, body: bytes) -> Any:
        """Decrypt one record of aes128gcm (RFC 8188, section 2), with the keys of RFC 8291, section 3.4."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        assert len(body) <= 4096
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        secret = _derived(self.auth, shared, b"WebPush: info\0" + self.point + theirs, 32)
        key = _derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(salt, secret, b"Content-Encoding: nonce\0", 12)
        text, delimiter, padding = AESGCM(key).decrypt(nonce, sealed, None).rpartition(b"\2")
        assert delimiter == b"\2"
        assert not padding.strip(b"\0")
        return json.loads(text)


def _derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


class Taken(NamedTuple):
    """A request: its path, headers in lower case, and body."""

    path: str
    headers: dict[str, str]
    body: bytes


class PushServer:
    """Answers as it is told, by path, and keeps what it was sent."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.taken: list[Taken] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        """What it says instead of 201, by path."""
        self.silent: set[str] = set()
        """Paths to which it never answers."""
        self.let_go = threading.Event()

    def of(self, path: str) -> list[Taken]:
        return [one for one in self.taken if one.path == path]

    def answer(self, taken: Taken) -> tuple[int, dict[str, str], bytes]:
        self.taken.append(taken)
        if taken.path in self.silent:
            self.let_go.wait(60)
        return self.answers.get(taken.path, (201, {"Location": "/message/1"}, b""))


def require_vapid(taken: Taken, origin: str, public_key: str) -> dict[str, Any]:
    """Return the claims of a request after RFC 8292, sections 2 and 3."""
    scheme, _, parameters = taken.headers["authorization"].partition(" ")
    assert scheme == "vapid"
    given = dict(one.strip().split("=", 1) for one in parameters.split(","))
    assert given["k"] == public_key
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(given["k"]))
    claims: dict[str, Any] = jwt.decode(given["t"], key, algorithms=["ES256"], audience=origin)
    assert claims["exp"] < time.time() + 24 * 3600
    assert claims["sub"].startswith(("mailto:", "https://"))
    return claims


@contextmanager
def push_server(host: str = "127.0.0.1", made_by: type[PushServer] = PushServer) -> Iterator[PushServer]:
    """Run one."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, said = made.answer(Taken(self.path, headers, body))
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(said))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    made = made_by(f"http://{host}:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield made
    finally:
        made.let_go.set()
        server.shutdown()
        thread.join()
        server.server_close()
