"""What we write to people about their accounts."""

from __future__ import annotations

from sqlalchemy.orm import Session

from shared import mail
from shared.models import User
from shared.settings import Settings


def welcome(session: Session, settings: Settings, user: User) -> None:
    """Greet a new account, and say what to do if it isn't theirs."""
    mail.enqueue(
        session,
        user.email,
        "Welcome to Mock Mate",
        f"Hello {user.full_name or user.username},\n\n"
        "your account is ready. Book a slot, or practise now with whoever is there:\n"
        f"{settings.public_url}\n\n"
        "If you didn't register, somebody used your address; you need not do anything.\n",
    )
