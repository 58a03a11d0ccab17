"""The history: found again, read, answered, and watched once more."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, text

from shared.models import Feedback
from tests.api.past import BEHAVIORAL, Past
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, practise_for_weeks, record, register_at


@pytest.fixture
def mira(site: Embedded, arrive: Arrive) -> Person:
    return arrive(register_at(site, "Mira Stone"))


@pytest.fixture
def odo(site: Embedded) -> Person:
    return register_at(site, "Odo Reyes")


def test_interviews_come_in_pages_and_are_found_by_kind_day_and_peer(mira: Person, site: Embedded, odo: Person) -> None:
    other = register_at(site, "Pia Lind")
    with behind(site) as session:
        past = Past(session)
        for day in range(1, 23):
            past.meet(odo.id, mira.id, past.now - timedelta(days=day))
        past.meet(other.id, mira.id, past.now - timedelta(days=40), of=BEHAVIORAL)
    page = mira.page
    page.goto("/history")
    cards = page.locator(".past")
    expect(cards).to_have_count(20)
    page.get_by_role("button", name="Show earlier interviews").click()
    expect(cards).to_have_count(23)
    page.get_by_label("Type").select_option("Behavioral")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("Pia Lind")
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_label("From").fill((past.now - timedelta(days=3)).date().isoformat())
    page.get_by_label("To", exact=True).fill((past.now - timedelta(days=2)).date().isoformat())
    expect(cards).to_have_count(2)
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_label("With", exact=True).select_option("Pia Lind")
    expect(cards).to_have_count(1)
    page.get_by_label("Type").select_option("Technical")
    expect(page.get_by_text("No interviews match these filters")).to_be_visible()


def test_what_was_asked_and_said_is_read_voted_on_and_reported(mira: Person, site: Embedded, odo: Person) -> None:
    with behind(site) as session:
        practise_for_weeks(session, mira.id, [odo.id], weeks=1)
    page = mira.page
    page.goto("/history")
    card = page.locator(".past").first
    for words in ("Odo Reyes", "29 min", "Interviewee", "You were asked", "You asked about the input"):
        expect(card).to_contain_text(words)
    card.get_by_role("button", name="Yes", exact=True).click()
    expect(card.get_by_role("button", name="Yes", exact=True)).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(card.get_by_role("button", name="Yes", exact=True)).to_have_attribute("aria-pressed", "true")
    for button, answer in (
        ("Report this feedback", "Thank you"),
        ("Report Odo Reyes", "You have already reported this"),
    ):
        card.get_by_role("button", name=button).click()
        page.get_by_label("What happened?").fill("This was not about the interview.")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text(answer)).to_be_visible()


def test_an_interview_is_saved_as_files(mira: Person, site: Embedded, odo: Person, tmp_path: Path) -> None:
    with behind(site) as session:
        past = Past(session)
        interview = past.meet(odo.id, mira.id, past.now - timedelta(hours=1))
        past.say(interview, mira.id, odo.id, did_well="Patient.")
        session.commit()
    page = mira.page
    page.goto("/history")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download the interview with Odo Reyes").click()
    saved = downloading.value
    assert saved.suggested_filename == f"interview-{interview}.zip"
    saved.save_as(tmp_path / "saved.zip")
    with zipfile.ZipFile(tmp_path / "saved.zip") as archive:
        assert "Odo Reyes" in archive.read("about.txt").decode()
        assert "Patient." in archive.read("feedback-given.txt").decode()
        assert json.loads(archive.read("interview.json"))["id"] == str(interview)
        code = [name for name in archive.namelist() if name.startswith("code/")]
        assert all(name.endswith(".py") for name in code)


def test_own_feedback_is_changed_while_nobody_can_read_it(mira: Person, site: Embedded, odo: Person) -> None:
    with behind(site) as session:
        past = Past(session)
        interview = past.meet(odo.id, mira.id, past.now - timedelta(hours=1))
        past.say(interview, mira.id, odo.id, did_well="Patient.", problem_solving=3, technical=3)
        old = past.meet(odo.id, mira.id, past.now - timedelta(hours=3))
        past.say(old, mira.id, odo.id, created_at=past.now - timedelta(minutes=16))
    page = mira.page
    page.goto(f"/review/{old}")
    expect(page.get_by_text("You have already given this feedback")).to_be_visible()
    page.goto("/history")
    card = page.locator(".past").first
    card.get_by_text("Your feedback", exact=True).click()
    card.get_by_role("link", name="Edit").click()
    field = page.get_by_label("What did they do well?")
    expect(field).to_have_value("Patient.")
    field.fill("Patient, and clear.")
    page.get_by_role("button", name="Rate in more detail").click()
    page.get_by_role("group", name="Testing").get_by_text("5", exact=True).click()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("link", name="Go to history").click()
    card.get_by_text("Your feedback", exact=True).click()
    expect(card).to_contain_text("Patient, and clear.")
    expect(card.locator(".marks")).to_contain_text("Testing")


def test_feedback_sent_at_once_holds_the_last_choice(mira: Person, site: Embedded, odo: Person) -> None:
    """Before the frame in which the choice is drawn, as on a slow machine."""
    with behind(site) as session:
        past = Past(session)
        interview = past.meet(mira.id, odo.id, past.now - timedelta(hours=1))
    page = mira.page
    page.goto(f"/review/{interview}")
    for group in ("Communication", "Problem solving", "Technical skill", "Overall"):
        page.get_by_role("group", name=group).get_by_text("5", exact=True).click()
    page.get_by_role("group", name="Would you advance").get_by_text("Yes").click()
    page.get_by_label("What could they try next time?").fill("Ask first.")
    page.get_by_label("What did they do well?").fill("Patient.")
    expect(page.get_by_label("What did they do well?")).to_have_value("Patient.")
    choose_and_send = """async () => {
        [...document.querySelectorAll("fieldset")].at(-1).querySelector("[value='4']").click();
        // Long enough to draw, and within the same frame.
        for (let turn = 0; turn < 20; turn += 1) await null;
        document.querySelector("form [type=submit]").click();
    }"""
    page.evaluate(choose_and_send)
    expect(page.get_by_text("Thank you.")).to_be_visible()
    with behind(site) as session:
        assert session.scalar(select(Feedback.good_match).where(Feedback.author_id == mira.id)) == 4


def test_somebody_is_blocked_here_and_unblocked_in_the_account(mira: Person, site: Embedded, odo: Person) -> None:
    with behind(site) as session:
        Past(session).meet(odo.id, mira.id)
    page = mira.page
    page.goto("/history")
    page.get_by_role("button", name="match us again").click()
    expect(page.get_by_role("button", name="Unblock")).to_be_visible()
    page.goto("/account")
    blocked = page.get_by_role("region", name="Blocked people")
    expect(blocked).to_contain_text("Odo Reyes")
    blocked.get_by_role("button", name="Unblock Odo Reyes").click()
    expect(blocked).to_contain_text(re.compile("You haven.t blocked anyone"))
    with behind(site) as session:
        assert (
            session.execute(text("SELECT count(*) FROM blocks WHERE blocker_id = :id"), {"id": mira.id}).scalar() == 0
        )


def test_an_interview_is_watched_again_moment_by_moment(mira: Person, site: Embedded, odo: Person) -> None:
    with behind(site) as session:
        interview = Past(session).meet(odo.id, mira.id)
        record(session, interview, (odo.id, mira.id))
    page = mira.page
    page.goto("/history")
    page.get_by_role("link", name="Replay").click()
    happened = page.get_by_role("region", name="What happened")
    expect(happened).to_contain_text("Mira Stone was asked: ")
    expect(happened).to_contain_text("ran the code: 6 … (4,999 more lines)")
    page.reload()
    code = page.get_by_role("region", name="The code at this moment")
    expect(code).to_be_visible()
    assert shifts(mira) < 0.03
    slider = page.get_by_role("slider", name="Moment of the interview")
    expect(slider).to_have_attribute("aria-valuetext", "0:00 of 30:00")
    slider.press("End")
    expect(code).to_contain_text("return ways[-1][-1]")
    page.get_by_role("button", name="May cells be blocked").click()
    expect(slider).to_have_attribute("aria-valuetext", "15:00 of 30:00")
    expect(code).to_contain_text("for row in range")
    expect(code).not_to_contain_text("return ways")
    page.get_by_role("button", name="Whiteboard").click()
    drawn = page.get_by_role("region", name="The whiteboard at this moment").get_by_role("img")
    expect(drawn).to_have_accessible_name("1 stroke")
    slider.press("End")
    expect(drawn).to_have_accessible_name("2 strokes; labels: ways")
    slider.press("Home")
    expect(drawn).to_have_accessible_name("Nothing yet")
    page.get_by_role("button", name="Editor").click()
    slider.fill("1100")
    page.get_by_role("group", name="Speed").locator("label").last.click()
    page.get_by_role("button", name="Play").click()
    expect(code).to_contain_text("for column in range")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def shifts(person: Person) -> float:
    """Return how far what was shown has moved since the page began to load: its Cumulative Layout Shift."""
    total: float = person.page.evaluate(
        """new Promise((done) => {
            let total = 0;
            const add = (entries) => entries.forEach((one) => { if (!one.hadRecentInput) total += one.value; });
            const observer = new PerformanceObserver((list) => add(list.getEntries()));
            observer.observe({ type: "layout-shift", buffered: true });
            setTimeout(() => { add(observer.takeRecords()); done(total); });
        })"""
    )
    return total


def test_nobody_else_watches_it(mira: Person, site: Embedded, odo: Person) -> None:
    other = register_at(site, "Pia Lind")
    with behind(site) as session:
        interview = Past(session).meet(odo.id, other.id)
    mira.go(f"/replay/{interview}")
    expect(mira.page.get_by_role("alert").first).to_contain_text("you don't have access")
