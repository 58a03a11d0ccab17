"""The account: what one is to others, logins, the calendar's address, one's data, and leaving."""

from __future__ import annotations

import json
import re
from email import message_from_bytes, policy
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.clients import PASSWORD
from tests.clients.browser import open_account, sign_up
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import book, register_at


@pytest.fixture
def xenia(site: Embedded, arrive: Arrive) -> Person:
    xenia = arrive(register_at(site, "Xenia Maur"))
    xenia.go("/account")
    return xenia


def test_the_profile_is_changed_and_the_address_confirmed(xenia: Person, site: Embedded) -> None:
    page = xenia.page
    expect(page.get_by_role("heading", name="Password", exact=True)).not_to_be_in_viewport()
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Password").click()
    expect(page.get_by_role("heading", name="Password", exact=True)).to_be_in_viewport()
    page.get_by_label("Name", exact=True).fill("Xenia M.")
    page.get_by_label("Time zone").select_option("America/Lima")
    page.get_by_label("German").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toasts")).to_contain_text("Profile saved")
    expect(page.get_by_text("Open it to confirm")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Xenia M.")
    expect(page.get_by_label("Time zone")).to_have_value("America/Lima")
    expect(page.get_by_label("German")).to_be_checked()
    expect(page.get_by_text("Until then, reminders and other notifications are not emailed")).to_be_visible()
    page.goto("/news")
    expect(page.get_by_text("You get no email until you confirm your address")).to_be_visible()
    page.goto(link_to_confirm(site, xenia))
    page.get_by_role("button", name="this address is mine").click()
    page.get_by_role("link", name="Continue").click()
    open_account(page)
    expect(page.get_by_text("Confirmed")).to_be_visible()
    page.goto("/news")
    expect(page.get_by_label("Weekly summary, by email")).to_be_visible()
    expect(page.get_by_text("You get no email until")).to_have_count(0)


def link_to_confirm(site: Embedded, member: Person) -> str:
    """Read the link of the mail that somebody got when they signed up."""
    for file in (site.home / "mail").rglob("*.eml"):
        letter = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = letter.get_body(("plain",))
        found = re.search(r"/verify-email#token=\S+", body.get_content() if body else "")
        if found and letter["To"] == member.user["email"]:
            return found[0]
    raise AssertionError(f"{member.user['email']} got no such mail")


def test_another_login_is_ended_and_the_password_changed(xenia: Person, site: Embedded) -> None:
    page = xenia.page
    other = Person(site.api, xenia.post("/auth/login", {"email": xenia.user["email"], "password": PASSWORD}).get_json())
    page.reload()
    page.get_by_role("button", name=re.compile("^End session on")).first.click()
    expect(page.locator(".toasts")).to_contain_text("The session has ended")
    other.get("/users/me", status=401)
    page.get_by_label("Current password").fill("not this one")
    page.get_by_label("New password").fill("seven quiet lanterns")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_role("alert").filter(has_text=re.compile("password", re.IGNORECASE))).to_be_visible()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Change password").click()
    expect(page.locator(".toasts")).to_contain_text("Password changed")
    page.reload()
    expect(page.get_by_role("heading", name="Account")).to_be_visible()


def test_the_calendar_has_a_secret_address_and_a_new_one_ends_it(xenia: Person, site: Embedded) -> None:
    book(xenia)
    page = xenia.page

    def get_address() -> str:
        page.reload()
        page.get_by_role("button", name="Create link").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("stops working")
        dialog.get_by_role("button", name="Create link").click()
        return page.get_by_label("Calendar link", exact=True).input_value()

    first = get_address()
    assert httpx.get(first).text.count("BEGIN:VEVENT") == 1
    second = get_address()
    assert httpx.get(first).status_code == 404
    assert httpx.get(second).status_code == 200


def test_everything_is_taken_home_and_the_account_deleted(xenia: Person, tmp_path: Path) -> None:
    page = xenia.page
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "mine.json")
    assert xenia.user["email"] in json.dumps(json.loads((tmp_path / "mine.json").read_text()))
    page.get_by_role("button", name="Delete account").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete permanently").click()
    expect(page.get_by_role("link", name="Sign up").first).to_be_visible()


def test_a_site_that_is_reached_by_a_number_says_why_it_has_no_passkeys(xenia: Person) -> None:
    expect(xenia.page.get_by_text("This site has no passkeys: they belong to a name")).to_be_visible()
    expect(xenia.page.get_by_role("button", name="Add a passkey")).to_have_count(0)


# As Chrome says it on a machine whose zone it doesn't know.
UNKNOWN_ZONE = """
    const resolved = Intl.DateTimeFormat.prototype.resolvedOptions;
    Intl.DateTimeFormat.prototype.resolvedOptions = function () {
        return { ...resolved.call(this), timeZone: "Etc/Unknown" };
    };
"""


def test_who_comes_from_no_zone_signs_up_and_is_told_of_utc(arrive: Arrive) -> None:
    person = arrive()
    person.page.add_init_script(UNKNOWN_ZONE)
    sign_up(person, "Una Kent")
    expect(person.page.locator(".toasts")).to_contain_text("emails give times in UTC")
    assert person.user["time_zone"] == "UTC"
    person.page.goto("/times")
    expect(person.page.get_by_text("Times are in your zone, UTC")).to_be_visible()
