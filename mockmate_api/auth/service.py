"""Creating accounts and checking passwords."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mockmate_api.accounts import email_changes, first_administrator, lookup, suspended_addresses
from mockmate_api.accounts.passwords import hash_password, nobodys_hash, stronger_hash, verify_password
from mockmate_api.accounts.profiles import is_reserved
from mockmate_api.auth.schemas import FirstAdministratorIn, LoginIn, RegisterIn
from mockmate_api.http import transaction
from shared.core import ages, audit, clock, setting_providers
from shared.core.database_errors import from_database
from shared.core.errors import BadCredentials, RegistrationClosed, UsernameTaken
from shared.core.settings import Settings
from shared.mail import outbox
from shared.models import AuditKind, User


def register(session: Session, settings: Settings, wanted: RegisterIn) -> User:
    """Create an account. Raises RegistrationClosed, Invalid, TooYoung, EmailTaken, UsernameTaken, Busy.

    Raises Suspended for the address of a suspended person.
    """
    require_open(settings, wanted.email)
    return _register(session, settings, wanted)


def require_open(settings: Settings, address: str) -> None:
    """Raise RegistrationClosed if REGISTRATION lets nobody with this address make an account."""
    if not setting_providers.may_register(settings.registration, address):
        raise RegistrationClosed


def _register(session: Session, settings: Settings, wanted: RegisterIn) -> User:
    ages.check(settings, wanted.birth_year, clock.now(session))
    transaction.commit()  # give the connection back: hashing takes long
    password_hash = hash_password(settings, wanted.password)
    return _create(session, settings, wanted.model_dump(exclude={"password"}), password_hash, confirmed_at=None)


def register_confirmed(session: Session, settings: Settings, wanted: Mapping[str, Any]) -> User:
    """Create an account without a password; `wanted` has what RegisterIn has, its address is confirmed.

    Raises as `register` does.
    """
    require_open(settings, wanted["email"])
    now = clock.now(session)
    ages.check(settings, wanted["birth_year"], now)
    return _create(session, settings, wanted, nobodys_hash(settings), confirmed_at=now)


def _create(
    session: Session,
    settings: Settings,
    wanted: Mapping[str, Any],
    password_hash: str,
    *,
    confirmed_at: datetime | None,
) -> User:
    names = [wanted["username"]] if wanted["username"] else _usernames(wanted["email"])
    for name in names:
        given = {**wanted, "username": name}
        user = User(**given, password_hash=password_hash, email_verified_at=confirmed_at)
        try:
            with session.begin_nested():
                session.add(user)
        except IntegrityError as error:
            problem = from_database(error)
            if not isinstance(problem, UsernameTaken):
                raise
        else:
            suspended_addresses.require_none(session, settings, user.email)
            email_changes.require_free(session, user.email)
            outbox.enqueue(session, user.email, "welcome")
            audit.note(session, AuditKind.REGISTERED, user.id)
            return user
    raise UsernameTaken


def register_first_administrator(session: Session, settings: Settings, wanted: FirstAdministratorIn) -> User:
    """Create the account of the first administrator. Raises SetupLinkInvalid, EmailTaken, UsernameTaken, Busy."""
    first_administrator.check(session, settings, wanted.token)
    transaction.commit()  # give the connection back: hashing takes long
    user = _register(session, settings, RegisterIn(**wanted.model_dump(exclude={"token"})))
    first_administrator.appoint(session, settings, user, wanted.token)
    return user


def _usernames(email: str) -> list[str]:
    """Return names to try for a person who chose none: alice, alice-4f1c…, each less likely to be taken."""
    local = re.sub(r"[^a-z0-9_.-]+", "", email.partition("@")[0].lower())[:20]
    base = local if len(local) >= 2 and not is_reserved(local) else f"user{local}"
    return [base, *(f"{base}-{secrets.token_hex(size)}" for size in (2, 4, 4))]


def check_password(session: Session, settings: Settings, given: LoginIn) -> User:
    """Return the person with this login and password. Raises BadCredentials, Busy.

    It takes the same time whichever of the two is wrong. The person's row stays locked until the transaction ends: see
    `_unless_changed`.
    """
    found = lookup.find(session, given.name)
    transaction.commit()  # give the connection back: hashing takes long
    if not verify_password(settings, given.password, found and found.password_hash) or found is None:
        audit.note(session, AuditKind.LOGIN_FAILED, None, found and found.id)
        transaction.commit()  # the answer is a refusal, the entry stays
        raise BadCredentials
    newer = stronger_hash(settings, given.password, found.password_hash)
    user = _unless_changed(session, found.id, found.password_hash, is_changing=newer is not None)
    if user is None:
        raise BadCredentials
    if newer is not None:
        user.password_hash = newer
    return user


def _unless_changed(session: Session, user_id: int, password_hash: str, *, is_changing: bool) -> User | None:
    """Lock a person if their password is still the one that was checked; otherwise return None.

    A password change ends all logins under the same lock, so no login with the old password can slip in.
    """
    return session.scalar(
        select(User)
        .where(User.id == user_id, User.password_hash == password_hash)
        .with_for_update(read=not is_changing, key_share=is_changing)
        .execution_options(populate_existing=True)
    )
