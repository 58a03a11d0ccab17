"""The mail outbox: mails are queued in the transaction that causes them, then claimed, rendered, sent and settled.

A mail goes to the account that has its address when it is sent, and says what is true then (`letters`). `caps` limits
how many mails an address gets.

No lock is held and no transaction is open while talking to a mail server. The process that sends a mail keeps extending
its claim. Delivery is at least once: if the process dies between sending and settling, the claim lapses, and the mail
is sent again under the same Message-ID. Of two mails about the same, one waits while the other is being sent.

If the mail server fails, the row of the mail stores the time of the next attempt. A mail that is itself the cause,
since it cannot be read, rendered or put into a message, fails alone and is parked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

import structlog
from sqlalchemy import ColumnElement, Select, delete, func, select, text, update
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.util import AliasedClass

from shared.core import clock, metrics, parking
from shared.core.parking import SEND_JOB, Failure
from shared.core.settings import Settings
from shared.mail import caps, event_mail, letters
from shared.mail.letters import Outgoing
from shared.models import OutgoingMail

log = structlog.get_logger(__name__)

# The sender extends a claim each minute. A shorter one could lapse while the database is away.
_CLAIM = timedelta(minutes=5)
_FIRST_RETRY = timedelta(seconds=30)
_LAST_RETRY = timedelta(minutes=10)
_PATIENCE = timedelta(days=3)


class Outcome(NamedTuple):
    """The result of sending a mail: sent if there is no error. `error` is logged and names no person.

    `refused` says that the mail server refuses us rather than this mail. `cause` is the exception if the mail itself is
    at fault, so that it is parked.
    """

    mail_id: int
    error: str | None = None
    permanent: bool = False
    refused: bool = False
    cause: Exception | None = None


def enqueue(
    session: Session,
    recipient: str,
    letter: str,
    **data: str,
) -> None:
    """Send a letter after the session's transaction has committed; `data` fills its templates.

    It goes to the account with that address, or nowhere if there is none.
    """
    session.add(OutgoingMail(recipient=recipient, letter=letter, data=data))


def claim(session: Session, settings: Settings, limit: int) -> list[Outgoing]:
    """Claim the mails that have been due longest, or none if mail isn't set up. Claimed mails must be settled."""
    if not settings.mail_url:
        return []
    # One process at a time, so that each sees which mails the others are sending.
    caps.wait_for_turn(session)
    now = clock.now(session)
    claimed: list[Outgoing] = []
    while not claimed and (due := list(session.scalars(_due(limit)))):
        claimed = _claim_each(session, settings, now, due)
    return claimed


def _due(limit: int) -> Select[int]:
    is_free = text(parking.is_free(SEND_JOB, "CAST(outgoing_mails.id AS text)"))
    other = aliased(OutgoingMail)
    being_sent = (other.claimed_at.is_not(None), other.due_at > func.now(), _is_open(other))
    is_next = ~select(other.id).where(other.topic == OutgoingMail.topic, *being_sent).exists()
    return (
        select(OutgoingMail.id)
        .where(_is_open(OutgoingMail), OutgoingMail.due_at <= func.now(), is_free, is_next)
        .order_by(OutgoingMail.due_at, OutgoingMail.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def _is_open(mail: type[OutgoingMail] | AliasedClass[OutgoingMail]) -> ColumnElement[bool]:
    return mail.sent_at.is_(None) & mail.given_up_at.is_(None)


def _claim_each(session: Session, settings: Settings, now: datetime, due: Sequence[int]) -> list[Outgoing]:
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
        written = letters.write(session, settings, mail, now)
        if isinstance(written, Outgoing):
            # If this process dies, the mail becomes due again, and later each time in case it is the cause itself.
            mail.claimed_at, mail.due_at = now, now + _CLAIM * min(mail.attempts, 12)
            outgoing[mail_id] = written
        elif written is not None:
            mail.attempts, mail.due_at = mail.attempts - 1, written
        elif mail.attempts > 1:
            # It counts for its day, and may have arrived.
            _give_up(mail, now, "outdated")
        else:
            session.delete(mail)
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


def _give_up(mail: OutgoingMail, now: datetime, error: str) -> None:
    mail.given_up_at, mail.last_error = now, error


def extend(session: Session, mail_id: int) -> None:
    """Extend the claim of a mail that is being sent, for as long as it was claimed."""
    mail = update(OutgoingMail).where(OutgoingMail.id == mail_id, _is_open(OutgoingMail))
    session.execute(mail.values(due_at=func.now() + _CLAIM * func.least(OutgoingMail.attempts, 12)))


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
        mail.last_error, mail.refused, mail.claimed_at = outcome.error, outcome.refused, None
        if outcome.error is None:
            mail.sent_at = now
            event_mail.sent(session, mail)
        else:
            _note_failure(mail, outcome, now)
    return len(mail_ids)


def _note_failure(mail: OutgoingMail, outcome: Outcome, now: datetime) -> None:
    hopeless = outcome.permanent or now - mail.created_at > _PATIENCE
    if hopeless:
        mail.given_up_at = now
    # While it is parked, that decides.
    pause = timedelta(0) if outcome.cause else min(_LAST_RETRY, _FIRST_RETRY * 2 ** min(mail.attempts - 1, 10))
    mail.due_at = now + pause
    write_log = log.error if hopeless else log.warning
    write_log(
        "mail.given_up" if hopeless else "mail.refused" if outcome.refused else "mail.failed",
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
            topic=None,
            given_up_at=func.coalesce(OutgoingMail.given_up_at, func.now()),
        )
    )


def forget_letters_of(session: Session, address: str, user_id: int) -> None:
    """Delete the mails to an address that are about a change of this person's address, and not sent yet."""
    about = OutgoingMail.data["user_id"].as_string() == str(user_id)
    session.execute(delete(OutgoingMail).where(caps.is_to(address), about, OutgoingMail.attempts == 0))


_MOST_PRUNED = 5000
"""So that a run stays far below the statement timeout, also after years without pruning."""


def prune(session: Session, settings: Settings) -> int:
    """Delete mails that were sent or given up long ago; those to deleted accounts after a day."""
    is_old = OutgoingMail.recipient.not_like("%@%") & (OutgoingMail.created_at < func.now() - caps.DAY)
    if settings.keep_mail_days:
        is_old |= OutgoingMail.created_at < func.now() - timedelta(days=settings.keep_mail_days)
    is_done = OutgoingMail.sent_at.is_not(None) | OutgoingMail.given_up_at.is_not(None)
    chosen = select(OutgoingMail.id).where(is_old, is_done).limit(_MOST_PRUNED).with_for_update(skip_locked=True)
    mail_ids = session.scalars(chosen).all()
    session.execute(delete(OutgoingMail).where(OutgoingMail.id.in_(mail_ids)))
    return len(mail_ids)
