"""Attempts to sign in elsewhere: each step needs the secret of the one before, and the browser in which it began."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from flask import Response, request
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import second_steps
from mockmate_api.auth.providers.proof import Proof, Wanted
from shared.core import clock
from shared.core.errors import SignInExpired
from shared.core.settings import Settings
from shared.models import SignInAttempt

AWAY = timedelta(minutes=10)
"""How long people may take at the provider."""
BACK = timedelta(minutes=1)
"""How long the page has to show the code with which it was opened."""
REGISTERING = timedelta(minutes=20)
PATH = "/auth/providers"
_COOKIE = "mockmate_sign_in_"


class Who(NamedTuple):
    """Who asked for the attempt: a login that wants an identity added; nobody for signing in."""

    user_id: int | None = None
    login_id: UUID | None = None


def redirect_uri(settings: Settings, provider: str) -> str:
    """Return where a provider sends browsers: what deployers enter there."""
    return f"{settings.public_url.rstrip('/')}{PATH}/{provider}/callback"


def wanted(settings: Settings, provider: str) -> Wanted:
    """Make the secrets of a new attempt."""
    return Wanted(redirect_uri(settings, provider), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


def begin(session: Session, provider: str, made: Wanted, state: str, who: Who) -> tuple[str, str]:
    """Store an attempt. Returns the name and the value of the browser's cookie: one each, since tabs are several."""
    name, value = secrets.token_hex(8), secrets.token_urlsafe(32)
    session.add(
        SignInAttempt(
            digest=_digest(state),
            provider=provider,
            cookie=name,
            cookie_digest=_digest(value),
            nonce=made.nonce,
            verifier=made.verifier,
            user_id=who.user_id,
            login_id=who.login_id,
            expires_at=clock.now(session) + AWAY,
        )
    )
    return f"{_COOKIE}{name}", value


def set_cookie(settings: Settings, response: Response, name: str, value: str) -> Response:
    """Give the browser its half. It is sent along when the provider sends it back, but not by other sites' scripts."""
    response.set_cookie(
        name,
        value,
        max_age=int((AWAY + BACK + REGISTERING).total_seconds()),
        path=PATH,
        secure=settings.public_url.startswith("https:"),
        httponly=True,
        samesite="Lax",
    )
    return response


def take(session: Session, secret: str) -> SignInAttempt:
    """Use up the secret of an attempt, which is then found by none. Raises SignInExpired."""
    return _own(session.scalar(delete(SignInAttempt).where(_is(secret)).returning(SignInAttempt)), session)


def look(session: Session, secret: str) -> SignInAttempt:
    """Return the attempt that `take` would, without using it up. Raises SignInExpired."""
    return _own(session.scalar(select(SignInAttempt).where(_is(secret))), session)


def _is(secret: str) -> Any:
    return SignInAttempt.digest == _digest(secret)


def _own(found: SignInAttempt | None, session: Session) -> SignInAttempt:
    if found is None or found.expires_at <= clock.now(session):
        raise SignInExpired
    # Whoever lures people to a link with a secret of their own has not put the cookie into their browser.
    shown = request.cookies.get(f"{_COOKIE}{found.cookie}", "")
    if not hmac.compare_digest(_digest(shown), found.cookie_digest):
        raise SignInExpired
    return found


def go_on(session: Session, attempt: SignInAttempt, proven: Proof, lasts: timedelta) -> str:
    """Store the next step of an attempt that was taken. Returns its secret."""
    secret = secrets.token_urlsafe(32)
    _store(session, attempt, proven, secret, lasts, Who(attempt.user_id, attempt.login_id))
    return secret


def wait(session: Session, attempt: SignInAttempt, proven: Proof, user_id: int, ticket: str) -> None:
    """Let a proof wait for the second step of a person's login, which has this ticket."""
    _store(session, attempt, proven, ticket, timedelta(seconds=second_steps.SECONDS), Who(user_id))


def waited(session: Session, user_id: int, ticket: str) -> Proof | None:
    """Use up the proof that waited for the second step with a ticket; None if none did."""
    found = session.scalar(
        delete(SignInAttempt).where(_is(ticket), SignInAttempt.user_id == user_id).returning(SignInAttempt)
    )
    return found and proof_of(found)


def _store(session: Session, before: SignInAttempt, proven: Proof, secret: str, lasts: timedelta, who: Who) -> None:
    session.add(
        SignInAttempt(
            digest=_digest(secret),
            provider=before.provider,
            cookie=before.cookie,
            cookie_digest=before.cookie_digest,
            proven=proven._asdict(),
            user_id=who.user_id,
            login_id=who.login_id,
            expires_at=clock.now(session) + lasts,
        )
    )


def proof_of(attempt: SignInAttempt) -> Proof:
    """Return what the provider said. Raises SignInExpired before it has said anything."""
    if attempt.proven is None:
        raise SignInExpired
    return Proof(**attempt.proven)


def _digest(secret: str) -> bytes:
    return sha256(secret.encode(errors="replace")).digest()
