"""What a login asks for after the password: nothing, unless a person set up codes of an app, or passkeys for it."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session
from typing_extensions import TypeAliasType

from shared.models import Passkey, RecoveryCode, TotpSecret, User

Method = TypeAliasType("Method", Literal["totp", "passkey", "recovery"])
"""By what the second step can be taken."""


def methods(session: Session, user: User) -> list[Method]:
    """Return by what a person's second step can be taken; nothing if there is none."""
    mine = {
        "totp": exists().where(TotpSecret.user_id == user.id, TotpSecret.confirmed_at.is_not(None)),
        "passkey": exists().where(Passkey.user_id == user.id),
        "recovery": exists().where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)),
    }
    has = session.execute(select(*(condition.label(name) for name, condition in mine.items()))).one()
    if not has.totp and not (has.passkey and user.passkey_is_second):
        return []
    return [name for name in ("totp", "passkey", "recovery") if getattr(has, name)]


def has_keys() -> ColumnElement[bool]:
    """Return the condition that a user, of the row at hand, has a code app or a passkey."""
    codes = exists().where(TotpSecret.user_id == User.id, TotpSecret.confirmed_at.is_not(None))
    return codes.correlate(User) | exists().where(Passkey.user_id == User.id).correlate(User)
