"""Who keeps their word: from facts, shown to oneself and to one's peer, and what missing interviews leads to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.rooms import reliability
from tests.api.conftest import events_of
from tests.clients.person import Person, code_of

PRACTICE = {"interview_type": "technical", "difficulty": "easy"}
MakeSlot = Callable[..., int]


def _past(session: Session, person: Person, status: str, days_ago: float, *, late: bool = False) -> None:
    """Give somebody a booking that ended like this so long ago."""
    slot = session.execute(
        text(
            "INSERT INTO slots (interview_type, starts_at, ends_at, capacity)"
            " VALUES ('technical', now() - :ago, now() - :ago + interval '1 hour', 9) RETURNING id, starts_at"
        ),
        {"ago": timedelta(days=days_ago)},
    ).one()
    came = slot.starts_at + timedelta(minutes=5 if late else -5)
    session.execute(
        text(
            "INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status, waiting_since,"
            " cancelled_late) VALUES (:user, :slot, 'easy', :start, :start + interval '1 hour', :status, :came,"
            " :status = 'cancelled')"
        ),
        {"user": person.id, "slot": slot.id, "start": slot.starts_at, "status": status, "came": came},
    )
    session.commit()


def _mine(person: Person) -> dict[str, float]:
    known: dict[str, float] = person.get("/users/me").get_json()["reliability"]
    return known


def test_nothing_is_said_of_somebody_new(alice: Person) -> None:
    assert _mine(alice) == {"fraction": None, "count": 0, "late": 0}


def test_it_is_the_share_of_kept_bookings_with_newer_ones_counting_more(alice: Person, session: Session) -> None:
    _past(session, alice, "completed", 1)
    _past(session, alice, "completed", 2, late=True)
    assert _mine(alice) == {"fraction": 1.0, "count": 2, "late": 1}
    _past(session, alice, "no_show", 80)
    recent_miss_weighs_little = _mine(alice)
    assert recent_miss_weighs_little["count"] == 3
    assert 0.9 < recent_miss_weighs_little["fraction"] < 1
    _past(session, alice, "cancelled", 3)
    assert 0.6 < _mine(alice)["fraction"] < 0.7


def test_what_is_older_than_ninety_days_is_forgotten(alice: Person, session: Session) -> None:
    _past(session, alice, "no_show", 91)
    assert _mine(alice)["count"] == 0


def test_the_peer_sees_it(alice: Person, bob: Person, session: Session) -> None:
    _past(session, alice, "completed", 1)
    alice.post("/match/pair", PRACTICE)
    peer = bob.post("/match/pair", PRACTICE).get_json()["interview"]["peer"]
    assert peer["reliability"] == {"fraction": 1.0, "count": 1, "late": 0}


def test_one_missed_interview_is_forgivable(alice: Person, session: Session) -> None:
    _past(session, alice, "no_show", 1)
    reliability.note_misses(session, [alice.id])
    session.commit()
    assert alice.get("/users/me").get_json()["practice_blocked_until"] is None


def test_two_in_a_row_close_practice_for_an_hour_and_longer_with_each_more(
    alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    for misses, hours in ((2, 1), (3, 2), (4, 4)):
        while _mine(alice)["count"] < misses:
            _past(session, alice, "no_show", 1 + _mine(alice)["count"])
        reliability.note_misses(session, [alice.id])
        session.commit()
        until = datetime.fromisoformat(alice.get("/users/me").get_json()["practice_blocked_until"])
        assert abs(until - datetime.now(UTC) - timedelta(hours=hours)) < timedelta(minutes=10)
    refused = alice.post("/match/pair", PRACTICE)
    assert code_of(refused) == (409, "practice_blocked")
    assert int(refused.headers["Retry-After"]) > 3600
    assert alice.post("/slots/book", {"slot_id": make_slot(), "difficulty": "easy"}).status_code == 201


def test_an_interview_kept_in_between_begins_the_count_anew(alice: Person, session: Session) -> None:
    for status, days_ago in (("no_show", 3), ("completed", 2), ("no_show", 1)):
        _past(session, alice, status, days_ago)
    reliability.note_misses(session, [alice.id])
    session.commit()
    assert alice.post("/match/pair", PRACTICE).status_code == 202


def test_an_administrator_can_lift_it(alice: Person, admin: Person, session: Session) -> None:
    for days_ago in (2, 1):
        _past(session, alice, "no_show", days_ago)
    reliability.note_misses(session, [alice.id])
    session.commit()
    assert code_of(alice.post("/match/pair", PRACTICE)) == (409, "practice_blocked")
    assert admin.post(f"/admin/users/{alice.id}/forgive").status_code == 204
    assert alice.post("/match/pair", PRACTICE).status_code == 202
    assert code_of(admin.post("/admin/users/999999/forgive")) == (404, "not_found")


def test_giving_a_seat_back_late_is_remembered_and_in_time_is_not(
    alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    early = alice.post("/slots/book", {"slot_id": make_slot(150), "difficulty": "easy"}).get_json()
    assert alice.delete(f"/slots/bookings/{early['id']}").status_code == 204
    late = alice.post("/slots/book", {"slot_id": make_slot(100), "difficulty": "easy"}).get_json()
    assert alice.delete(f"/slots/bookings/{late['id']}").status_code == 204
    rows = session.execute(text("SELECT cancelled_late FROM bookings ORDER BY id")).scalars().all()
    assert rows == [False, True]


def test_every_state_of_a_booking_is_told(alice: Person, session: Session, make_slot: MakeSlot) -> None:
    booking = alice.post("/slots/book", {"slot_id": make_slot(), "difficulty": "easy"}).get_json()
    alice.delete(f"/slots/bookings/{booking['id']}")
    alice.post("/match/pair", PRACTICE)
    alice.post("/match/leave")
    stream = f"user:{alice.id}"
    assert events_of(session, stream) == ["booking.changed"] * 4
    told = session.execute(
        text("SELECT data->>'status' FROM events WHERE stream = :stream ORDER BY \"offset\""), {"stream": stream}
    ).scalars()
    assert list(told) == ["booked", "cancelled", "waiting", "cancelled"]


def test_giving_up_booked_seats_late_counts_half_a_missed_interview(alice: Person, make_slot: MakeSlot) -> None:
    def give_up(*, move: bool) -> str | None:
        booking = alice.post("/slots/book", {"slot_id": make_slot(100), "difficulty": "easy"}).get_json()
        path = f"/slots/bookings/{booking['id']}"
        if move:
            assert alice.patch(path, {"slot_id": make_slot(300)}).status_code == 200
            alice.delete(path)
        else:
            assert alice.delete(path).status_code == 204
        until: str | None = alice.get("/users/me").get_json()["practice_blocked_until"]
        return until

    assert [give_up(move=move) for move in (False, True, False)] == [None] * 3
    assert give_up(move=True) is not None
    assert code_of(alice.post("/match/pair", PRACTICE)) == (409, "practice_blocked")
    assert alice.post("/slots/book", {"slot_id": make_slot(), "difficulty": "easy"}).status_code == 201


def test_leaving_the_practice_room_is_never_held_against_anybody(alice: Person) -> None:
    for _ in range(6):
        alice.post("/match/pair", PRACTICE)
        alice.post("/match/leave")
    assert alice.post("/match/pair", PRACTICE).status_code == 202
