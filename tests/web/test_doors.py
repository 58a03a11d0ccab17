"""Signing in with a provider in a browser, adding and removing one, and a new email address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from tests.api.auth.provider import CLIENT, NAME, OpenIdProvider, provider_in_thread
from tests.clients import PASSWORD, wait_until
from tests.clients.browser import log_in
from tests.clients.person import Person, register
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.keys import turn_on_codes
from tests.web.axe import serious
from tests.web.conftest import open_context
from tests.web.seeding import behind
from tests.web.sites import running

AGAIN = {"login": "dan@example.com", "password": "another good one"}


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with provider_in_thread() as started:
        started.knows("ada", email="ada@example.com", email_verified=True, name="Ada Adams")
        started.knows("bea", email="bea@example.com", email_verified=True)
        started.knows("mallory", email="bea@example.com")
        yield started


@pytest.fixture(scope="module")
def open_house(place: Place, provider: OpenIdProvider) -> Iterator[Embedded]:
    listed = [{"name": NAME, "label": "Campus", "issuer": provider.url, "client_id": CLIENT, "client_secret": "x"}]
    with running(place, OIDC_PROVIDERS=json.dumps(listed)) as embedded:
        yield embedded


@pytest.fixture
def page(open_house: Embedded, browser: Browser) -> Iterator[Page]:
    context = open_context(browser, open_house)
    yield context.new_page()
    context.close()


def confirm(site: Embedded, person: Person) -> None:
    """Let the person's address count."""
    with behind(site) as session:
        session.execute(text("UPDATE users SET email_verified_at = now() WHERE id = :id"), {"id": person.id})
        session.commit()


def agree(page: Page, subject: str) -> None:
    """Say at the provider who one is."""
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize").click()


def take_second_step(page: Page, code: str) -> None:
    expect(page.get_by_text("One more step shows that it is you.")).to_be_visible()
    page.get_by_role("button", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Log in").click()


def test_a_person_signs_up_with_a_provider_and_comes_back_with_it(page: Page) -> None:
    page.goto("/register")
    page.get_by_role("button", name="Continue with Campus").click()
    agree(page, "ada")
    expect(page.get_by_label("Your name")).to_have_value("Ada Adams")
    expect(page.get_by_text("ada@example.com")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    page.goto("/account")
    expect(page.get_by_text("You have no password.")).to_be_visible()
    page.get_by_role("button", name="Remove Campus").click()
    expect(page.locator(".toasts")).to_contain_text("Without this you could no longer log in")
    assert serious(page) == []
    page.get_by_role("button", name="Log out").first.click()
    page.goto("/login")
    page.get_by_role("button", name="Continue with Campus").click()
    agree(page, "ada")
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()
    # What was in the address is gone, and works no second time.
    assert "#" not in page.url


def test_an_account_with_the_address_is_joined_by_its_password(page: Page, open_house: Embedded) -> None:
    register(open_house.api, "bea")
    page.goto("/login")
    page.get_by_role("button", name="Continue with Campus").click()
    agree(page, "mallory")
    expect(page.get_by_text("The provider does not say that this is your email address")).to_be_visible()
    page.get_by_role("link", name="Go to the login page").click()
    page.get_by_role("button", name="Continue with Campus").click()
    agree(page, "bea")
    expect(page.get_by_role("heading", name="You have an account already")).to_be_visible()
    page.get_by_label("Password").fill("not it at all")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Wrong email address, username, or password.")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name=re.compile("Hello"))).to_be_visible()


def test_who_has_a_second_step_takes_it_after_the_provider_too(
    page: Page, open_house: Embedded, provider: OpenIdProvider
) -> None:
    provider.knows("eli", email="eli@example.com", email_verified=True)
    eli = register(open_house.api, "eli")
    codes = turn_on_codes(eli).recovery_codes
    page.goto("/login")
    page.get_by_role("button", name="Continue with Campus").click()
    agree(page, "eli")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    take_second_step(page, codes[0])
    expect(page.get_by_role("heading", name=re.compile("Hello"))).to_be_visible()
    assert [one["label"] for one in eli.get("/auth/identities").get_json()["items"]] == ["Campus"]
    page.context.clear_cookies()
    page.evaluate("() => localStorage.clear()")
    page.goto("/login")
    page.get_by_role("button", name="Continue with Campus").click()
    agree(page, "eli")
    assert serious(page) == []
    take_second_step(page, codes[1])
    expect(page.get_by_role("heading", name=re.compile("Hello"))).to_be_visible()


def test_a_provider_is_added_and_removed(page: Page, open_house: Embedded, provider: OpenIdProvider) -> None:
    provider.knows("cy-at-work", email="cy@work.example", email_verified=True)
    cy = register(open_house.api, "cy").come_to(page)
    confirm(open_house, cy)
    log_in(cy)
    cy.go("/account")
    page.get_by_role("button", name="Add Campus").click()
    agree(page, "cy-at-work")
    expect(page.locator(".toasts")).to_contain_text("Added. You can log in with it from now on.")
    assert [one["email"] for one in cy.get("/auth/identities").get_json()["items"]] == ["cy@work.example"]
    page.get_by_role("button", name="Remove Campus").click()
    expect(page.get_by_role("button", name="Add Campus")).to_be_visible()
    assert cy.get("/auth/identities").get_json()["items"] == []


def test_who_cancels_at_the_provider_is_told(page: Page) -> None:
    page.goto("/login")
    page.get_by_role("button", name="Continue with Campus").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_text(re.compile("canceled at the provider|Begin again"))).to_be_visible()


def test_a_new_address_counts_once_its_mail_was_opened(page: Page, open_house: Embedded) -> None:
    dan = register(open_house.api, "dan").come_to(page)
    confirm(open_house, dan)
    log_in(dan)
    dan.go("/account")
    page.get_by_role("button", name="Change the address").click()
    page.get_by_label("New email address").fill("dan@elsewhere.example")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_text("We sent a link to dan@elsewhere.example.")).to_be_visible()
    page.goto(_link(open_house, "dan@elsewhere.example", "change-email"))
    page.get_by_role("button", name="Yes, take this address").click()
    expect(page.get_by_text("This is your address now.")).to_be_visible()
    assert dan.get("/users/me").get_json()["email"] == "dan@elsewhere.example"
    page.goto(_link(open_house, "dan@example.com", "keep-email"))
    page.get_by_role("button", name="Keep my address").click()
    expect(page.get_by_text("Your address stays.")).to_be_visible()
    # Somebody else may know the password: it counts no more.
    page.goto(_link(open_house, "dan@example.com", "reset-password"))
    page.get_by_label("New password").fill("another good one")
    page.get_by_role("button", name="Set password").click()
    api = Person(open_house.api)
    wait_until(lambda: api.post("/auth/login", AGAIN).status_code == 200, "the new password counts")
    assert api.post("/auth/login", AGAIN).get_json()["user"]["email"] == "dan@example.com"


def _link(site: Embedded, address: str, path: str) -> str:
    """Wait for a mail, and return its link."""
    found: list[str] = []

    def comes() -> bool:
        for file in (site.home / "mail").rglob("*.eml"):
            letter = message_from_bytes(file.read_bytes(), policy=policy.default)
            body = letter.get_body(("plain",))
            link = re.search(rf"/{path}#token=\S+", body.get_content() if body else "")
            if letter["To"] == address and link:
                found.append(link[0])
        return bool(found)

    wait_until(comes, f"a mail to {address}")
    return found[0]
