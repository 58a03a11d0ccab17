"""Video between the two participants: WebRTC between their browsers, or ZEGO rooms where a deployer has them.

Credentials are made here for one person and a short time. The secrets behind them never leave the server.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import struct
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.core.settings import Settings
from shared.events.schemas import CallServers, IceServer, WebRtcVideo, ZegoVideo

SPARE = timedelta(minutes=5)
"""How much longer than the interview credentials are valid: until it is ended, and for clocks that differ."""


def webrtc(settings: Settings, user_id: int, seat: int, until: datetime | None) -> WebRtcVideo:
    """Return the servers a browser needs, including TURN servers with this person's credentials.

    `until` is when the interview ends at the latest. Without it, it is over and there are no servers.

    `polite` is for perfect negotiation: when both browsers make an offer at once, the polite one yields. Exactly one of
    the two people is polite.
    """
    servers = _ice_servers(settings, user_id, until) if until is not None else []
    return WebRtcVideo(ice_servers=servers, polite=seat == 2)


def by_text(seat: int) -> WebRtcVideo:
    """Return that there is no video, whoever would carry it: one of the two may only write."""
    return WebRtcVideo(ice_servers=[], polite=seat == 2, allowed=False)


def call_servers(settings: Settings, user_id: int, now: datetime) -> CallServers:
    """Return the servers of a later call for a test of this person's network, with credentials that lapse soon."""
    if settings.uses_zego:
        return CallServers(provider="zego", ice_servers=[])
    return CallServers(provider="webrtc", ice_servers=_ice_servers(settings, user_id, now))


def _ice_servers(settings: Settings, user_id: int, until: datetime) -> list[IceServer]:
    urls = [url.strip() for url in settings.ice_servers.split(",") if url.strip()]
    return [_ice_server(settings, url, user_id, until) for url in urls]


def _ice_server(settings: Settings, url: str, user_id: int, until: datetime) -> IceServer:
    secret = settings.turn_secret.get_secret_value()
    if not secret or not url.startswith(("turn:", "turns:")):
        return IceServer(urls=[url])
    # coturn's use-auth-secret: the user name contains the expiry, and the password is its signature.
    name = f"{int((until + SPARE).timestamp())}:{user_id}"
    digest = hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()
    return IceServer(urls=[url], username=name, credential=base64.b64encode(digest).decode())


def zego(
    settings: Settings, interview_id: UUID, user_id: int, name: str, now: datetime, until: datetime | None
) -> ZegoVideo:
    """Return what ZEGO's UIKit needs to enter this interview's room as this person.

    `until` is when the interview ends at the latest. Without it there is no token, because the interview isn't live.
    """
    app_id, room = settings.zego_app_id, str(interview_id)
    token = None
    if until is not None:
        payload = {"room_id": room, "privilege": {"1": 1, "2": 1}, "stream_id_list": None}
        secret = settings.zego_server_secret.get_secret_value()
        plain = token04(app_id, str(user_id), secret, _compact(payload), now, until + SPARE)
        token = kit_token(app_id, plain, room, str(user_id), name)
    return ZegoVideo(app_id=app_id, room_id=room, kit_token=token)


def token04(app_id: int, user_id: str, secret: str, payload: str, now: datetime, until: datetime) -> str:
    """Return a version 04 ZEGO token: expiry and nonce, then the body encrypted with the server secret."""
    expires = int(until.timestamp())
    body = {
        "app_id": app_id,
        "user_id": user_id,
        "nonce": secrets.randbelow(2**31),
        "ctime": int(now.timestamp()),
        "expire": expires,
        "payload": payload,
    }
    nonce = secrets.token_hex(6).encode()
    sealed = AESGCM(secret.encode()).encrypt(nonce, _compact(body).encode(), None)
    # The last byte stands for GCM.
    packed = struct.pack("!qH", expires, len(nonce)) + nonce + struct.pack("!H", len(sealed)) + sealed + b"\x01"
    return "04" + base64.b64encode(packed).decode()


def kit_token(app_id: int, token: str, room: str, user_id: str, name: str) -> str:
    """Return a token for UIKit, with the ids appended in clear, like generateKitTokenForProduction."""
    ids = {"userID": user_id, "roomID": room, "userName": quote(name, safe="!'()*-._~"), "appID": app_id}
    return f"{token}#{base64.b64encode(_compact(ids).encode()).decode()}"


def _compact(value: Mapping[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
