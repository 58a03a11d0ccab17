"""The worked solution of every front-end question does what the question requires, in a frame like the room's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from deployment.local import webclient
from mockmate_api.questions import bank
from shared.models import QuestionKind
from tests.web import axe

FRONT_END = {each.slug: each for each in bank.read_bank() if each.kind is QuestionKind.FRONTEND}


@pytest.fixture(scope="module", autouse=True)
def rules() -> None:
    """Have axe at hand."""
    webclient.install_packages()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose time the test moves on; it may complain of nothing."""
    context = browser.new_context(viewport={"width": 1000, "height": 800}, color_scheme="light")
    context.clock.install(time=0)
    complaints: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


Run = Callable[[str], Frame]


@pytest.fixture
def run(page: Page) -> Run:
    """Run a question's solution in a frame that may run scripts and nothing besides; then time stands still."""

    def start(slug: str) -> Frame:
        (code,) = re.findall(r"^```html\n(.*?)^```$", FRONT_END[slug].solution or "", re.DOTALL | re.MULTILINE)
        page.set_content(f'<iframe sandbox="allow-scripts" width=900 height=700 srcdoc="{escape(code)}"></iframe>')
        frame = page.frames[-1]
        frame.wait_for_load_state()
        is_accessible(page, frame)
        return frame

    return start


def is_accessible(page: Page, frame: Frame) -> None:
    """Nothing serious is wrong for people who can't see the page; axe needs time that goes by."""
    page.clock.resume()
    assert axe.serious(frame) == []
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)


def button(frame: Frame, name: str) -> Locator:
    return frame.get_by_role("button", name=name, exact=True)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_answers_that_open_and_close(page: Page, run: Run) -> None:
    frame = run("answers-that-open-and-close")
    first, answers = button(frame, "How long may I keep a book?"), frame.locator("#list p:visible")
    expect(answers).to_have_count(0)
    first.focus()
    press(page, "Enter")
    expect(first).to_have_attribute("aria-expanded", "true")
    expect(answers).to_have_text(["Four weeks. You can extend that twice, unless someone is waiting for it."])
    expect(first).to_be_focused()
    press(page, "Tab", "Space", "Tab", "Space")
    expect(answers).to_have_count(3)
    button(frame, "Close all").press("Enter")
    expect(answers).to_have_count(0)
    button(frame, "Open all").press("Enter")
    expect(answers).to_have_count(3)


def test_rating_in_stars(page: Page, run: Run) -> None:
    frame = run("rating-in-stars")
    status, full = frame.get_by_role("status"), frame.locator("label.full")
    expect(status).to_have_text("Not rated")
    frame.get_by_role("radio", name="4 stars").check(force=True)
    expect(status).to_have_text("4 of 5 stars")
    expect(full).to_have_count(4)
    press(page, "ArrowLeft", "ArrowLeft")
    expect(frame.get_by_role("radio", name="2 stars")).to_be_checked()
    expect(full).to_have_count(2)
    press(page, "Tab", "Enter")
    expect(status).to_have_text("Not rated")
    expect(frame.get_by_role("radio", name="1 star", exact=True)).to_be_focused()
    expect(button(frame, "Take back")).to_be_hidden()


def test_light_and_dark_theme(page: Page, run: Run) -> None:
    frame = run("light-and-dark-theme")
    background = "() => getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(255, 255, 255)", "rgb(28, 27, 34)"
    assert frame.evaluate("document.head.contains(document.scripts[0])")
    expect(frame.get_by_label("Like my device")).to_be_checked()
    assert frame.evaluate(background) == light
    page.emulate_media(color_scheme="dark")
    assert frame.evaluate(background) == dark
    is_accessible(page, frame)
    frame.get_by_label("Like my device").press("ArrowUp")
    frame.get_by_label("Dark").press("ArrowUp")
    assert frame.evaluate(background) == light
    page.emulate_media(color_scheme="light")
    frame.get_by_label("Dark").check()
    assert frame.evaluate(background) == dark


