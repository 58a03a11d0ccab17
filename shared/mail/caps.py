"""How much mail an address is sent in a day, whoever asks for it and whichever account has the address.

What is counted are the mails in the outbox. Those to an account that was deleted stay there for a day, empty and under
a pseudonym: otherwise deleting the account would begin the count again for whoever registered somebody else's address.
"""

from __future__ import annotations

import hmac
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.models import OutgoingMail

DAY = timedelta(days=1)
# How many a day of which letters together: more than an honest person gets. Each kind is counted for itself, so that
# the news can't use up the links, nor one kind of link the other.
CAPS = {
    ("welcome", "verify_email"): 10,
    ("reset_password",): 20,
    ("password_changed",): 20,
    ("message",): 100,
}
_TURN = text("SELECT pg_advisory_xact_lock(hashtext('mockmate.mail_caps'))")


def wait_for_turn(session: Session) -> None:
    """Let no other transaction count until this one ends: two at once would each send the last mail of the day."""
    session.execute(_TURN)


def is_reached(session: Session, settings: Settings, mail: OutgoingMail) -> bool:
    """Whether the recipient of a new mail has had all of its kind that a day allows."""
    # A letter of a later release has no cap here; it can't be written here either.
    letters, cap = next((each for each in CAPS.items() if mail.letter in each[0]), ((), 1))
    tried = select(func.count(OutgoingMail.id)).where(
        func.lower(OutgoingMail.recipient).in_([func.lower(mail.recipient), pseudonym(settings, mail.recipient)]),
        OutgoingMail.letter.in_(letters),
        OutgoingMail.created_at > mail.created_at - DAY,
        OutgoingMail.attempts > 0,
    )
    return session.execute(tried).scalar_one() >= cap


def is_to(address: str) -> ColumnElement[bool]:
    """Return the condition that a mail goes to an address."""
    return func.lower(OutgoingMail.recipient) == func.lower(address)


def pseudonym(settings: Settings, address: str) -> str:
    """Return what stands for an address that is forgotten. Whoever reads the table can't try addresses on it."""
    key = settings.jwt_secret.get_secret_value().encode()
    return hmac.digest(key, f"mail {address.casefold()}".encode(), "sha256").hex()
