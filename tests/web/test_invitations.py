"""Two people who know each other: a link, an account made on the way, and the same interview; or one of three times."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, expect
from sqlalchemy import text

from tests.clients import PASSWORD, wait_until
from tests.clients.browser import agree, begin, hears, say
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, register_at


def invite(person: Person) -> str:
    """Fill in nothing more in the form, send it, and return what follows the address of the site in the link.

    The address is one at which other devices reach it; the browsers of these tests are at another.
    """
    person.page.get_by_role("button", name="Create the invitation").click()
    expect(link(person)).to_have_value(re.compile(r"^http://[^/]+/invite#.{43}$"))
    return "/invite" + link(person).input_value().partition("/invite")[2]


def link(person: Person) -> Locator:
    return person.page.get_by_role("textbox", name="Invitation link")


def register_there(person: Person, name: str) -> None:
    """Sign up from the page of an invitation, which comes back by itself."""
    page = person.page
    page.get_by_role("button", name="Sign up").click()
    page.get_by_label("Email address").fill(f"{uuid4().hex[:12]}@example.test")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="You are invited to practice")).to_be_visible()


def test_whoever_is_invited_registers_on_the_way_and_lands_in_the_interview(arrive: Arrive):
    alice, bob = arrive("Alice Able"), arrive()
    alice.go("/")
    alice.page.get_by_role("link", name="Invite somebody").first.click()
    alice.page.get_by_label("Note to them").fill("Shall we do trees?")
    alice.page.get_by_role("checkbox", name="System design").check()
    url = invite(alice)
    bob.go(url)
    expect(bob.page.get_by_text("Alice Able would like to practice")).to_be_visible()
    expect(bob.page.get_by_text("Shall we do trees?")).to_be_visible()
    expect(bob.page.get_by_text("System design")).to_be_visible()
    register_there(bob, "Bob")
    bob.page.get_by_role("button", name="Accept and begin").click()
    agree(bob)
    # Alice has done nothing more: her page takes her to the waiting room, too.
    for person in (alice, bob):
        expect(person.page.get_by_role("heading", name="You are matched")).to_be_visible()
    begin(alice, bob)
    say(alice, "Hello Bob!")
    hears(bob, "Hello Bob!")
    alice.page.get_by_role("button", name="End", exact=True).click()
    alice.page.get_by_role("dialog").get_by_role("button", name="End for both").click()
    for person in (alice, bob):
        person.page.get_by_role("heading", name="The interview is over").wait_for()
        person.go("/history")
        expect(person.page.get_by_text("by invitation")).to_be_visible()
        expect(person.page.get_by_text("Topics: System design")).to_be_visible()
    # The link is used up.
    stranger = arrive("Mallory")
    stranger.go(url)
    expect(stranger.page.get_by_text("be accepted: the link is incomplete")).to_be_visible()


@pytest.fixture
def mailboxes(site: Embedded) -> Path:
    """The folder in which the site leaves its mail."""
    return site.home / "mail"


def invited_calendars(folder: Path, address: str) -> list[Calendar]:
    """Return the calendars in the mails to an address."""
    found = []
    for file in folder.glob("mail-*.eml"):
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        if address in str(message["To"]):
            parts = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
            found += [Calendar.from_ical(one.get_content()) for one in parts]
    return found


def test_one_of_three_times_is_picked_and_is_in_the_calendars_of_both(site: Embedded, arrive: Arrive, mailboxes: Path):
    alice, bob = register_at(site, "Alice"), register_at(site, "Bob")
    with behind(site) as session:
        confirmed = "UPDATE users SET email_verified_at = now() WHERE id = ANY(:ids)"
        session.execute(text(confirmed), {"ids": [alice.id, bob.id]})
        session.commit()
    arrive(alice)
    arrive(bob)
    alice.go("/invites/new")
    alice.page.get_by_text("At a time to agree on").click()
    for _ in range(2):
        alice.page.get_by_role("button", name="Add a time").click()
    bob.go(invite(alice))
    times = bob.page.get_by_role("group", name="Time, in your time zone").get_by_role("radio")
    expect(times).to_have_count(3)
    bob.page.get_by_role("group", name="Time, in your time zone").locator("label").nth(1).click()
    bob.page.get_by_role("button", name="Accept", exact=True).click()
    expect(bob.page.get_by_role("heading", name="Next interview")).to_be_visible()
    expect(bob.page.get_by_text("With Alice, by invitation")).to_be_visible()
    # Without a reload.
    expect(alice.page.get_by_text("Accepted. You both have a booking.")).to_be_visible()
    alice.go("/")
    expect(alice.page.get_by_text("With Bob, by invitation")).to_be_visible()
    peers = {alice.user["email"]: "Bob", bob.user["email"]: "Alice"}
    wait_until(lambda: all(invited_calendars(mailboxes, address) for address in peers), "both have the mail")
    starts = set()
    for address, peer in peers.items():
        (calendar,) = invited_calendars(mailboxes, address)
        (event,) = calendar.walk("VEVENT")
        assert str(calendar["METHOD"]) == "REQUEST"
        assert str(event["SUMMARY"]).startswith(f"Mock interview with {peer}:")
        starts.add(event.decoded("dtstart"))
    (booked,) = alice.get("/slots/bookings?live=true").get_json()["items"]
    assert {one.isoformat().replace("+00:00", ".000000Z") for one in starts} == {booked["starts_at"]}
    # When one of them can't come after all, the other is told, and the place is gone for both.
    bob.page.get_by_role("button", name="Cancel").click()
    bob.page.get_by_role("dialog").get_by_role("button", name="Cancel booking").click()
    expect(alice.page.get_by_text("The other person canceled your interview.")).to_be_visible()
    expect(alice.page.get_by_text("With Bob, by invitation")).to_be_hidden()


def test_an_invitation_is_withdrawn_and_declined(arrive: Arrive):
    alice, friend = arrive("Alice"), arrive()
    alice.go("/invites/new")
    first = invite(alice)
    alice.go("/invites")
    expect(link(alice)).to_have_value(re.compile(re.escape(first)))
    alice.page.get_by_role("button", name="Withdraw").click()
    expect(alice.page.get_by_text("Withdrawn", exact=True)).to_be_visible()
    friend.go(first)
    expect(friend.page.get_by_text("be accepted: the link is incomplete")).to_be_visible()
    alice.go("/invites/new")
    second = invite(alice)
    # In the same tab, where only what is behind the # changes.
    friend.go(second)
    friend.page.get_by_role("button", name="Decline").click()
    expect(friend.page.get_by_text("You declined.")).to_be_visible()
    expect(alice.page.get_by_text("come: the invitation was declined.")).to_be_visible()


def test_times_that_are_over_are_refused_at_their_field_and_nothing_is_lost(arrive: Arrive):
    alice = arrive("Alice")
    alice.go("/invites/new")
    alice.page.get_by_label("Note to them").fill("Kept")
    alice.page.get_by_text("At a time to agree on").click()
    alice.page.get_by_label("Time 1").fill("2020-01-01T18:00")
    alice.page.get_by_role("button", name="Create the invitation").click()
    field = alice.page.get_by_label("Time 1")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(alice.page.get_by_label("Note to them")).to_have_value("Kept")
