"""Interviews that took place some time ago, and feedback on them, written straight into the tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.models import (
    IS_PUBLIC,
    Booking,
    BookingStatus,
    Difficulty,
    Feedback,
    Interview,
    InterviewStatus,
    InterviewType,
    Participant,
    Question,
    Slot,
)

TECHNICAL, BEHAVIORAL = InterviewType.TECHNICAL, InterviewType.BEHAVIORAL


class Past:
    """Writes what happened. What isn't given is as usual: technical, easy, half an hour, some days ago."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now = datetime.now(UTC)

    def question(self, slug: str, *tags: str, of: InterviewType = TECHNICAL, difficulty: str = "easy") -> int:
        """Add a question to the bank and return its id."""
        question = Question(
            slug=slug,
            interview_type=of,
            difficulty=Difficulty(difficulty),
            title=slug.title(),
            prompt="?",
            hints=[],
            solution="!",
            follow_ups=[],
            tags=list(tags),
        )
        self.session.add(question)
        self.session.commit()
        return question.id

    def meet(
        self,
        first: int,
        second: int,
        at: datetime | None = None,
        *,
        of: InterviewType = TECHNICAL,
        status: InterviewStatus = InterviewStatus.ENDED,
        **more: Any,
    ) -> UUID:
        """Let two people meet; the first is the interviewer. Returns the interview's id.

        More: `minutes` it took, `difficulties` of both, `waited` seconds of both, `questions` of both, who was
        `asked` theirs, `absent` people, whether one of the two `invited` the other, and the `group_id` of a group's.
        """
        at = at or self.now - timedelta(days=5)
        minutes = more.get("minutes", 30)
        slot = self._private_slot(of, at) if more.get("invited") else self._slot(of, at, more.get("group_id"))
        took_place = status is InterviewStatus.ENDED
        interview = Interview(
            slot_id=slot.id,
            interview_type=of,
            status=status,
            level_gap=more.get("level_gap", 0),
            met_before=False,
            matched_at=at,
            start_by=at + timedelta(minutes=3),
            started_at=at if took_place or status is InterviewStatus.LIVE else None,
            ended_at=at + timedelta(minutes=minutes) if status is not InterviewStatus.LIVE else None,
        )
        self.session.add(interview)
        self.session.flush()
        for place, user_id in enumerate((first, second)):
            booking = self.book(
                user_id,
                slot,
                BookingStatus.COMPLETED
                if took_place
                else BookingStatus.NO_SHOW
                if user_id in more.get("absent", ())
                else BookingStatus.CANCELLED,
                waited=True,
            )
            self.session.add(
                Participant(
                    interview_id=interview.id,
                    seat=place + 1,
                    user_id=user_id,
                    booking_id=booking.id,
                    difficulty=Difficulty(more.get("difficulties", ("easy", "easy"))[place]),
                    waited_seconds=more.get("waited", (30, 30))[place],
                    question_id=more.get("questions", (None, None))[place],
                    asked_at=at if more.get("asked", (False, False))[place] else None,
                    started_at=at if took_place else None,
                    is_open=False,
                )
            )
        self.session.commit()
        return interview.id

    def book(self, user_id: int, slot: Slot, status: BookingStatus, *, waited: bool) -> Booking:
        """Add a booking that is over."""
        assert slot.starts_at is not None
        booking = Booking(
            user_id=user_id,
            slot_id=slot.id,
            difficulty=Difficulty.EASY,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            status=status,
            waiting_since=slot.starts_at if waited else None,
            present_until=slot.starts_at if waited else None,
        )
        self.session.add(booking)
        self.session.flush()
        return booking

    def wait_in_vain(
        self, user_id: int, at: datetime, of: InterviewType = TECHNICAL, *, group_id: int | None = None
    ) -> None:
        """Let somebody wait who is never matched."""
        self.book(user_id, self._slot(of, at, group_id), BookingStatus.EXPIRED, waited=True)
        self.session.commit()

    def say(self, interview_id: UUID, author: int, subject: int, **ratings: Any) -> int:
        """Give feedback and return its id."""
        given = {"communication": 3, "overall": 3, "did_well": "a", "to_improve": "b", "would_pass": True}
        feedback = Feedback(
            interview_id=interview_id, author_id=author, subject_id=subject, **{**given, "good_match": 3, **ratings}
        )
        self.session.add(feedback)
        self.session.commit()
        return feedback.id

    def _private_slot(self, of: InterviewType, at: datetime) -> Slot:
        slot = Slot(interview_type=of, starts_at=at, ends_at=at + timedelta(hours=1), capacity=2, invitation_id=uuid4())
        self.session.add(slot)
        self.session.flush()
        return slot

    def _slot(self, of: InterviewType, at: datetime, group_id: int | None = None) -> Slot:
        wanted = (Slot.interview_type == of, Slot.starts_at == at, Slot.group_id.is_not_distinct_from(group_id))
        found = self.session.scalar(select(Slot).where(*wanted, IS_PUBLIC))
        if found is None:
            times = {"starts_at": at, "ends_at": at + timedelta(hours=1)}
            found = Slot(interview_type=of, **times, capacity=100, group_id=group_id)
            self.session.add(found)
            self.session.flush()
        return found
