"""Passkeys, codes of an app and being asked again, with the authenticator that Chromium has for tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from deployment.local import webclient
from tests.authenticator import Authenticator
from tests.authenticator import add_passkey as add_software_passkey
from tests.clients import PASSWORD
from tests.clients.person import Person, code_of
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.keys import code_at
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import register_at
from tests.web.sites import running
from tests.web.virtual_keys import VirtualKeys, at_its_name, forget_proofs


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
    visitor = arrive(at=at_its_name(site))
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
    page.wait_for_function("() => !localStorage.getItem('mockmate.login')")


def be_at_home(page: Page) -> None:
    expect(page.get_by_role("heading", name="Hello, Dana Keys")).to_be_visible()


def test_a_passkey_is_added_logs_in_confirms_and_is_removed(dana: Person, site: Embedded) -> None:
    page = dana.page
    keys = VirtualKeys(page)
    be_at_home(page)
    forget_proofs(site, dana.id)
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
    keys.verify(False)
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("alert").filter(has_text="No passkey was used")).to_be_visible()
    keys.verify(True)
    page.get_by_role("button", name="Log in with a passkey").click()
    be_at_home(page)
    forget_proofs(site, dana.id)
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


def add_passkey(page: Page) -> None:
    VirtualKeys(page)
    be_at_home(page)
    page.goto("/account")
    page.get_by_label("Name of the passkey").fill("Laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("button", name="Remove Laptop")).to_be_visible()


def test_what_is_stored_comes_after_the_proof_and_not_without(dana: Person, site: Embedded, tmp_path: Path) -> None:
    page = dana.page
    be_at_home(page)
    forget_proofs(site, dana.id)
    page.goto("/account")
    page.get_by_role("button", name="Download").click()
    dialog = page.get_by_role("dialog", name="Confirm that it is you")
    dialog.get_by_role("button", name="Back").click()
    expect(page.locator(".toasts")).to_contain_text("it was not confirmed that it is you")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
        dialog.get_by_label("Your password").fill(PASSWORD)
        dialog.get_by_role("button", name="Confirm").click()
    download.value.save_as(tmp_path / "mine.json")
    assert dana.user["email"] in (tmp_path / "mine.json").read_text()
    # The proof holds on for what comes next.
    with page.expect_download():
        page.get_by_role("button", name="Download").click()


def test_the_account_is_deleted_by_the_password_or_a_passkey_and_by_neither_left_out(
    dana: Person, site: Embedded
) -> None:
    page = dana.page
    add_passkey(page)
    page.get_by_role("button", name="Delete account").click()
    dialog = page.get_by_role("dialog", name="Delete your account?")
    assert serious(page) == []
    # To have logged in just now does not suffice, nor does a field that is empty or wrong.
    dialog.get_by_role("button", name="Delete permanently").click()
    expect(dialog.locator("input:invalid")).to_be_focused()
    dialog.get_by_label("Your password").fill("not this one")
    dialog.get_by_role("button", name="Delete permanently").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not your current password")
    dialog.get_by_role("button", name="Delete with a passkey or a code instead").click()
    asked = page.get_by_role("dialog", name="Confirm that it is you")
    assert serious(page) == []
    asked.get_by_role("button", name="Back").click()
    expect(dialog.get_by_role("alert")).to_contain_text("it was not confirmed that it is you")
    dana.get("/users/me", status=200)
    dialog.get_by_role("button", name="Delete with a passkey or a code instead").click()
    asked.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("link", name="Sign up").first).to_be_visible()
    assert code_of(dana.get("/users/me")) == (401, "login_revoked")


def test_at_another_name_of_the_site_its_page_says_where_passkeys_are(site: Embedded, arrive: Arrive) -> None:
    person = arrive(register_at(site, "Eli Host"))
    page = person.page
    page.goto("/account")
    expect(
        page.get_by_text("Passkeys of this site belong to localhost, and you opened it as 127.0.0.1.")
    ).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_have_count(0)
    # A second step that can't be taken here says why, and what else there is.
    add_software_passkey(person, Authenticator(origin=at_its_name(site)))
    codes = person.call("PUT", "/auth/second-step", json={"passkey": True}, status=200).get_json()["recovery_codes"]
    log_out(page)
    log_in(person)
    expect(page.get_by_text("Passkeys of this site belong to localhost")).to_be_visible()
    assert serious(page) == []
    page.get_by_label("Recovery code").fill(codes[0])
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="Hello, Eli Host")).to_be_visible()
