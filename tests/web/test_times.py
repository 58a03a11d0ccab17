"""Finding a time, booking it with one's wishes, and everything that may become of the booking."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, book, register_at


@pytest.fixture
def tess(site: Embedded, arrive: Arrive) -> Person:
    return arrive(register_at(site, "Tess Arden"))


def choose_day(page: Page, offset: int) -> None:
    page.goto("/times")
    page.locator(".day").nth(offset).click()
    expect(page.get_by_role("region", name="Morning")).to_be_visible()


def test_a_day_goes_by_the_clocks_here_and_is_narrowed_down(tess: Person) -> None:
    page = tess.page
    choose_day(page, 3)
    expect(page.get_by_text("Europe/Berlin")).to_be_visible()
    expect(page.locator(".day-part").first.locator(".hour-time").first).to_have_text("00:00")
    page.get_by_label("Time of day").select_option("Evening")
    expect(page.locator(".day-part")).to_have_count(1)
    expect(page.locator(".hour-time").first).to_have_text("18:00")
    expect(page.locator(".hour-time").last).to_have_text("23:00")
    page.get_by_role("radio", name="Behavioral").check()
    expect(page.get_by_role("button", name="Book Technical")).to_have_count(0)
    expect(page.get_by_role("button", name="Book Behavioral")).to_have_count(6)
    page.locator(".day").nth(3).press("ArrowRight")
    expect(page.locator(".day").nth(4)).to_be_focused()
    expect(page.locator(".day").nth(4)).to_have_attribute("aria-pressed", "true")


def test_a_booking_is_made_changed_moved_put_into_a_calendar_and_given_back(tess: Person, tmp_path: Path) -> None:
    page = tess.page
    choose_day(page, 5)
    page.get_by_role("button", name=re.compile("Book Technical.*, 10:00")).click()
    page.get_by_role("radio", name="Easy").check()
    page.get_by_label("Who suits you").select_option("My level only")
    page.get_by_label("Language you speak").select_option("German")
    page.get_by_label("Note to yourself").fill("Trees, please")
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("Yours ·")).to_be_visible()

    page.goto("/")
    next_one = page.get_by_role("region", name="Next")
    for words in ("10:00", "Easy", "German", "My level only", "Trees, please"):
        expect(next_one).to_contain_text(words)
    next_one.get_by_role("button", name="Change").click()
    page.get_by_role("dialog").get_by_role("radio", name="Hard").check()
    page.get_by_role("button", name="Save").click()
    expect(next_one).to_contain_text("Hard")

    with page.expect_download() as download:
        next_one.get_by_role("button", name="Calendar").click()
    download.value.save_as(tmp_path / "booking.ics")
    calendar = (tmp_path / "booking.ics").read_text()
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert calendar.count("BEGIN:VEVENT") == 1

    next_one.get_by_role("button", name="Move").click()
    expect(page.get_by_text("Pick the new time")).to_be_visible()
    page.locator(".day").nth(6).click()
    page.get_by_role("button", name=re.compile("Move to Technical.*, 11:00")).click()
    expect(next_one).to_contain_text("11:00")
    expect(next_one).to_contain_text("Trees, please")

    next_one.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_contain_text("without a trace")
    page.get_by_role("button", name="Cancel the booking").click()
    expect(page.get_by_text("The times you book will be here")).to_be_visible()


def test_who_cancels_or_moves_shortly_before_is_told_what_it_costs(tess: Person, site: Embedded) -> None:
    page = tess.page
    book(tess, within_minutes=100)
    page.goto("/")
    next_one = page.get_by_role("region", name="Next")
    next_one.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_contain_text("marked as late")
    page.get_by_role("button", name="Keep it").click()
    expect(next_one.get_by_role("button", name="Cancel")).to_be_focused()
    next_one.get_by_role("button", name="Move").click()
    expect(page.get_by_text("moving it is marked as late")).to_be_visible()


def test_a_full_time_is_watched_and_no_longer_watched(tess: Person, site: Embedded) -> None:
    page = tess.page
    with behind(site) as session:
        slot = session.execute(
            text(
                "UPDATE slots SET capacity = 1 WHERE id = (SELECT id FROM slots WHERE interview_type = 'technical'"
                " AND starts_at > now() + interval '9 days' ORDER BY starts_at LIMIT 1) RETURNING id"
            )
        ).scalar_one()
        session.commit()
    other = register_at(site, "Somebody Else")
    book(other, slot=slot)
    watch = page.get_by_role("button", name="Tell me of a free seat")
    page.goto("/times")
    for day in (9, 10):
        page.locator(".day").nth(day).click()
        expect(page.locator(".day-list")).to_have_attribute("aria-busy", "false")
        if watch.count():
            break
    watch.click()
    expect(watch).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("You will be told")).to_be_visible()
    watch.click()
    expect(watch).to_have_attribute("aria-pressed", "false")