def test_city_search_box(page: Page, run: Run) -> None:
    frame = run("city-search-box")
    box, options, status = frame.get_by_role("combobox"), frame.get_by_role("option"), frame.get_by_role("status")
    box.press("b")
    page.clock.run_for(250)
    box.press("r")
    page.clock.run_for(550)
    expect(options).to_have_text(["Brno", "Brussels"])
    page.clock.run_for(2000)  # the answer to "b" comes only now
    expect(options).to_have_text(["Brno", "Brussels"])
    expect(status).to_have_text("2 cities")
    press(page, "ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", "city-1")
    is_accessible(page, frame)
    press(page, "Enter")
    expect(box).to_have_value("Brussels")
    expect(box).to_have_attribute("aria-expanded", "false")
    for text, words in (("?", "The search failed. Type to try again."), ("xyz", "No city found")):
        box.fill(text)
        page.clock.run_for(2500)
        expect(status).to_have_text(words)
    box.fill("li")
    page.clock.run_for(300)
    press(page, "Backspace", "Backspace")
    page.clock.run_for(3000)
    expect(options).to_have_count(0)
    expect(status).to_be_empty()


def test_form_with_error_summary(page: Page, run: Run) -> None:
    frame = run("form-with-error-summary")
    name, email, seats = (frame.get_by_label(label) for label in ("Name", "Email address", "Seats (1 to 6)"))
    name.focus()
    press(page, "Tab")
    expect(name).not_to_have_attribute("aria-invalid", "true")
    page.keyboard.type("ann")
    expect(email).not_to_have_attribute("aria-invalid", "true")
    press(page, "Tab")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_accessible_description("Enter an email address, such as ann@example.org.")
    press(page, "Enter")
    expect(frame.get_by_role("group", name="There are 3 problems")).to_be_focused()
    is_accessible(page, frame)
    frame.get_by_role("link", name="Enter your name.").press("Enter")
    expect(name).to_be_focused()
    page.keyboard.type("<i>Ann")
    expect(frame.get_by_role("heading", name="There are 2 problems")).to_be_visible()
    email.fill("ann@example.org")
    seats.fill("2")
    expect(frame.locator("#summary")).to_be_hidden()
    seats.press("Enter")
    expect(frame.get_by_role("status")).to_have_text("Booked: 2 seats for <i>Ann")
    expect(frame.locator("form")).to_be_hidden()


def test_messages_that_come_and_go(page: Page, run: Run) -> None:
    frame = run("messages-that-come-and-go")
    shown = frame.locator(".message span")
    for _ in range(4):
        button(frame, "Save").click()
    button(frame, "Lose connection").click()
    expect(shown).to_have_text(["Saved"] * 3)
    page.clock.run_for(2000)
    button(frame, "Close: Saved").nth(1).focus()
    page.clock.run_for(3000)
    expect(shown).to_have_text(["Saved", "Saved", "Error: No connection"])
    expect(frame.get_by_role("alert")).to_have_text("Error: No connection")
    page.clock.run_for(60_000 - 3000)  # the time of the one with the focus stands still
    expect(shown).to_have_text(["Saved", "Error: No connection"])
    frame.get_by_role("heading").focus()
    page.clock.run_for(2999)
    expect(shown).to_have_text(["Saved", "Error: No connection"])
    page.clock.run_for(1)
    expect(shown).to_have_text(["Error: No connection"])
    button(frame, "Save").click()
    button(frame, "Close: No connection").press("Enter")
    expect(button(frame, "Close: Saved")).to_be_focused()
    press(page, "Enter")
    expect(shown).to_have_count(0)
    expect(frame.get_by_role("heading")).to_be_focused()


def test_countdown_in_a_sleeping_tab(page: Page, run: Run) -> None:
    frame = run("countdown-in-a-sleeping-tab")
    time, status = frame.get_by_role("timer"), frame.get_by_role("status")
    button(frame, "Start").press("Enter")
    page.clock.run_for(1500)
    expect(time).to_have_text("2:59")
    button(frame, "Pause").press("Enter")
    page.clock.run_for(60_000)
    button(frame, "Go on").press("Enter")
    page.clock.run_for(500)
    expect(time).to_have_text("2:58")
    page.clock.fast_forward(58_500)  # asleep: at most one tick comes
    expect(time).to_have_text("2:00")
    expect(status).to_have_text("2 minutes left")
    page.clock.fast_forward(600_000)
    expect(time).to_have_text("0:00")
    expect(status).to_have_text("Your tea is ready")
    expect(button(frame, "Go on")).to_be_disabled()
    expect(button(frame, "Reset")).to_be_focused()
    press(page, "Enter")
    expect(time).to_have_text("3:00")
    expect(button(frame, "Start")).to_be_enabled()


