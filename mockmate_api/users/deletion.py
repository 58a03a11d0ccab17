"""Deleting an account: personal data is removed; what belongs to the person's peers stays.

With the peers stay the documents they wrote together, which can't be taken apart, feedback that the person gave, and
reports by them and about them until these expire. Their lines of chat and their runs are removed: see
`shared.rooms.erasure`.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status, confirming, suspended_addresses
from mockmate_api.accounts.passwords import nobodys_hash
from mockmate_api.accounts.profiles import GONE
from shared.core import audit, clock
from shared.core.errors import LoginRevoked
from shared.core.settings import Settings
from shared.events import event_log
from shared.groups import membership
from shared.mail import outbox
from shared.models import (
    AgainWish,
    AuditEntry,
    AuditKind,
    Block,
    Booking,
    BookingReminder,
    CalendarFeed,
    CancelledBy,
    CommandReceipt,
    EmailChange,
    Event,
    Identity,
    Invitation,
    Login,
    Note,
    NotificationSettings,
    Participant,
    Passkey,
    PasskeyChallenge,
    ProfilePicture,
    PushDevice,
    QuestionReport,
    RecoveryCode,
    Report,
    ReunionAnswer,
    SignInAttempt,
    SlotWatch,
    SoloTurn,
    TotpSecret,
    UnsubscribeLink,
    User,
)
from shared.rooms import erasure


def delete_account(session: Session, settings: Settings, user: User, login_id: UUID, password: str | None) -> None:
    """Delete the caller's account, given the password or a login that was confirmed a short time ago.

    Who has a password has to give a proof after logging in; without one, logging in may be the only proof there is.

    Raises PasswordWrong, ConfirmationRequired, Busy; LoginRevoked if it was deleted in the meantime.
    """
    user_id = user.id
    if password is None:
        confirming.require(session, login_id, after_login=user.has_password)
    else:
        confirming.by_password(session, settings, user, login_id, password)
    if account_status.lock(session, user_id).gone:
        raise LoginRevoked
    session.refresh(user)
    erase(session, settings, user)


def erase(session: Session, settings: Settings, user: User) -> None:
    """Delete an account whose row is locked: the caller has made sure that it may be deleted."""
    audit.note(session, AuditKind.DELETED, user.id)
    _remove_what_is_mine(session, settings, user)
    _leave_digest(session, settings, user)
    _anonymise(session, settings, user)
    membership.end_all(session, user.id)
    account_status.wind_up(session, settings, user.id, "account_deleted", CancelledBy.PERSON)
    # Those that they accepted stay with the people who made them.
    session.execute(delete(Invitation).where(Invitation.inviter_id == user.id))
    # After that, no one can write in their rooms any more.
    erasure.of_person(session, user.id)
    # Last: the events that `wind_up` just sent to the peers have the new name already, earlier ones the old one.
    _erase_name_at_peers(session, user)


def _leave_digest(session: Session, settings: Settings, user: User) -> None:
    """Let what may be decided on open reports about me reach whoever registers my address again."""
    about_me = update(Report).where(Report.subject_id == user.id, Report.resolved_at.is_(None))
    session.execute(about_me.values(subject_digest=suspended_addresses.digest(settings, user.email)))


def _anonymise(session: Session, settings: Settings, user: User) -> None:
    user.username = f"{GONE}{user.id}"
    user.email = f"{GONE}{user.id}@invalid"
    user.password_hash = nobodys_hash(settings)
    user.full_name = None
    user.time_zone = "UTC"
    user.languages = ["en"]
    user.ui_language = user.camera_start = None
    user.passkey_is_second = False
    user.consented_at = user.consent_version = None
    user.birth_year = None
    user.is_admin = user.is_moderator = False
    user.email_verified_at = None
    user.restriction = user.restricted_until = None
    user.practice_blocked_until = user.no_shows_forgiven_at = None
    user.deleted_at = clock.now(session)
    session.flush()


def _remove_what_is_mine(session: Session, settings: Settings, user: User) -> None:
    me = user.id
    outbox.forget(session, settings, user.email)
    to_me = func.lower(Invitation.address) == func.lower(user.email)
    session.execute(update(Invitation).where(to_me).values(address=None))
    session.execute(delete(Block).where(Block.blocker_id == me))
    session.execute(delete(CommandReceipt).where(CommandReceipt.user_id == me))
    session.execute(delete(Event).where(Event.stream == event_log.user(me)))
    change = session.get(EmailChange, me)
    if change is not None:
        for address in (change.old_email, change.new_email):
            outbox.forget_letters_of(session, address, me)
        session.delete(change)
    tables = (
        *(AgainWish, CalendarFeed, Identity, Note, NotificationSettings, ProfilePicture),
        *(PushDevice, SignInAttempt, SlotWatch, SoloTurn, UnsubscribeLink),
        *(Passkey, PasskeyChallenge, TotpSecret, RecoveryCode),
    )
    for table in tables:
        session.execute(delete(table).where(table.user_id == me))
    mine = select(Booking.id).where(Booking.user_id == me)
    session.execute(delete(BookingReminder).where(BookingReminder.booking_id.in_(mine)))
    answers = or_(ReunionAnswer.booking_id.in_(mine), ReunionAnswer.peer_booking_id.in_(mine))
    session.execute(delete(ReunionAnswer).where(answers))
    session.execute(update(Login).where(Login.user_id == me).values(user_agent=None, device_digest=None))
    session.execute(update(Booking).where(Booking.user_id == me).values(note=None))
    unsigned = {"reporter_id": None, "interview_id": None}
    session.execute(update(QuestionReport).where(QuestionReport.reporter_id == me).values(unsigned))
    session.execute(update(AuditEntry).where(AuditEntry.actor_id == me).values(address=None))


def _erase_name_at_peers(session: Session, user: User) -> None:
    """Replace my name in the events of my peers, and in their answers to commands, which are kept for a day."""
    mine = select(Participant.interview_id).where(Participant.user_id == user.id)
    peers = session.scalars(
        select(Participant.user_id).where(Participant.interview_id.in_(mine), Participant.user_id != user.id).distinct()
    ).all()
    named = select(Event).where(Event.stream.in_([event_log.user(peer) for peer in peers]), Event.type == "match.found")
    for event in session.scalars(named):
        event.data = _without_name(event.data, user)
    kept = select(CommandReceipt).where(CommandReceipt.user_id.in_(peers), CommandReceipt.answer != "")
    for receipt in session.scalars(kept):
        receipt.answer = json.dumps(_without_name(json.loads(receipt.answer or ""), user))


def _without_name(value: Any, user: User) -> Any:
    """Return JSON in which every description of this person has their present name."""
    if isinstance(value, list):
        return [_without_name(member, user) for member in value]
    if not isinstance(value, dict):
        return value
    if value.get("id") == user.id and "username" in value:
        return value | {"username": user.username, "full_name": None}
    return {key: _without_name(member, user) for key, member in value.items()}
