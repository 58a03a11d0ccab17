"""Reminders a day, an hour and ten minutes before a booking: each once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import reminders
from shared.core.settings import Settings
from tests.clients.person import Person

MakeSlot = Callable[..., int]
LetPass = Callable[[int, float], None]
Run = Callable[[Any], int]


def book(person: Person, slot_id: int) -> int:
    answer = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    assert answer.status_code == 201
    return int(answer.get_json()["id"])


def made_long_ago(session: Session) -> None:
    session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '10 days'"))
    session.commit()


def told(session: Session, person: Person) -> list[int]:
    """Return of how many minutes somebody was reminded, in order."""
    session.rollback()
    rows = session.execute(
        text("SELECT data FROM events WHERE stream = :stream AND type = 'booking.reminder' ORDER BY \"offset\""),
        {"stream": f"user:{person.id}"},
    )
    return [row.data["minutes"] for row in rows]


def test_each_comes_once_when_it_is_time(
    alice: Person, session: Session, make_slot: MakeSlot, let_pass: LetPass, run: Run
) -> None:
    slot_id = make_slot(3 * 1440)
    booking_id = book(alice, slot_id)
    seen, left = [], 3 * 1440
    for minutes in (1441, 1439, 61, 59, 11, 9, 1, -1):
        let_pass(slot_id, left - minutes)
        # What was given was given that much earlier, too.
        for table, column in (("booking_reminders", "starts_at"), ("bookings", "revised_at")):
            earlier = f"UPDATE {table} SET {column} = {column} - make_interval(mins => :by)"
            session.execute(text(earlier), {"by": left - minutes})
        session.commit()
        left = minutes
        seen.append([run(reminders.remind) for _ in range(3)])
    assert [sum(each) for each in seen] == [0, 1, 0, 1, 0, 1, 0, 0]
    assert all(each[1:] == [0, 0] for each in seen)
    assert told(session, alice) == [1440, 60, 10]
    (row,) = session.execute(
        text("SELECT DISTINCT data - 'minutes' - 'starts_at' AS data FROM events WHERE type = 'booking.reminder'")
    )
    assert row.data == {"booking_id": booking_id, "slot_id": slot_id, "interview_type": "technical"}


def test_nobody_is_reminded_of_what_they_have_just_booked(
    alice: Person, make_slot: MakeSlot, let_pass: LetPass, session: Session, run: Run
) -> None:
    slot_id = make_slot(50)
    book(alice, slot_id)
    assert run(reminders.remind) == 0
    session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '41 min'"))
    session.commit()
    let_pass(slot_id, 41)
    assert run(reminders.remind) == 1
    assert told(session, alice) == [10]


def test_after_a_stop_only_the_last_one_due_is_given(
    alice: Person, make_slot: MakeSlot, session: Session, run: Run
) -> None:
    book(alice, make_slot(8))
    made_long_ago(session)
    assert [run(reminders.remind), run(reminders.remind)] == [1, 0]
    assert told(session, alice) == [10]


@pytest.mark.parametrize("status", ["cancelled", "waiting", "matched", "completed", "no_show"])
def test_only_who_is_booked_and_not_there_yet_is_reminded(
    alice: Person, make_slot: MakeSlot, session: Session, run: Run, status: str
) -> None:
    book(alice, make_slot(30))
    made_long_ago(session)
    session.execute(
        text("UPDATE bookings SET status = :status, waiting_since = now(), present_until = now()"), {"status": status}
    )
    session.commit()
    assert run(reminders.remind) == 0


def test_a_practice_room_reminds_nobody(alice: Person, run: Run) -> None:
    alice.post("/match/pair", {"interview_type": "technical", "difficulty": "easy"})
    assert run(reminders.remind) == 0


def test_who_moves_a_booking_is_reminded_anew(alice: Person, make_slot: MakeSlot, session: Session, run: Run) -> None:
    booking_id = book(alice, make_slot(50))
    made_long_ago(session)
    run(reminders.remind)
    assert alice.patch(f"/slots/bookings/{booking_id}", {"slot_id": make_slot(55)}).status_code == 200
    assert run(reminders.remind) == 0
    made_long_ago(session)
    assert run(reminders.remind) == 1
    assert told(session, alice) == [60, 60]


def test_processes_that_remind_at_once_remind_once(
    alice: Person, bob: Person, make_slot: MakeSlot, session: Session, engine: Engine, settings: Settings
) -> None:
    for minutes in (30, 200, 400, 600):
        slot_id = make_slot(minutes)
        for person in (alice, bob):
            book(person, slot_id)
    made_long_ago(session)

    def remind(_: int) -> int:
        with Session(engine) as own:
            done = reminders.remind(own, settings)
            own.commit()
            return done

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(remind, range(12))) == 8
    assert sorted(told(session, alice)) == sorted(told(session, bob)) == [60, 1440, 1440, 1440]


def test_a_reminder_that_was_not_committed_was_not_given(
    alice: Person, make_slot: MakeSlot, session: Session, settings: Settings, run: Run
) -> None:
    book(alice, make_slot(30))
    made_long_ago(session)
    assert reminders.remind(session, settings) == 1
    session.rollback()
    assert told(session, alice) == []
    assert run(reminders.remind) == 1
    assert told(session, alice) == [60]
