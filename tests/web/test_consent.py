"""The sheet before the first room: nothing of a room or of its devices starts before somebody has agreed to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from shared.identity import consent
from tests.clients.browser import Held, agree, is_in_room, practise, wait_for_callback
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import register_at

ASKED_FOR = """
window.devicesAsked = 0;
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (wanted) => { window.devicesAsked += 1; return ask(wanted); };
"""


@pytest.fixture
def new(site: Embedded, arrive: Arrive) -> Person:
    """Somebody who has never been in a room."""
    person = arrive(register_at(site, "Nia Brook", agrees=False))
    person.page.add_init_script(ASKED_FOR)
    return person


def sheet_of(person: Person):
    return person.page.get_by_role("dialog", name="Before your first interview")


def test_before_the_first_wait_one_reads_what_is_kept_and_agrees_once(new: Person, shots: Path | None) -> None:
    page = new.page
    practise(new)
    expect(sheet_of(new)).to_contain_text("Sound and picture are not recorded")
    expect(sheet_of(new)).to_contain_text("Moderators and administrators only if")
    assert new.get("/match/status").get_json()["status"] == "idle"
    assert page.evaluate("devicesAsked") == 0
    assert serious(page) == []
    if shots:
        page.screenshot(path=shots / "consent.png")
    agree(new)
    page.wait_for_url("**/waiting")
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    assert new.get("/users/me").get_json()["consent_version"] == consent.VERSION
    page.get_by_role("button", name="Leave").click()
    practise(new)
    page.wait_for_url("**/waiting")
    expect(sheet_of(new)).to_have_count(0)


def test_not_now_costs_nothing_and_one_is_asked_again(new: Person) -> None:
    page = new.page
    practise(new)
    sheet_of(new).get_by_role("button", name="Not now").click()
    expect(page.get_by_role("alert").filter(has_text="once you have agreed")).to_be_visible()
    assert new.get("/match/status").get_json()["status"] == "idle"
    assert new.get("/users/me").get_json()["consent_version"] is None
    page.get_by_role("button", name="Find a partner").click()
    page.keyboard.press("Escape")
    expect(sheet_of(new)).to_have_count(0)
    new.go("/waiting")
    sheet_of(new).get_by_role("button", name="Not now").click()
    page.wait_for_url(re.compile(r"/$"))


def test_at_the_door_of_a_room_one_is_asked_too(new: Person, site: Embedded) -> None:
    page, peer = new.page, register_at(site, "Pim Vos")
    wish = {"interview_type": "behavioral", "difficulty": "hard"}
    peer.post("/match/pair", wish)
    interview = new.post("/match/pair", wish, status=200).get_json()["interview"]["id"]
    for one in (peer, new):
        one.post("/interview/start", {"interview_id": interview}, status=200)
    new.go(f"/room/{interview}")
    expect(sheet_of(new)).to_be_visible()
    assert page.evaluate("devicesAsked") == 0
    agree(new)
    is_in_room(new)
    page.reload()
    is_in_room(new)
    peer.post(f"/interview/{interview}/end", status=200)


def test_a_phone_and_a_line_that_breaks(site: Embedded, arrive: Arrive, shots: Path | None) -> None:
    person = arrive(register_at(site, "Ola Finn", agrees=False), phone=True, dark=True)
    page = person.page
    practise(person)
    held = Held(person, "**/users/me/consent", "PUT")
    sheet_of(person).get_by_role("button", name="I agree").click()
    wait_for_callback(person, held.routes)
    held.routes.pop().abort()
    # It stays open, and says so.
    expect(sheet_of(person).get_by_role("alert")).to_contain_text("be reached")
    if shots:
        page.screenshot(path=shots / "consent-phone.png")
    held.release()
    agree(person)
    page.wait_for_url("**/waiting")
