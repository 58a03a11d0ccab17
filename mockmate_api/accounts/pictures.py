"""The pictures of people: who has one, and who sees it."""

from __future__ import annotations

from sqlalchemy import delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.accounts import account_status
from mockmate_api.accounts.picture_file import reencode
from mockmate_api.accounts.visible_reports import not_mine
from mockmate_api.http import transaction
from shared.core import ages, clock
from shared.core.errors import Forbidden, LoginRevoked, NotFound
from shared.core.settings import Settings
from shared.models import Block, Participant, ProfilePicture, Report, User, shared_alias
from shared.rooms import restrictions

_mine, _theirs = shared_alias(Participant), shared_alias(Participant)


def require_adult(session: Session, settings: Settings, user: User) -> None:
    """Raise Forbidden for minors, whose pictures nobody would see."""
    if ages.is_minor(settings, user.birth_year, clock.now(session)):
        raise Forbidden("Minors have no pictures here.")


def put(session: Session, user_id: int, file: bytes) -> None:
    """Store a person's picture, in place of the one before. Raises PictureInvalid, LoginRevoked."""
    transaction.commit()  # give the connection back: reading a picture takes long
    image = reencode(file)
    if account_status.lock(session, user_id).gone:
        raise LoginRevoked
    row = {"image": image, "stored_at": clock.now(session)}
    statement = insert(ProfilePicture).values(user_id=user_id, **row)
    session.execute(statement.on_conflict_do_update(index_elements=["user_id"], set_=row))


def remove(session: Session, user_id: int) -> bool:
    """Remove a person's picture. Returns whether there was one."""
    gone = delete(ProfilePicture).where(ProfilePicture.user_id == user_id).returning(ProfilePicture.user_id)
    return session.scalar(gone) is not None


def of(session: Session, settings: Settings, viewer: User, user_id: int) -> bytes | None:
    """Return a person's picture as another person may see it, or None: there is none, or it is not shown.

    Raises NotFound for people whom the viewer never met, unless a report about them waits for the viewer's decision.
    """
    is_own = viewer.id == user_id
    if not (is_own or _have_met(session, viewer.id, user_id) or _may_decide(session, viewer, user_id)):
        raise NotFound
    picture = select(ProfilePicture.image).where(ProfilePicture.user_id == user_id)
    if is_own:
        return session.scalar(picture)
    between = (Block.blocker_id.in_((viewer.id, user_id))) & (Block.blocked_id.in_((viewer.id, user_id)))
    found = session.execute(
        select(User.birth_year, ProfilePicture.image)
        .join(ProfilePicture, ProfilePicture.user_id == User.id)
        .where(User.id == user_id, ~restrictions.is_text_only(User), ~exists().where(between))
    ).one_or_none()
    if found is None or ages.is_minor(settings, found.birth_year, clock.now(session)):
        return None
    image: bytes = found.image
    return image


def _have_met(session: Session, viewer_id: int, user_id: int) -> bool:
    """Whether two people were ever matched, which includes those who are about to meet."""
    met = (
        select(_mine.interview_id)
        .join(_theirs, _theirs.interview_id == _mine.interview_id)
        .where(_mine.user_id == viewer_id, _theirs.user_id == user_id)
    )
    return session.scalar(met.limit(1)) is not None


def _may_decide(session: Session, viewer: User, user_id: int) -> bool:
    if not (viewer.is_moderator or viewer.is_admin):
        return False
    about = (Report.subject_id == user_id) & Report.resolved_at.is_(None) & not_mine(viewer.id)
    return session.scalar(select(func.count()).select_from(Report).where(about)) != 0
