"""Where a year of birth is required: people are asked for it, and two minors meet without cameras."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import text

from shared.identity import consent
from tests.clients import PASSWORD
from tests.clients.browser import hears, log_in, meet, say
from tests.clients.person import Person, register
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import open_context
from tests.web.devices import CAMERAS_ASKED
from tests.web.seeding import behind, promote
from tests.web.sites import running

THIS_YEAR = datetime.now(UTC).year
WHY = "Cameras stay off in interviews between minors."


@pytest.fixture(scope="module")
def strict(place: Place) -> Iterator[Embedded]:
    # Where cameras begin on, they would be seen at once.
    with running(place, REQUIRE_BIRTH_YEAR="true", CAMERA_START="on") as embedded:
        yield embedded


def test_who_signs_up_is_asked_and_who_is_too_young_is_told(strict: Embedded, browser: Browser) -> None:
    page = open_context(browser, strict).new_page()
    page.goto("/register")
    year = page.get_by_label("Year of birth")
    expect(year).to_have_attribute("autocomplete", "bday-year")
    page.get_by_label("Email address").fill("mia@example.test")
    page.get_by_label("Your name").fill("Mia")
    page.get_by_label("Password").fill(PASSWORD)
    year.fill(str(THIS_YEAR - 9))
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("You are too young to take part here.")).to_be_visible()
    assert serious(page) == []
    year.fill(str(THIS_YEAR - 15))
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Hello, Mia")).to_be_visible()
    page.goto("/account")
    expect(page.get_by_text(f"Year of birth: {THIS_YEAR - 15}.")).to_be_visible()
    page.context.close()


def test_who_was_there_before_is_asked_where_people_book_and_practice(strict: Embedded, browser: Browser) -> None:
    person = register(strict.api, "oldie", birth_year=THIS_YEAR - 40)
    with behind(strict) as session:
        session.execute(text("UPDATE users SET birth_year = NULL WHERE id = :id"), {"id": person.id})
        session.commit()
    person.come_to(open_context(browser, strict).new_page())
    log_in(person)
    page = person.page
    page.goto("/times")
    expect(page.get_by_role("heading", name="Your year of birth")).to_be_visible()
    assert serious(page) == []
    page.goto("/account")
    expect(page.get_by_role("heading", name="Your data")).to_be_visible()
    page.goto("/")
    page.get_by_label("Year of birth").fill(str(THIS_YEAR - 40))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Find a partner")).to_be_visible()
    page.context.close()


def test_two_minors_are_offered_no_camera(strict: Embedded, browser: Browser) -> None:
    pair: list[Person] = []
    for name in ("ida", "tim"):
        person = register(strict.api, name, sockets=strict.api, birth_year=THIS_YEAR - 16)
        person.come_to(open_context(browser, strict).new_page())
        person.page.add_init_script(CAMERAS_ASKED)
        person.call("PUT", "/users/me/consent", json={"version": consent.VERSION}, status=200)
        log_in(person)
        pair.append(person)
    meet(*pair)
    ida, tim = pair
    for one in pair:
        expect(one.page.get_by_text(WHY)).to_be_visible()
        expect(one.page.get_by_role("button", name="Microphone", exact=True)).to_have_attribute("aria-pressed", "true")
        expect(one.page.get_by_role("button", name="Camera", exact=True)).to_have_count(0)
        one.page.keyboard.press("v")
        one.page.get_by_role("button", name="Settings", exact=True).click()
        expect(one.page.get_by_role("dialog").get_by_label("Microphone")).to_be_visible()
        expect(one.page.get_by_role("dialog").get_by_label("Camera")).to_have_count(0)
        one.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    say(ida, "Can you hear me?")
    hears(tim, "Can you hear me?")
    for one in pair:
        assert one.page.evaluate("window.camerasAsked") == 0
        one.page.context.close()


def test_an_administrator_corrects_a_year_and_lets_it_be_said_again(strict: Embedded, browser: Browser) -> None:
    lea = register(strict.api, "lea", birth_year=THIS_YEAR - 40)
    boss = register(strict.api, "boss", birth_year=THIS_YEAR - 50)
    with behind(strict) as session:
        promote(session, boss.id)
    boss.come_to(open_context(browser, strict).new_page())
    log_in(boss)
    page = boss.page
    page.goto("/manage/people")
    page.get_by_label("Search").fill(lea.user["email"])
    line = page.get_by_role("listitem").filter(has_text="lea")
    # The list of before has gone.
    expect(page.locator(".person")).to_have_count(1)
    expect(line).to_contain_text(f"born in {THIS_YEAR - 40}")
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label("Year of birth")
    line.get_by_role("button", name="Year of birth").click()
    field.fill(str(THIS_YEAR - 5))
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("too young")
    assert serious(page) == []
    field.fill(str(THIS_YEAR - 15))
    dialog.get_by_role("button", name="Save").click()
    expect(line).to_contain_text(f"born in {THIS_YEAR - 15}")
    assert lea.get("/users/me").get_json()["is_minor"] is True
    line.get_by_role("button", name="Year of birth").click()
    field.fill("")
    dialog.get_by_role("button", name="Save").click()
    expect(line).not_to_contain_text("born in")
    assert lea.get("/users/me").get_json()["birth_year"] is None
    page.get_by_role("link", name="Audit log").click()
    page.get_by_label("Event", exact=True).select_option("Year of birth changed")
    expect(page.get_by_role("cell", name=f"#{lea.id}")).to_have_count(2)
    page.context.close()
