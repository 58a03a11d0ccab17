"""Who is restricted takes part in writing only, and so does whoever meets them, until the time is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.conftest import pair_again
from tests.api.moderation.conftest import Report, decide
from tests.clients.person import Person

WISH = {"interview_type": "technical", "difficulty": "easy"}


@pytest.fixture
def restricted(alice: Person, bob: Person, moderator: Person, report: Report) -> Person:
    """Bob, who may only write for an hour."""
    until = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    assert decide(moderator, report(alice, bob), "restricted", until=until).status_code == 200
    return bob


def video_of(person: Person, interview: str) -> Any:
    return person.get(f"/interview/{interview}", status=200).get_json()["video"]


def test_neither_of_the_two_gets_a_server_or_a_token(
    make_app: Callable[..., Flask], alice: Person, restricted: Person
) -> None:
    interview = pair_again(alice, restricted, WISH)
    zego = make_app(zego_app_id=1, zego_server_secret=SecretStr("x" * 32))
    turn = make_app(ice_servers="turn:turn.example.org", turn_secret=SecretStr("s"))
    for app in (zego, turn):
        for person in (alice, restricted):
            here = Person(app, person.session)
            started = here.post("/interview/start", {"interview_id": interview}, status=200).get_json()["video"]
            for video in (started, video_of(here, interview)):
                assert (video["provider"], video["ice_servers"], video["allowed"]) == ("webrtc", [], False)


def test_others_have_video_as_before(alice: Person, charlie: Person, restricted: Person) -> None:
    assert video_of(alice, pair_again(alice, charlie, WISH))["allowed"] is True


def test_it_ends_by_itself(alice: Person, restricted: Person, session: Session) -> None:
    interview = pair_again(alice, restricted, WISH)
    assert video_of(alice, interview)["allowed"] is False
    session.execute(text("UPDATE users SET restricted_until = now() - interval '1 s' WHERE restriction IS NOT NULL"))
    session.commit()
    assert video_of(alice, interview)["allowed"] is True


def test_it_can_be_lifted(alice: Person, restricted: Person, moderator: Person) -> None:
    interview = pair_again(alice, restricted, WISH)
    (mine,) = restricted.get("/appeals").get_json()["items"]
    assert (mine["kind"], mine["lasts"]) == ("restricted", True)
    moderator.post(f"/moderation/measures/{mine['id']}/lift", status=204)
    assert video_of(restricted, interview)["allowed"] is True
    assert restricted.get("/appeals").get_json()["items"][0]["lasts"] is False


def test_a_live_interview_ends_since_nothing_else_ends_its_call(
    alice: Person, bob: Person, live: str, moderator: Person, report: Report
) -> None:
    decide(moderator, report(alice, bob), "restricted")
    for person in (alice, bob):
        assert person.get(f"/interview/{live}").get_json()["status"] == "ended"


def test_who_is_restricted_is_told_until_when(restricted: Person) -> None:
    told = restricted.get("/notifications").get_json()["items"][0]
    assert (told["kind"], told["data"]["restriction"], told["data"]["text"]) == (
        "account.restricted",
        "text_only",
        "Be kind.",
    )
    assert told["data"]["until"] is not None


def test_the_newest_restriction_counts(
    alice: Person, charlie: Person, restricted: Person, moderator: Person, report: Report
):
    decide(moderator, report(charlie, restricted), "restricted")
    kept = restricted.get("/appeals").get_json()["items"]
    assert [(one["lasts"], one["until"] is None) for one in kept] == [(True, True), (False, False)]


def test_the_schema_knows_no_half_a_restriction(session: Session, alice: Person) -> None:
    with pytest.raises(Exception, match="users_restriction_whole"):
        session.execute(text("UPDATE users SET restricted_until = now()"))
