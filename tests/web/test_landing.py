"""What visitors see first: soon, and with the truth about what is recorded."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from tests.clients.browser import meet
from tests.clients.person import Person
from tests.web.conftest import Arrive


def lines(person: Person) -> int:
    """Count the lines of the headline."""
    count: int = person.page.locator("h1").evaluate(
        "(h1) => Math.round(h1.getBoundingClientRect().height / parseFloat(getComputedStyle(h1).lineHeight))"
    )
    return count


def test_visitors_see_the_product_and_learn_what_is_recorded(arrive: Arrive):
    visitor, phone = arrive(), arrive(phone=True, dark=True)
    for one in (visitor, phone):
        one.go("/")
        expect(one.page.get_by_role("link", name="Start practicing for free")).to_be_in_viewport()
        one.page.wait_for_function("() => document.querySelector('main img')?.naturalWidth > 1000")
    assert lines(visitor) == 1
    assert lines(phone) <= 2
    assert "dark" in phone.page.locator("main img").evaluate("(image) => image.currentSrc")
    page = visitor.page
    expect(page.get_by_role("region", name="What is recorded")).to_contain_text("Video and audio are not recorded.")
    page.get_by_role("link", name="Start practicing for free").click()
    expect(page.get_by_text("Video and audio are not recorded.")).to_be_visible()


def test_help_privacy_and_conduct_are_a_click_away_outside_the_room(arrive: Arrive):
    visitor, nils, ole = arrive(), arrive("Nils"), arrive("Ole")
    for one in (visitor, nils):
        page = one.page
        one.go("/login" if one is visitor else "/history")
        footer = page.get_by_role("contentinfo")
        for title, words in (
            ("Privacy", "Not recorded by this site: video and audio."),
            ("Code of conduct", "Be kind and honest."),
            ("Help", "When can I read my feedback?"),
        ):
            footer.get_by_role("link", name=title).click()
            expect(page.get_by_role("heading", level=1)).to_have_text(title)
            expect(page.get_by_role("main")).to_contain_text(words)
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Help")
    meet(nils, ole)
    expect(nils.page.get_by_role("contentinfo")).to_have_count(0)


def test_a_frame_is_painted_before_the_scripts_are_there(arrive: Arrive):
    visitor = arrive()
    page = visitor.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    # The choice of a theme is shown before anything is painted.
    page.route(re.compile(r"/assets/(?!beforePaint)[^/]*\.js$"), hold)
    page.goto("/", wait_until="commit")
    expect(page.get_by_role("banner")).to_contain_text("Mock Mate")
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    assert held
    for route in held:
        route.continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Practice interviews with a real person")
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("banner")).to_have_count(1)


def test_a_password_can_be_looked_at_while_it_is_typed(arrive: Arrive):
    visitor = arrive()
    page = visitor.page
    visitor.go("/register")
    password = page.get_by_label("Password")
    password.fill("correct horse")
    expect(password).to_have_attribute("type", "password")
    show = page.get_by_role("button", name="Show the password")
    expect(show).to_have_attribute("aria-pressed", "false")
    show.click()
    expect(password).to_have_attribute("type", "text")
    expect(password).to_have_value("correct horse")
    expect(show).to_have_attribute("aria-pressed", "true")
    show.press("Enter")
    expect(password).to_have_attribute("type", "password")


def test_the_strength_of_a_new_password_is_said_and_loaded_with_its_first_key(arrive: Arrive):
    visitor = arrive()
    page = visitor.page
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    visitor.go("/register")
    password, strength = page.get_by_label("Password"), page.get_by_role("status").filter(has_text="Strength:")
    page.get_by_label("Email address").fill("vexilloskomantia@example.org")
    assert not [url for url in loaded if "strengthEstimate" in url]
    password.press_sequentially("password")
    expect(strength).to_have_text("Strength: very easy to guess")
    assert [url for url in loaded if "strengthEstimate" in url]
    password.fill("seven quiet lanterns above")
    expect(strength).to_have_text("Strength: strong")
    password.fill("vexilloskomantia")
    # It is what the address begins with.
    expect(strength).to_have_text("Strength: very easy to guess")
    password.fill("")
    expect(strength).to_have_count(0)
    visitor.go("/login")
    page.get_by_label("Password").fill("password")
    expect(strength).to_have_count(0)


def test_without_the_estimate_people_sign_up_all_the_same(arrive: Arrive):
    visitor = arrive()
    page = visitor.page
    page.route(re.compile(r"/assets/strengthEstimate[^/]*\.js$"), lambda route: route.abort())
    visitor.go("/register")
    password = page.get_by_label("Password")
    with page.expect_event("requestfailed", lambda request: "strengthEstimate" in request.url):
        password.press_sequentially("seven quiet")
    expect(password).to_have_value("seven quiet")
    expect(page.get_by_text("Strength:")).to_have_count(0)
    expect(page.get_by_role("button", name="Sign up")).to_be_enabled()
