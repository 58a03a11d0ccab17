"""What PostgreSQL itself refuses, whatever the code above it does: double pairing above all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg2
import pytest
from psycopg2 import sql
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from tests.cloning import connect

START = datetime(2030, 1, 1, 18, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

ENDED = ("completed", "cancelled", "expired", "no_show")
LIVE = ("booked", "waiting", "matched")


class Tables:
    """Rows written straight into the tables; everything that isn't given is as usual."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._people = 0
        self._slots = 0

    def insert(self, table: str, **row: Any) -> Any:
        """Insert one row and return its first column."""
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING *").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() * len(row)),
        )
        self._cursor.execute(statement, tuple(row.values()))
        (first, *_) = self._cursor.fetchone() or ()
        return first

    def person(self, **given: Any) -> int:
        self._people += 1
        name = f"person{self._people}"
        row = {"email": f"{name}@example.com", "username": name, "password_hash": "x", **given}
        return int(self.insert("users", **row))

    def slot(self, **given: Any) -> int:
        self._slots += 1
        starts_at = START + self._slots * timedelta(days=1)
        row = {"interview_type": "technical", "starts_at": starts_at, "ends_at": starts_at + HOUR, **given}
        return int(self.insert("slots", **row))

    def booking(self, user_id: int, slot_id: int, starts_at: datetime = START, **given: Any) -> int:
        times = {"starts_at": starts_at, "ends_at": starts_at + HOUR, "waiting_since": START, "present_until": START}
        row = {"user_id": user_id, "slot_id": slot_id, "difficulty": "easy", **times, **given}
        return int(self.insert("bookings", **row))

    def interview(self, slot_id: int, **given: Any) -> Any:
        times = {"matched_at": START, "start_by": START}
        row = {"slot_id": slot_id, "interview_type": "technical", "level_gap": 0, "met_before": False, **times, **given}
        return self.insert("interviews", **row)

    def participant(self, interview_id: Any, seat: int, user_id: int, booking_id: int, **given: Any) -> None:
        row = {"user_id": user_id, "booking_id": booking_id, "difficulty": "easy", "waited_seconds": 0, **given}
        self.insert("participants", interview_id=interview_id, seat=seat, **row)


@pytest.fixture
def tables(database_url: str) -> Iterator[Tables]:
    with closing(connect(database_url)) as database, database.cursor() as cursor:
        yield Tables(cursor)


def refuses(constraint: str) -> Any:
    """Expect PostgreSQL to refuse a row by this constraint; its name stands in the message."""
    return pytest.raises(psycopg2.IntegrityError, match=f'"{constraint}"')


def test_a_booking_is_live_in_one_interview_only(tables: Tables):
    slot, alice = tables.slot(), tables.person()
    booking = tables.booking(alice, slot)
    first, second = tables.interview(slot), tables.interview(slot)
    tables.participant(first, 1, alice, booking)
    with refuses("participants_booking_live_key"):
        tables.participant(second, 1, alice, booking)
    tables.participant(second, 1, alice, booking, live=False)


def test_a_booking_can_be_paired_again_once_its_interview_is_over(tables: Tables):
    slot, alice = tables.slot(), tables.person()
    booking = tables.booking(alice, slot)
    tables.participant(tables.interview(slot), 1, alice, booking, live=False)
    tables.participant(tables.interview(slot), 1, alice, booking)


def test_nobody_takes_part_with_somebody_else_s_booking(tables: Tables):
    slot, alice, bob = tables.slot(), tables.person(), tables.person()
    booking = tables.booking(alice, slot)
    with refuses("participants_booking_id_user_id_fkey"):
        tables.participant(tables.interview(slot), 1, bob, booking)


def test_nobody_sits_on_both_seats(tables: Tables):
    slot, alice = tables.slot(), tables.person()
    interview = tables.interview(slot)
    tables.participant(interview, 1, alice, tables.booking(alice, slot))
    with refuses("participants_interview_user_key"):
        tables.participant(interview, 2, alice, tables.booking(alice, tables.slot(), START + HOUR))


def test_a_seat_is_taken_once_and_there_are_two(tables: Tables):
    slot, alice, bob = tables.slot(), tables.person(), tables.person()
    interview = tables.interview(slot)
    tables.participant(interview, 1, alice, tables.booking(alice, slot))
    booking = tables.booking(bob, slot)
    with refuses("participants_pkey"):
        tables.participant(interview, 1, bob, booking)
    with refuses("participants_seat_range"):
        tables.participant(interview, 3, bob, booking)
    tables.participant(interview, 2, bob, booking)


