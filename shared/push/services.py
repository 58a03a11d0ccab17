"""Push services: the interface of all, and that of browsers (Web Push: RFC 8030, 8188, 8291 and 8292).

docs/push.md says how Apple's service (APNs) would be added as another one.
"""

from __future__ import annotations

import json
import os
from http import HTTPStatus
from typing import Protocol

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

from shared.core.settings import Settings
from shared.push import endpoints, keys
from shared.push.lines import Lines, Reply, UnreachableError
from shared.push.push_outbox import Answer, Parcel


class PushService(Protocol):
    """Sends notifications to one kind of device."""

    async def push(self, parcel: Parcel) -> Answer:
        """Send a notification and say what became of it. It ends within seconds, and raises for bugs only."""


class WebPush:
    """Any browser: its push service is the one that it named when it subscribed."""

    def __init__(self, settings: Settings, lines: Lines) -> None:
        self._settings = settings
        self._lines = lines

    async def push(self, parcel: Parcel) -> Answer:
        """Encrypt for the browser, and hand over to its service."""
        if keys.public_key(self._settings) is None:
            return Answer("refused", "no VAPID_PRIVATE_KEY")
        headers = {
            "Authorization": keys.authorization(self._settings, parcel.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(parcel.ttl),
            "Topic": parcel.topic,
            "Urgency": parcel.urgency,
        }
        try:
            return answer_of(await self._lines.post(parcel.endpoint, headers, encrypted(parcel)))
        except UnreachableError as error:
            return Answer("later", str(error))


def encrypted(parcel: Parcel) -> bytes:
    """Return the message as only the browser can read it (RFC 8291), with a key pair of its own."""
    text = json.dumps(parcel.message, ensure_ascii=False, separators=(",", ":")).encode()
    body: bytes = http_ece.encrypt(
        text,
        salt=os.urandom(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=endpoints.point(parcel.p256dh),
        auth_secret=endpoints.secret(parcel.auth),
        version="aes128gcm",
    )
    return body


def answer_of(reply: Reply) -> Answer:
    """Say what a status means, the same for all services: RFC 8030, section 5 and 7.3."""
    said = str(reply.status)
    if 200 <= reply.status < 300:
        return Answer("sent")
    if reply.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return Answer("gone", said)
    if reply.status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS) or reply.status >= 500:
        return Answer("later", said, reply.after)
    return Answer("refused", said)
