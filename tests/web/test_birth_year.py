"""Where a year of birth is required: people are asked for it, and two minors meet without cameras."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import text

from shared.identity import consent
from tests.asking import ask_for_small_functions
from tests.clients import PASSWORD
from tests.clients.browser import hears, log_in, meet, say
from tests.clients.person import Person, register
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import open_context
from tests.web.seeding import behind

THIS_YEAR = datetime.now(UTC).year
NOTED = """
window.camerasAsked = 0;
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (wanted) => {
    if (wanted.video) window.camerasAsked += 1;
    return ask(wanted);
};
"""
WHY = "Cameras stay off in interviews between minors."


@pytest.fixture(scope="module")
def strict(place: Place) -> Iterator[Embedded]:
    embedded = Embedded(place.make_folder() / "home", RATE_LIMITS="off", BCRYPT_ROUNDS="4", REQUIRE_BIRTH_YEAR="true")
    try:
        embedded.wait_until_ready()
        with behind(embedded) as session:
            ask_for_small_functions(session)
            session.commit()
        yield embedded
    finally:
        embedded.stop()


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
        person.page.add_init_script(NOTED)
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
