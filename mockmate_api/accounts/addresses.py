"""Stored email addresses that need an administrator: no mail can be sent to them, or two accounts share one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.core import email_addresses
from shared.mail import message
from shared.models import User

_AT_ONCE = 1000


class Doubtful(NamedTuple):
    """An account whose address needs a look, and why. The address itself is not shown."""

    user_id: int
    username: str
    reason: str


def doubtful(session: Session) -> Iterator[Doubtful]:
    """Yield the accounts whose addresses earlier releases stored by other rules, by id."""
    spelled_otherwise: dict[str, list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    unwritable = []
    rows = session.execute(
        select(User.id, User.username, User.email).where(User.deleted_at.is_(None)).order_by(User.id),
        execution_options={"yield_per": _AT_ONCE},
    )
    for user_id, username, email in rows:
        try:
            message.parse_address(email)
        except ValueError:
            unwritable.append(Doubtful(user_id, username, "no mail can be sent to its address"))
            continue
        with suppress(ValueError):
            normal = email_addresses.normalise(email).lower()
            if normal != email.lower():
                spelled_otherwise[normal].append(user_id)
                names[user_id] = username
    yield from sorted([*unwritable, *_shared(session, spelled_otherwise, names)])


def _shared(session: Session, spelled_otherwise: dict[str, list[int]], names: dict[int, str]) -> Iterator[Doubtful]:
    for normal, ids in spelled_otherwise.items():
        owners = select(User.id).where(func.lower(User.email) == normal)
        others = [*ids, *session.scalars(owners)]
        for user_id in ids:
            if rest := sorted(other for other in others if other != user_id):
                accounts = ", ".join(map(str, rest))
                yield Doubtful(user_id, names[user_id], f"its address is another spelling of that of user {accounts}")
