"""Administrators where a second step is required of them, and what they do for a person who has lost theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from deployment.local import webclient
from tests.clients import PASSWORD
from tests.clients.person import Person
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.keys import code_at, turn_on_codes
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import behind, promote, register_at
from tests.web.sites import running
from tests.web.virtual_keys import forget_proofs


@pytest.fixture(scope="module")
def site(place: Place) -> Iterator[Embedded]:
    webclient.ensure()
    with running(place, ADMIN_SECOND_FACTOR="required") as embedded:
        yield embedded


@pytest.fixture
def boss(site: Embedded, arrive: Arrive) -> Person:
    boss = register_at(site, "Bo Sieg")
    with behind(site) as session:
        promote(session, boss.id)
    return arrive(boss)


def test_an_administrator_is_led_to_set_one_up_and_then_gets_in(boss: Person) -> None:
    page = boss.page
    for closed in ("/moderation", "/manage"):
        page.goto(closed)
        expect(page.get_by_text("Administrators need a second step here")).to_be_visible()
        expect(page.get_by_role("navigation", name="Areas")).to_have_count(0)
        assert serious(page) == []
    page.get_by_role("link", name="Set up a second step").click()
    expect(page.get_by_role("heading", name="Security")).to_be_in_viewport()
    expect(page.get_by_text("the pages for administrators are closed")).to_be_visible()
    page.get_by_role("button", name="Set up a code app").click()
    secret = page.locator(".code-key").inner_text().replace(" ", "")
    page.get_by_label("Code of your app").fill(code_at(secret))
    page.get_by_role("button", name="Turn codes on").click()
    page.get_by_role("dialog").get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("the pages for administrators are closed")).to_have_count(0)
    page.get_by_role("link", name="Manage").click()
    expect(page.get_by_role("navigation", name="Areas")).to_be_visible()
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("listitem").filter(has_text="Bo Sieg")).to_be_visible()
    boss.get("/admin/users", status=200)


def test_a_lost_second_step_is_removed_by_an_administrator_who_is_asked_again(boss: Person, site: Embedded) -> None:
    turn_on_codes(boss)
    lost, calm = register_at(site, "Lo Staple"), register_at(site, "Cal Mann")
    turn_on_codes(lost)
    body = {"login": lost.user["email"], "password": PASSWORD}
    lost.post("/auth/login", body, status=401)
    page = boss.page
    page.goto("/manage/people")
    expect(page.get_by_role("listitem").filter(has_text="Cal Mann")).to_be_visible()
    expect(page.get_by_role("button", name="Remove second step: Cal Mann")).to_have_count(0)
    forget_proofs(site, boss.id)
    page.get_by_role("button", name="Remove second step: Lo Staple").click()
    dialog = page.get_by_role("dialog", name="Remove the second step of Lo Staple?")
    expect(dialog).to_contain_text("Make sure first that it is Lo Staple who asks")
    assert serious(page) == []
    dialog.get_by_role("button", name="Remove", exact=True).click()
    asked = page.get_by_role("dialog", name="Confirm that it is you")
    asked.get_by_role("button", name="Back").click()
    expect(dialog.get_by_role("alert")).to_contain_text("it was not confirmed that it is you")
    lost.post("/auth/login", body, status=401)
    dialog.get_by_role("button", name="Remove", exact=True).click()
    asked.get_by_label("Your password").fill(PASSWORD)
    asked.get_by_role("button", name="Confirm").click()
    expect(page.locator(".toasts")).to_contain_text("The second step and the passkeys of Lo Staple are removed.")
    expect(page.get_by_role("button", name="Remove second step: Lo Staple")).to_have_count(0)
    lost.post("/auth/login", body, status=200)
    calm.get("/users/me", status=200)