@pytest.mark.parametrize("status", LIVE)
@pytest.mark.parametrize("minutes", [-59, 0, 30, 59])
def test_live_bookings_of_one_person_do_not_overlap(tables: Tables, status: str, minutes: int):
    alice = tables.person()
    tables.booking(alice, tables.slot(), status=status)
    with refuses("bookings_no_overlap"):
        tables.booking(alice, tables.slot(), START + timedelta(minutes=minutes))


def test_bookings_that_touch_or_are_over_or_of_others_may_stand_beside_each_other(tables: Tables):
    alice, bob = tables.person(), tables.person()
    for status in ENDED:
        tables.booking(alice, tables.slot(), status=status)
    tables.booking(alice, tables.slot())
    tables.booking(alice, tables.slot(), START + HOUR)
    tables.booking(alice, tables.slot(), START - HOUR)
    tables.booking(bob, tables.slot())


@pytest.mark.parametrize("status", LIVE)
def test_a_person_has_one_live_booking_of_a_slot(tables: Tables, status: str):
    """So the pairing rule never sees one person with two tickets."""
    alice, slot = tables.person(), tables.slot()
    tables.booking(alice, slot, status=status)
    with refuses("bookings_user_slot_live_key"):
        tables.booking(alice, slot, START + 5 * HOUR)


def test_who_has_cancelled_may_book_the_slot_again(tables: Tables):
    alice, slot = tables.person(), tables.slot()
    for status in ENDED:
        tables.booking(alice, slot, status=status)
    tables.booking(alice, slot)


@pytest.mark.parametrize("missing", [{"waiting_since": None}, {"present_until": None}])
def test_who_waits_has_come_and_is_present(tables: Tables, missing: dict[str, Any]):
    alice, slot = tables.person(), tables.slot()
    with refuses("bookings_waiting_has_times"):
        tables.booking(alice, slot, status="waiting", **missing)


def test_there_is_one_practice_room_of_a_type(tables: Tables):
    practice = {"starts_at": None, "ends_at": None}
    for interview_type in ("technical", "behavioral"):
        tables.slot(interview_type=interview_type, **practice)
        with refuses("slots_type_starts_at_key"):
            tables.slot(interview_type=interview_type, **practice)


def test_there_is_one_slot_of_a_type_at_a_time(tables: Tables):
    tables.slot(starts_at=START, ends_at=START + HOUR)
    tables.slot(starts_at=START, ends_at=START + HOUR, interview_type="behavioral")
    with refuses("slots_type_starts_at_key"):
        tables.slot(starts_at=START, ends_at=START + 2 * HOUR)


def test_slots_of_invitations_stand_beside_it(tables: Tables):
    times = {"starts_at": START, "ends_at": START + HOUR}
    tables.slot(**times)
    for invitation_id in ("0" * 32, "1" * 32):
        tables.slot(**times, invitation_id=invitation_id)
    with refuses("slots_type_starts_at_key"):
        tables.slot(**times, invitation_id="1" * 32)


@pytest.mark.parametrize("times", [(START, START), (START, START - HOUR), (START, None), (None, START)])
def test_a_slot_ends_after_it_starts(tables: Tables, times: tuple[datetime | None, datetime | None]):
    with refuses("slots_times_come_together"):
        tables.slot(starts_at=times[0], ends_at=times[1])


def test_addresses_and_names_are_unique_in_any_case(tables: Tables):
    tables.person(email="Ada@example.com", username="Ada")
    with refuses("users_email_key"):
        tables.person(email="ada@EXAMPLE.com")
    with refuses("users_username_key"):
        tables.person(username="aDA")


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"interviewer_seat": 3}, "interviews_interviewer_seat_range"),
        ({"level_gap": 3}, "interviews_level_gap_range"),
        ({"status": "live"}, "interviews_live_has_started"),
        ({"status": "paused"}, "interviews_status"),
        ({"interview_type": "chess"}, "interviews_interview_type"),
    ],
)
def test_an_interview_has_only_states_that_make_sense(tables: Tables, row: dict[str, Any], constraint: str):
    slot = tables.slot()
    with refuses(constraint):
        tables.interview(slot, **row)
