"""Logins and their tokens: opening a login, and rotating its refresh token."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from flask import request
from flask_jwt_extended import create_access_token, create_refresh_token
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status, appeal_tokens
from mockmate_api.accounts.profiles import Profile
from mockmate_api.auth.schemas import LoginList, LoginSeen, SessionOut
from mockmate_api.http import transaction
from mockmate_api.http.extensions import db
from mockmate_api.http.extensions import settings as app_settings
from shared.core import audit, clock
from shared.core.errors import LoginRevoked, NotFound, RefreshTokenReused, Suspended
from shared.core.settings import Settings
from shared.identity import devices, logins
from shared.identity.tokens import Claims
from shared.models import AuditKind, Login, User

# Two tabs, or a retry after a lost response, may send the same refresh token twice within moments.
GRACE = timedelta(seconds=10)
_SHOWN = 100


def open_login(
    session: Session, settings: Settings, user: User, user_agent: str, device: str | None = None
) -> SessionOut:
    """Start a login: a family of refresh tokens of which only the newest is valid. Raises Suspended.

    `device` is the token that the browser keeps, if it sent one.
    """
    try:
        account_status.require(session, user.id)
    except Suspended as refused:
        audit.note(session, AuditKind.LOGIN_REFUSED, user.id)
        refused.extra |= appeal_tokens.offer(session, user.id)
        transaction.commit()  # the answer is a refusal, the entry and the token stay
        raise
    now = clock.now(session)
    login = Login(
        user_id=user.id,
        refresh_jti=uuid4(),
        rotated_at=now,
        expires_at=now + timedelta(days=settings.refresh_token_days),
        user_agent=user_agent[:300] or None,
        device_digest=devices.digest(settings, device),
    )
    session.add(login)
    session.flush()
    audit.note(session, AuditKind.LOGGED_IN, user.id, login_id=str(login.id))
    return _tokens(settings, user, login, now)


def open_here(user: User) -> SessionOut:
    """Start a login for the browser or program that asks. Raises Suspended."""
    device = request.headers.get(devices.HEADER)
    return open_login(db.session(), app_settings(), user, request.user_agent.string, device)


def rotate(session: Session, settings: Settings, user: User, claims: Claims) -> SessionOut:
    """Exchange a refresh token for the next one.

    Within the grace period, the token before the newest yields the newest again, not a second successor. Any older
    token was stolen or leaked, so the login ends. Raises LoginRevoked, RefreshTokenReused.
    """
    # Locked, so that the second of two simultaneous refreshes waits and then sees the first one's new token.
    login = session.scalars(select(Login).where(Login.id == claims.login_id).with_for_update()).one()
    if login.revoked_at is not None:
        raise LoginRevoked
    now = clock.now(session)
    if claims.jti == login.refresh_jti:
        login.previous_refresh_jti, login.refresh_jti = login.refresh_jti, uuid4()
        login.rotated_at = now
        login.expires_at = now + timedelta(days=settings.refresh_token_days)
    elif claims.jti != login.previous_refresh_jti or now - login.rotated_at > GRACE:
        logins.revoke(session, login.id, "refresh_token_reused")
        audit.note(session, AuditKind.REFRESH_REUSED, user.id, login_id=str(login.id))
        transaction.commit()  # the answer is a refusal, the revocation stays
        raise RefreshTokenReused
    return _tokens(settings, user, login, now)


def mine(session: Session, user_id: int, current: UUID) -> LoginList:
    """List a person's active logins, most recently used first; at most the newest hundred."""
    found = session.scalars(
        select(Login)
        .where(Login.user_id == user_id, Login.revoked_at.is_(None), Login.expires_at > func.now())
        .order_by(Login.rotated_at.desc(), Login.id)
        .limit(_SHOWN)
    )
    return LoginList(
        items=[
            LoginSeen(
                id=login.id,
                current=login.id == current,
                user_agent=login.user_agent,
                created_at=login.created_at,
                last_used_at=login.rotated_at,
                expires_at=login.expires_at,
            )
            for login in found
        ]
    )


def end(session: Session, user_id: int, login_id: UUID) -> None:
    """End one of a person's logins. Raises NotFound if it isn't theirs."""
    if session.scalar(select(Login.id).where(Login.id == login_id, Login.user_id == user_id)) is None:
        raise NotFound
    logins.revoke(session, login_id, "ended_elsewhere")
    audit.note(session, AuditKind.LOGGED_OUT, user_id, login_id=str(login_id))


def _tokens(settings: Settings, user: User, login: Login, now: datetime) -> SessionOut:
    life = timedelta(minutes=settings.access_token_minutes)
    identity, family = str(user.id), {"sid": str(login.id)}
    # By the database's clock, whatever this machine's says.
    issued_at = int(now.timestamp())
    times = {"iat": issued_at, "exp": issued_at + int(life.total_seconds())}
    # Everything in the refresh token comes from the row: the same row always gives the same token.
    newest = family | {
        "jti": str(login.refresh_jti),
        "iat": int(login.rotated_at.timestamp()),
        "exp": int(login.expires_at.timestamp()),
    }
    return SessionOut(
        access_token=create_access_token(identity, additional_claims=family | times),
        refresh_token=create_refresh_token(identity, additional_claims=newest),
        expires_in=int(life.total_seconds()),
        user=Profile.model_validate(user),
    )
