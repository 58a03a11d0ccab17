"""Everything that people do, by keyboard alone: from signing up to the replay."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import Locator, expect

from tests.clients import PASSWORD, wait_until
from tests.clients.browser import be_matched, begin, hears, interview_of
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import register_at

FAR = 250
"""More than any page has places to stop at."""


def move_to(person: Person, target: Locator, key: str = "Tab") -> None:
    """Press Tab until this has the focus."""
    expect(target).to_be_visible()
    for _ in range(FAR):
        if target.evaluate("(one) => one === document.activeElement"):
            return
        person.page.keyboard.press(key)
    raise AssertionError(f"no way leads to {target}")


def press(person: Person, name: str | re.Pattern[str], role: str = "button", key: str = "Tab") -> None:
    target = person.page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    move_to(person, target, key)
    person.page.keyboard.press("Enter")


def enter(person: Person, label: str, text: str) -> None:
    move_to(person, person.page.get_by_label(label, exact=True))
    person.page.keyboard.type(text)


def is_focused_on_arrival(person: Person) -> None:
    """The page has taken the focus: the next Tab leads into it."""
    expect(person.page.locator("#main")).to_be_focused()


def test_all_of_it_by_keyboard_alone(arrive: Arrive, site: Embedded):
    ann, bob = arrive(), register_at(site, "Bob")
    page, keys = ann.page, ann.page.keyboard
    page.goto("/register")
    enter(ann, "Email address", f"{uuid4().hex[:12]}@example.test")
    enter(ann, "Your name", "Ann Lee")
    enter(ann, "Password", PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Hello, Ann Lee")).to_be_visible()
    book(ann)
    room = be_in_the_room(ann, bob)
    take_part(ann)
    assert [line["text"] for line in bob.get(f"/interview/{room}/chat").get_json()["items"]] == ["Hello Bob"]
    # Onward: the way back leads through the editor, which lets go of the focus only shortly after Escape.
    press(ann, "End")
    press(ann, "End for both")
    press(ann, "Give feedback", "link")
    give_feedback(ann)
    press(ann, "Go to history", "link")
    press(ann, "Replay", "link")
    is_focused_on_arrival(ann)
    expect(page.get_by_role("heading", name="Replay: Bob")).to_be_visible()
    move_to(ann, page.get_by_role("slider", name="Moment of the interview"))
    keys.press("End")
    # In the end the second question was being asked, for which nothing was written.
    press(ann, "Question 1", key="Shift+Tab")
    expect(page.get_by_role("region", name="The code at this moment")).to_contain_text("answer = 42")


def book(ann: Person) -> None:
    page, keys = ann.page, ann.page.keyboard
    page.locator("#main").focus()
    keys.press("g")
    keys.press("t")
    expect(page.get_by_role("heading", name="Find a time")).to_be_visible()
    # Not today or tomorrow: the first slot may be too close to practicing now.
    move_to(ann, page.locator(".day").first)
    for _ in range(2):
        keys.press("ArrowRight")
    keys.press("Enter")
    press(ann, re.compile("Book Technical"))
    press(ann, re.compile("^Book$"))
    expect(page.get_by_text("Yours ·").first).to_be_visible()


def be_in_the_room(ann: Person, bob: Person) -> str:
    page, keys = ann.page, ann.page.keyboard
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.press("g")
    keys.press("h")
    level = page.get_by_role("radio", name="Medium")
    # A group of radio buttons has one stop; arrows move within it.
    move_to(ann, page.get_by_role("group", name=re.compile("level", re.IGNORECASE)).locator("input:checked"))
    for _ in range(3):
        if level.is_checked():
            break
        keys.press("ArrowRight")
    press(ann, re.compile("^Find (somebody|a partner)"))
    press(ann, "I agree")
    expect(page).to_have_url(re.compile("/waiting"))
    bob.post("/match/pair", {"interview_type": "technical", "difficulty": "medium"})
    press(ann, re.compile("m ready$"))
    wait_until(lambda: interview_of(bob), "both are matched")
    room = interview_of(bob)
    assert room is not None
    bob.post("/interview/start", {"interview_id": room}, status=200)
    expect(page.get_by_role("button", name="Swap roles")).to_be_visible()
    is_focused_on_arrival(ann)
    return room


def take_part(ann: Person) -> None:
    page, keys = ann.page, ann.page.keyboard
    keys.press("c")
    expect(page.get_by_label("Your message")).to_be_focused()
    keys.type("Hello Bob")
    keys.press("Enter")
    editor = page.locator(".cm-content")
    move_to(ann, editor, "Shift+Tab")
    keys.type("answer = 42")
    expect(editor).to_contain_text("answer = 42")
    keys.press("Escape")
    keys.press("Shift+Tab")
    expect(editor).not_to_be_focused()
    role = page.locator(".room-role strong")
    before = role.inner_text()
    press(ann, "Swap roles", key="Shift+Tab")
    dialog = page.get_by_role("dialog", name="Swap roles?")
    move_to(ann, dialog.get_by_role("button", name="Swap roles"))
    keys.press("Enter")
    expect(role).not_to_have_text(before)
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Swap roles")).to_be_focused()
    page.keyboard.press("?")
    shortcuts = page.get_by_role("dialog", name="Keyboard shortcuts")
    for words in ("Microphone on or off", "Leave the editor", "Lower or lift the pen", "New line"):
        expect(shortcuts).to_contain_text(words)
    keys.press("Escape")
    expect(shortcuts).to_have_count(0)


def give_feedback(ann: Person) -> None:
    page, keys = ann.page, ann.page.keyboard
    expect(page.get_by_role("button", name="Send feedback")).to_be_visible()
    is_focused_on_arrival(ann)
    fields = page.locator("main form").locator("fieldset, textarea")
    for field in fields.all():
        if field.evaluate("(one) => one.tagName") == "TEXTAREA":
            move_to(ann, field)
            keys.type("Clear and calm")
        else:
            move_to(ann, field.locator("input").first)
            keys.press("Space")
    press(ann, "Send feedback")
    expect(page.get_by_text("Thank you.")).to_be_visible()


def test_enter_sends_what_was_typed_in_the_same_breath(arrive: Arrive) -> None:
    """As fast typists do on a busy machine: Enter comes before the page has drawn the last letters."""
    una, kai = arrive("Una"), arrive("Kai")
    be_matched(una, kai)
    begin(una, kai)
    field = una.page.get_by_label("Your message")
    field.focus()
    field.evaluate(
        """(field) => {
            document.execCommand("insertText", false, "the last word");
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        }"""
    )
    hears(kai, "the last word")
    expect(field).to_have_value("")
