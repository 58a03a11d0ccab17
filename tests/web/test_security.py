"""Passkeys, codes of an app and being asked again, with the authenticator that Chromium has for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect
from sqlalchemy import text

from deployment.local import webclient
from tests.clients import PASSWORD
from tests.clients.person import Person
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.keys import code_at
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import behind, register_at
from tests.web.sites import running

VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def site(place: Place) -> Iterator[Embedded]:
    """One on this machine alone: the other is known by a number in the network, which has no passkeys."""
    webclient.ensure()
    with running(place) as embedded:
        yield embedded


@pytest.fixture
def dana(site: Embedded, arrive: Arrive) -> Person:
    """Somebody at the name of the machine: a number has no passkeys."""
    person = register_at(site, "Dana Keys")
    visitor = arrive(at=site.api.replace("127.0.0.1", "localhost"))
    person.page, person.complaints = visitor.page, visitor.complaints
    log_in(person)
    return person


def log_in(person: Person) -> None:
    page = person.page
    page.goto("/login")
    page.get_by_label("Email address or username").fill(person.user["email"])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def log_out(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("button", name="Log out").first.click()
    expect(page.get_by_role("button", name="Log out")).to_have_count(0)


def authenticator(page: Page) -> tuple[CDPSession, str]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    return devtools, made["authenticatorId"]


def be_at_home(page: Page) -> None:
    expect(page.get_by_role("link", name="Account").first).to_be_visible()


def forget_proofs(site: Embedded, person: Person) -> None:
    with behind(site) as session:
        long_ago = "UPDATE sessions SET created_at = now() - interval '1 hour', confirmed_at = NULL WHERE user_id = :me"
        session.execute(text(long_ago), {"me": person.id})
        session.commit()


def test_a_passkey_is_added_logs_in_confirms_and_is_removed(dana: Person, site: Embedded) -> None:
    page = dana.page
    devtools, device = authenticator(page)
    be_at_home(page)
    forget_proofs(site, dana)
    page.goto("/account")
    page.get_by_label("Name of the passkey").fill("Laptop")
    page.get_by_role("button", name="Add a passkey").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Confirm that it is you")
    dialog.get_by_label("Your password").fill("not this one")
    dialog.get_by_role("button", name="Confirm").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not your current password")
    dialog.get_by_label("Your password").fill(PASSWORD)
    dialog.get_by_role("button", name="Confirm").click()
    expect(page.locator(".toasts")).to_contain_text("Passkey added")
    expect(page.get_by_role("button", name="Remove Laptop")).to_be_visible()
    log_out(page)
    page.goto("/login")
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("alert").filter(has_text="No passkey was used")).to_be_visible()
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    page.get_by_role("button", name="Log in with a passkey").click()
    be_at_home(page)
    forget_proofs(site, dana)
    page.goto("/account")
    page.get_by_role("button", name="Remove Laptop").click()
    page.get_by_role("dialog").get_by_role("button", name="Use a passkey").click()
    expect(page.locator(".toasts")).to_contain_text("Passkey removed")
    assert dana.post("/auth/login", {"login": dana.user["email"], "password": PASSWORD}).status_code == 200


def test_codes_of_an_app_are_asked_for_after_the_password(dana: Person, site: Embedded) -> None:
    page = dana.page
    be_at_home(page)
    page.goto("/account")
    page.get_by_role("button", name="Set up a code app").click()
    expect(page.get_by_role("img", name="QR code for your app")).to_be_visible()
    secret = page.locator(".code-key").inner_text().replace(" ", "")
    page.get_by_label("Code of your app").fill("000000")
    page.get_by_role("button", name="Turn codes on").click()
    expect(page.get_by_role("alert").filter(has_text=re.compile("code is wrong", re.IGNORECASE))).to_be_visible()
    page.get_by_label("Code of your app").fill(code_at(secret))
    page.get_by_role("button", name="Turn codes on").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("code")).to_have_count(10)
    codes = dialog.locator("code").all_inner_texts()
    assert serious(page) == []
    dialog.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("10 codes are left")).to_be_visible()
    log_out(page)
    log_in(dana)
    page.get_by_label("Code of your app").fill("000000")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text=re.compile("code is wrong", re.IGNORECASE))).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(codes[0])
    page.get_by_role("button", name="Log in", exact=True).click()
    be_at_home(page)
    page.goto("/account")
    expect(page.get_by_text("9 codes are left")).to_be_visible()