def test_dialog_and_focus(page: Page, run: Run) -> None:
    frame = run("dialog-and-focus")
    taxes = button(frame, "Delete <b>Taxes</b>")
    taxes.press("Enter")
    expect(frame.get_by_role("dialog", name="Delete “<b>Taxes</b>”?")).to_be_visible()
    expect(button(frame, "Keep")).to_be_focused()
    is_accessible(page, frame)
    press(page, "Tab")
    expect(button(frame, "Delete")).to_be_focused()
    press(page, "Escape")
    expect(taxes).to_be_focused()
    press(page, "Enter", "Tab", "Enter")
    expect(frame.get_by_role("status")).to_have_text("<b>Taxes</b> was deleted")
    expect(button(frame, "Delete Call the plumber")).to_be_focused()
    button(frame, "Delete Milk").press("Enter")
    press(page, "Tab", "Enter")
    expect(button(frame, "Delete Call the plumber")).to_be_focused()
    press(page, "Enter", "Tab", "Enter")
    expect(frame.get_by_role("heading", name="Notes")).to_be_focused()


def test_list_of_100000_rows(page: Page, run: Run) -> None:
    frame = run("list-of-100000-rows")
    rows, current = frame.get_by_role("listbox"), frame.locator("[aria-selected=true]")
    page.clock.resume()
    rows.focus()
    press(page, "ArrowDown", "PageDown")
    expect(current).to_have_attribute("aria-posinset", "12")
    press(page, "End")
    expect(current).to_have_text(re.compile("^Photograph 100000,"))
    expect(current).to_be_in_viewport()
    for top in (0, 1_000_000, 2_500_000):
        rows.evaluate("(list, top) => { list.scrollTop = top }", top)
        middle = frame.locator(f"[aria-posinset='{top // 32 + 5}']")
        expect(middle).to_be_in_viewport()
        assert frame.locator(".line").count() <= 60
        expect(rows).to_be_focused()
        expect(current).to_have_attribute("aria-posinset", "100000")
    press(page, "ArrowUp")
    expect(current).to_be_in_viewport()
    press(page, "Home")
    expect(current).to_have_attribute("id", rows.get_attribute("aria-activedescendant") or "")
    frame.get_by_text("Photograph 4,").click()
    expect(current).to_have_attribute("aria-posinset", "4")


def test_order_without_dragging(page: Page, run: Run) -> None:
    frame = run("order-without-dragging")
    songs, status, undo = frame.locator(".song"), frame.get_by_role("status"), button(frame, "Undo")
    before = ["Aurora", "Barcarole", "Chaconne", "Dusk"]
    after = ["Barcarole", "Chaconne", "Aurora", "Dusk"]
    aurora = button(frame, "Aurora")
    aurora.focus()
    press(page, "ArrowDown")
    expect(songs).to_have_text(before)
    press(page, "Space", "ArrowDown", "ArrowDown")
    expect(status).to_have_text("Aurora, 3 of 4")
    expect(aurora).to_be_focused()
    press(page, "Escape")
    expect(songs).to_have_text(before)
    expect(undo).to_be_disabled()
    press(page, "Space", "ArrowDown", "ArrowDown", "Tab")
    expect(status).to_have_text("Put down Aurora, 3 of 4")
    expect(songs).to_have_text(after)
    down = button(frame, "Move Aurora down")
    down.press("Enter")
    expect(down).to_be_focused()
    down.press("Enter")
    expect(songs).to_have_text(["Barcarole", "Chaconne", "Dusk", "Aurora"])
    is_accessible(page, frame)
    undo.press("Enter")
    expect(songs).to_have_text(after)
    expect(songs.first).to_be_focused()


def test_every_front_end_question_is_tried() -> None:
    assert {f"test_{slug.replace('-', '_')}" for slug in FRONT_END} <= globals().keys()
