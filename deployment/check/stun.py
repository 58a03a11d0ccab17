"""As much of STUN and TURN (RFC 8489, RFC 8656) as asks a server for an address, and for a relayed one."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import socket
import ssl
import struct
from collections.abc import Mapping
from contextlib import closing
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple

_COOKIE = 0x2112A442
_BINDING, _ALLOCATE, _REFRESH = 0x0001, 0x0003, 0x0004
_SUCCESS, _FAILURE = 0x0100, 0x0110
_USERNAME, _INTEGRITY, _ERROR, _LIFETIME = 0x0006, 0x0008, 0x0009, 0x000D
_REALM, _NONCE, _RELAYED, _TRANSPORT, _MAPPED = 0x0014, 0x0015, 0x0016, 0x0019, 0x0020
_UDP = struct.pack("!B3x", 17)
_HEADER = struct.Struct("!HHI12s")
_WAITS = (0.5, 1.0, 2.0)
"""Seconds to wait for an answer to a datagram before it is sent again, or given up."""
_CONNECT_SECONDS = 4.0

Address = IPv4Address | IPv6Address


class Refused(Exception):
    """The server answered with an error; `code` is its number."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}".strip())
        self.code = code


class Garbled(Exception):
    """Something else than STUN answers."""


class Place(NamedTuple):
    """Where a server is, as a URL of RFC 7064 or RFC 7065 says."""

    scheme: str
    host: str
    port: int
    transport: str

    @classmethod
    def of(cls, url: str) -> Place:
        """Read `turn:host:port?transport=tcp`. Raises ValueError."""
        scheme, _, rest = url.partition(":")
        where, _, query = rest.partition("?")
        host, bracket, port = where.rpartition("]")
        if bracket:
            host, port = host.removeprefix("["), port.removeprefix(":")
        else:
            host, _, port = where.partition(":")
        is_secure = scheme in ("turns", "stuns")
        transport = query.removeprefix("transport=") or ("tcp" if is_secure else "udp")
        return cls(scheme, host, int(port or (5349 if is_secure else 3478)), transport)


class Line:
    """One connection to a server. Its methods raise OSError, Refused, Garbled."""

    def __init__(self, place: Place) -> None:
        self._is_datagram = place.transport == "udp"
        if self._is_datagram:
            family, kind, number, _, address = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_DGRAM)[0]
            self._socket = socket.socket(family, kind, number)
            self._socket.connect(address)
        else:
            self._socket = socket.create_connection((place.host, place.port), _CONNECT_SECONDS)
            if place.scheme in ("turns", "stuns"):
                context = ssl.create_default_context()
                self._socket = context.wrap_socket(self._socket, server_hostname=place.host)

    def close(self) -> None:
        self._socket.close()

    def bind(self) -> Address:
        """Return the address that the server sees us at."""
        return _address(self._ask(_BINDING, {}), _MAPPED)

    def allocate(self, username: str, password: str) -> Address:
        """Ask for a relayed address, give it back, and return it."""
        try:
            found = self._ask(_ALLOCATE, {_TRANSPORT: _UDP})
            return _address(found, _RELAYED)  # a server that lets anyone in
        except _Challenge as challenge:
            realm, nonce = challenge.realm, challenge.nonce
        # The long-term credential of RFC 8489.
        key = hashlib.md5(b":".join((username.encode(), realm, password.encode()))).digest()  # noqa: S324
        own = {_USERNAME: username.encode(), _REALM: realm, _NONCE: nonce}
        relayed = _address(self._ask(_ALLOCATE, {_TRANSPORT: _UDP, **own}, key), _RELAYED)
        self._ask(_REFRESH, {_LIFETIME: bytes(4), **own}, key)
        return relayed

    def _ask(self, method: int, attributes: Mapping[int, bytes], key: bytes = b"") -> dict[int, bytes]:
        asked = secrets.token_bytes(12)
        kind, answer = self._exchange(_packed(method, asked, attributes, key), asked)
        if kind == method | _SUCCESS:
            return answer
        if kind != method | _FAILURE or len(answer.get(_ERROR, b"")) < 4:
            raise Garbled
        error = answer[_ERROR]
        code = (error[2] & 7) * 100 + error[3]
        if code == 401 and not key and {_REALM, _NONCE} <= answer.keys():
            raise _Challenge(answer[_REALM], answer[_NONCE])
        raise Refused(code, error[4:].decode("utf-8", "replace"))

    def _exchange(self, request: bytes, asked: bytes) -> tuple[int, dict[int, bytes]]:
        if not self._is_datagram:
            self._socket.settimeout(_CONNECT_SECONDS)
            self._socket.sendall(request)
            header = self._read(_HEADER.size)
            return _unpacked(header + self._read(int.from_bytes(header[2:4])), asked)
        for seconds in _WAITS:
            self._socket.settimeout(seconds)
            self._socket.send(request)
            try:
                return _unpacked(self._socket.recv(2048), asked)
            except TimeoutError:
                continue
        raise TimeoutError

    def _read(self, length: int) -> bytes:
        read = b""
        while len(read) < length:
            if not (more := self._socket.recv(length - len(read))):
                raise Garbled
            read += more
        return read


class _Challenge(Exception):
    def __init__(self, realm: bytes, nonce: bytes) -> None:
        super().__init__()
        self.realm, self.nonce = realm, nonce


def ask(place: Place, username: str, password: str) -> Address:
    """Return the address that a STUN server sees us at, or the one that a TURN server relays from.

    Raises OSError (TimeoutError, ssl.SSLError, socket.gaierror among them), Refused, Garbled.
    """
    with closing(Line(place)) as line:
        return line.bind() if place.scheme in ("stun", "stuns") else line.allocate(username, password)


def _packed(kind: int, asked: bytes, attributes: Mapping[int, bytes], key: bytes) -> bytes:
    body = b"".join(
        struct.pack("!HH", name, len(value)) + value + bytes(-len(value) % 4) for name, value in attributes.items()
    )
    if key:
        signed = _HEADER.pack(kind, len(body) + 24, _COOKIE, asked) + body
        body += struct.pack("!HH", _INTEGRITY, 20) + hmac.digest(key, signed, "sha1")
    return _HEADER.pack(kind, len(body), _COOKIE, asked) + body


def _unpacked(message: bytes, asked: bytes) -> tuple[int, dict[int, bytes]]:
    if len(message) < _HEADER.size:
        raise Garbled
    kind, length, cookie, answers = _HEADER.unpack_from(message)
    if cookie != _COOKIE or answers != asked or len(message) < _HEADER.size + length:
        raise Garbled
    found: dict[int, bytes] = {}
    at, end = _HEADER.size, _HEADER.size + length
    while at + 4 <= end:
        name, size = struct.unpack_from("!HH", message, at)
        found.setdefault(name, message[at + 4 : at + 4 + size])
        at += 4 + size + -size % 4
    return kind, found


def _address(attributes: Mapping[int, bytes], name: int) -> Address:
    value = attributes.get(name, b"")
    # IPv6 addresses are masked by the transaction, too; servers give those only to who asks for them.
    if len(value) != 8 or value[1] != 1:
        if name == _MAPPED and len(value) == 20:
            return IPv6Address(bytes(16))
        raise Garbled
    return IPv4Address(int.from_bytes(value[4:]) ^ _COOKIE)
