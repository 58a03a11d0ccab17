"""A moderator decides on a report; the person reads why, meets others in writing only, and appeals."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import expect
from pycrdt import Array, Doc, Map
from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.events import event_log
from shared.events.types import TimerHalf
from shared.models import Document, DocumentUpdate
from tests.api.past import Past
from tests.clients import PASSWORD
from tests.clients.browser import begin, practise, say
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, register_at
from tests.web.test_pages import Album, album, looks  # noqa: F401

RUDE = {"reason": "harassment", "text": "Shouted at me, and went on in the chat."}


@pytest.fixture
def moderator(site: Embedded) -> Person:
    return appoint(site, "Maya Moser")


def appoint(site: Embedded, name: str) -> Person:
    person = register_at(site, name)
    with behind(site) as session:
        session.execute(text("UPDATE users SET is_moderator = true WHERE id = :id"), {"id": person.id})
        session.commit()
    return person


def report(site: Embedded, by: Person, about: Person) -> None:
    with behind(site) as session:
        interview = Past(session).meet(by.id, about.id)
        session.execute(
            text(
                "INSERT INTO chat_messages (interview_id, user_id, client_id, text, sent_at)"
                " VALUES (:interview, :user, '1', 'You are a fool.', now())"
            ),
            {"interview": interview, "user": about.id},
        )
        draw_and_run(session, interview, about)
        session.commit()
    by.post(f"/users/{about.id}/report", RUDE | {"interview_id": str(interview)}, status=201)


def draw_and_run(session: Session, interview: UUID, who: Person) -> None:
    """Leave a drawing, a run and an event in a room of the past."""
    doc: Doc[Any] = Doc()
    with doc.transaction():
        shapes = doc.get("board", type=Array)
        shapes.append(Map({"kind": "rect", "x": 100, "y": 100, "w": 400, "h": 200, "text": "You are ugly"}))
        shapes.append(Map({"kind": "stroke", "x": 600, "y": 100, "width": 5, "points": Array([0, 0, 100, 200])}))
        shapes.append(Map({"kind": "unheard of"}))
    session.add(Document(interview_id=interview, top=1))
    session.flush()
    session.add(DocumentUpdate(interview_id=interview, offset=1, data=doc.get_update()))
    session.flush()
    run = {"interview": interview, "user": who.id, "stdout": "Nobody likes you"}
    session.execute(
        text(
            "INSERT INTO shared_runs"
            " (interview_id, user_id, client_id, language, stdout, stderr, status, ms, truncated)"
            " VALUES (:interview, :user, 'run-1', 'python', :stdout, '', 'ok', 5, false)"
        ),
        run,
    )
    event_log.append(session, event_log.interview(interview), TimerHalf(ends_at=datetime.now(UTC)))


def looks_at_evidence(site: Embedded, by: Person) -> int:
    asked = text("SELECT count(*) FROM audit_log WHERE kind = 'evidence.seen' AND actor_id = :id")
    with behind(site) as session:
        return int(session.execute(asked, {"id": by.id}).scalar_one())


@looks
def test_from_the_report_to_the_answered_appeal(
    site: Embedded,
    arrive: Arrive,
    album: Album,  # noqa: F811
    moderator: Person,
    phone: bool,
):
    # Not the same name in both looks: the site is one, and so is its queue.
    name = "Rolf Rossi" if phone else "Rob Rossi"
    rita, rob, mona = register_at(site, "Rita Reyes"), register_at(site, name), appoint(site, "Mona Mayer")
    report(site, rita, rob)
    maya = arrive(moderator, dark=phone, phone=phone)
    page = maya.page
    maya.go("/")
    page.get_by_role("link", name="Moderation").click()
    expect(page.get_by_text("Shouted at me").first).to_be_visible()
    album.take(maya, "moderation")
    page.get_by_role("link", name=f"Harassment: {name}").click()
    expect(page.get_by_role("heading", name=f"The person reported: {name}")).to_be_visible()
    page.get_by_role("button", name="Look at the evidence").click()
    expect(page.get_by_text("You are a fool.")).to_be_visible()
    board = page.get_by_role("img", name="1 rectangle")
    expect(board.locator("[data-kind=rect]")).to_contain_text("You are ugly")
    expect(board.locator("[data-kind=stroke] path")).to_have_count(1)
    expect(page.get_by_text("1 thing can\N{RIGHT SINGLE QUOTATION MARK}t be drawn.")).to_be_visible()
    expect(page.get_by_text("Nobody likes you")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Half of the time was over").locator("time")).to_be_visible()
    page.get_by_text("Text only", exact=True).click()
    page.get_by_label(f"Your words to {name}").fill("Write, until you can be kind.")
    album.take(maya, "moderation-report")
    page.get_by_role("button", name="Decide", exact=True).click()
    expect(page.get_by_text("Write, until you can be kind.")).to_be_visible()
    expect(page.get_by_text("You are a fool.")).to_be_visible()
    assert looks_at_evidence(site, moderator) == 1
    page.get_by_role("link", name="Back to the reports").click()
    page.get_by_text("Decided", exact=True).click()
    page.get_by_role("link", name=f"Harassment: {name}").click()
    expect(page.get_by_role("button", name="Look at the evidence")).to_be_visible()
    expect(page.get_by_text("You are a fool.")).to_have_count(0)

    his = arrive(rob, dark=phone, phone=phone)
    his.go("/account")
    expect(his.page.get_by_role("heading", name="Decisions about you")).to_be_visible()
    his.page.get_by_role("button", name="Appeal", exact=True).click()
    his.page.get_by_label("Why is this decision wrong?").fill("That was not me.")
    album.take(his, "moderation-appeal")
    his.page.get_by_role("button", name="Send appeal").click()
    expect(his.page.get_by_text("That was not me.")).to_be_visible()
    maya.go("/moderation?show=appeals")
    appeal = page.get_by_role("listitem").filter(has_text=name)
    expect(appeal).to_contain_text("That was not me.")
    expect(appeal).to_contain_text("another moderator answers")
    album.take(maya, "moderation-appeals")

    other = arrive(mona)
    other.go("/moderation?show=appeals")
    other.page.get_by_label(f"Your answer to {name}").fill("We looked again.")
    other.page.get_by_role("listitem").filter(has_text=name).get_by_role("button", name="Lift it").click()
    expect(other.page.get_by_role("listitem").filter(has_text=name)).to_have_count(0)
    his.page.reload()
    expect(his.page.get_by_text("We looked again.")).to_be_visible()


def test_two_people_of_whom_one_may_only_write_meet_in_writing(site: Embedded, arrive: Arrive):
    uma, vic = arrive("Uma Ueda"), arrive("Vic Varga")
    with behind(site) as session:
        session.execute(text("UPDATE users SET restriction = 'text_only' WHERE id = :id"), {"id": vic.id})
        session.commit()
    practise(uma)
    practise(vic)
    begin(uma, vic)
    for person in (uma, vic):
        expect(person.page.locator(".room[data-writes]")).to_have_attribute("data-writes", "both")
        expect(person.page.get_by_role("button", name="Turn the camera on")).to_have_count(0)
    say(vic, "Hello.")
    expect(uma.page.get_by_role("log")).to_contain_text("Hello.")


@looks
def test_a_suspended_person_reads_why_and_appeals_at_the_login(
    site: Embedded,
    arrive: Arrive,
    album: Album,  # noqa: F811
    phone: bool,
):
    zoe = register_at(site, "Zoe Zeller")
    with behind(site) as session:
        session.execute(
            text("UPDATE users SET suspended_at = now(), suspension_reason = 'Sold things.' WHERE id = :id"),
            {"id": zoe.id},
        )
        session.execute(
            text("INSERT INTO measures (user_id, kind, text) VALUES (:id, 'suspended', 'Sold things.')"),
            {"id": zoe.id},
        )
        session.commit()
    someone = arrive(dark=phone, phone=phone)
    page = someone.page
    page.goto("/login")
    page.get_by_label("Email address or username").fill(zoe.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_text("Sold things.")).to_be_visible()
    page.get_by_label("Why is this decision wrong?").fill("Somebody had my password.")
    album.take(someone, "suspended")
    page.get_by_role("button", name="Send appeal").click()
    expect(page.get_by_role("status").filter(has_text="Your appeal was sent")).to_be_visible()
    with behind(site) as session:
        (words,) = session.execute(
            text("SELECT a.text FROM appeals a JOIN measures m ON m.id = measure_id WHERE user_id = :id"),
            {"id": zoe.id},
        ).one()
    assert words == "Somebody had my password."
