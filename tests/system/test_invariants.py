"""The function that judges everybody else is judged: each invariant, broken on purpose, is reported."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.matching import interviews
from tests.system.crowd import Crowd
from tests.system.invariants import INVARIANTS, check

# Of the first pass: its two have met nobody before, and been told of nothing but this.
ONE = "(SELECT id FROM interviews WHERE status = 'matched' ORDER BY matched_at LIMIT 1)"
ITS_BOOKING = f"(SELECT booking_id FROM participants WHERE interview_id = {ONE} AND seat = 1)"
ITS_NEWS = (
    f"type = 'match.found' AND stream = (SELECT 'user:' || user_id FROM participants"
    f" WHERE interview_id = {ONE} AND seat = 1)"
)
ANOTHER_SLOT = "(SELECT max(id) FROM slots)"
TELL_AGAIN = (
    'INSERT INTO events (stream, "offset", type, data) SELECT e.stream, s.top + 1, e.type, e.data'
    " FROM events e JOIN streams s ON s.name = e.stream WHERE e.type = '{}' LIMIT 1;"
    "UPDATE streams SET top = (SELECT max(\"offset\") FROM events WHERE stream = name) WHERE name LIKE 'user:%'"
)

BREAKAGES = [
    (
        "a booking is in one live interview at most",
        (
            "DROP INDEX participants_booking_live_key;"
            "WITH more AS ("
            "INSERT INTO interviews (slot_id, interview_type, level_gap, met_before, matched_at, start_by)"
            " SELECT slot_id, interview_type, level_gap, met_before, matched_at, start_by FROM interviews"
            f" WHERE id = {ONE} RETURNING id)"
            " INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds)"
            " SELECT more.id, seat, user_id, booking_id, difficulty, waited_seconds FROM participants, more"
            f" WHERE interview_id = {ONE}"
        ),
    ),
    ("a live participant's booking is matched", f"UPDATE bookings SET status = 'waiting' WHERE id = {ITS_BOOKING}"),
    ("a matched booking has exactly one live participant", f"DELETE FROM participants WHERE interview_id = {ONE}"),
    ("no cancelled booking is in a match", f"UPDATE bookings SET status = 'cancelled' WHERE id = {ITS_BOOKING}"),
    (
        "nobody has two live bookings at one time",
        (
            "ALTER TABLE bookings DROP CONSTRAINT bookings_no_overlap;"
            "INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at) SELECT user_id,"
            f" {ANOTHER_SLOT}, difficulty, ends_at - interval '1 minute', ends_at + interval '1 hour'"
            f" FROM bookings WHERE id = {ITS_BOOKING}"
        ),
    ),
    (
        "an interview has two people on seats 1 and 2",
        f"DELETE FROM participants WHERE interview_id = {ONE} AND seat = 2",
    ),
    ("an interview has two people on seats 1 and 2", f"DELETE FROM participants WHERE interview_id = {ONE}"),
    (
        "an interview has two people on seats 1 and 2",
        (
            "ALTER TABLE participants DROP CONSTRAINT participants_interview_user_key;"
            "DROP INDEX participants_booking_live_key;"
            f"DELETE FROM participants WHERE interview_id = {ONE} AND seat = 2;"
            "INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds)"
            " SELECT interview_id, 2, user_id, booking_id, difficulty, waited_seconds FROM participants"
            f" WHERE interview_id = {ONE}"
        ),
    ),
    (
        "participants are live exactly as long as their interview is",
        f"UPDATE interviews SET status = 'abandoned' WHERE id = {ONE}",
    ),
    (
        "participants are live exactly as long as their interview is",
        f"UPDATE participants SET live = false WHERE interview_id = {ONE}",
    ),
    (
        "a match is of people who booked that very slot",
        f"UPDATE bookings SET slot_id = {ANOTHER_SLOT} WHERE id = {ITS_BOOKING}",
    ),
    (
        "a match is of people who booked that very slot",
        f"UPDATE interviews SET interview_type = 'behavioral' WHERE id = {ONE}",
    ),
    (
        "a match is of the difficulties that were wanted",
        (
            "UPDATE bookings SET difficulty = CASE difficulty WHEN 'easy' THEN 'hard' ELSE 'easy' END"
            f" WHERE id = {ITS_BOOKING}"
        ),
    ),
    (
        "the level gap is that of the two and within what both allow",
        f"UPDATE interviews SET level_gap = (level_gap + 1) % 3 WHERE id = {ONE}",
    ),
    (
        "the level gap is that of the two and within what both allow",
        (
            "UPDATE bookings SET max_level_gap = 0 WHERE id IN"
            " (SELECT booking_id FROM participants JOIN interviews i ON i.id = interview_id WHERE level_gap > 0)"
        ),
    ),
    ("two who meet speak one language", f"UPDATE bookings SET language = 'de' WHERE id = {ITS_BOOKING}"),
    (
        "nobody meets somebody they had blocked",
        (
            "INSERT INTO blocks (blocker_id, blocked_id, created_at)"
            " SELECT a.user_id, b.user_id, now() - interval '1 day'"
            " FROM participants a JOIN participants b USING (interview_id) WHERE a.seat = 2 AND b.seat = 1 LIMIT 1"
        ),
    ),
    ("everybody matched is told so exactly once", TELL_AGAIN.format("match.found")),
    ("everybody matched is told so exactly once", f"DELETE FROM events WHERE {ITS_NEWS}"),
    (
        "nobody is told of a match that isn't theirs",
        f"UPDATE events SET data = jsonb_set(data, '{{interview,id}}', to_jsonb(gen_random_uuid())) WHERE {ITS_NEWS}",
    ),
    (
        "everybody is told exactly once that an interview is over",
        "UPDATE events SET type = 'feedback.received' WHERE type = 'interview.ended' AND stream LIKE 'user:%'",
    ),
    ("nothing is told twice", TELL_AGAIN.format("interview.started")),
    ("the offsets of a stream are 1 to its top", f"DELETE FROM events WHERE {ITS_NEWS}"),
    ("the offsets of a stream are 1 to its top", f'UPDATE events SET "offset" = "offset" + 1 WHERE {ITS_NEWS}'),
    ("the offsets of a stream are 1 to its top", "UPDATE streams SET top = top + 1"),
    ("the offsets of a stream are 1 to its top", "INSERT INTO streams (name, top) VALUES ('user:0', 1)"),
]


@pytest.fixture
def some_history(crowd: Crowd) -> None:
    """Nine people in five interviews: one went as it should, one was abandoned, three are matched."""
    room = crowd.practice_room()
    crowd.slot()
    crowd.arrive(room, 6)
    assert crowd.pass_over(room) == 3

    def go_on(session: Session) -> None:
        (held, given_up, _) = session.execute(
            text(
                "SELECT p.interview_id, p.user_id, o.user_id AS other FROM participants p JOIN participants o"
                " USING (interview_id) WHERE p.seat = 1 AND o.seat = 2"
            )
        ).all()
        for user_id in (held.user_id, held.other):
            interviews.start(session, crowd.settings, UUID(str(held.interview_id)), user_id)
        for row in (held, given_up):
            interviews.end(session, crowd.settings, UUID(str(row.interview_id)), row.user_id)

    crowd.run(go_on)
    crowd.arrive(room, 3)
    assert crowd.pass_over(room) == 2


@pytest.mark.usefixtures("some_history")
def test_a_history_without_a_fault_is_found_without_one(crowd: Crowd):
    assert crowd.violations() == []
    assert crowd.count("SELECT count(DISTINCT status) FROM interviews") == 3


@pytest.mark.usefixtures("some_history")
@pytest.mark.parametrize(("invariant", "breakage"), BREAKAGES)
def test_what_is_broken_is_reported(crowd: Crowd, invariant: str, breakage: str):
    # Never committed: even a constraint of PostgreSQL that had to go is back afterwards.
    with crowd.session() as session:
        for statement in breakage.split(";"):
            session.execute(text(statement))
        reported = {violation.invariant: violation.rows for violation in check(session)}
        session.rollback()
    assert reported.get(invariant), reported
    assert crowd.violations() == []


def test_every_invariant_is_broken_once():
    assert {invariant for invariant, _ in BREAKAGES} == INVARIANTS.keys()
