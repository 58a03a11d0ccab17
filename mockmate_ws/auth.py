"""The credentials of a socket: a Bearer header at the handshake, or a ticket in the first frame. Never the URL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session
from starlette.websockets import WebSocket

from mockmate_ws.transport.connection import Principal
from shared.core.errors import LoginRevoked, Problem, TokenExpired, TokenInvalid
from shared.core.settings import Settings
from shared.identity import logins, one_time_tokens, tokens
from shared.identity.one_time_tokens import SpentToken

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


class Credentials(NamedTuple):
    """What a client shows: an access token or a ticket."""

    token: str | None = None
    ticket: str | None = None


def identify(settings: Settings, session: Session, shown: Sequence[Credentials]) -> list[Principal | Problem]:
    """Return the owner of each token and of each ticket, which is spent.

    Instead of an owner: TokenInvalid, TokenExpired or LoginRevoked.
    """
    spent = one_time_tokens.spend_many(
        session, one_time_tokens.WS_TICKET, {each.ticket for each in shown if each.ticket is not None}
    )
    found = [_claimed(settings, each, spent) for each in shown]
    logins_ = logins.valid(session, {one.login_id for one in found if not isinstance(one, Problem)})
    return [one if isinstance(one, Problem) else _principal(settings, one, logins_) for one in found]


class _Claimed(NamedTuple):
    user_id: int
    login_id: UUID
    expires_at: datetime | None
    """None for a ticket, whose socket gets as long as a new access token would."""


def _claimed(settings: Settings, shown: Credentials, spent: dict[str, SpentToken]) -> _Claimed | Problem:
    if shown.token is not None:
        try:
            claims = tokens.read(settings, shown.token, "access")
        except Problem as problem:
            return problem
        return _Claimed(claims.user_id, claims.login_id, claims.expires_at)
    # Once, also if it is shown twice at the same moment.
    ticket = spent.pop(shown.ticket or "", None)
    if ticket is None or ticket.login_id is None:
        return TokenInvalid()
    return _Claimed(ticket.user_id, ticket.login_id, None)


def _principal(settings: Settings, claimed: _Claimed, valid: logins.Valid) -> Principal | Problem:
    user_id, login_id, expires_at = claimed
    if valid.at is None or valid.owners.get(login_id) != user_id:
        return LoginRevoked()
    left = timedelta(minutes=settings.access_token_minutes)
    if expires_at is not None:
        # By the database's clock, so that a socket is neither closed at once nor left open because this machine's is
        # wrong.
        left = expires_at - valid.at
        if left <= timedelta():
            return TokenExpired()
    return Principal(user_id, login_id, datetime.now(UTC) + left)
