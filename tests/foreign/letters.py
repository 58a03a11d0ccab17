"""Everything of which the product sends mail, brought about over REST as far as that goes, and what arrives of it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.events import event_log
from shared.events.types import MatchExpired, MatchPeerNoShow, WeekSummarized
from shared.models import InterviewType, Slot
from tests.api.past import Past
from tests.clients import wait_until
from tests.clients.person import Person
from tests.foreign.mail_servers import MailServer

Arrived = Counter[tuple[str, str]]


def arrived(server: MailServer) -> Arrived:
    """Return how often each subject came to each person."""
    seen: Arrived = Counter()
    for raw in server.received():
        head = raw.partition(b"\n\n")[0]
        found = dict(re.findall(r"^(To|Subject): (.*)$", head.decode(), re.MULTILINE))
        seen[found["To"], found["Subject"]] += 1
    return seen


def wait_for(server: MailServer, person: Person | str, *subjects: str) -> None:
    name = person if isinstance(person, str) else person.username
    wanted = {(f"{name}@example.com", subject) for subject in subjects}
    wait_until(lambda: wanted <= arrived(server).keys(), f"{subjects} for {name}")


def token_for(server: MailServer, person: Person, subject: str) -> str:
    """Return the token of the link in a mail that has arrived."""
    wait_for(server, person, subject)
    (mail,) = (
        mail
        for mail in (message_from_bytes(raw, policy=default) for raw in server.received())
        if (mail["To"], mail["Subject"]) == (f"{person.username}@example.com", subject)
    )
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"#token=(\S+)", body.get_content())
    assert found
    return found[1]


WELCOME = "Welcome to Mock Mate: please confirm your email address"
FOUND = "You are matched: your peer is waiting"
BOOKED, CHANGED, CANCELED = (f"{what}: your technical mock interview" for what in ("Booked", "Changed", "Canceled"))
LINKS = ["Choose a new password", "Your password was changed"]
NEWS = [
    CHANGED,
    CANCELED,
    "Your mock interview starts in an hour",
    "A seat is free in a slot you are watching",
    "Your peer declined the match",
    "No match this time",
    "You missed your mock interview",
    "Your peer didn't show up",
    "You have received feedback",
    "Your week at Mock Mate",
]


def a_night_ago(session: Session) -> None:
    """Let the mails that wait have been written before the night."""
    session.execute(text("UPDATE outgoing_mails SET created_at = created_at - interval '8 hours'"))


def slot(person: Person, minutes: float) -> int:
    def make(session: Session) -> int:
        starts_at = datetime.now(UTC) + timedelta(minutes=minutes)
        ends_at = starts_at + timedelta(hours=1)
        made = Slot(interview_type=InterviewType.TECHNICAL, starts_at=starts_at, ends_at=ends_at, capacity=10)
        session.add(made)
        session.flush()
        return made.id

    return person.in_database(make)


def book(person: Person, minutes: float) -> int:
    body = {"slot_id": slot(person, minutes), "difficulty": "easy"}
    booking: int = person.post("/slots/book", body, status=201).get_json()["id"]
    return booking


def follow_links(server: MailServer, alice: Person, bob: Person, carol: Person) -> None:
    """Let people use the links in their mail, as it arrived, and ask for others."""
    for person in (alice, bob):
        person.post("/auth/verify-email", {"token": token_for(server, person, WELCOME)}, status=204)
    wait_for(server, carol, WELCOME)
    a_while_ago = text("UPDATE one_time_tokens SET expires_at = expires_at - interval '2 min'")
    carol.in_database(lambda session: session.execute(a_while_ago))
    carol.post("/auth/verify-email/resend", status=202)
    carol.post("/auth/verify-email", {"token": token_for(server, carol, "Confirm your email address")}, status=204)
    bob.post("/auth/forgot-password", {"email": "bob@example.com"}, status=202)
    new = {"token": token_for(server, bob, "Choose a new password"), "password": "another horse battery"}
    bob.post("/auth/reset-password", new, status=204)
    bob.log_in(bob.post("/auth/login", {"login": "bob", "password": new["password"]}, status=200).get_json())


def book_and_match(server: MailServer, alice: Person, bob: Person) -> tuple[list[int], str]:
    """Let Alice book twice and be matched; returns the bookings and the interview."""
    kinds = alice.get("/notifications/preferences").get_json()["kinds"]
    body = {"kinds": {kind: {"in_app": True, "email": True} for kind in kinds}}
    alice.call("PUT", "/notifications/preferences", json=body, status=200)
    bookings = [book(alice, 6000), book(alice, 9000)]
    alice.practise("easy")
    interview: str = bob.practise("easy", status=200)["interview"]["id"]
    wait_for(server, alice, FOUND)
    wait_until(lambda: arrived(server)["alice@example.com", BOOKED] == 2)
    return bookings, interview


def make_news(alice: Person, bob: Person, bookings: list[int], interview: str) -> None:
    """Let everything happen to Alice of which there is mail, while nobody sends any."""
    alice.patch(f"/slots/bookings/{bookings[0]}", {"slot_id": slot(alice, 7000)}, status=200)
    alice.delete(f"/slots/bookings/{bookings[1]}", status=204)
    bob.post(f"/interview/{interview}/decline", {}, status=200)
    alice.post("/match/leave", {}, status=204)
    book(alice, 50)
    watched = slot(alice, 12000)
    alice.post(f"/slots/{watched}/watch", status=204)

    told = [
        MatchExpired(slot_id=watched, booking_id=bookings[0], next_slots=[]),
        MatchPeerNoShow(interview_id=UUID(interview), absent=[alice.id], waiting_again=True),
        MatchPeerNoShow(interview_id=uuid4(), absent=[], waiting_again=True),
        WeekSummarized(week=datetime.now(UTC).date(), interviews=2, minutes=60, feedback=1, upcoming=3),
    ]

    def write(session: Session) -> None:
        session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '1 day' WHERE status = 'booked'"))
        for event in told:
            event_log.append(session, event_log.user(alice.id), event)

    alice.in_database(write)
    met = alice.in_database(lambda session: Past(session).meet(alice.id, bob.id))
    given: dict[str, Any] = {"communication": 4, "overall": 4, "would_pass": True, "good_match": 5}
    given |= {"problem_solving": 4, "technical": 4, "did_well": "Clear words.", "to_improve": "Ask more."}
    bob.post("/feedback/submit", {"interview_id": str(met), **given}, status=201)
