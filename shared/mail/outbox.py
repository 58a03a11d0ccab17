"""The mail outbox: mails are queued in the transaction that causes them, then claimed, rendered, sent and settled.

A mail goes to the account that has its address when it is sent. A mail without a link is sent only to a confirmed
address, since anyone can register any address. `caps` limits how many mails an address gets.

No lock is held and no transaction is open while talking to a mail server. Delivery is at least once: if a process dies
between sending and settling, its claim lapses, and the mail is sent again under the same Message-ID.

If the mail server fails, the row of the mail stores the time of the next attempt. A mail that is itself the cause,
since it cannot be read, rendered or put into a message, fails alone and is parked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import structlog
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from shared.core import clock, metrics, names, parking
from shared.core.parking import SEND_JOB, Failure
from shared.core.settings import Settings
from shared.identity import one_time_tokens
from shared.mail import caps, rendering
from shared.mail.rendering import Written
from shared.models import OutgoingMail, User

log = structlog.get_logger(__name__)

BATCH = 20
# Longer than sending a batch may take (see `transport`), so that two processes don't send the same mail.
_CLAIM = timedelta(minutes=5)
_FIRST_RETRY = timedelta(seconds=30)
_LAST_RETRY = timedelta(minutes=10)
_PATIENCE = timedelta(days=3)
# An address gets at most one link a minute, however often one is requested.
_BETWEEN_LINKS = 60
_KEPT = timedelta(days=30)


class Outgoing(NamedTuple):
    """A mail that was claimed for sending."""

    id: int
    recipient: str
    written: Written
    created_at: datetime
    headers: Mapping[str, str]
    calendar: str | None


class Outcome(NamedTuple):
    """The result of sending a mail: sent if there is no error. `error` is logged and names no person.

    `cause` is the exception if the mail itself is at fault, so that it is parked.
    """

    mail_id: int
    error: str | None = None
    permanent: bool = False
    cause: Exception | None = None


def enqueue(
    session: Session,
    recipient: str,
    letter: str,
    *,
    headers: Mapping[str, str] | None = None,
    calendar: str | None = None,
    due_at: datetime | None = None,
    **data: str,
) -> None:
    """Send a letter after the session's transaction has committed, not before `due_at`; `data` fills its templates.

    It goes to the account with that address, or nowhere if there is none. `headers` are added to the mail. `calendar`
    is iCalendar text with a METHOD, which mail programs show as an invitation.
    """
    mail = OutgoingMail(recipient=recipient, letter=letter, data=data, calendar=calendar)
    mail.headers = dict(headers) if headers else None
    if due_at is not None:
        mail.due_at = due_at
    session.add(mail)


def claim(session: Session, settings: Settings) -> list[Outgoing]:
    """Claim the mails that have been due longest, or none if mail isn't set up. Claimed mails must be settled."""
    if not settings.mail_url:
        return []
    now = clock.now(session)
    is_free = text(parking.is_free(SEND_JOB, "CAST(outgoing_mails.id AS text)"))
    due = session.scalars(
        select(OutgoingMail.id)
        .where(OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None), OutgoingMail.due_at <= func.now())
        .where(is_free)
        .order_by(OutgoingMail.due_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    if not due:
        return []
    caps.wait_for_turn(session)
    claimed: dict[int, Outgoing] = {}
    _, failures = parking.attempt(session, due, partial(_claim, session, settings, now, claimed))
    parking.park(session, SEND_JOB, failures)
    failed = [failure.key for failure in failures]
    settled = [mail_id for mail_id in due if mail_id not in claimed and mail_id not in failed]
    if failed:
        settled += _give_up_old(session, failed)
    parking.release(session, SEND_JOB, settled)
    return list(claimed.values())


def _claim(
    session: Session, settings: Settings, now: datetime, claimed: dict[int, Outgoing], mail_ids: Sequence[int]
) -> int:
    outgoing = {}
    for mail_id in mail_ids:
        mail = session.get_one(OutgoingMail, mail_id, populate_existing=True)
        if mail.attempts == 0 and caps.is_reached(session, settings, mail):
            _give_up(mail, now, "daily cap")
            metrics.MAILS_CAPPED.labels(mail.letter).inc()
            log.warning("mail.capped", mail_id=mail.id, letter=mail.letter)
            continue
        mail.attempts += 1
        # If this process dies, the mail becomes due again, and later each time in case the mail itself is the cause.
        mail.due_at = now + _CLAIM * min(mail.attempts, 12)
        written = _write(session, settings, mail)
        if written is not None:
            outgoing[mail_id] = written
    session.flush()
    claimed.update(outgoing)
    return len(mail_ids)


def _give_up_old(session: Session, mail_ids: Sequence[int]) -> list[int]:
    given_up: list[int] = []

    def give_up(ids: Sequence[int]) -> int:
        is_old = OutgoingMail.id.in_(ids), OutgoingMail.created_at < func.now() - _PATIENCE
        changed = update(OutgoingMail).where(*is_old).values(given_up_at=func.now(), last_error="parked for too long")
        given_up.extend(session.scalars(changed.returning(OutgoingMail.id)))
        return len(ids)

    # One that can't be written either stays parked.
    parking.attempt(session, mail_ids, give_up)
    for mail_id in given_up:
        log.error("mail.given_up", mail_id=mail_id, error="parked for too long")
    return given_up


def _write(session: Session, settings: Settings, mail: OutgoingMail) -> Outgoing | None:
    """Render a mail. Returns None if there is nothing to send; that mail is then settled here."""
    values, token, link = dict(mail.data), None, rendering.LINKS.get(mail.letter)
    user = session.scalar(select(User).where(func.lower(User.email) == func.lower(mail.recipient)))
    if user is None or not (_wants_link(session, user, mail, link) if link else user.email_verified):
        session.delete(mail)
        return None
    values["name"] = _name(user)
    if link:
        token = one_time_tokens.issue(session, link.purpose, user.id, link.seconds)
    written = rendering.render(settings, mail.letter, values, token)
    # Use the address as its owner spelled it, not as it was spelled in the request.
    return Outgoing(mail.id, user.email, written, mail.created_at, mail.headers or {}, mail.calendar)


_LONGEST_NAME = 40
_MOST_WORDS = 3


def _name(user: User) -> str:
    """Return how a mail addresses somebody: by the name they gave, or else by their username.

    Someone who registers another person's address controls what that person reads, so until the address is confirmed
    a name can't be a sentence. Dots of a username go too, since mail programs would turn a host name into a link.
    """
    given = names.shown(user.full_name or "")
    if user.email_verified:
        return given or user.username
    words = (user.full_name or "").replace("-", " ").split()
    is_plain = len(given) <= _LONGEST_NAME and 0 < len(words) <= _MOST_WORDS and all(map(_is_word, words))
    return given if is_plain else user.username.replace(".", " ")


def _is_word(word: str) -> bool:
    return all(unicodedata.category(one)[0] in "LM" or one in "'\u2019" for one in word)


def _wants_link(session: Session, user: User, mail: OutgoingMail, link: rendering.Link) -> bool:
    if link.purpose == one_time_tokens.VERIFY_EMAIL and user.email_verified:
        return False
    return mail.attempts > 1 or not one_time_tokens.issued_within(
        session, link.purpose, user.id, link.seconds, _BETWEEN_LINKS
    )


def _give_up(mail: OutgoingMail, now: datetime, error: str) -> None:
    mail.given_up_at, mail.last_error = now, error


def settle(session: Session, outcomes: Sequence[Outcome]) -> None:
    """Record the outcomes of claimed mails. Failed ones are retried at growing intervals for three days."""
    now = clock.now(session)
    by_id = {outcome.mail_id: outcome for outcome in outcomes}
    # In the order of ids, in which all code locks several mails. One whose outcome can't be stored is parked, too:
    # otherwise it would be sent again whenever its claim lapses.
    _, failures = parking.attempt(session, sorted(by_id), partial(_settle, session, now, by_id))
    failures = [*failures, *(Failure(one.mail_id, one.cause) for one in outcomes if one.cause and not one.permanent)]
    parking.park(session, SEND_JOB, failures)
    parking.release(session, SEND_JOB, sorted(by_id.keys() - {failure.key for failure in failures}))


def _settle(session: Session, now: datetime, outcomes: Mapping[int, Outcome], mail_ids: Sequence[int]) -> int:
    for mail_id in mail_ids:
        outcome = outcomes[mail_id]
        mail = session.get(OutgoingMail, mail_id, with_for_update=True, populate_existing=True)
        if mail is None:
            continue
        mail.last_error = outcome.error
        if outcome.error is None:
            mail.sent_at = now
        else:
            _note_failure(mail, outcome, now)
    return len(mail_ids)


def _note_failure(mail: OutgoingMail, outcome: Outcome, now: datetime) -> None:
    mail.last_error = outcome.error
    hopeless = outcome.permanent or now - mail.created_at > _PATIENCE
    if hopeless:
        mail.given_up_at = now
    # While it is parked, that decides.
    pause = timedelta(0) if outcome.cause else min(_LAST_RETRY, _FIRST_RETRY * 2 ** min(mail.attempts - 1, 10))
    mail.due_at = now + pause
    write_log = log.error if hopeless else log.warning
    write_log(
        "mail.given_up" if hopeless else "mail.failed",
        mail_id=mail.id,
        letter=mail.letter,
        attempts=mail.attempts,
        error=outcome.error,
    )


def forget(session: Session, settings: Settings, address: str) -> None:
    """Delete the mails to an address, except the data of recent ones that the daily caps count."""
    counts = (OutgoingMail.attempts > 0) & (OutgoingMail.created_at > func.now() - caps.DAY)
    session.execute(delete(OutgoingMail).where(caps.is_to(address), ~counts))
    session.execute(
        update(OutgoingMail)
        .where(caps.is_to(address))
        .values(
            recipient=caps.pseudonym(settings, address),
            data={},
            headers=None,
            calendar=None,
            given_up_at=func.coalesce(OutgoingMail.given_up_at, func.now()),
        )
    )


def prune(session: Session, settings: Settings) -> int:
    """Delete mails that were sent or given up long ago; those to deleted accounts after a day."""
    is_forgotten = OutgoingMail.recipient.not_like("%@%") & (OutgoingMail.created_at < func.now() - caps.DAY)
    gone = session.execute(
        delete(OutgoingMail)
        .where(
            (OutgoingMail.created_at < func.now() - _KEPT) | is_forgotten,
            OutgoingMail.sent_at.is_not(None) | OutgoingMail.given_up_at.is_not(None),
        )
        .returning(OutgoingMail.id)
    )
    return len(gone.all())
