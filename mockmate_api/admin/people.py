"""Managing accounts: suspending people, and appointing administrators and moderators."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from mockmate_api.accounts import lost_factors, measures
from mockmate_api.admin.schemas import AccountOut, AccountPage, PeopleQuery, SuspendIn
from mockmate_api.http import pagination
from mockmate_api.http.pagination import Keyset
from mockmate_api.http.problems import NotOneself
from shared.core import ages, audit, clock
from shared.core.errors import NotFound, Suspended
from shared.core.integers import MAX_ID
from shared.core.settings import Settings
from shared.identity import logins, second_factors
from shared.models import AuditKind, MeasureKind, User

_NEWEST = Keyset((User.id,), descending=True)


def find(session: Session, query: PeopleQuery) -> AccountPage:
    """Return a page of accounts."""
    statement = select(User, second_factors.has_keys().label("has_keys")).where(User.deleted_at.is_(None))
    if query.q is not None:
        statement = statement.where(_matches(query.q))
    if query.suspended is not None:
        # A suspension that has expired no longer applies.
        is_suspended = User.suspended_at.is_not(None) & func.coalesce(
            User.suspended_until > func.clock_timestamp(), True
        )
        statement = statement.where(is_suspended if query.suspended else ~is_suspended)
    rows, next_cursor = pagination.fetch(session, statement, _NEWEST, query)
    return AccountPage(items=[_account_out(row[0], has_keys=row[1]) for row in rows], next_cursor=next_cursor)


def _account_out(user: User, *, has_keys: bool) -> AccountOut:
    of_user = {name: getattr(user, name) for name in AccountOut.model_fields if name != "has_keys"}
    return AccountOut(**of_user, has_keys=has_keys)


def _matches(words: str) -> ColumnElement[bool]:
    # Match only a full address: searching for parts would reveal the addresses of others.
    places: list[ColumnElement[bool]] = [
        User.username.icontains(words, autoescape=True),
        User.full_name.icontains(words, autoescape=True),
        func.lower(User.email) == func.lower(words),
    ]
    if words.isascii() and words.isdecimal() and int(words) <= MAX_ID:
        places.append(User.id == int(words))
    return or_(*places)


def suspend(session: Session, settings: Settings, admin_id: int, user_id: int, given: SuspendIn) -> None:
    """Suspend a person now. Suspending again changes the reason and the end. Raises NotFound, NotOneself."""
    user = _somebody_else(session, admin_id, user_id)
    measures.suspend(session, settings, admin_id, user, given.reason, given.until)


def unsuspend(session: Session, admin_id: int, user_id: int) -> None:
    """Lift a suspension. Raises NotFound."""
    measures.lift(session, admin_id, _account(session, user_id), MeasureKind.SUSPENDED)


def remove_second_factor(session: Session, admin_id: int, user_id: int) -> None:
    """Remove the second factors of a person who has lost them. Raises NotFound, NotOneself."""
    lost_factors.remove(session, admin_id, _somebody_else(session, admin_id, user_id))


def set_admin(session: Session, admin_id: int, user_id: int, *, is_admin: bool) -> None:
    """Make a person an administrator or an ordinary user. Raises NotFound; NotOneself when demoting oneself."""
    user = _account(session, user_id) if is_admin else _somebody_else(session, admin_id, user_id)
    if user.is_admin is is_admin:
        return
    user.is_admin = is_admin
    audit.note(session, AuditKind.PROMOTED if is_admin else AuditKind.DEMOTED, admin_id, user_id)


def set_moderator(session: Session, admin_id: int, user_id: int, *, is_moderator: bool) -> None:
    """Appoint or dismiss a moderator. Raises NotFound; Suspended for a person who can't be one now."""
    user = _account(session, user_id)
    if not is_moderator:
        measures.dismiss_moderator(session, admin_id, user)
        return
    if logins.is_suspended(session, user_id):
        raise Suspended
    if not user.is_moderator:
        user.is_moderator = True
        audit.note(session, AuditKind.MODERATOR_APPOINTED, admin_id, user_id)


def set_birth_year(session: Session, settings: Settings, admin_id: int, user_id: int, birth_year: int | None) -> None:
    """Correct a person's year of birth, or let them say it again. Raises NotFound, Invalid, TooYoung."""
    user = _account(session, user_id)
    if birth_year is not None:
        ages.check(settings, birth_year, clock.now(session))
    if user.birth_year == birth_year:
        return
    user.birth_year = birth_year
    # Without the years: the log is kept when the account is deleted.
    audit.note(session, AuditKind.BIRTH_YEAR_CHANGED, admin_id, user_id)


def _somebody_else(session: Session, admin_id: int, user_id: int) -> User:
    # So at least one administrator always remains.
    if user_id == admin_id:
        raise NotOneself
    return _account(session, user_id)


def _account(session: Session, user_id: int) -> User:
    user = session.get(User, user_id, with_for_update={"key_share": True}, populate_existing=True)
    if user is None or user.deleted_at is not None:
        raise NotFound
    return user
