"""Finding a time, booking it with one's wishes, and everything that may become of the booking."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.clients.browser import Held
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import behind, book, register_at

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def tess(site: Embedded, arrive: Arrive) -> Person:
    return arrive(register_at(site, "Tess Arden"))


def choose_day(page: Page, offset: int) -> None:
    page.goto("/times")
    page.locator(".day").nth(offset).click()
    expect(page.get_by_role("region", name="Morning")).to_be_visible()


def at(days: int, hour: int) -> datetime:
    """This hour in Berlin, so many days from now."""
    return datetime.combine(datetime.now(BERLIN).date() + timedelta(days=days), time(hour), BERLIN)


def slot_at(person: Person, moment: datetime, kind: str = "technical") -> int:
    start, end = (f"{one.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for one in (moment, moment + timedelta(minutes=1)))
    (slot,) = person.get(f"/slots?interview_type={kind}&from={start}&to={end}", status=200).get_json()["items"]
    return int(slot["id"])


def test_a_day_goes_by_the_clocks_here_and_is_narrowed_down(tess: Person) -> None:
    page = tess.page
    choose_day(page, 3)
    expect(page.get_by_text("Europe/Berlin")).to_be_visible()
    expect(page.locator(".day-part").first.locator(".time").first).to_have_text("00:00")
    page.get_by_label("Time of day").select_option("Evening")
    expect(page.locator(".day-part")).to_have_count(1)
    page.get_by_role("radio", name="Behavioral").check()
    expect(page.get_by_role("button", name="Book Technical")).to_have_count(0)
    times = page.get_by_role("region", name="Evening").get_by_role("button")
    expect(times).to_have_text(["18:00", "19:00", "20:00", "21:00", "22:00", "23:00"])
    page.locator(".day").nth(3).press("ArrowRight")
    expect(page.locator(".day").nth(4)).to_be_focused()
    expect(page.locator(".day").nth(4)).to_have_attribute("aria-pressed", "true")
    # What was chosen stays.
    expect(times).to_have_count(6)
    expect(page.get_by_role("button", name="Book Technical")).to_have_count(0)


def test_times_at_which_people_are_come_first(site: Embedded, arrive: Arrive) -> None:
    uma = arrive(register_at(site, "Uma Lind"))
    page = uma.page
    peers = [register_at(site, f"Peer {number}") for number in range(4)]
    for peer in peers:
        book(peer, slot=slot_at(peer, at(7, 19)))
    book(peers[0], slot=slot_at(peers[0], at(7, 9), "behavioral"))
    mine = slot_at(uma, at(8, 10))
    book(uma, slot=mine)

    uma.go("/times")
    day = page.locator(".day").nth(7)
    expect(day).to_contain_text("5 others booked")
    # My own booking is nobody to meet.
    expect(page.locator(".day").nth(8)).not_to_contain_text("booked")
    page.get_by_role("button", name="Next free evening").click()
    expect(page.get_by_label("Time of day")).to_have_value("evening")
    # The day strip counts what is shown.
    expect(day).to_contain_text("4 others booked")
    page.get_by_label("Time of day").select_option("Any time of day")
    day.press("Enter")
    here = page.get_by_role("region", name="Where people are").get_by_role("listitem")
    expect(here).to_have_count(2)
    expect(here.first).to_contain_text("9:00")
    expect(here.first).to_contain_text("1 person booked")
    expect(here.last).to_contain_text("19:00")
    expect(here.last).to_contain_text("Popular")
    expect(here.last).to_contain_text("4 people booked")
    evening = page.get_by_role("region", name="Evening").get_by_role("button")
    # The other hours of that evening, of both kinds.
    expect(evening).to_have_count(11)
    page.get_by_role("radio", name="Technical").check()
    expect(here).to_have_count(1)
    expect(day).to_contain_text("4 others booked")
    assert serious(page) == []

    # A day on which I am alone leads to one with people.
    page.locator(".day").nth(8).click()
    expect(page.get_by_role("region", name="Your bookings")).to_contain_text("no one else yet")
    page.get_by_role("button", name=re.compile(r": \d+ booked")).click()
    expect(page.get_by_role("region", name="Where people are")).to_be_visible()


def test_the_next_free_evening_has_no_booking_of_mine(tess: Person) -> None:
    page = tess.page
    now = datetime.now(BERLIN)
    today = now.hour < 23
    tess.go("/times")
    page.get_by_role("button", name="Next free evening").click()
    expect(page.locator(".day").nth(0 if today else 1)).to_have_attribute("aria-pressed", "true")
    book(tess, slot=slot_at(tess, at(1, 12)))
    if today:
        book(tess, slot=slot_at(tess, at(0, 23)))
    page.reload()
    page.get_by_role("button", name="Next free evening").click()
    expect(page.locator(".day").nth(2)).to_have_attribute("aria-pressed", "true")


def test_a_booking_is_made_changed_moved_put_into_a_calendar_and_given_back(tess: Person, tmp_path: Path) -> None:
    page = tess.page
    choose_day(page, 5)
    page.get_by_role("button", name=re.compile("Book Technical.*, 10:00")).click()
    page.get_by_role("radio", name="Easy").check()
    page.get_by_label(re.compile("Partner.s level")).select_option("My level only")
    page.get_by_label("Language you speak").select_option("German")
    page.get_by_label("Note to yourself").fill("Trees, please")
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("Yours ·")).to_be_visible()

    page.goto("/")
    next_one = page.get_by_role("region", name="Next interview")
    for words in ("10:00", "Easy", "German", "My level only", "Trees, please"):
        expect(next_one).to_contain_text(words)
    next_one.get_by_role("button", name="Edit").click()
    page.get_by_role("dialog").get_by_role("radio", name="Hard").check()
    page.get_by_role("button", name="Save").click()
    expect(next_one).to_contain_text("Hard")

    with page.expect_download() as download:
        next_one.get_by_role("button", name="Add to calendar").click()
    download.value.save_as(tmp_path / "booking.ics")
    calendar = (tmp_path / "booking.ics").read_text()
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert calendar.count("BEGIN:VEVENT") == 1

    next_one.get_by_role("button", name="Reschedule").click()
    expect(page.get_by_text("Choose a new time")).to_be_visible()
    page.locator(".day").nth(6).click()
    page.get_by_role("button", name=re.compile("Move to Technical.*, 11:00")).click()
    expect(page.get_by_role("dialog")).to_contain_text(", 11:00")
    page.get_by_role("button", name="Move it").click()
    expect(next_one).to_contain_text("11:00")
    expect(next_one).to_contain_text("Trees, please")

    next_one.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_contain_text("without penalty")
    page.get_by_role("button", name="Cancel booking").click()
    expect(page.get_by_text("You have no bookings.")).to_be_visible()


def test_who_cancels_or_moves_shortly_before_is_told_what_it_costs(tess: Person, site: Embedded) -> None:
    page = tess.page
    book(tess, within_minutes=100)
    page.goto("/")
    next_one = page.get_by_role("region", name="Next interview")
    next_one.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_contain_text("counts as a late cancellation")
    page.get_by_role("button", name="Keep it").click()
    expect(next_one.get_by_role("button", name="Cancel")).to_be_focused()
    next_one.get_by_role("button", name="Reschedule").click()
    expect(page.get_by_text("moving it counts as late")).to_be_visible()


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
    watch = page.get_by_role("button", name="notify me when a seat is free")
    page.goto("/times")
    for day in (9, 10):
        page.locator(".day").nth(day).click()
        expect(page.locator(".day-list")).to_have_attribute("aria-busy", "false")
        if watch.count():
            break
    slots = Held(tess, "**/slots?*")
    watch.click()
    expect(page.get_by_text("You will be notified")).to_be_visible()
    # Busy until it shows what is so now: pressed again before that, it would ask for the same.
    expect(watch).to_have_attribute("aria-busy", "true")
    slots.release()
    expect(watch).to_have_attribute("aria-pressed", "true")
    watch.click()
    expect(watch).to_have_attribute("aria-pressed", "false")
