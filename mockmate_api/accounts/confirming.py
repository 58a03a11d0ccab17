"""Asking people again who they are, before what an open browser must not suffice for."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from mockmate_api.accounts import passkeys, totp
from mockmate_api.accounts.passkeys import Purpose
from mockmate_api.accounts.passwords import verify_password
from mockmate_api.http import transaction
from shared.core import clock
from shared.core.errors import CodeWrong, ConfirmationRequired, PasskeyRefused, PasswordWrong
from shared.core.settings import Settings
from shared.models import Login, User

LASTS = timedelta(minutes=10)
"""How long after a proof, which opening a login is too, a person is not asked again in that login."""


def require(session: Session, login_id: UUID, *, after_login: bool = False) -> None:
    """Raise ConfirmationRequired unless the person proved who they are in this login a short time ago.

    To have logged in is such a proof, except where one is asked for that came after it.
    """
    proof = Login.confirmed_at if after_login else func.coalesce(Login.confirmed_at, Login.created_at)
    known = select(proof).where(Login.id == login_id)
    confirmed_at = session.scalar(known)
    if confirmed_at is None or confirmed_at + LASTS < clock.now(session):
        raise ConfirmationRequired


def by_password(session: Session, settings: Settings, user: User, login_id: UUID, password: str) -> None:
    """Note that the person knows their password. Raises PasswordWrong, Busy."""
    stored = user.password_hash
    transaction.commit()  # give the connection back: hashing takes long
    if not verify_password(settings, password, stored):
        raise PasswordWrong
    note(session, login_id)


def by_code(session: Session, settings: Settings, user: User, login_id: UUID, code: str) -> None:
    """Note that the person has their code app. Raises CodeWrong."""
    if not totp.takes(session, settings, user.id, code):
        raise CodeWrong
    note(session, login_id)


def by_passkey(session: Session, settings: Settings, user: User, login_id: UUID, answer: passkeys.Json) -> None:
    """Note that the person has one of their passkeys. Raises PasskeyRefused, NoPasskeysHere."""
    try:
        passkeys.check(session, settings, Purpose.CONFIRM, answer, user.id, login_id)
    except PasskeyRefused:
        transaction.commit()  # the answer is a refusal, the challenge is used up
        raise
    note(session, login_id)


def note(session: Session, login_id: UUID) -> None:
    """Note that the person has just proved who they are in this login."""
    session.execute(update(Login).where(Login.id == login_id).values(confirmed_at=func.now()))
