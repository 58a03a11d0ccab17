"""The mail outbox: mails are queued in the transaction that causes them, then claimed, rendered, sent and settled.

A mail goes to the account that has its address when it is sent. A mail without a link is sent only to a confirmed
address, since anyone can register any address. `caps` limits how many mails an address gets.

No lock is held and no transaction is open while talking to a mail server. Delivery is at least once: if a process dies
between sending and settling, its claim lapses, and the mail is sent again under the same Message-ID. A mail that cannot
be rendered or sent fails alone; its row stores the time of the next attempt, so it needs no parking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import structlog
from jinja2 import TemplateError
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from shared.core import broker, clock, database_errors, metrics
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
    """The result of sending a mail: sent if there is no error. `error` is logged and names no person."""

    mail_id: int
    error: str | None = None
    permanent: bool = False


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
    due = session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.sent_at.is_(None), OutgoingMail.given_up_at.is_(None), OutgoingMail.due_at <= func.now())
        .order_by(OutgoingMail.due_at)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    if due:
        caps.wait_for_turn(session)
    claimed = []
    for mail in due:
        if mail.attempts == 0 and caps.is_reached(session, settings, mail):
            _give_up(mail, now, "daily cap")
            metrics.MAILS_CAPPED.labels(mail.letter).inc()
            log.warning("mail.capped", mail_id=mail.id, letter=mail.letter)
            continue
        mail.attempts += 1
        # If this process dies, the mail becomes due again, and later each time in case the mail itself is the cause.
        mail.due_at = now + _CLAIM * min(mail.attempts, 12)
        try:
            with broker.savepoint(session):
                outgoing = _write(session, settings, mail, now)
        except Exception as error:
            if database_errors.is_transient(error):
                raise
            log.error("mail.unwritten", mail_id=mail.id, letter=mail.letter, exc_info=error)
            _note_failure(mail, Outcome(mail.id, type(error).__name__), now)
            continue
        if outgoing is not None:
            claimed.append(outgoing)
    return claimed


def _write(session: Session, settings: Settings, mail: OutgoingMail, now: datetime) -> Outgoing | None:
    """Render a mail. Returns None if there is nothing to send; that mail is then settled here."""
    values, token, link = dict(mail.data), None, rendering.LINKS.get(mail.letter)
    user = session.scalar(select(User).where(func.lower(User.email) == func.lower(mail.recipient)))
    if user is None or not (_wants_link(session, user, mail, link) if link else user.email_verified):
        session.delete(mail)
        return None
    if link:
        # The username, since it can't contain a sentence: someone who registers another person's address controls what
        # that person reads. Its dots go too, since mail programs would turn a host name into a link.
        values["name"] = user.username if user.email_verified else user.username.replace(".", " ")
        token = one_time_tokens.issue(session, link.purpose, user.id, link.seconds)
    try:
        written = rendering.render(settings, mail.letter, values, token)
    except TemplateError as error:
        log.error("mail.unwritten", mail_id=mail.id, letter=mail.letter, error=type(error).__name__)
        _give_up(mail, now, type(error).__name__)
        return None
    # Use the address as its owner spelled it, not as it was spelled in the request.
    return Outgoing(mail.id, user.email, written, mail.created_at, mail.headers or {}, mail.calendar)


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
    # In the order of ids, in which all code locks several mails.
    for outcome in sorted(outcomes):
        mail = session.get(OutgoingMail, outcome.mail_id, with_for_update=True)
        if mail is None:
            continue
        mail.last_error = outcome.error
        if outcome.error is None:
            mail.sent_at = now
        else:
            _note_failure(mail, outcome, now)


def _note_failure(mail: OutgoingMail, outcome: Outcome, now: datetime) -> None:
    mail.last_error = outcome.error
    hopeless = outcome.permanent or now - mail.created_at > _PATIENCE
    if hopeless:
        mail.given_up_at = now
    mail.due_at = now + min(_LAST_RETRY, _FIRST_RETRY * 2 ** min(mail.attempts - 1, 10))
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
