"""Every kind of mail as a mail server receives it: each header and part by the grammar of its RFC, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from mockmate_ws.jobs import notification_mail, reminders, watches
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.schemas import NextSlot
from shared.events.types import (
    AccountRestricted,
    AccountWarned,
    AgainAgreed,
    AppealAnswered,
    Event,
    FeedbackReceived,
    GroupAnswered,
    InvitationAccepted,
    InvitationDeclined,
    InvitationReceived,
    MatchDeclined,
    MatchExpired,
    MatchPeerNoShow,
    ReportAnswered,
    WeekSummarized,
)
from shared.mail import outbox, rendering
from shared.mail.preferences import ALWAYS, KINDS
from shared.mail.transport import Connection
from shared.models import (
    AgainWish,
    AppealOutcome,
    Booking,
    Difficulty,
    InterviewType,
    Invitation,
    InvitationStatus,
    MeasureKind,
    Participant,
    ReportReason,
    Restriction,
    Slot,
    User,
)
from tests import mail_grammar
from tests.api.notifications.wire import Wire
from tests.clients.person import Person, register
from tests.keys import turn_on_codes
from tests.mail_grammar import Part, decoded

Run = Callable[[Any], int]
LONG_HOST = f"{'a-label-of-some-length.' * 8}example"


class Reader(NamedTuple):
    """Who gets mail, under which domain on the wire, from whom, and where the site is."""

    email: str
    name: str
    domain: str = "example.com"
    mail_from: str = "mocks@mates.example"
    public_url: str = "https://interviews.example"
    language: str = "en"


READERS = {
    "plain": Reader("dana@example.com", "Dana", mail_from="Mock Mate <mocks@mates.example>"),
    "long": Reader(
        f"{'dana' * 15}@{LONG_HOST}",
        "Nguyễn " * 12 + "Thị",
        LONG_HOST,
        f"Schule für Gespräche mit einem Namen der länger ist als eine Zeile <mocks@{LONG_HOST}>",
        f"https://{LONG_HOST}:8443/behind/a/path/",
    ),
    "SMTPUTF8": Reader(
        "jürgen@straße.example",
        "Jürgen Groß 👩🏽\u200d💻",
        "xn--strae-oqa.example",
        "面試 <mocks@mates.example>",
        "http://[::1]:8000",
    ),
    "specials": Reader(
        "o'brien+mocks@example.com",
        'Seán "O\'Brien", (Jr.)',
        mail_from='"Mates, Mock (practice)" <mocks@mates.example>',
        public_url="http://127.0.0.1:8000",
    ),
    "Spanish": Reader("dana@example.com", "Dana Muñoz", mail_from="Mock Mate <mocks@mates.example>", language="es"),
    "Spanish with SMTPUTF8": Reader(
        "ñandú@straße.example",
        "María José Ibáñez",
        "xn--strae-oqa.example",
        public_url="http://[::1]:8000",
        language="es",
    ),
    "right to left": Reader("נועה@example.com", "علی\u200cرضا נועה"),  # noqa: RUF001
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_every_header_of_every_kind_of_mail_follows_the_grammar(
    app: Flask, session: Session, make_slot: Callable[..., int], run: Run, wire: Wire, reader: Reader
) -> None:
    changes = {"mail_from": reader.mail_from, "public_url": reader.public_url}
    run(notification_mail.write)
    person = register(app, "dana", email=reader.email, full_name=reader.name, ui_language=reader.language)
    raw = wire.deliver(**changes)
    person.post("/auth/verify-email/resend")
    session.execute(text("UPDATE one_time_tokens SET expires_at = expires_at - interval '2 minutes'"))
    session.commit()
    raw += wire.deliver(**changes)
    session.execute(update(User).values(email_verified_at=datetime.now(UTC)))
    session.commit()
    person.post("/auth/forgot-password", {"email": reader.email})
    person.post("/auth/change-password", {"current_password": "correct horse battery", "new_password": "9" * 30})
    turn_on_codes(person)
    # To the new address, and to the one that the person has.
    person.post("/users/me/email", {"email": reader.email[1:]}, status=202)
    letters = raw + wire.deliver(**changes)
    assert len(letters) == len(rendering.LINKS) + 2
    notifications = everything_that_happens(app, person, session, make_slot, run, wire, changes)

    local = reader.email.rpartition("@")[0]
    address = f"{local}@{reader.domain}"
    is_utf8 = not local.isascii()
    messages = [mail_grammar.read(one, is_utf8=is_utf8) for one in letters + notifications]
    assert sorted({one.headers["To"] for one in messages}) == sorted([address, address[1:]])
    for message in messages:
        assert decoded(message.headers["From"]).replace('"', "") == reader.mail_from.replace('"', "")
        assert message.headers["Content-Language"] == reader.language
        assert message.parts[0].text.startswith({"en": "Hello ", "es": "Hola, "}[reader.language])
        assert f'<html lang="{reader.language}" dir="ltr">' in message.parts[1].text
    kinds = set()
    for message in messages[len(letters) :]:
        kind = message.headers["List-Id"].partition(".")[0].strip("<")
        kinds.add(kind)
        if kind in named(ALWAYS):
            assert "List-Unsubscribe" not in message.headers
        else:
            stop_and_settings(app, message, reader.public_url.rstrip("/"))
    assert kinds == named(KINDS)
    calendars = [message for message in messages if len(message.parts) == 3]
    assert [invitation(message) for message in calendars] == [("REQUEST", "0"), ("CANCEL", "1")]
    assert all("List-Id" not in message.headers for message in messages[: len(letters)])


def everything_that_happens(
    app: Flask,
    person: Person,
    session: Session,
    make_slot: Callable[..., int],
    run: Run,
    wire: Wire,
    changes: dict[str, str],
) -> list[bytes]:
    """Let everything happen to a person that is mailed, and return the mails."""
    everything = {kind: {"in_app": True, "email": True} for kind in KINDS}
    person.call("PUT", "/notifications/preferences", json={"kinds": everything})
    slot_id, free = make_slot(600), make_slot(900)
    person.post(f"/slots/{free}/watch")
    run(watches.notify)
    booking_id = person.post("/slots/book", {"slot_id": slot_id, "difficulty": "medium"}).get_json()["id"]
    session.execute(text("UPDATE bookings SET revised_at = revised_at - interval '3 days'"))
    session.commit()
    run(reminders.remind)
    wish = {"interview_type": "behavioral", "difficulty": "easy"}
    person.post("/match/pair", wish)
    peer = register(app, "luz")
    assert peer.post("/match/pair", wish).status_code == 200
    met = UUID(person.get("/match/status").get_json()["interview"]["id"])
    both = session.scalars(select(Participant.user_id).where(Participant.interview_id == met)).all()
    session.add_all(AgainWish(interview_id=met, user_id=one, again=True, contact="a@b.example") for one in both)
    slot = session.get_one(Slot, free)
    assert slot.starts_at is not None
    for event in (
        MatchExpired(slot_id=1, booking_id=999, next_slots=[NextSlot(slot_id=free, starts_at=slot.starts_at)]),
        MatchPeerNoShow(interview_id=UUID(int=1), absent=[], waiting_again=False),
        MatchDeclined(interview_id=UUID(int=1), by=999, waiting_again=False),
        FeedbackReceived(interview_id=UUID(int=1)),
        AccountWarned(measure_id=1, reason=ReportReason.SPAM, text="Please stop."),
        AccountRestricted(measure_id=2, restriction=Restriction.TEXT_ONLY, until=slot.starts_at, text="Please write."),
        ReportAnswered(report_id=1),
        *invitations(session, person, peer),
        AgainAgreed(interview_id=met, what="practice"),
        AgainAgreed(interview_id=met, what="contacts"),
        GroupAnswered(group_id=1, name="Club", approved=True),
        GroupAnswered(group_id=2, name="Club", approved=False),
        AppealAnswered(measure_id=2, measure=MeasureKind.RESTRICTED, outcome=AppealOutcome.UPHOLD, text="It stays."),
        WeekSummarized(week=datetime.now(UTC).date(), interviews=2, minutes=60, feedback=1, upcoming=3),
    ):
        event_log.append(session, event_log.user(person.id), event)
    session.commit()
    run(notification_mail.write)
    sent = wire.deliver(**changes)
    assert person.delete(f"/slots/bookings/{booking_id}").status_code == 204
    run(notification_mail.write)
    return [one for one in sent + wire.deliver(**changes) if b"/verify-email#" not in one.replace(b"=\r\n", b"")]


def named(kinds: Iterable[str]) -> set[str]:
    """Return the names of kinds in a List-Id."""
    return {re.sub("[._]", "-", kind) for kind in kinds}


def invitations(session: Session, person: Person, peer: Person) -> list[Event]:
    """Return the events of three invitations of two people.

    Of the person's own, one that begins at once was accepted, another declined; the third is for them.
    """
    now = datetime.now(UTC)
    times = {"starts_at": now + timedelta(hours=20), "ends_at": now + timedelta(hours=21)}
    wish = {"interview_type": InterviewType.TECHNICAL, "difficulty": Difficulty.EASY, "language": "en"}
    ids = [uuid4(), uuid4(), uuid4()]
    for invitation_id, status in zip(ids, (InvitationStatus.ACCEPTED, InvitationStatus.DECLINED), strict=False):
        answer = {"status": status, "expires_at": now, "digest": invitation_id.bytes, "invitee_id": peer.id}
        session.add(Invitation(id=invitation_id, inviter_id=person.id, **wish, **answer))
    to_come = {"expires_at": times["starts_at"], "digest": ids[2].bytes, "invitee_id": person.id}
    session.add(Invitation(id=ids[2], inviter_id=peer.id, **wish, **to_come))
    slot = Slot(interview_type=InterviewType.TECHNICAL, capacity=2, invitation_id=ids[0], **times)
    session.add_all(Booking(user_id=one.id, slot=slot, difficulty=Difficulty.EASY, **times) for one in (person, peer))
    session.flush()
    accepted = InvitationAccepted(invitation_id=ids[0], slot_id=slot.id, starts_at=times["starts_at"])
    return [accepted, InvitationDeclined(invitation_id=ids[1]), InvitationReceived(invitation_id=ids[2])]


def stop_and_settings(app: Flask, message: Part, home: str) -> None:
    """Assert that a notification says where it can be stopped, for programs and for people."""
    url = message.headers["List-Unsubscribe"].strip("<>")
    assert url.startswith(f"{home}/notifications/unsubscribe/")
    token = url.rpartition("/")[2]
    assert re.fullmatch(r"[\w-]{22}", token)
    answer = app.test_client().get(url.removeprefix(home))
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    plain, html = (part.text for part in message.parts[:2])
    assert f"{home}/news#preferences" in plain.split("\r\n")
    assert f'<a href="{home}/news#preferences">' in html


def invitation(message: Part) -> tuple[str, str]:
    """Return METHOD and SEQUENCE of the calendar part, which is 7-bit and has its lines as RFC 5545 says."""
    part = message.parts[2]
    assert part.media_type == "text/calendar"
    assert part.headers["Content-Transfer-Encoding"] == "quoted-printable"
    event = mail_grammar.read_calendar(part.text)
    assert part.parameters["method"] == event["METHOD"]
    return event["METHOD"], event["SEQUENCE"]


def test_the_date_is_when_it_is_sent(session: Session, settings: Settings, app: Flask, wire: Wire) -> None:
    register(app, "dana")
    session.execute(text("UPDATE outgoing_mails SET created_at = created_at - interval '20 hours'"))
    session.commit()
    (raw,) = wire.deliver()
    at = mail_grammar.date_of(mail_grammar.read(raw, is_utf8=False).headers["Date"])
    assert abs(datetime.now(UTC) - at) < timedelta(hours=1)


def test_a_folder_gets_the_same_bytes_but_for_line_ends(
    app: Flask, session: Session, settings: Settings, tmp_path: Path
) -> None:
    register(app, "dana", full_name="Dana Ångström")
    there = settings.model_copy(update={"mail_url": f"file:{tmp_path}"})
    (mail,) = outbox.claim(session, there, 1)
    assert Connection(there).deliver(mail).error is None
    (path,) = tmp_path.glob("*.eml")
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert "Hello Dana Ångström," in mail_grammar.read(raw.replace(b"\n", b"\r\n"), is_utf8=False).parts[0].text
