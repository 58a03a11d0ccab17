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


def origin_is_allowed(websocket: WebSocket, settings: Settings) -> bool:
    """Whether a browser may open this socket from its page. Other clients send no Origin."""
    origin = websocket.headers.get("origin")
    return origin is None or origin.rstrip("/") in settings.allowed_origins


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
