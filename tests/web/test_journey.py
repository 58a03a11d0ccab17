"""Two people, from signing up to having each other's feedback."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.clients.browser import be_matched, begin, hears, meet, reads, say, sees_video, sign_up, swap, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive


def test_two_people_meet_see_each_other_write_one_text_and_give_feedback(arrive: Arrive):
    alice, bob = arrive(), arrive()
    sign_up(alice, "Alice")
    sign_up(bob, "Bob")
    be_matched(alice, bob)
    expect(alice.page.get_by_text("Bob", exact=True)).to_be_visible()
    alice.page.get_by_role("button", name=re.compile("m ready$")).click()
    expect(alice.page.get_by_text("Not here yet")).to_be_visible()
    # The room is loaded when somebody comes to it, and has the focus then.
    expect(alice.page.locator("#main")).to_be_focused()
    begin(bob)
    expect(announced(alice, "Bob is here.")).to_have_count(1)
    for one in (alice, bob):
        sees_video(one)
    write(alice, "def answer():\n    return 42")
    reads(bob, "return 42")
    bob.page.keyboard.press("Escape")
    bob.page.locator(".cm-content").click()
    bob.page.keyboard.press("Control+End")
    bob.page.keyboard.insert_text("\nprint(answer())")
    for one in (alice, bob):
        assert text_of(one) == "def answer():\n    return 42\nprint(answer())"
    say(alice, "Hello Bob!")
    hears(bob, "Hello Bob!")
    before = role(alice)
    bob.page.get_by_role("button", name="Swap roles").click()
    expect(bob.page.get_by_role("dialog")).to_contain_text("Alice is told right away")
    bob.page.get_by_role("button", name="Not yet").click()
    assert (role(alice), alice.get("/match/status").get_json()["interview"]["role"]) == (before, before)
    swap(bob)
    expect(alice.page.locator(".room-role")).not_to_contain_text(f"the {before}")
    now = "interviewee" if before == "interviewer" else "interviewer"
    expect(announced(alice, f"Bob swapped the roles. You are the {now} now")).to_have_count(1)
    expect(announced(bob, f"You are the {before} now")).to_have_count(1)
    asking, asked = (alice, bob) if before == "interviewee" else (bob, alice)
    expect(asking.page.locator(".question-pane")).to_contain_text("Solution")
    expect(asked.page.locator(".question-pane")).to_contain_text("for you")
    expect(asked.page.locator(".question-pane")).not_to_contain_text("Solution")
    end(alice)
    for one in (alice, bob):
        expect(one.page.get_by_role("heading", name="The interview is over")).to_be_visible()
        review(one)
    for one, roles in ((alice, (before, now)), (bob, (now, before))):
        one.page.get_by_role("link", name="Go to history").click()
        first, second = (each.capitalize() for each in roles)
        expect(one.page.get_by_text(f"{first}, then {second.lower()}")).to_be_visible()
    expect(alice.page.get_by_text("Feedback from Bob")).to_be_visible()
    expect(alice.page.get_by_text("Bob would listen more")).to_be_visible()


def test_who_reloads_in_the_middle_is_back_with_text_chat_and_video(arrive: Arrive):
    carol, dave = arrive("Carol"), arrive("Dave")
    meet(carol, dave)
    for one in (carol, dave):
        sees_video(one)
    say(carol, "I shall reload now")
    hears(dave, "I shall reload now")
    write(carol, "kept = True")
    carol.page.reload()
    hears(carol, "I shall reload now")
    for one in (carol, dave):
        sees_video(one)
        reads(one, "kept = True")
    say(dave, "Welcome back")
    hears(carol, "Welcome back")


def test_a_restart_of_the_sockets_in_the_middle_loses_nothing(arrive: Arrive, site: Embedded):
    kim, lee = arrive("Kim"), arrive("Lee")
    meet(kim, lee)
    say(kim, "Before")
    hears(lee, "Before")
    site.find("mockmate_ws").terminate()
    say(kim, "During")
    say(lee, "So what?")
    write(kim, "typed = 'meanwhile'")
    for one in (kim, lee):
        expect(one.page.get_by_role("log")).to_contain_text("During", timeout=60_000)
        expect(one.page.get_by_role("log")).to_contain_text("So what?", timeout=60_000)
        expect(one.page.get_by_text("Sending …")).to_have_count(0, timeout=60_000)
        reads(one, "typed = 'meanwhile'")
        sees_video(one)


def test_a_second_tab_of_the_room_waits_until_it_is_asked(arrive: Arrive):
    mia, ned = arrive("Mia"), arrive("Ned")
    meet(mia, ned)
    second = mia.page.context.new_page()
    second.goto(mia.page.url)
    expect(second.get_by_role("heading", name="open in another tab")).to_be_visible()
    second.get_by_role("button", name="Use this tab").click()
    expect(second.get_by_role("button", name="Swap roles")).to_be_visible()
    expect(mia.page.get_by_role("heading", name="open in another tab")).to_be_visible()
    end(ned)
    expect(mia.page.get_by_role("heading", name="This interview is over")).to_be_visible()
    expect(mia.page.get_by_role("link", name="Give feedback")).to_be_visible()


def announced(person: Person, words: str) -> Locator:
    """What screen readers are told, be it visible or not."""
    return person.page.get_by_role("status").filter(has_text=words)


def text_of(person: Person) -> str:
    """Read the editor, without the other one's cursor, once their last line is in it."""
    reads(person, "print(answer())")
    text: str = person.page.locator(".cm-content").evaluate(
        """(content) => [...content.cloneNode(true).querySelectorAll(".cm-line")].map((line) => {
            for (const cursor of line.querySelectorAll(".cm-ySelectionCaret")) cursor.remove();
            return line.textContent;
        }).join("\\n")"""
    )
    return text


def role(person: Person) -> str:
    return person.page.locator(".room-role strong").inner_text()


def end(person: Person) -> None:
    person.page.get_by_role("button", name="End", exact=True).click()
    person.page.get_by_role("button", name="End for both").click()


def review(person: Person) -> None:
    page = person.page
    page.get_by_role("link", name="Give feedback").click()
    expect(page.get_by_role("button", name="Send feedback")).to_be_visible()
    for group in page.locator("fieldset").all():
        group.locator("label").nth(3 if group.locator("label").count() > 3 else 0).click()
    page.get_by_label("What did they do well?").fill(f"{person.user['full_name']} liked the calm pace")
    page.get_by_label("What could they try next time?").fill(f"{person.user['full_name']} would listen more")
    page.get_by_role("button", name="Send feedback").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
