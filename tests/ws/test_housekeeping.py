"""What time brings about: no-shows, time that is up, rooms that close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from mockmate_api import create_app
from mockmate_ws.jobs import expiries, job_table
from mockmate_ws.presence import participants
from shared.core import clock, database
from shared.core.settings import Settings
from shared.models import Booking, Event, Interview, Participant, Slot
from tests.clients.person import Person, register
from tests.sockets import busy_jobs

LONG_AGO = timedelta(hours=2)


@pytest.fixture
def socket_grace_seconds(monkeypatch: pytest.MonkeyPatch) -> float:
    """So that a room closes soon after its interview, which ends soon."""
    monkeypatch.setattr(job_table, "JOBS", busy_jobs())
    return 3


def _match(alice: Person, bob: Person) -> str:
    alice.practise("easy")
    interview_id: str = bob.practise("easy", status=200)["interview"]["id"]
    return interview_id


def _let_the_start_pass(person: Person, interview_id: str) -> None:
    def shift(session: Session) -> None:
        session.get_one(Interview, UUID(interview_id)).start_by -= LONG_AGO

    person.in_database(shift)


def _statuses(person: Person) -> dict[int, str]:
    def read(session: Session) -> dict[int, str]:
        return {booking.user_id: booking.status.value for booking in session.scalars(select(Booking))}

    return person.in_database(read)


@pytest.mark.recorded
def test_who_started_goes_back_to_the_room_and_the_absent_is_a_no_show(
    alice: Person, bob: Person, newcomer: Callable[[str], Person]
):
    interview_id = _match(alice, bob)
    before = alice.get("/slots/bookings", status=200).get_json()["items"][0]
    with alice.socket(f"/ws/match?slot_id={before['slot_id']}") as hers, bob.socket("/ws/connect") as his:
        hers.expect("hello")
        his.expect("hello")
        alice.post("/interview/start", {"interview_id": interview_id}, status=200)
        _let_the_start_pass(alice, interview_id)
        told = hers.expect("match.peer_no_show")["data"]
        assert (told["absent"], told["waiting_again"]) == ([bob.id], True)
        assert his.expect("match.peer_no_show")["data"]["waiting_again"] is False
        assert alice.get("/match/status", status=200).get_json()["status"] == "waiting"
        assert alice.get(f"/interview/{interview_id}", status=200).get_json()["status"] == "abandoned"
        assert _statuses(alice) == {alice.id: "waiting", bob.id: "no_show"}
        charlie = newcomer("charlie")
        charlie.practise("easy", status=200)
        assert hers.expect("match.found")["data"]["interview"]["peer"]["username"] == "charlie"


def test_a_running_interview_ends_when_its_time_is_up(alice: Person, bob: Person):
    interview_id = _match(alice, bob)
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": interview_id}, status=200)

    def shift(session: Session) -> None:
        interview = session.get_one(Interview, UUID(interview_id))
        assert interview.ends_at is not None
        interview.ends_at -= LONG_AGO

    with alice.socket(f"/ws/interview/live?interview_id={interview_id}") as hers:
        hers.expect("interview.snapshot")
        alice.in_database(shift)
        assert hers.expect("interview.ended")["data"]["reason"] == "time_is_up"
        assert hers.closed() == 4504
    assert _statuses(alice) == {alice.id: "completed", bob.id: "completed"}


def test_a_peer_who_stays_away_is_said_to_have_left_once(alice: Person, bob: Person):
    interview_id = _match(alice, bob)
    path = f"/ws/interview/live?interview_id={interview_id}"
    with bob.socket(path) as his:
        his.expect("interview.snapshot")
        with alice.socket(path) as hers:
            hers.expect("interview.snapshot")
        his.expect("peer.reconnecting")

        def lapse(session: Session) -> None:
            person = session.scalars(select(Participant).where(Participant.user_id == alice.id)).one()
            assert person.present_until is not None
            person.present_until -= LONG_AGO

        alice.in_database(lapse)
        assert his.expect("peer.left")["data"] == {"user_id": alice.id}
        assert alice.in_database(participants.announce_left) == 0
        with alice.socket(path) as again:
            again.expect("interview.snapshot")
            assert his.expect("peer.joined")["data"] == {"user_id": alice.id}


class Time:
    """Jobs run by hand on a database where nothing else runs."""

    def __init__(self, settings: Settings, person: Person) -> None:
        self.settings = settings
        self.person = person

    def run(self, job: Callable[[Session, Settings], int]) -> int:
        return self.person.in_database(lambda session: job(session, self.settings))


@pytest.fixture
def quiet_person(settings: Settings) -> Person:
    """Somebody on a system without the socket service: only the test keeps house."""
    return register(create_app(settings), "dana")


@pytest.fixture
def by_hand(settings: Settings, quiet_person: Person) -> Time:
    return Time(settings, quiet_person)


def test_a_room_that_closes_expires_who_waits_and_marks_who_never_came(by_hand: Time, quiet_person: Person):
    other = register(create_app(by_hand.settings), "erin")
    soon: list[int] = []

    def insert(session: Session) -> None:
        starts_at = clock.now(session) + timedelta(minutes=5)
        slot = Slot(interview_type="technical", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), capacity=5)
        session.add(slot)
        session.flush()
        soon.append(slot.id)

    quiet_person.in_database(insert)
    for person in (quiet_person, other):
        person.post("/slots/book", {"slot_id": soon[0], "difficulty": "easy"}, status=201)
    quiet_person.post("/match/pair", {"slot_id": soon[0]}, status=202)

    def shift(session: Session) -> None:
        slot = session.get_one(Slot, soon[0])
        assert slot.starts_at is not None
        slot.starts_at -= LONG_AGO

    quiet_person.in_database(shift)
    assert by_hand.run(expiries.close_waiting_rooms) == 2
    assert by_hand.run(expiries.close_waiting_rooms) == 0
    assert _statuses(quiet_person) == {quiet_person.id: "expired", other.id: "no_show"}
    assert quiet_person.get(f"/match/status?slot_id={soon[0]}", status=200).get_json()["status"] == "expired"


def test_who_found_nobody_is_told_of_the_next_three_slots_that_fit(by_hand: Time, quiet_person: Person):
    def insert(session: Session) -> list[int]:
        """Make a slot that is open now and five to come, of which one is full, one taken by another booking."""
        now = clock.now(session)
        starts = [now + timedelta(hours=hours) for hours in (-0.2, 1, 2, 3, 4, 5)]
        slots = [
            Slot(interview_type="technical", starts_at=at, ends_at=at + timedelta(minutes=50), capacity=1)
            for at in starts
        ]
        session.add_all(slots)
        session.flush()
        return [slot.id for slot in slots]

    slot_ids = quiet_person.in_database(insert)
    other = register(create_app(by_hand.settings), "erin")
    other.post("/slots/book", {"slot_id": slot_ids[1], "difficulty": "easy"}, status=201)
    quiet_person.post("/slots/book", {"slot_id": slot_ids[3], "difficulty": "easy"}, status=201)

    def wait_in_vain(session: Session) -> None:
        now = clock.now(session)
        slot = session.get_one(Slot, slot_ids[0])
        slot.starts_at = now - timedelta(minutes=16)
        session.add(
            Booking(
                user_id=quiet_person.id,
                slot_id=slot.id,
                difficulty="easy",
                starts_at=slot.starts_at,
                ends_at=now,
                status="waiting",
                waiting_since=slot.starts_at,
                present_until=now,
            )
        )

    quiet_person.in_database(wait_in_vain)
    assert by_hand.run(expiries.close_waiting_rooms) == 1

    def read(session: Session) -> list[int]:
        event = session.scalars(select(Event).where(Event.type == "match.expired")).one()
        return [slot["slot_id"] for slot in event.data["next_slots"]]

    assert quiet_person.in_database(read) == [slot_ids[2], slot_ids[4], slot_ids[5]]


def test_a_practice_booking_that_nobody_came_back_to_is_given_up(by_hand: Time, quiet_person: Person):
    quiet_person.practise("easy")
    assert by_hand.run(expiries.clear_practice) == 0

    def lapse(session: Session) -> None:
        booking = session.scalars(select(Booking)).one()
        assert booking.present_until is not None
        booking.present_until -= LONG_AGO

    quiet_person.in_database(lapse)
    assert by_hand.run(expiries.clear_practice) == 1
    assert by_hand.run(expiries.clear_practice) == 0
    assert quiet_person.practise("hard")["status"] == "waiting"


def test_every_job_runs_on_an_empty_database(settings: Settings):
    engine = database.make_engine(settings, "test")
    sessions = sessionmaker(engine)
    try:
        for job in job_table.JOBS:
            work = partial(_work, job.work, settings)
            database.run(sessions, work)
            assert database.run(sessions, work) == 0, job.name
    finally:
        engine.dispose()


def _work(job: Callable[[Session, Settings], int], settings: Settings, session: Session) -> int:
    return job(session, settings)
