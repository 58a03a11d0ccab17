"""Two people, from signing up to having each other's feedback."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.web.conftest import Arrive
from tests.web.people import Visitor, be_matched, begin, sees_video


def test_two_people_meet_see_each_other_talk_and_give_feedback(arrive: Arrive):
    alice, bob = arrive("Alice"), arrive("Bob")
    be_matched(alice, bob)
    expect(alice.page.get_by_text("Bob", exact=True)).to_be_visible()
    begin(alice, bob)
    for one in (alice, bob):
        sees_video(one)
    say(alice, "Hello Bob!")
    expect(bob.page.get_by_role("log")).to_contain_text("Hello Bob!")
    before = role(alice)
    bob.page.get_by_role("button", name="Swap roles").click()
    expect(alice.page.locator(".room-role")).not_to_contain_text(f"the {before}")
    asking, asked = (alice, bob) if before == "interviewee" else (bob, alice)
    expect(asking.page.locator(".question-pane")).to_contain_text("Solution")
    expect(asked.page.locator(".question-pane")).to_contain_text("asks you this")
    expect(asked.page.locator(".question-pane")).not_to_contain_text("Solution")
    end(alice)
    for one in (alice, bob):
        expect(one.page.get_by_role("heading", name="The interview is over")).to_be_visible()
        review(one)
    alice.page.get_by_role("link", name="To the history").click()
    expect(alice.page.get_by_text("What Bob says")).to_be_visible()
    expect(alice.page.get_by_text("Bob would listen more")).to_be_visible()


def test_who_reloads_in_the_middle_is_back_with_chat_and_video(arrive: Arrive):
    carol, dave = arrive("Carol"), arrive("Dave")
    be_matched(carol, dave)
    begin(carol, dave)
    for one in (carol, dave):
        sees_video(one)
    say(carol, "I shall reload now")
    expect(dave.page.get_by_role("log")).to_contain_text("I shall reload now")
    carol.page.reload()
    expect(carol.page.get_by_role("log")).to_contain_text("I shall reload now")
    for one in (carol, dave):
        sees_video(one)
    say(dave, "Welcome back")
    expect(carol.page.get_by_role("log")).to_contain_text("Welcome back")


def say(visitor: Visitor, text: str) -> None:
    visitor.page.get_by_label("Your message").fill(text)
    visitor.page.keyboard.press("Enter")


def role(visitor: Visitor) -> str:
    return visitor.page.locator(".room-role strong").inner_text()


def end(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="End", exact=True).click()
    visitor.page.get_by_role("button", name="End for both").click()


def review(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("link", name="Give feedback").click()
    expect(page.get_by_role("button", name="Send the feedback")).to_be_visible()
    for group in page.locator("fieldset").all():
        group.locator("label").nth(3 if group.locator("label").count() > 3 else 0).click()
    page.get_by_label("What did they do well?").fill(f"{visitor.name} liked the calm pace")
    page.get_by_label("What could they try next time?").fill(f"{visitor.name} would listen more")
    page.get_by_role("button", name="Send the feedback").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
