"""Who may log in: making accounts and checking passwords."""

from __future__ import annotations

import re
import secrets

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mockmate_api import contract
from mockmate_api.auth import mails
from mockmate_api.auth.schemas import LoginIn, RegisterIn, normalise_email
from mockmate_api.passwords import hash_password, verify_password
from mockmate_api.profiles import is_reserved
from shared import audit
from shared.errors import BadCredentials, UsernameTaken, from_database
from shared.models import AuditKind, User
from shared.settings import Settings


def register(session: Session, settings: Settings, wanted: RegisterIn) -> User:
    """Make an account. Raises EmailTaken, UsernameTaken."""
    password_hash = hash_password(settings, wanted.password)
    names = [wanted.username] if wanted.username else _usernames(wanted.email)
    for name in names:
        user = User(
            email=wanted.email,
            username=name,
            password_hash=password_hash,
            full_name=wanted.full_name,
            time_zone=wanted.time_zone,
        )
        try:
            with session.begin_nested():
                session.add(user)
        except IntegrityError as error:
            problem = from_database(error)
            if not isinstance(problem, UsernameTaken):
                raise
        else:
            mails.welcome(session, settings, user)
            audit.note(session, AuditKind.REGISTERED, user.id)
            return user
    raise UsernameTaken


def _usernames(email: str) -> list[str]:
    """Return names to try for somebody who chose none: alice, alice-4f1c…, each less likely to be taken."""
    local = re.sub(r"[^a-z0-9_.-]+", "", email.partition("@")[0].lower())[:20]
    base = local if len(local) >= 2 and not is_reserved(local) else f"user{local}"
    return [base, *(f"{base}-{secrets.token_hex(size)}" for size in (2, 4, 4))]


def check_password(session: Session, settings: Settings, given: LoginIn) -> User:
    """Return whose login and password these are. Raises BadCredentials, in the same time whichever is wrong."""
    column, name = (User.email, _spelling(given.name)) if "@" in given.name else (User.username, given.name)
    user = session.scalar(select(User).where(func.lower(column) == name.lower()))
    stored = user.password_hash if user else None
    user_id = user.id if user else None
    contract.commit()  # give the connection back: hashing takes long
    if not verify_password(settings, given.password, stored) or user is None:
        audit.note(session, AuditKind.LOGIN_FAILED, None, user_id)
        contract.commit()  # the answer is a refusal, the entry stays
        raise BadCredentials
    return user


def _spelling(email: str) -> str:
    try:
        return normalise_email(email)
    except ValueError:
        return email
