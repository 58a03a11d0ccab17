"""A person's whole way from a provider to a passkey: at the end, the provider opens nothing, and the passkey does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from deployment.local import webclient
from tests.api.auth.provider import CLIENT, NAME, OpenIdProvider, provider_in_thread
from tests.clients.person import Person, code_of
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.sockets import free_port
from tests.web.conftest import open_context
from tests.web.seeding import behind
from tests.web.sites import running
from tests.web.virtual_keys import VirtualKeys, at_its_name, forget_proofs

# The answer of a passkey, as the page sends it.
KEEP_ANSWER = """
const others = window.fetch;
window.fetch = async (asked, ...more) => {
    if (asked.url?.endsWith("/auth/passkeys/login")) window.answer = await asked.clone().text();
    return others(asked, ...more);
};
"""
NewBrowser = Callable[[], Page]


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with provider_in_thread() as started:
        started.knows("ada", email="ada@example.com", email_verified=True, name="Ada Adams")
        yield started


@pytest.fixture(scope="module")
def house(place: Place, provider: OpenIdProvider) -> Iterator[Embedded]:
    """One that is known by a name, as passkeys and the way back from the provider need the same one."""
    webclient.ensure()
    listed = [{"name": NAME, "label": "Campus", "issuer": provider.url, "client_id": CLIENT, "client_secret": "x"}]
    port = free_port()
    with running(
        place, port=port, PUBLIC_URL=f"http://localhost:{port}", OIDC_PROVIDERS=json.dumps(listed)
    ) as embedded:
        yield embedded


@pytest.fixture
def new_browser(house: Embedded, browser: Browser) -> Iterator[NewBrowser]:
    """Open a browser that knows nobody."""
    contexts = []

    def open_one() -> Page:
        contexts.append(open_context(browser, house, at=at_its_name(house)))
        return contexts[-1].new_page()

    yield open_one
    for each in contexts:
        each.close()


def go_to_provider(page: Page) -> None:
    page.goto("/login")
    page.get_by_role("button", name="Continue with Campus").click()
    page.get_by_placeholder("sub").fill("ada")
    page.get_by_role("button", name="Authorize").click()


def log_in_with_passkey(page: Page) -> None:
    page.goto("/login")
    page.get_by_role("button", name="Log in with a passkey").click()
    is_at_home(page)


def is_at_home(page: Page) -> None:
    expect(page.get_by_role("heading", name="Hello, Ada")).to_be_visible()


def log_out(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("button", name="Log out").first.click()
    page.wait_for_function("() => !localStorage.getItem('mockmate.login')")


def caller(page: Page, site: Embedded) -> Person:
    """Return who the page is logged in as, to ask the API what it knows."""
    login = json.loads(page.evaluate("localStorage.getItem('mockmate.login')"))
    person = Person(site.api)
    user = person.get("/users/me", token=login["access"], status=200).get_json()
    person.log_in({"user": user, "access_token": login["access"], "refresh_token": login["refresh"]})
    return person


def test_from_a_provider_to_a_passkey_alone(house: Embedded, new_browser: NewBrowser) -> None:
    page = new_browser()
    keys = VirtualKeys(page)
    go_to_provider(page)
    page.get_by_role("button", name="Sign up").click()
    is_at_home(page)
    # No password, and the provider is the last way in.
    page.goto("/account")
    expect(page.get_by_text("You have no password.")).to_be_visible()
    page.get_by_role("button", name="Remove Campus").click()
    expect(page.locator(".toasts")).to_contain_text("Without this you could no longer log in")
    page.get_by_label("Name of the passkey").fill("Phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("button", name="Remove Phone")).to_be_visible()
    ada = caller(page, house)
    log_out(page)
    log_in_with_passkey(page)

    # An open browser does not suffice: the passkey says that it is her.
    forget_proofs(house, ada.id)
    page.goto("/account")
    page.get_by_role("button", name="Remove Campus").click()
    dialog = page.get_by_role("dialog", name="Confirm that it is you")
    dialog.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Add Campus")).to_be_visible()
    log_out(page)
    log_in_with_passkey(page)

    # Another device, which has her passkey and nothing else of her.
    elsewhere = new_browser()
    VirtualKeys(elsewhere).take(keys.passkeys())
    elsewhere.add_init_script(KEEP_ANSWER)
    log_in_with_passkey(elsewhere)
    again = caller(elsewhere, house)
    assert again.id == ada.id
    assert again.get("/auth/identities").get_json()["items"] == []
    assert [one["name"] for one in again.get("/auth/keys").get_json()["passkeys"]] == ["Phone"]
    # The provider knows her still, and no longer opens her account; nor does a device with no passkey of hers.
    stranger = new_browser()
    VirtualKeys(stranger)
    go_to_provider(stranger)
    expect(stranger.get_by_role("heading", name="You have an account already")).to_be_visible()
    assert stranger.evaluate("localStorage.getItem('mockmate.login')") is None
    stranger.goto("/login")
    stranger.get_by_role("button", name="Log in with a passkey").click()
    expect(stranger.get_by_role("alert").filter(has_text="No passkey was used")).to_be_visible()
    # Nor does what her passkey has answered before, though it may be one that does not count its answers.
    with behind(house) as session:
        session.execute(text("UPDATE passkeys SET sign_count = 0"))
        session.commit()
    answer = json.loads(elsewhere.evaluate("window.answer"))
    assert code_of(Person(house.api).post("/auth/passkeys/login", answer)) == (403, "passkey_refused")

    # Nobody asks her for a password that she does not have, and she leaves by her passkey, too.
    forget_proofs(house, ada.id)
    elsewhere.goto("/account")
    elsewhere.get_by_role("button", name="Delete account").click()
    leaving = elsewhere.get_by_role("dialog", name="Delete your account?")
    expect(leaving.get_by_label("Your password")).to_have_count(0)
    leaving.get_by_role("button", name="Delete permanently").click()
    asked = elsewhere.get_by_role("dialog", name="Confirm that it is you")
    asked.get_by_role("button", name="Use a passkey").click()
    expect(elsewhere.get_by_role("link", name="Sign up").first).to_be_visible()
    assert code_of(again.get("/users/me")) == (401, "login_revoked")
