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


def agreed(arrive: Arrive) -> tuple[Person, Person, str]:
    """Return two people who would both practice together again, and the interview that they had."""
    wim, xia = arrive("Wim"), arrive("Xia")
    meet(wim, xia)
    interview = interview_of(xia)
    assert interview
    xia.post(f"/interview/{interview}/end", status=200)
    for one in (wim, xia):
        one.patch(f"/interview/{interview}/again", {"again": True}, status=200)
    return wim, xia, interview


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


def test_two_who_agreed_find_a_time_without_a_link(arrive: Arrive):
    wim, xia, interview = agreed(arrive)
    xia.go("/")
    review(wim, interview=interview)
    wim.page.get_by_role("link", name="Propose a time").click()
    expect(wim.page.get_by_text("For Xia alone")).to_be_visible()
    expect(wim.page.get_by_label("Their email address")).to_have_count(0)
    wim.page.get_by_label("Note to them").fill("Graphs this time?")
    wim.page.get_by_role("button", name="Add a time").click()
    wim.page.get_by_role("button", name="Create the invitation").click()
    expect(wim.page.get_by_role("heading", name="Invitation to Xia")).to_be_visible()
    expect(wim.page.get_by_role("textbox", name="Invitation link")).to_have_count(0)
    # She is told at once, wherever she is.
    expect(xia.page.get_by_text("Someone you met invites you to practice again.").first).to_be_visible()
    xia.go("/invites")
    mine = xia.page.get_by_role("region", name="For you").get_by_role("listitem")
    expect(mine.get_by_role("heading", name="Wim")).to_be_visible()
    expect(mine.get_by_text("Graphs this time?")).to_be_visible()
    times = mine.get_by_role("group", name="Time, in your time zone")
    expect(times.get_by_role("radio")).to_have_count(2)
    times.locator("label").nth(1).click()
    mine.get_by_role("button", name="Accept", exact=True).click()
    expect(xia.page.get_by_text("With Wim, by invitation")).to_be_visible()
    expect(wim.page.get_by_text("Accepted. You both have a booking.")).to_be_visible()
    wim.go("/")
    expect(wim.page.get_by_text("With Xia, by invitation")).to_be_visible()


def test_one_is_declined_another_withdrawn_and_the_other_sees_it(arrive: Arrive):
    wim, xia, interview = agreed(arrive)
    xia.go("/invites")
    expect(xia.page.get_by_text("You have no invitations yet.")).to_be_visible()
    mine = xia.page.get_by_role("region", name="For you")
    for is_declined in (True, False):
        wim.go(f"/invites/new?with={interview}")
        wim.page.get_by_role("button", name="Create the invitation").click()
        expect(wim.page.get_by_role("heading", name="Invitation to Xia")).to_be_visible()
        expect(mine.get_by_role("heading", name="Wim")).to_be_visible()
        if is_declined:
            mine.get_by_role("button", name="Decline").click()
            expect(wim.page.get_by_text("come: the invitation was declined.")).to_be_visible()
        else:
            wim.go("/invites")
            wim.page.get_by_role("button", name="Withdraw").click()
            expect(xia.page.get_by_text("Withdrawn", exact=True)).to_be_visible()
        expect(mine).to_have_count(0)
