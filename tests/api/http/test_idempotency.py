"""`Idempotency-Key`: the same request under the same key has one effect and one answer, whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from mockmate_api.http.openapi import document
from shared.models import InterviewType
from tests.api.conftest import events_of, practice_room
from tests.api.crowds import held_up
from tests.clients.person import Person, code_of

MakeSlot = Callable[..., int]

IN_FLIGHT = (409, "idempotency_key_in_flight")
REUSED = (422, "idempotency_key_reused")
WRITING = "LOCK TABLE bookings IN SHARE MODE"
PRACTICE = {"interview_type": "technical", "difficulty": "medium"}


def post(person: Person, path: str, body: Any, key: str = "key-1") -> TestResponse:
    return person.post(path, body, headers={"Idempotency-Key": key})


def is_replayed(answer: TestResponse) -> bool:
    return "Idempotent-Replayed" in answer.headers


def require_replay(first: TestResponse, second: TestResponse) -> None:
    """Require that `second` is the answer of `first`, to the byte, and says that it is."""
    assert (second.status_code, second.get_data()) == (first.status_code, first.get_data())
    assert second.mimetype == first.mimetype
    assert not is_replayed(first)
    assert second.headers["Idempotent-Replayed"] == "true"


def bookings(session: Session) -> int:
    session.rollback()
    found: int = session.execute(text("SELECT count(*) FROM bookings")).scalar_one()
    return found


def test_the_routes_whose_effects_must_not_double_say_that_they_take_a_key(app: Flask) -> None:
    taking = {
        path
        for path, methods in document(app)["paths"].items()
        for described in methods.values()
        if "Idempotency-Key" in {parameter["name"] for parameter in described.get("parameters", [])}
    }
    assert taking == {
        "/slots/book",
        "/match/pair",
        "/interview/start",
        "/interview/{interview_id}/decline",
        "/interview/{interview_id}/exit",
        "/interview/{interview_id}/extend",
        "/interview/{interview_id}/hold",
        "/interview/{interview_id}/question-reports",
        "/feedback/submit",
        "/solo/turns",
        "/users/{user_id}/report",
    }


def test_the_same_booking_again_is_answered_with_the_first_answer(
    alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    first = post(alice, "/slots/book", wish)
    assert first.status_code == 201
    require_replay(first, post(alice, "/slots/book", wish))
    assert bookings(session) == 1


def test_the_first_answer_counts_even_when_the_truth_has_moved_on(alice: Person, make_slot: MakeSlot) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    first = post(alice, "/slots/book", wish)
    assert alice.delete(f"/slots/bookings/{first.get_json()['id']}").status_code == 204
    require_replay(first, post(alice, "/slots/book", wish))
    assert alice.get("/slots/bookings?live=true").get_json()["items"] == []


def test_a_refusal_is_an_answer_too(alice: Person, bob: Person, make_slot: MakeSlot) -> None:
    wish = {"slot_id": make_slot(capacity=1), "difficulty": "easy"}
    seat = bob.post("/slots/book", wish).get_json()
    refusal = post(alice, "/slots/book", wish)
    assert code_of(refusal) == (409, "slot_full")
    assert bob.delete(f"/slots/bookings/{seat['id']}").status_code == 204
    require_replay(refusal, post(alice, "/slots/book", wish))
    assert post(alice, "/slots/book", wish, key="key-2").status_code == 201


def test_a_refusal_by_a_constraint_is_kept_as_well(alice: Person, make_slot: MakeSlot) -> None:
    assert alice.post("/slots/book", {"slot_id": make_slot(60), "difficulty": "easy"}).status_code == 201
    wish = {"slot_id": make_slot(90, of=InterviewType.BEHAVIORAL), "difficulty": "easy"}
    refusal = post(alice, "/slots/book", wish)
    assert code_of(refusal) == (409, "booking_overlap")
    require_replay(refusal, post(alice, "/slots/book", wish))


def test_another_request_under_the_same_key_is_refused(alice: Person, session: Session, make_slot: MakeSlot) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    first = post(alice, "/slots/book", wish)
    assert code_of(post(alice, "/slots/book", wish | {"difficulty": "hard"})) == REUSED
    assert code_of(post(alice, "/slots/book", {"slot_id": make_slot(300), "difficulty": "easy"})) == REUSED
    require_replay(first, post(alice, "/slots/book", wish))
    assert bookings(session) == 1


def test_how_the_json_is_written_makes_no_other_request(alice: Person, make_slot: MakeSlot) -> None:
    slot_id = make_slot()
    first = post(alice, "/slots/book", {"slot_id": slot_id, "difficulty": "easy"})
    again = alice.call(
        "POST",
        "/slots/book",
        data=f'{{ "difficulty" : "E",\n "slot_id" : {slot_id} }}',
        headers={"Idempotency-Key": "key-1", "Content-Type": "application/json"},
    )
    require_replay(first, again)


def test_a_key_is_one_persons_and_one_routes(alice: Person, bob: Person, make_slot: MakeSlot) -> None:
    wish = {"slot_id": make_slot(5), "difficulty": "easy"}
    for person in (alice, bob):
        assert post(person, "/slots/book", wish).status_code == 201
        assert post(person, "/match/pair", {"slot_id": wish["slot_id"]}).status_code == 202


def test_without_a_key_every_request_is_a_new_one(alice: Person, make_slot: MakeSlot) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    assert alice.post("/slots/book", wish).status_code == 201
    assert code_of(alice.post("/slots/book", wish)) == (409, "already_booked")


@pytest.mark.parametrize("key", ["", "k" * 201, "two words", "schlüssel", "tab\tkey", "del\x7fkey"])
def test_a_key_is_1_to_200_visible_ascii_characters(
    alice: Person, session: Session, make_slot: MakeSlot, key: str
) -> None:
    answer = post(alice, "/slots/book", {"slot_id": make_slot(), "difficulty": "easy"}, key)
    assert code_of(answer) == (422, "invalid")
    assert [each["pointer"] for each in answer.get_json()["errors"]] == ["Idempotency-Key"]
    assert bookings(session) == 0


@pytest.mark.parametrize("key", ["k", "~" * 200, '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "!#%/:;=?@[]"])
def test_any_other_key_will_do(alice: Person, make_slot: MakeSlot, key: str) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    require_replay(post(alice, "/slots/book", wish, key), post(alice, "/slots/book", wish, key))


def test_what_never_began_uses_up_no_key(alice: Person, make_slot: MakeSlot) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    assert code_of(post(alice, "/slots/book", wish | {"difficulty": "none"})) == (422, "invalid")
    stranger = alice.post("/slots/book", wish, headers={"Idempotency-Key": "key-1", "Authorization": "Bearer no"})
    assert stranger.status_code == 401
    answer = post(alice, "/slots/book", wish)
    assert answer.status_code == 201
    assert not is_replayed(answer)


def test_entering_again_is_answered_as_at_first_even_once_matched(alice: Person, bob: Person) -> None:
    first = post(alice, "/match/pair", PRACTICE)
    assert first.status_code == 202
    matched = post(bob, "/match/pair", PRACTICE)
    assert matched.status_code == 200
    require_replay(first, post(alice, "/match/pair", PRACTICE))
    require_replay(matched, post(bob, "/match/pair", PRACTICE))


def test_a_late_copy_of_pair_does_not_bring_me_back(alice: Person, session: Session) -> None:
    first = post(alice, "/match/pair", PRACTICE)
    assert alice.post("/match/leave").status_code == 204
    require_replay(first, post(alice, "/match/pair", PRACTICE))
    assert alice.get("/match/status").get_json()["status"] == "idle"
    assert bookings(session) == 1


def test_starting_again_is_answered_as_at_first(alice: Person, bob: Person, matched: str, session: Session) -> None:
    wish = {"interview_id": matched}
    first = post(alice, "/interview/start", wish)
    assert (first.status_code, first.get_json()["status"]) == (200, "matched")
    assert post(bob, "/interview/start", wish).get_json()["status"] == "live"
    require_replay(first, post(alice, "/interview/start", wish))
    assert events_of(session, f"interview:{matched}").count("peer.ready") == 2


def test_feedback_sent_twice_is_given_once(alice: Person, bob: Person, ended: str) -> None:
    wish = {
        "interview_id": ended,
        "communication": 4,
        "overall": 4,
        "did_well": "Asked first.",
        "to_improve": "Say more.",
        "would_pass": True,
        "good_match": 5,
    }
    first = post(alice, "/feedback/submit", wish)
    assert first.status_code == 201
    require_replay(first, post(alice, "/feedback/submit", wish))
    assert code_of(post(alice, "/feedback/submit", wish | {"overall": 1})) == REUSED
    assert len(alice.get("/feedback/given").get_json()["items"]) == 1


def test_eight_copies_at_once_make_one_booking(
    app: Flask, alice: Person, session: Session, make_slot: MakeSlot
) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    copies = 8
    together = Barrier(copies)

    def copy() -> TestResponse:
        own = Person(app, alice.session)
        together.wait()
        return post(own, "/slots/book", wish)

    with ThreadPoolExecutor(copies) as threads:
        answers = [each.result() for each in [threads.submit(copy) for _ in range(copies)]]
    booked = [answer for answer in answers if answer.status_code == 201]
    assert [is_replayed(answer) for answer in booked].count(False) == 1
    assert len({answer.get_data() for answer in booked}) == 1
    assert {code_of(answer) for answer in answers if answer not in booked} <= {IN_FLIGHT}
    assert bookings(session) == 1


def test_while_the_first_is_in_flight_its_copy_is_told_to_ask_again(
    app: Flask, alice: Person, engine: Engine, make_slot: MakeSlot
) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    with held_up(engine, WRITING, lambda: post(alice, "/slots/book", wish)) as (first, _):
        refused = post(Person(app, alice.session), "/slots/book", wish)
    assert code_of(refused) == IN_FLIGHT
    assert refused.headers["Retry-After"] == "1"
    assert first.result().status_code == 201
    require_replay(first.result(), post(alice, "/slots/book", wish))


def test_pair_is_in_flight_to_its_end_though_it_commits_before(
    app: Flask, alice: Person, bob: Person, session: Session, engine: Engine
) -> None:
    assert bob.post("/match/pair", PRACTICE).status_code == 202
    room = practice_room(session, InterviewType.TECHNICAL)
    lock = f"SELECT pg_advisory_xact_lock(hashtextextended('waiting_room', {room}))"
    with held_up(engine, lock, lambda: post(alice, "/match/pair", PRACTICE)) as (first, _):
        assert bookings(session) == 2
        assert code_of(post(Person(app, alice.session), "/match/pair", PRACTICE)) == IN_FLIGHT
    assert first.result().status_code == 200
    require_replay(first.result(), post(alice, "/match/pair", PRACTICE))


def test_a_request_that_dies_leaves_its_key_free(
    alice: Person, session: Session, engine: Engine, make_slot: MakeSlot
) -> None:
    wish = {"slot_id": make_slot(), "difficulty": "easy"}
    kill = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with held_up(engine, WRITING, lambda: post(alice, "/slots/book", wish)) as (first, outside):
        outside.execute(text(kill))
        assert code_of(first.result()) == (503, "unavailable")
    answer = post(alice, "/slots/book", wish)
    assert answer.status_code == 201
    assert not is_replayed(answer)
    assert bookings(session) == 1


def test_who_is_second_to_keep_an_answer_undoes_the_effect(
    alice: Person, bob: Person, session: Session, engine: Engine, make_slot: MakeSlot
) -> None:
    """As when PostgreSQL took the key from a process that stood still, and another one has used it since."""
    wish = {"slot_id": make_slot(capacity=1), "difficulty": "easy"}
    seat = bob.post("/slots/book", wish).get_json()
    refusal = post(alice, "/slots/book", wish)
    assert code_of(refusal) == (409, "slot_full")
    assert bob.delete(f"/slots/bookings/{seat['id']}").status_code == 204
    copy = (
        "INSERT INTO idempotency_keys (user_id, route, key, fingerprint, status, answer)"
        " SELECT user_id, route, 'key-2', fingerprint, status, answer FROM idempotency_keys WHERE key = 'key-1'"
    )
    with held_up(engine, WRITING, lambda: post(alice, "/slots/book", wish, "key-2")) as (second, outside):
        outside.execute(text(copy))
        outside.commit()
        require_replay(refusal, second.result())
    assert alice.get("/slots/bookings").get_json()["items"] == []
    assert bookings(session) == 1


Serve = Callable[[Callable[[], None]], Callable[[], TestResponse]]
