"""The language of pages: what is chosen counts from the first paint on, is kept, and costs nobody what they typed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from uuid import uuid4

from playwright.sync_api import Route, expect

from tests.clients import PASSWORD
from tests.clients.browser import Held, meet, settle, wait_for_callback
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive

CATALOG = re.compile(r"/assets/es-[^/]*\.js$")
ENTRY = re.compile(r"/assets/index-[^/]*\.js$")
HEADING = "Practice interviews with a real person"
SPANISH = "Practica entrevistas con una persona real"
# Every heading that was in the page at any moment, with what a page shows before its scripts are there.
_SEEN = """(() => {
    window.seen = [];
    const look = () => {
        const words = [...document.querySelectorAll("h1, .skeleton .loading")].filter((one) =>
            one.checkVisibility({ visibilityProperty: true }));
        window.seen.push(...words.map((one) => one.textContent));
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
})()"""


def id_of(message: str) -> str:
    """Return the key of a text in the catalogs, as Lingui makes it."""
    return (
        base64.b64encode(hashlib.sha256(f"{message}\x1f".encode()).digest())
        .decode()[:6]
        .replace("/", "_")
        .replace("+", "-")
    )


def serve(route: Route) -> None:
    """Serve the Spanish catalog with this heading, whatever translators make of it."""
    answer = route.fetch()
    key = re.escape(json.dumps(id_of(HEADING)))
    body, count = re.subn(rf'({key}:)\["[^"]*"\]', rf'\1["{SPANISH}"]', answer.text())
    assert count == 1
    route.fulfill(response=answer, body=body)


def translate(person: Person) -> None:
    person.page.route(CATALOG, serve)


def language_of(person: Person) -> tuple[str, str]:
    lang, direction = person.page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    return lang, direction


def test_the_first_heading_that_is_painted_is_in_the_language_of_the_browser(arrive: Arrive):
    person = arrive(locale="es-MX")
    page = person.page
    page.add_init_script(_SEEN)
    catalog: list[Route] = []

    def hold(route: Route) -> None:
        catalog.append(route)

    page.route(CATALOG, hold)
    entry = Held(person, ENTRY)
    page.goto("/", wait_until="commit")
    # It comes beside the scripts: these have not come yet.
    wait_for_callback(person, catalog)
    assert language_of(person) == ("es", "ltr")
    entry.release()
    settle(person, catalog)
    assert page.evaluate("window.seen") == []
    serve(catalog[0])
    expect(page.get_by_role("heading", level=1)).to_have_text(SPANISH)
    assert set(page.evaluate("window.seen")) == {SPANISH}


def test_without_its_catalog_a_page_is_english(arrive: Arrive):
    person = arrive(locale="es-MX")
    person.page.route(CATALOG, lambda route: route.abort())
    person.go("/")
    expect(person.page.get_by_role("heading", level=1)).to_have_text(HEADING)
    assert language_of(person) == ("en", "ltr")


def test_people_choose_before_they_have_an_account(arrive: Arrive):
    person = arrive()
    page = person.page
    translate(person)
    person.go("/")
    choice = page.locator(".footer select")
    options = choice.locator("option")
    assert [(one.inner_text(), one.get_attribute("lang")) for one in options.all()] == [
        ("English", "en"),
        ("Español", "es"),
    ]
    choice.select_option("es")
    expect(page.get_by_role("heading", level=1)).to_have_text(SPANISH)
    # It is kept, also for browsers that would rather have English.
    person.go("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(SPANISH)
    expect(choice).to_have_value("es")
    choice.select_option("en")
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADING)


def test_what_was_typed_is_not_lost_by_choosing(arrive: Arrive):
    person = arrive()
    page = person.page
    person.go("/register")
    page.get_by_label("Your name").fill("Zoë")
    page.locator(".footer select").select_option("es")
    notice = page.get_by_role("status").filter(has_text="The language changes when this page is loaded again")
    expect(notice).to_be_visible()
    settle(person)
    assert language_of(person)[0] == "en"
    expect(page.get_by_label("Your name")).to_have_value("Zoë")
    notice.get_by_role("button", name="Reload").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")


def test_a_language_from_right_to_left_turns_the_page_before_it_is_painted(arrive: Arrive):
    person = arrive(locale="ar-XB")
    entry = Held(person, ENTRY)
    person.page.goto("/", wait_until="commit")
    entry.wait()
    assert language_of(person) == ("ar-XB", "rtl")
    entry.release()
    expect(person.page.locator("h1")).to_contain_text(HEADING)


def test_the_language_of_an_account_goes_with_people(site: Embedded, arrive: Arrive):
    home = arrive("Ines")
    login = {"email": home.user["email"], "password": PASSWORD}
    work = arrive(Person(site.api, home.post("/auth/login", login, status=200).get_json()))
    work.go("/")
    settle(work)
    home.go("/account")
    home.page.get_by_label("Page language").select_option("es")
    expect(home.page.locator("html")).to_have_attribute("lang", "es")
    assert home.get("/users/me", status=200).get_json()["ui_language"] == "es"
    # A browser that learns of it by the way loads its page again, as nothing is lost by that.
    work.go("/times")
    expect(work.page.locator("html")).to_have_attribute("lang", "es")
    settle(home)
    home.page.locator("#appearance ~ [data-saves-itself] select").first.select_option("")
    expect(home.page.locator("html")).to_have_attribute("lang", "en")
    assert home.get("/users/me", status=200).get_json()["ui_language"] is None


def test_a_page_in_an_interview_is_never_loaded_again_by_itself(arrive: Arrive):
    abe, bea = arrive("Abe"), arrive("Bea")
    abe.page.add_init_script("sessionStorage.loads = Number(sessionStorage.loads ?? 0) + 1")
    abe.patch("/users/me", {"ui_language": "es"}, status=200)
    meet(abe, bea)
    settle(abe)
    expect(abe.page.locator("html")).to_have_attribute("lang", "en")
    # The next page that is loaded has it.
    stored = abe.page.evaluate("[sessionStorage.loads, localStorage.getItem('mockmate.language.account')]")
    assert stored == ["1", "es"]
    abe.page.reload()
    expect(abe.page.locator("html")).to_have_attribute("lang", "es")


def test_whoever_registers_in_spanish_gets_mails_in_spanish(arrive: Arrive):
    person = arrive(locale="es-MX")
    translate(person)
    person.go("/register")
    page = person.page
    page.locator("input[type=email]").fill(f"{uuid4().hex[:12]}@example.test")
    page.locator("input[type=password]").fill(PASSWORD)
    with page.expect_response("**/auth/register") as answer:
        page.locator("form button[type=submit]").click()
    assert answer.value.json()["user"]["ui_language"] == "es"
