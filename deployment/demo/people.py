"""The people of the demo: invented, named after nobody, with the languages and time zones that a site has."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deployment.demo.marks import DOMAIN
from shared.core import audit, clock
from shared.models import AuditKind, Difficulty, User

ADMINISTRATOR = "tidy-owl"


class Member(NamedTuple):
    """A person: `level` is the difficulty that they book, `skill` from 0 to 1 how well they do on the first day."""

    handle: str
    time_zone: str
    languages: tuple[str, ...]
    level: Difficulty
    skill: float


CAST = (
    Member("amber-otter", "Europe/Berlin", ("en", "de"), Difficulty.MEDIUM, 0.25),
    Member("brisk-heron", "Europe/Lisbon", ("en", "pt"), Difficulty.MEDIUM, 0.55),
    Member("calm-badger", "America/New_York", ("en",), Difficulty.HARD, 0.7),
    Member("dapper-finch", "Asia/Kolkata", ("en", "hi"), Difficulty.MEDIUM, 0.6),
    Member("eager-lynx", "Europe/Madrid", ("en", "es"), Difficulty.EASY, 0.3),
    Member("fuzzy-newt", "America/Sao_Paulo", ("en", "pt"), Difficulty.EASY, 0.45),
    Member("gentle-crane", "Asia/Tokyo", ("en", "ja"), Difficulty.HARD, 0.65),
    Member("hazel-marten", "Europe/Warsaw", ("en", "pl"), Difficulty.MEDIUM, 0.4),
    Member("ivory-puffin", "Europe/London", ("en",), Difficulty.MEDIUM, 0.5),
    Member("jolly-walrus", "America/Toronto", ("en", "fr"), Difficulty.EASY, 0.35),
    Member("keen-magpie", "Australia/Sydney", ("en",), Difficulty.HARD, 0.75),
    Member("lucky-gecko", "Africa/Nairobi", ("en", "sw"), Difficulty.MEDIUM, 0.5),
)
"""The first one is the person to log in as."""

_AGE = timedelta(weeks=10)


def add(session: Session, password_hash: str, administrators_hash: str) -> dict[str, User]:
    """Add the people and return them by the handle in `CAST`. A handle that is taken gets a number behind it.

    Registering refuses their addresses, which is what keeps them apart from everybody else.
    """
    added = {}
    since = clock.now(session) - _AGE
    everybody = [(one, password_hash) for one in CAST]
    everybody.append((Member(ADMINISTRATOR, "Europe/Berlin", ("en",), Difficulty.MEDIUM, 1.0), administrators_hash))
    for number, (member, hashed) in enumerate(everybody):
        created_at = since + timedelta(hours=7 * number)
        name = _free(session, member.handle)
        user = User(
            username=name,
            email=f"{name}@{DOMAIN}",
            password_hash=hashed,
            time_zone=member.time_zone,
            languages=list(member.languages),
            email_verified_at=created_at,
            created_at=created_at,
        )
        session.add(user)
        session.flush()
        audit.note(session, AuditKind.REGISTERED, user.id, by="make demo")
        added[member.handle] = user
    return added


def appoint(session: Session, user: User) -> None:
    """Make the person an administrator."""
    user.is_admin = True
    audit.note(session, AuditKind.PROMOTED, None, user.id, by="make demo")


def _free(session: Session, handle: str) -> str:
    taken = set(session.scalars(select(func.lower(User.username)).where(User.username.ilike(f"{handle}%"))))
    names = (handle, *(f"{handle}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
