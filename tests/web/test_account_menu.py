"""The menu of the account in the header: by pointer, by keyboard and on a phone, and logging out from anywhere."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.web.axe import violations
from tests.web.conftest import Arrive


def test_the_menu_opens_by_keys_and_gives_the_focus_back(arrive: Arrive) -> None:
    page = (quinn := arrive("Quinn Abara")).page
    quinn.go("/")
    button = page.get_by_role("button", name="Your account")
    expect(button).to_contain_text("QA")
    expect(button).to_have_attribute("aria-expanded", "false")
    account, settings, log_out = (
        page.get_by_role("menuitem", name=name) for name in ("Account", "Notification settings", "Log out")
    )
    expect(account).to_be_hidden()
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(account).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(log_out).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(account).to_be_focused()
    page.keyboard.press("End")
    expect(log_out).to_be_focused()
    page.keyboard.press("Home")
    expect(account).to_be_focused()
    page.keyboard.press("Escape")
    expect(account).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(log_out).to_be_focused()
    page.keyboard.press("Tab")
    expect(log_out).to_be_hidden()
    button.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(settings).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Notifications", level=1)).to_be_visible()
    expect(settings).to_be_hidden()


def test_logging_out_from_a_phone_ends_the_login(arrive: Arrive) -> None:
    page = (ruth := arrive("Ruth Ode", phone=True)).page
    ruth.go("/times")
    page.get_by_role("button", name="Your account").tap()
    page.get_by_role("menuitem", name="Account").tap()
    expect(page.get_by_role("heading", name="Account", level=1)).to_be_visible()
    box = page.get_by_role("button", name="Your account").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    page.get_by_role("button", name="Your account").tap()
    with page.expect_response(lambda answer: answer.url.endswith("/auth/logout")) as answer:
        page.get_by_role("menuitem", name="Log out").tap()
    assert answer.value.status == 204
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Your account")).to_have_count(0)
