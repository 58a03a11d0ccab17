"""The bell and what stands behind it: what is new, what is read, and what one wants to hear of."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from shared.events import types
from tests.api.feedback.test_submit import GOOD
from tests.api.past import Past
from tests.clients import wait_until
from tests.clients.browser import interview_of
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, book, register_at, tell


@pytest.fixture
def vera(site: Embedded, arrive: Arrive) -> Person:
    return arrive(register_at(site, "Vera Holt"))


def test_what_is_new_is_counted_shown_and_read_once_it_was_seen(vera: Person, site: Embedded) -> None:
    page = vera.page
    page.goto("/")
    expect(page.get_by_role("button", name="Notifications", exact=True)).to_be_visible()
    wim = register_at(site, "Wim Berg")
    with behind(site) as session:
        past = Past(session)
        interview = past.meet(wim.id, vera.id, past.now - timedelta(hours=1))
        past.say(interview, wim.id, vera.id)
        tell(session, vera.id, reminder_of(vera), types.FeedbackReceived(interview_id=interview))
    # Nothing is published from here: it comes with the next look that the socket service takes by itself.
    bell = page.get_by_role("button", name="Notifications: 2 new")
    expect(bell).to_be_visible(timeout=30_000)
    bell.click()
    panel = page.get_by_role("region", name="Notifications", exact=True)
    # In the one shape that moments have.
    shape = (
        r"Your technical interview starts (in|tomorrow)[^:]*: [A-Z][a-z]{2},? \d{1,2} [A-Z][a-z]{2}, \d\d:\d\d CES?T\."
    )
    expect(panel).to_contain_text(re.compile(shape))
    expect(panel.locator(".unread")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Notifications", exact=True)).to_be_focused()
    page.reload()
    page.get_by_role("button", name="Notifications", exact=True).click()
    expect(panel.locator(".news")).to_have_count(2)
    expect(panel.locator(".unread")).to_have_count(0)
    panel.get_by_role("link", name="Give feedback").click()
    expect(page.get_by_role("heading", name="Feedback for Wim Berg")).to_be_visible()
    expect(panel).to_be_hidden()


def reminder_of(person: Person) -> types.BookingReminder:
    """Let somebody book a time, and return what reminds them of it."""
    book(person)
    booking = person.get("/slots/bookings", status=200).get_json()["items"][0]
    at = {"slot_id": booking["slot_id"], "starts_at": booking["starts_at"]}
    return types.BookingReminder(booking_id=booking["id"], interview_type="technical", minutes=60, **at)


def test_news_say_what_is_true_now(arrive: Arrive, site: Embedded) -> None:
    yan, zoe = arrive("Yan Fox"), register_at(site, "Zoe Hall")
    for one in (yan, zoe):
        one.post("/match/pair", {"interview_type": "technical", "difficulty": "medium"})
    wait_until(lambda: interview_of(yan), "they are matched")
    room = interview_of(yan)
    for one in (yan, zoe):
        one.post("/interview/start", {"interview_id": room}, status=200)
    page = yan.page
    page.goto("/news")
    latest = page.get_by_role("region", name="Latest")
    expect(latest.get_by_role("link", name="Go to the room")).to_have_attribute("href", f"/room/{room}")
    zoe.post(f"/interview/{room}/end", status=200)
    expect(latest).to_contain_text("You were matched with Zoe Hall.")
    expect(latest.get_by_role("link", name="Go to the room")).to_have_count(0)
    zoe.post("/feedback/submit", {"interview_id": room, **GOOD}, status=201)
    locked = "You can read it once you have given yours."
    expect(page.locator(".toasts")).to_contain_text(locked)
    expect(latest).to_contain_text(locked)
    page.keyboard.press("Escape")
    yan.post("/feedback/submit", {"interview_id": room, **GOOD}, status=201)
    page.get_by_role("button", name=re.compile("^Notifications")).click()
    panel = page.get_by_role("region", name="Notifications", exact=True)
    expect(panel).to_contain_text("You have received feedback.")
    expect(panel).not_to_contain_text(locked)
    panel.get_by_role("link", name="Go to history").first.click()
    expect(page.get_by_text("Feedback from Zoe Hall")).to_be_visible()


def test_feedback_that_can_be_read_at_once_is_not_said_to_be_locked(arrive: Arrive, site: Embedded) -> None:
    wyn, xan = arrive("Wyn Odd"), register_at(site, "Xan Bell")
    with behind(site) as session:
        past = Past(session)
        interview = past.meet(xan.id, wyn.id, past.now - timedelta(hours=1))
    with wyn.page.expect_event("websocket") as opened:
        wyn.page.goto("/", wait_until="commit")
    opened.value.wait_for_event("framereceived")  # from here on, the page is told
    for one in (wyn, xan):
        one.post("/feedback/submit", {"interview_id": str(interview), **GOOD}, status=201)
    expect(wyn.page.locator(".toasts")).to_contain_text("You have received feedback.")


def test_all_of_it_is_on_a_page_and_marked_as_read_there(vera: Person, site: Embedded) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    with behind(site) as session:
        free = types.SlotAvailable(slot_id=1, interview_type="behavioral", starts_at=soon)
        tell(session, vera.id, *[free] * 25)
    page = vera.page
    page.goto("/news")
    latest = page.get_by_role("region", name="Latest")
    expect(latest).to_contain_text("25 unread")
    expect(latest.locator(".news")).to_have_count(20)
    latest.get_by_role("button", name="Show earlier notifications").click()
    expect(latest.locator(".news")).to_have_count(25)
    latest.get_by_role("button", name="Mark all as read").click()
    expect(latest).to_contain_text("All read")
    expect(latest.locator(".unread")).to_have_count(0)


def test_wishes_and_quiet_hours_are_kept(vera: Person) -> None:
    page = vera.page
    page.goto("/news")
    page.get_by_label("Weekly summary, by email").check()
    page.get_by_label("Feedback, in the app").uncheck()
    page.get_by_label("No email and no push during quiet hours").check()
    page.get_by_label("From").fill("07:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The two times must differ")).to_be_visible()
    page.get_by_label("Alarm in your calendar").select_option("30 min before")
    page.get_by_label("From").fill("21:30")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toasts")).to_contain_text("Your preferences are saved")
    page.reload()
    expect(page.get_by_label("Weekly summary, by email")).to_be_checked()
    expect(page.get_by_label("Feedback, in the app")).not_to_be_checked()
    expect(page.get_by_label("Alarm in your calendar")).to_have_value("30")
    expect(page.get_by_label("From")).to_have_value("21:30")
    expect(page.get_by_label("To", exact=True)).to_have_value("07:00")
