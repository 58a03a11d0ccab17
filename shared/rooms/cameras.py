"""Whose camera may be seen: how it begins, and what the two people of an interview have agreed to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import TypeAliasType

from shared.core import ages, clock
from shared.core.errors import CamerasNotAllowed, InterviewOver, NotFound
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import CamerasAgreed
from shared.models import Participant, User

CameraStart = TypeAliasType("CameraStart", Literal["off", "blurred", "on"])


def known(code: str | None) -> CameraStart | None:
    """Return a stored choice, or None if it is none, or of a newer release that runs beside this one."""
    choices: tuple[CameraStart, ...] = get_args(CameraStart.__value__)
    return next((one for one in choices if one == code), None)


def are_allowed(settings: Settings, birth_years: Iterable[int | None], now: datetime) -> bool:
    """Whether people of these years of birth may show themselves to each other: not where one is a minor."""
    return not any(ages.is_minor(settings, year, now) for year in birth_years)


def has_agreed(settings: Settings, participant: Participant, camera_start: str | None) -> bool:
    """Whether this person agrees that the two see each other: as they said, or else as their camera begins."""
    if participant.camera_agreed is not None:
        return participant.camera_agreed
    return (known(camera_start) or settings.camera_start) == "on"


def agree(session: Session, settings: Settings, interview_id: UUID, user_id: int, *, agreed: bool) -> None:
    """Agree that the two see each other, or take that back. Saying the same again has no effect.

    Raises NotFound for people who are not in the interview, InterviewOver, and CamerasNotAllowed where one is a minor.
    """
    mine = select(Participant).where(Participant.interview_id == interview_id, Participant.user_id == user_id)
    me = session.scalar(mine.with_for_update())
    if me is None:
        raise NotFound
    if not me.is_open:
        raise InterviewOver
    # What was agreed to can be taken back whoever they are.
    if agreed and not are_allowed(settings, _birth_years(session, interview_id), clock.now(session)):
        raise CamerasNotAllowed
    if me.camera_agreed is agreed:
        return
    me.camera_agreed = agreed
    session.flush()
    event_log.append(session, event_log.interview(interview_id), CamerasAgreed(user_id=user_id, agreed=agreed))


def _birth_years(session: Session, interview_id: UUID) -> Iterable[int | None]:
    both = select(User.birth_year).join(Participant, Participant.user_id == User.id)
    return session.scalars(both.where(Participant.interview_id == interview_id))
