"""The mail that tells people that what opens their account has changed, or was used up."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.orm import Session

from shared.mail import outbox
from shared.models import User

LETTER = "security_changed"
Change = Literal[
    "provider_added",
    "provider_removed",
    "passkey_added",
    "passkey_removed",
    "totp_on",
    "totp_off",
    "recovery_code_used",
    "second_factor_removed",
]


def tell(session: Session, user: User, what: Change, **named: str) -> None:
    """Tell a person; the sentences are in `templates/_security_change.txt`, some of which name a `provider`."""
    outbox.enqueue(session, user.email, LETTER, what=what, **named)
