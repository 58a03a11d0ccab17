"""GET /notifications and POST /notifications/read."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.events import event_log
from shared.events.types import BookingReminder, PeerJoined
from shared.models import InterviewType
from tests.api.conftest import events_of
from tests.clients.person import Person, code_of


def tell(session: Session, person: Person, count: int) -> list[int]:
    """Remind somebody so many times, with other events in between; returns the offsets."""
    offsets = []
    for number in range(count):
        told = BookingReminder(
            booking_id=number + 1,
            slot_id=1,
            interview_type=InterviewType.TECHNICAL,
            starts_at=session.execute(text("SELECT now()")).scalar_one(),
            minutes=60,
        )
        offsets.append(event_log.append(session, event_log.user(person.id), told))
        event_log.append(session, event_log.user(person.id), PeerJoined(user_id=1))
    session.commit()
    return offsets


def notifications(person: Person, query: str = "") -> Any:
    answer = person.get(f"/notifications{query}")
    assert answer.status_code == 200
    return answer.get_json()


def test_nothing_was_told_yet(alice: Person) -> None:
    assert notifications(alice) == {"items": [], "next_cursor": None, "unread": 0, "read_up_to": 0}


def test_what_is_worth_knowing_comes_newest_first_and_only_to_me(alice: Person, bob: Person, session: Session) -> None:
    offsets = tell(session, alice, 3)
    shown = notifications(alice)
    assert [each["offset"] for each in shown["items"]] == offsets[::-1]
    assert {each["kind"] for each in shown["items"]} == {"booking.reminder"}
    assert [each["data"]["booking_id"] for each in shown["items"]] == [3, 2, 1]
    assert (shown["unread"], shown["read_up_to"]) == (3, 0)
    assert notifications(bob)["items"] == []


def test_a_match_is_one(alice: Person, matched: str) -> None:
    (seen,) = notifications(alice)["items"]
    assert (seen["kind"], seen["read"], seen["data"]["interview"]["id"]) == ("match.found", False, matched)


def test_pages_follow_each_other_and_end_at_what_is_known(alice: Person, session: Session) -> None:
    offsets = tell(session, alice, 5)
    page = notifications(alice, f"?limit=2&after={offsets[0]}")
    rest = notifications(alice, f"?limit=2&after={offsets[0]}&cursor={page['next_cursor']}")
    assert [each["offset"] for each in page["items"] + rest["items"]] == offsets[:0:-1]
    assert rest["next_cursor"] is None
    assert page["unread"] == 5


def test_what_i_have_read_stays_read(alice: Person, session: Session) -> None:
    offsets = tell(session, alice, 3)
    answer = alice.post("/notifications/read", {"up_to": offsets[1]})
    assert (answer.status_code, answer.json) == (200, {"unread": 1, "read_up_to": offsets[1]})
    assert [each["read"] for each in notifications(alice)["items"]] == [False, True, True]
    assert alice.post("/notifications/read", {"up_to": offsets[0]}).json == {"unread": 1, "read_up_to": offsets[1]}


def test_what_comes_later_is_unread_however_far_i_said_to_have_read(alice: Person, session: Session) -> None:
    tell(session, alice, 1)
    assert alice.post("/notifications/read", {"up_to": 2**62}).get_json()["unread"] == 0
    tell(session, alice, 1)
    assert notifications(alice)["unread"] == 1


def test_my_other_devices_hear_of_it_once(alice: Person, session: Session) -> None:
    (offset,) = tell(session, alice, 1)
    for _ in range(2):
        alice.post("/notifications/read", {"up_to": offset})
    session.rollback()
    assert events_of(session, f"user:{alice.id}").count("notifications.marked_read") == 1


def test_reading_before_anything_was_told_is_harmless(bob: Person) -> None:
    assert bob.post("/notifications/read", {"up_to": 5}).json == {"unread": 0, "read_up_to": 0}


def test_kinds_that_i_do_not_want_are_neither_shown_nor_counted(alice: Person, session: Session) -> None:
    tell(session, alice, 2)
    alice.call(
        "PUT", "/notifications/preferences", json={"kinds": {"booking.reminder": {"in_app": False, "email": True}}}
    )
    assert notifications(alice) == {"items": [], "next_cursor": None, "unread": 0, "read_up_to": 0}


@pytest.mark.parametrize("body", [{}, {"up_to": 0}, {"up_to": "5"}, {"up_to": 5, "all": True}])
def test_a_position_that_cannot_be_used_is_refused(alice: Person, body: dict[str, Any]) -> None:
    assert code_of(alice.post("/notifications/read", body)) == (422, "invalid")


@pytest.mark.parametrize("query", ["?after=-1", "?after=x", "?cursor=x", "?before=3"])
def test_a_query_that_cannot_be_used_is_refused(alice: Person, query: str) -> None:
    assert code_of(alice.get(f"/notifications{query}")) == (422, "invalid")


@pytest.mark.parametrize("wrong", ["data = '[]'", "data = '7'", "data = 'null'", "at = 'infinity'", "at = '-infinity'"])
def test_one_that_nobody_can_read_hides_no_other(alice: Person, session: Session, wrong: str) -> None:
    offsets = tell(session, alice, 3)
    session.execute(text(f'UPDATE events SET {wrong} WHERE "offset" = :offset'), {"offset": offsets[1]})
    session.commit()
    shown = notifications(alice)
    assert [each["offset"] for each in shown["items"]] == [offsets[2], offsets[0]]
    assert shown["unread"] == 2
