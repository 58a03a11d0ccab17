"""Makes the demo: people, nine weeks of interviews held through the services, and what they have planned."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pycrdt import Doc, Text
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from deployment.demo import marks, past, people, plan
from deployment.demo.meeting import Actor, Held, Stage
from deployment.demo.plan import Meeting, Outcome
from deployment.demo.servers import Addresses
from deployment.local.errors import DeploymentError
from examples.account import Account
from mockmate_ws.jobs import expiries, no_shows
from shared.core import clock
from shared.core.settings import Settings
from shared.matching import schedule
from shared.models import Booking, BookingStatus, DocumentUpdate, Interview, Login, Slot, User

_UNTIL_THE_START = timedelta(minutes=5)
_BREATH = 0.1
_LONGEST_WEEK = 180.0  # seconds; usually five
_REPORTS = (("unclear", "Does the order of the answer matter?"), ("too_easy", ""), ("wrong", "The third case."))


@dataclass
class Making:
    """What the parts of it share."""

    settings: Settings
    sessions: sessionmaker[Session]
    at: Addresses
    actors: Mapping[str, Actor]

    async def all(self) -> int:
        """Hold all interviews, then plan the next ones. Returns how many were held."""
        count = 0
        with self.sessions() as session:
            now = clock.now(session)
        for actor in self.actors.values():
            await actor.account.token()
        for meetings in plan.weeks(now):
            await self._week(meetings)
            count += len(meetings)
            if meetings[0].progress < 1:
                await asyncio.gather(*(self._read(actor) for actor in self.actors.values()))
        await self._report()
        await self._plan_ahead()
        return count

    async def _week(self, meetings: Sequence[Meeting]) -> None:
        with self.sessions() as session:
            began = clock.now(session)
            # Two seats, both taken at once: nobody real can be paired in there.
            slots = [
                Slot(interview_type=one.interview_type, starts_at=start, ends_at=start + self._length(one), capacity=2)
                for number, one in enumerate(meetings)
                for start in [marks.marked(began + _UNTIL_THE_START, number)]
            ]
            session.add_all(slots)
            session.commit()
            ids = [slot.id for slot in slots]
        try:
            async with asyncio.timeout(_LONGEST_WEEK):
                await asyncio.gather(
                    *(self._hold(one, ids[number], number, began) for number, one in enumerate(meetings))
                )
        except TimeoutError:
            raise DeploymentError(
                "The services did not answer in time; see demo-api.log and demo-ws.log. Run it again to start over."
            ) from None

    def _length(self, meeting: Meeting) -> timedelta:
        return schedule.duration(self.settings, meeting.interview_type)

    async def _hold(self, meeting: Meeting, slot_id: int, number: int, began: datetime) -> None:
        actors = self.actors[meeting.pair[0].handle], self.actors[meeting.pair[1].handle]
        stage = Stage(self.at.sockets, meeting, actors, slot_id)
        await stage.book()
        with self.sessions.begin() as session:
            start = clock.now(session)
            past.place_slot(session, session.get_one(Slot, slot_id), marks.marked(start, number), self._length(meeting))
        interview_id = await stage.matched()
        match meeting.outcome:
            case Outcome.NO_SHOW:
                await stage.start(interview_id, both=False)
                await self._let_time_pass(interview_id)
            case Outcome.DECLINED:
                await stage.decline(interview_id)
            case _:
                await stage.start(interview_id)
                await stage.talk(interview_id, self._is_stored)
                await stage.give_feedback(interview_id)
        with self.sessions.begin() as session:
            past.place_slot(session, session.get_one(Slot, slot_id), marks.marked(meeting.at), self._length(meeting))
        await self._close_room(slot_id)
        with self.sessions.begin() as session:
            past.move(session, session.get_one(Slot, slot_id), meeting, (began, start))

    async def _let_time_pass(self, interview_id: str) -> None:
        """Let the time for starting an interview be over."""
        with self.sessions.begin() as session:
            session.execute(update(Interview).where(Interview.id == interview_id).values(start_by=clock.now(session)))
        while True:
            with self.sessions.begin() as session:
                no_shows.give_up_no_shows(session, self.settings)
            with self.sessions() as session:
                if session.scalar(select(Interview.ended_at).where(Interview.id == interview_id)):
                    return
            await asyncio.sleep(_BREATH)

    async def _close_room(self, slot_id: int) -> None:
        """Whoever still waits in a slot, which is in the past now, waits in vain."""
        open_ = Booking.slot_id == slot_id, Booking.status.in_((BookingStatus.BOOKED, BookingStatus.WAITING))
        while True:
            with self.sessions.begin() as session:
                expiries.close_waiting_rooms(session, self.settings)
            with self.sessions() as session:
                if not session.scalars(select(Booking.id).where(*open_)).all():
                    return
            await asyncio.sleep(_BREATH)

    def _is_stored(self, held: Held) -> bool:
        doc: Doc[Any] = Doc()
        with self.sessions() as session:
            changes = select(DocumentUpdate.data).where(DocumentUpdate.interview_id == held.id)
            for change in session.scalars(changes.order_by(DocumentUpdate.offset)):
                doc.apply_update(change)
        return all(str(doc.get(pad, type=Text)) == text for pad, text in held.pads.items())

    async def _read(self, actor: Actor) -> None:
        """Mark the notifications so far as read."""
        newest = (await actor.call("GET", "/notifications"))["items"]
        if newest:
            await actor.call("POST", "/notifications/read", {"up_to": newest[0]["offset"]})

    async def _report(self) -> None:
        """Let three people report a question that they met."""
        for actor, (reason, text) in zip(list(self.actors.values())[1:], _REPORTS, strict=False):
            for past_one in (await actor.call("GET", "/interview/history"))["items"]:
                turns = (await actor.call("GET", f"/interview/{past_one['id']}/turns"))["items"]
                asked = [turn["question"]["id"] for turn in turns if turn["question"]]
                if asked:
                    body = {"question_id": asked[0], "reason": reason, "text": text}
                    await actor.call("POST", f"/interview/{past_one['id']}/question-reports", body)
                    break

    async def _plan_ahead(self) -> None:
        """Let everybody book what comes, as far as there are slots."""
        with self.sessions() as session:
            now = clock.now(session)
        wanted = (("technical", 1, 17), ("behavioral", 3, 18), ("technical", 6, 17))
        for number, (member, actor) in enumerate(zip(people.CAST, self.actors.values(), strict=False)):
            for interview_type, days, hour in wanted[: 2 if number else 3][number % 2 and 1 :]:
                at = (now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
                query = f"interview_type={interview_type}&from={at:%Y-%m-%dT%H:%M:%SZ}"
                slots = (await actor.call("GET", f"/slots?{query}"))["items"]
                if slots:
                    await actor.call(
                        "POST", "/slots/book", {"slot_id": slots[0]["id"], "difficulty": member.level.value}
                    )


def actors(at: Addresses, added: Mapping[str, User], password: str) -> dict[str, Actor]:
    """Return the people as clients."""
    return {
        handle: Actor(user.id, Account(at.api, user.username, password))
        for handle, user in added.items()
        if handle != people.ADMINISTRATOR
    }


def end_logins(session: Session) -> None:
    """Remove the logins with which the demo was made."""
    session.execute(delete(Login).where(Login.user_id.in_(select(User.id).where(marks.IS_DEMO))))
