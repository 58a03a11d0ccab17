"""My profile and the people I block."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.accounts.profiles import MyProfile, Profile
from mockmate_api.reviews import again
from shared.core import ages, clock
from shared.core.errors import BirthYearSet, Invalid
from shared.core.settings import Settings
from shared.models import Block, User
from shared.rooms import cameras, reliability


def profile(session: Session, settings: Settings, user: User) -> MyProfile:
    """Return my profile."""
    blocks = session.scalars(select(Block.blocked_id).where(Block.blocker_id == user.id).order_by(Block.blocked_id))
    return MyProfile(
        **dict(Profile.model_validate(user)),
        blocks=list(blocks),
        camera_start=cameras.known(user.camera_start),
        consented_at=user.consented_at,
        consent_version=user.consent_version,
        reliability=reliability.of(session, [user.id])[user.id],
        practice_blocked_until=user.practice_blocked_until,
        is_minor=ages.is_minor(settings, user.birth_year, clock.now(session)),
    )


def set_birth_year(session: Session, settings: Settings, user: User, birth_year: int) -> None:
    """Set my year of birth, once. Raises Invalid, TooYoung, BirthYearSet."""
    ages.check(settings, birth_year, clock.now(session))
    # Of two requests at once, the second sees what the first has set.
    session.refresh(user, ["birth_year"], with_for_update={"key_share": True})
    if user.birth_year not in (None, birth_year):
        raise BirthYearSet
    user.birth_year = birth_year


def set_blocks(session: Session, user: User, blocked_ids: Sequence[int]) -> None:
    """Block exactly these people. Raises Invalid for oneself and for people who don't exist."""
    wanted = set(blocked_ids)
    known = set(session.scalars(select(User.id).where(User.id.in_(wanted))))
    if user.id in wanted or wanted - known:
        raise Invalid("These must be the IDs of other people.", pointer="blocks")
    session.execute(delete(Block).where(Block.blocker_id == user.id, Block.blocked_id.not_in(wanted)))
    again.part(session, user.id, wanted)
    rows = [{"blocker_id": user.id, "blocked_id": blocked_id} for blocked_id in sorted(wanted)]
    if rows:
        session.execute(insert(Block).values(rows).on_conflict_do_nothing())
