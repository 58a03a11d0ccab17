"""Daily caps on the mail sent to one mailbox, no matter who requests it or which account has the address.

Most providers deliver `name+anything@` to the mailbox of `name@`, so all of these addresses are counted together.

The caps count the mails in the outbox. When an account is deleted, its mails stay there for a day, emptied and under a
pseudonym; otherwise, deleting the account would reset the count for someone who registered another person's address.
"""

from __future__ import annotations

import hmac
import re
from datetime import timedelta

from sqlalchemy import ColumnElement, func, literal, select, text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.models import OutgoingMail
from shared.models.mails import mailbox_of

DAY = timedelta(days=1)
# What `mailbox_of` takes away.
_TAG = (r"(.)\+.*@", r"\1@")
# The daily maximum for each group of letters, more than an honest person gets. Groups are counted separately, so that
# messages can't use up the links, nor one kind of link the other; strangers cause few mails.
CAPS = {
    ("welcome", "verify_email"): 10,
    ("reset_password",): 20,
    ("password_changed",): 20,
    ("change_email",): 5,
    ("email_changing",): 20,
    ("security_changed",): 20,
    ("message",): 100,
    ("invitation",): 5,
}
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('mockmate.mail_caps'))")


def wait_for_turn(session: Session) -> None:
    """Serialize claims until this transaction ends: two at once would each send the last mail of the day."""
    session.execute(_LOCK)


def is_reached(session: Session, settings: Settings, mail: OutgoingMail) -> bool:
    """Whether the recipient of a new mail has reached the daily maximum of its group of letters, failures included."""
    # A letter of a later release has no cap in this one, but this one can't render it either.
    letters, cap = next((each for each in CAPS.items() if mail.letter in each[0]), ((), 1))
    tried = select(func.count(OutgoingMail.id)).where(
        mailbox_of(OutgoingMail.recipient).in_(
            [mailbox_of(literal(mail.recipient)), pseudonym(settings, mail.recipient)]
        ),
        OutgoingMail.letter.in_(letters),
        OutgoingMail.created_at > mail.created_at - DAY,
        OutgoingMail.attempts > 0,
    )
    return session.execute(tried).scalar_one() >= cap


def is_to(address: str) -> ColumnElement[bool]:
    """Return the condition that a mail goes to an address."""
    return (mailbox_of(OutgoingMail.recipient) == mailbox_of(literal(address))) & (
        func.lower(OutgoingMail.recipient) == func.lower(address)
    )


def pseudonym(settings: Settings, address: str) -> str:
    """Return the pseudonym of a forgotten mailbox. Someone who reads the table can't test addresses against it."""
    key = settings.jwt_secret.get_secret_value().encode()
    return hmac.digest(key, f"mail {re.sub(*_TAG, address).casefold()}".encode(), "sha256").hex()
