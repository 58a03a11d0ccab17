"""What the two people of an interview say after it: whether they would practice again, and how to reach each other.

Neither is shown to the other person before both have said as much.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple
from uuid import UUID

from pydantic import AfterValidator, Field
from sqlalchemy import and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mockmate_api.http.fields import Changes, Omittable
from shared.core import ages, clock
from shared.core.errors import AgainClosed, AgainNotAgreed, ContactsNotAllowed, InterviewNotEnded, NotFound
from shared.core.settings import Settings
from shared.core.view import View
from shared.events import event_log
from shared.events.types import AgainAgreed, AgreedOn
from shared.models import AgainWish, Block, Interview, InterviewStatus, Participant, User

MOST_CONTACT = 200


def _stripped(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text.strip()


class AgainIn(Changes):
    """What I say. What is left out stays as it is."""

    again: Omittable[bool] = None
    contact: Annotated[str, Field(min_length=1, max_length=MOST_CONTACT), AfterValidator(_stripped)] | None = Field(
        None, description="How my peer can reach me; null takes it back."
    )


class AgainOut(View):
    """What I said after an interview, and what both of us said."""

    again: bool = Field(description="Whether I would practice with this person again. They are not told of it alone.")
    agreed: bool = Field(description="Whether both of us would.")
    contact: str | None = Field(description="How they can reach me, shown to them once they have given theirs.")
    contact_of_peer: str | None = Field(description="How I can reach them; null until both of us have given ours.")
    contacts_allowed: bool = Field(description="False where one of us is a minor.")
    can_change: bool = Field(description="False once what was written in the interview is no longer kept.")


class _Meeting(NamedTuple):
    """An interview that is over and its two people; `is_apart` if one of them blocks the other or is gone."""

    interview: Interview
    me: int
    peer: int
    contacts_allowed: bool
    is_apart: bool
    wishes: Mapping[int, AgainWish]

    @property
    def can_change(self) -> bool:
        return "chat" not in self.interview.removed

    @property
    def both(self) -> list[AgainWish]:
        """What each has said, if both may be told."""
        return [] if self.is_apart or len(self.wishes) < 2 else list(self.wishes.values())

    def agrees_on(self, what: AgreedOn) -> bool:
        if what == "contacts":
            return self.contacts_allowed and bool(self.both) and all(one.contact for one in self.both)
        return bool(self.both) and all(one.again for one in self.both)


def read(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> AgainOut:
    """Return what a participant may know. Raises NotFound, InterviewNotEnded."""
    return _shown(_meeting(session, settings, interview_id, user_id))


def change(session: Session, settings: Settings, interview_id: UUID, user_id: int, given: AgainIn) -> AgainOut:
    """Store what a participant says, and tell both once they agree; they are told of each thing once.

    Raises NotFound, InterviewNotEnded, AgainClosed, ContactsNotAllowed.
    """
    # Of two who say it at once, the second sees what the first has said.
    lock = {"key_share": True}
    if session.get(Interview, interview_id, with_for_update=lock, populate_existing=True) is None:
        raise NotFound
    # A deletion of either account waits, and then removes what its owner says here.
    people = select(User.id).join(Participant, Participant.user_id == User.id)
    mine = people.where(Participant.interview_id == interview_id).order_by(User.id)
    session.execute(mine.with_for_update(read=True, of=User))
    meeting = _meeting(session, settings, interview_id, user_id)
    if not meeting.can_change:
        raise AgainClosed
    if given.contact is not None and not meeting.contacts_allowed:
        raise ContactsNotAllowed
    _store(session, interview_id, user_id, given)
    meeting = _meeting(session, settings, interview_id, user_id)
    _tell(session, meeting)
    return _shown(meeting)


def agreed_peer(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> int:
    """Return the other person, if both would practice together again.

    While both are locked, it stays so. Raises NotFound, InterviewNotEnded, AgainNotAgreed.
    """
    meeting = _meeting(session, settings, interview_id, user_id)
    if not meeting.agrees_on("practice"):
        raise AgainNotAgreed
    return meeting.peer


def _meeting(session: Session, settings: Settings, interview_id: UUID, user_id: int) -> _Meeting:
    interview = session.get(Interview, interview_id)
    people = {
        user.id: user
        for user in session.scalars(
            select(User)
            .join(Participant, Participant.user_id == User.id)
            .where(Participant.interview_id == interview_id)
            .execution_options(populate_existing=True)
        )
    }
    if interview is None or user_id not in people:
        raise NotFound
    if interview.status is not InterviewStatus.ENDED:
        raise InterviewNotEnded
    peer = next(user for user in people.values() if user.id != user_id)
    now = clock.now(session)
    wishes = session.scalars(
        select(AgainWish).where(AgainWish.interview_id == interview_id).execution_options(populate_existing=True)
    )
    return _Meeting(
        interview=interview,
        me=user_id,
        peer=peer.id,
        contacts_allowed=not any(ages.is_minor(settings, one.birth_year, now) for one in people.values()),
        is_apart=peer.deleted_at is not None or _is_blocked(session, user_id, peer.id),
        wishes={one.user_id: one for one in wishes},
    )


def _is_blocked(session: Session, one: int, other: int) -> bool:
    between = or_(
        and_(Block.blocker_id == one, Block.blocked_id == other),
        and_(Block.blocker_id == other, Block.blocked_id == one),
    )
    return session.scalar(select(Block.blocker_id).where(between).limit(1)) is not None


def _store(session: Session, interview_id: UUID, user_id: int, given: AgainIn) -> None:
    values = given.given
    row = insert(AgainWish).values(interview_id=interview_id, user_id=user_id, **values)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["interview_id", "user_id"], set_={**values, "saved_at": func.clock_timestamp()}
        )
    )


def _tell(session: Session, meeting: _Meeting) -> None:
    now = clock.now(session)
    if meeting.agrees_on("practice") and any(one.agreed_told_at is None for one in meeting.both):
        for one in meeting.both:
            one.agreed_told_at = now
        _append(session, meeting, "practice")
    if meeting.agrees_on("contacts") and any(one.contacts_told_at is None for one in meeting.both):
        for one in meeting.both:
            one.contacts_told_at = now
        _append(session, meeting, "contacts")
    session.flush()


def _append(session: Session, meeting: _Meeting, what: AgreedOn) -> None:
    agreed = AgainAgreed(interview_id=meeting.interview.id, what=what)
    people = sorted((meeting.me, meeting.peer))
    event_log.append_many(session, [(event_log.user(one), agreed) for one in people])


def _shown(meeting: _Meeting) -> AgainOut:
    mine, theirs = meeting.wishes.get(meeting.me), meeting.wishes.get(meeting.peer)
    return AgainOut(
        again=mine is not None and mine.again,
        agreed=meeting.agrees_on("practice"),
        contact=mine and mine.contact,
        contact_of_peer=theirs.contact if theirs is not None and meeting.agrees_on("contacts") else None,
        contacts_allowed=meeting.contacts_allowed,
        can_change=meeting.can_change,
    )
