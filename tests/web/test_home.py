"""Home: what to do now comes first, and whether somebody waits already is said in words that stand together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from shared.models import InterviewType, Slot
from tests.clients.browser import practise
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, book


def test_home_says_who_waits_and_that_nobody_does(arrive: Arrive):
    ann, bea = arrive("Ann"), arrive("Bea")
    ann.go("/")
    ann.page.get_by_role("radio", name="Behavioral").check()
    card = ann.page.get_by_role("region", name="Practice now")
    expect(card).to_contain_text("No one is waiting yet. You would be the first.")
    practise(bea, "Behavioral", "Hard")
    expect(bea.page.get_by_text("Looking for a partner")).to_be_visible()
    expect(card).to_contain_text("1 hard")
    words, counts = card.get_by_text("Waiting now:").bounding_box(), card.get_by_text("0 easy").bounding_box()
    assert words is not None
    assert counts is not None
    # The counts follow their label, instead of standing somewhere in the middle of the card.
    assert counts["x"] - words["x"] < 120


def test_home_starts_with_what_to_do_now(arrive: Arrive, site: Embedded):
    person = arrive("Cleo")
    page = person.page
    cards = page.locator("main section h2")
    person.go("/")
    # Nothing yet: one card says what will be here, one offers to book.
    expect(cards).to_have_text(
        ["Practice now", "Your bookings", "Practice with somebody you know", "Your groups", "Your progress"]
    )
    expect(page.get_by_role("region", name="Practice now")).to_contain_text("Video and audio are not recorded.")
    practice = page.get_by_role("region", name="Practice now")
    expect(practice.get_by_role("button", name="Check camera and microphone")).to_be_visible()
    page.get_by_role("region", name="Your bookings").get_by_role("link", name="Find a time").click()
    expect(page.get_by_role("heading", name="Find a time")).to_be_visible()
    book(person, within_minutes=24 * 60)
    person.go("/")
    expect(cards).to_have_text(
        ["Next interview", "Practice now", "Practice with somebody you know", "Your groups", "Your progress"]
    )
    actions = page.get_by_role("region", name="Next interview").get_by_role("button")
    # The devices are checked from the booking, long before its time; otherwise from where one begins.
    expect(page.get_by_role("button", name="Check camera and microphone")).to_have_count(1)
    expect(actions).to_have_text(["Check camera and microphone", "Add to calendar", "Reschedule", "Edit", "Cancel"])
    # From ten minutes before the start one can go there.
    with behind(site) as session:
        starts = datetime.now(UTC) + timedelta(minutes=5)
        soon = Slot(
            interview_type=InterviewType.BEHAVIORAL, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=9
        )
        session.add(soon)
        session.commit()
        book(person, slot=soon.id)
    page.reload()
    expect(cards).to_have_text(
        ["Next interview", "Practice now", "Later", "Practice with somebody you know", "Your groups", "Your progress"]
    )
    expect(actions).to_have_text(
        ["Join", "Check camera and microphone", "Add to calendar", "Reschedule", "Edit", "Cancel"]
    )
