"""The second step of a login by password: a ticket for whoever knew the password, and what it is redeemed with."""

from __future__ import annotations

import hmac
from typing import NoReturn

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mockmate_api.http import transaction
from shared.core import audit
from shared.core.errors import Problem, SecondFactorExpired, SecondFactorRequired
from shared.core.settings import Settings
from shared.identity import one_time_tokens, second_factors
from shared.models import AuditKind, OneTimeToken, User

SECONDS = 5 * 60
_PURPOSE = "second_factor"


def ask(session: Session, settings: Settings, user: User, place: str) -> None:
    """Raise SecondFactorRequired with a ticket, if the person has a second factor; it works only at that place.

    The place is a device that says which it is, or else a network. The password must have been verified.
    """
    by = second_factors.methods(session, user)
    if not by:
        return
    ticket = one_time_tokens.issue(session, _purpose(settings, place), user.id, SECONDS)
    transaction.commit()  # the answer is a refusal, the ticket stays
    raise SecondFactorRequired(ticket=ticket, expires_in=SECONDS, methods=by)


def owner(session: Session, settings: Settings, ticket: str, place: str) -> int | None:
    """Return whose ticket it is; None if it is unknown, used, expired, or of another place."""
    return one_time_tokens.owner(session, _purpose(settings, place), ticket)


def lock(session: Session, settings: Settings, ticket: str, place: str) -> User:
    """Lock the person whose ticket it is, so that of two requests with it one waits. Raises SecondFactorExpired."""
    user_id = owner(session, settings, ticket, place)
    user = user_id and session.scalar(
        select(User).where(User.id == user_id).with_for_update(key_share=True).execution_options(populate_existing=True)
    )
    # Again, as of after the lock: a change of the password ends all tickets.
    if not user or owner(session, settings, ticket, place) is None:
        raise SecondFactorExpired
    return user


def redeem(session: Session, settings: Settings, ticket: str, place: str) -> None:
    """Use up the ticket of a locked person."""
    one_time_tokens.spend(session, _purpose(settings, place), ticket)


def refuse(session: Session, user: User, problem: Problem) -> NoReturn:
    """Raise the problem, and record the attempt. The ticket stays, for people mistype."""
    audit.note(session, AuditKind.SECOND_STEP_FAILED, None, user.id)
    transaction.commit()  # the answer is a refusal, the entry stays
    raise problem


def void(session: Session, user_id: int) -> None:
    """End all tickets of a person: the password that they were given for no longer counts."""
    mine = OneTimeToken.user_id == user_id, OneTimeToken.purpose.startswith(f"{_PURPOSE} ", autoescape=True)
    session.execute(delete(OneTimeToken).where(*mine))


def _purpose(settings: Settings, place: str) -> str:
    key = settings.password_pepper.get_secret_value().encode()
    return f"{_PURPOSE} {hmac.digest(key, place.encode(), 'sha256').hex()[:32]}"
