"""The bell and what stands behind it: what is new, what is read, and what one wants to hear of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from shared.events import types
from tests.api.past import Past
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, register_at, tell


@pytest.fixture
def vera(site: Embedded, arrive: Arrive) -> Person:
    return arrive(register_at(site, "Vera Holt"))


def test_what_is_new_is_counted_shown_and_read_once_it_was_seen(vera: Person, site: Embedded) -> None:
    page = vera.page
    page.goto("/")
    expect(page.get_by_role("button", name="Notifications", exact=True)).to_be_visible()
    soon = datetime.now(UTC) + timedelta(hours=1)
    with behind(site) as session:
        interview = Past(session).meet(register_at(site, "Wim Berg").id, vera.id)
        tell(
            session,
            vera.id,
            types.BookingReminder(booking_id=1, slot_id=1, interview_type="technical", starts_at=soon, minutes=60),
            types.FeedbackReceived(interview_id=interview),
        )
    # Nothing is published from here: it comes with the next look that the socket service takes by itself.
    bell = page.get_by_role("button", name="Notifications: 2 new")
    expect(bell).to_be_visible(timeout=30_000)
    bell.click()
    panel = page.get_by_role("region", name="Notifications")
    expect(panel).to_contain_text("Your technical interview starts in an hour")
    expect(panel.locator(".unread")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Notifications", exact=True)).to_be_focused()
    page.reload()
    page.get_by_role("button", name="Notifications", exact=True).click()
    expect(panel.locator(".news")).to_have_count(2)
    expect(panel.locator(".unread")).to_have_count(0)
    panel.get_by_role("link", name="Give yours").click()
    expect(page.get_by_role("heading", name="Feedback for Wim Berg")).to_be_visible()
    expect(panel).to_be_hidden()


def test_all_of_it_is_on_a_page_and_marked_as_read_there(vera: Person, site: Embedded) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    with behind(site) as session:
        free = types.SlotAvailable(slot_id=1, interview_type="behavioral", starts_at=soon)
        tell(session, vera.id, *[free] * 25)
    page = vera.page
    page.goto("/news")
    latest = page.get_by_role("region", name="Latest")
    expect(latest).to_contain_text("25 new ones")
    expect(latest.locator(".news")).to_have_count(20)
    latest.get_by_role("button", name="Show earlier ones").click()
    expect(latest.locator(".news")).to_have_count(25)
    latest.get_by_role("button", name="Mark all as read").click()
    expect(latest).to_contain_text("All read")
    expect(latest.locator(".unread")).to_have_count(0)


def test_wishes_and_quiet_hours_are_kept(vera: Person) -> None:
    page = vera.page
    page.goto("/news")
    page.get_by_label("Weekly summary, by e-mail").check()
    page.get_by_label("Feedback, here").uncheck()
    page.get_by_label("No mail at night").check()
    page.get_by_label("From").fill("07:00")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The two times must differ")).to_be_visible()
    page.get_by_label("From").fill("21:30")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toasts")).to_contain_text("Your wishes are saved")
    page.reload()
    expect(page.get_by_label("Weekly summary, by e-mail")).to_be_checked()
    expect(page.get_by_label("Feedback, here")).not_to_be_checked()
    expect(page.get_by_label("From")).to_have_value("21:30")
    expect(page.get_by_label("To", exact=True)).to_have_value("07:00")
