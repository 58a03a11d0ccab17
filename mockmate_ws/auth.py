"""The credentials of a socket: a Bearer header at the handshake, or a ticket in the first frame. Never the URL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session
from starlette.websockets import WebSocket

from mockmate_ws.protocol import ReauthData
from mockmate_ws.transport.connection import Principal
from shared.core import clock
from shared.core.errors import LoginRevoked, TokenExpired, TokenInvalid
from shared.core.settings import Settings
from shared.identity import logins, one_time_tokens, tokens

FIRST_FRAME_SECONDS = 5.0


_DEFAULT_PORTS = {"http": ":80", "ws": ":80", "https": ":443", "wss": ":443"}


def origin_is_allowed(websocket: WebSocket, settings: Settings) -> bool:
    """Whether a client may open this socket from its Origin: one that is listed, or the socket's own host.

    Only browsers need the check, and they can't send a Bearer header. Native libraries often send an Origin, too: of
    the host they connect to, with a scheme of their choice.
    """
    origin = websocket.headers.get("origin")
    if origin is None or bearer(websocket):
        return True
    return origin.rstrip("/") in settings.allowed_origins or _is_own_host(origin, websocket, settings)


def _is_own_host(origin: str, websocket: WebSocket, settings: Settings) -> bool:
    scheme, _, host = origin.rstrip("/").lower().partition("://")
    port = _DEFAULT_PORTS.get(scheme)
    if port is None or not host:
        return False
    # A proxy may have changed the Host header.
    public_scheme, _, public_host = settings.public_ws_url.rstrip("/").lower().partition("://")
    own = websocket.headers.get("host", "").lower()
    return host.removesuffix(port) in {own.removesuffix(port), public_host.removesuffix(_DEFAULT_PORTS[public_scheme])}


def bearer(websocket: WebSocket) -> str | None:
    """Return the token of the Authorization header, None when there is no such header."""
    header = websocket.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def by_token(session: Session, settings: Settings, token: str) -> Principal:
    """Return the owner of an access token. Raises TokenInvalid, TokenExpired, LoginRevoked."""
    claims = tokens.read(settings, token, "access")
    if logins.find(session, claims.login_id, claims.user_id) is None:
        raise LoginRevoked
    # By the database's clock, so that a socket is neither closed at once nor left open because this machine's is wrong.
    left = claims.expires_at - clock.now(session)
    if left <= timedelta():
        raise TokenExpired
    return Principal(claims.user_id, claims.login_id, datetime.now(UTC) + left)


def by_fresh_credentials(session: Session, settings: Settings, shown: ReauthData) -> Principal:
    """Return the owner of fresh credentials. Raises TokenInvalid, TokenExpired, LoginRevoked."""
    if shown.token is not None:
        return by_token(session, settings, shown.token)
    return by_ticket(session, settings, shown.ticket or "")


def by_ticket(session: Session, settings: Settings, ticket: str) -> Principal:
    """Spend a ticket and return its owner. Raises TokenInvalid, LoginRevoked."""
    spent = one_time_tokens.spend(session, one_time_tokens.WS_TICKET, ticket)
    if spent is None or spent.login_id is None:
        raise TokenInvalid
    if logins.find(session, spent.login_id, spent.user_id) is None:
        raise LoginRevoked
    expires_at = datetime.now(UTC) + timedelta(minutes=settings.access_token_minutes)
    return Principal(spent.user_id, spent.login_id, expires_at)
