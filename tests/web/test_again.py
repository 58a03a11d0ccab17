"""After an interview, two say that they would meet again and tell each other their contacts, in a browser each."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.clients.browser import interview_of, meet
from tests.clients.person import Person
from tests.web.conftest import Arrive


def review(*people: Person, interview: str) -> None:
    for one in people:
        one.page.goto(f"/review/{interview}")
        expect(one.page.get_by_role("heading", name=re.compile("^Meet .+ again$"))).to_be_visible()


def test_a_wish_and_a_contact_are_shown_once_both_have_said_as_much(arrive: Arrive):
    wim, xia = arrive("Wim"), arrive("Xia")
    meet(wim, xia)
    interview = interview_of(xia)
    assert interview
    xia.post(f"/interview/{interview}/end", status=200)
    review(wim, xia, interview=interview)
    wim.page.get_by_role("button", name="Practice with Xia again").click()
    expect(wim.page.get_by_text("You would like to practice with Xia again.")).to_be_visible()
    field = wim.page.get_by_label("How Xia can reach you (optional)")
    field.fill("wim@example.com")
    field.press("Enter")
    expect(wim.page.get_by_text("once Xia has given theirs, too")).to_be_visible()
    # She sees nothing of it, on a page of now either.
    xia.page.reload()
    wish = xia.page.get_by_role("button", name="Practice with Wim again")
    expect(wish).to_be_visible()
    expect(xia.page.locator("main")).not_to_contain_text("wim@example.com")
    wish.click()
    for one, other in ((wim, "Xia"), (xia, "Wim")):
        expect(one.page.get_by_text(f"You and {other} would both like to practice together again.")).to_be_visible()
    theirs = xia.page.get_by_label("How Wim can reach you (optional)")
    theirs.fill("xia on chat")
    theirs.press("Enter")
    expect(xia.page.get_by_text("wim@example.com")).to_be_visible()
    expect(wim.page.get_by_text("xia on chat")).to_be_visible()
    # It is in the history as well, and gone once it is taken back.
    xia.page.goto("/history")
    xia.page.get_by_text("Meet Wim again").first.click()
    expect(xia.page.get_by_text("wim@example.com")).to_be_visible()
    field.fill("")
    wim.page.get_by_role("button", name="Remove").click()
    expect(wim.page.get_by_text("xia on chat")).to_have_count(0)
    xia.page.reload()
    xia.page.get_by_text("Meet Wim again").first.click()
    expect(xia.page.get_by_label("How Wim can reach you (optional)")).to_have_value("xia on chat")
    expect(xia.page.get_by_text("wim@example.com")).to_have_count(0)
