"""Panes of the room: moved by pointer, touch and keys, collapsed, and remembered; and what is new in the chat."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.clients import wait_until
from tests.clients.browser import hears, interview_of, is_in_room, meet, say, sees_frames, sees_video
from tests.clients.person import Person
from tests.web.axe import serious
from tests.web.conftest import Arrive

SIDE = "Width of question and chat"
PARTS = ("Call", "Notes", "Code", "Chat")
HIDE = """(isHidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def splitter(page: Page, name: str) -> Locator:
    return page.get_by_role("separator", name=name)


def share(page: Page, name: str) -> int:
    return int(splitter(page, name).get_attribute("aria-valuenow") or -1)


def toggle(page: Page, part: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{part}(, |$)"))


def middle(part: Locator) -> tuple[float, float]:
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def width(page: Page, part: str) -> float:
    box = page.get_by_role("region", name=part, exact=True).bounding_box()
    assert box is not None
    return box["width"]


def drag(page: Page, name: str, by: int) -> None:
    x, y = middle(splitter(page, name))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by / 2, y, steps=3)
    page.mouse.move(x + by, y)
    page.mouse.up()


def drag_by_finger(page: Page, name: str, by: int) -> None:
    x, y = middle(splitter(page, name))
    devtools = page.context.new_cdp_session(page)
    for kind, at in (("touchStart", x), ("touchMove", x + by / 2), ("touchMove", x + by)):
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at, "y": y}]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def all_can_be_reached(page: Page) -> None:
    """Every pane is within the window, and large enough to be read."""
    size = page.viewport_size
    assert size is not None
    for name in PARTS:
        box = page.get_by_role("region", name=name, exact=True).bounding_box()
        assert box is not None, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= size["width"], name
        assert box["y"] + box["height"] <= size["height"], name
        assert box["width"] >= 160, name
        assert box["height"] >= 90, name
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_panes_are_moved_collapsed_and_remembered_for_each_type_of_interview(arrive: Arrive):
    eva, finn = arrive("Eva"), arrive("Finn", phone=True)
    page = eva.page
    finn.page.set_viewport_size({"width": 1280, "height": 800})
    meet(eva, finn)
    sees_video(eva)
    expect(page.locator(".cm-content")).to_be_visible()
    all_can_be_reached(page)
    assert serious(page) == []

    # By pointer and by finger, for oneself alone; a double-click undoes it.
    usual, others = share(page, SIDE), share(finn.page, SIDE)
    before = width(page, "Chat")
    drag(page, SIDE, -150)
    wait_until(lambda: abs(width(page, "Chat") - before - 150) < 2, "the chat is as much wider")
    assert share(finn.page, SIDE) == others
    drag_by_finger(finn.page, SIDE, -100)
    expect(splitter(finn.page, SIDE)).not_to_have_attribute("aria-valuenow", str(others))
    splitter(page, SIDE).dblclick()
    assert share(page, SIDE) == usual

    # By keys.
    splitter(page, SIDE).focus()
    page.keyboard.press("ArrowLeft")
    assert share(page, SIDE) > usual
    page.keyboard.press("Home")
    expect(splitter(page, SIDE)).to_have_attribute("aria-valuemin", str(share(page, SIDE)))
    all_can_be_reached(page)
    page.keyboard.press("End")
    expect(splitter(page, SIDE)).to_have_attribute("aria-valuemax", str(share(page, SIDE)))
    all_can_be_reached(page)

    # A wish outlives windows that have no room for it: smaller ones, or with everything at 200 %.
    page.set_viewport_size({"width": 2560, "height": 1440})
    page.keyboard.press("End")
    largest = width(page, "Chat")
    for small in ((1280, 720), (960, 540), (1024, 400)):
        page.set_viewport_size({"width": small[0], "height": small[1]})
        all_can_be_reached(page)
    page.set_viewport_size({"width": 2560, "height": 1440})
    wait_until(lambda: width(page, "Chat") == largest, "the chat is as wide as it was")
    page.set_viewport_size({"width": 1280, "height": 800})

    # Collapsed by the splitter, or by buttons that stay; what is heard and seen goes on.
    splitter(page, "Height of the notes").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your notes")).to_be_hidden()
    expect(splitter(page, "Height of the notes")).to_be_focused()
    toggle(page, "Faces").focus()
    page.keyboard.press("Enter")
    expect(toggle(page, "Faces")).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".tiles")).to_be_hidden()
    toggle(page, "Question").click()
    for part in ("Faces", "Notes", "Question"):
        expect(toggle(page, part)).to_be_in_viewport(ratio=1)
    assert serious(page) == []
    page.reload()
    is_in_room(eva)
    expect(toggle(page, "Notes")).to_have_attribute("aria-expanded", "false")
    assert share(page, SIDE) > usual
    expect(page.locator(".tiles")).to_be_hidden()
    toggle(page, "Faces").click()
    sees_video(eva)
    sees_frames(eva)

    in_another_type_they_are_as_usual(eva, arrive("Gala"))


def in_another_type_they_are_as_usual(eva: Person, gala: Person) -> None:
    page = eva.page
    kept = page.evaluate("localStorage.getItem('mockmate.panes.technical')")
    eva.post(f"/interview/{interview_of(eva)}/end", {}, status=200)
    for one in (eva, gala):
        one.post("/match/pair", {"interview_type": "behavioral", "difficulty": "medium"})
    wait_until(lambda: bool(interview_of(gala)), "they are matched")
    for one in (eva, gala):
        one.post("/interview/start", {"interview_id": interview_of(gala)}, status=200)
    page.goto(f"/room/{interview_of(gala)}")
    is_in_room(eva)
    for part in ("Faces", "Notes", "Question", "Chat"):
        expect(toggle(page, part)).to_have_attribute("aria-expanded", "true")
    toggle(page, "Question").click()
    assert page.evaluate("localStorage.getItem('mockmate.panes.technical')") == kept
    page.get_by_role("button", name="Settings", exact=True).click()
    page.get_by_role("button", name="Open all panes").click()
    page.get_by_role("button", name="Close").click()
    expect(toggle(page, "Question")).to_have_attribute("aria-expanded", "true")


def test_what_is_new_in_the_chat_is_counted_until_it_is_seen(arrive: Arrive):
    hal, isa = arrive("Hal"), arrive("Isa")
    page = hal.page
    meet(hal, isa)
    none, new = toggle(page, "Chat"), page.get_by_text("New messages")
    told = page.get_by_role("status").filter(has_text="Isa wrote in the chat.")
    say(isa, "Seen at once")
    hears(hal, "Seen at once")
    expect(none).to_have_accessible_name("Chat")
    expect(new).to_have_count(0)

    # Collapsed: counted and told once, also after a reload, until it is opened.
    none.click()
    say(isa, "While it is closed")
    expect(none).to_have_accessible_name("Chat, 1 new message")
    expect(told).to_have_count(1)
    say(isa, "One more")
    expect(none).to_have_accessible_name("Chat, 2 new messages")
    expect(told).to_have_count(1)
    assert serious(page) == []
    page.reload()
    expect(none).to_have_accessible_name("Chat, 2 new messages")
    page.get_by_role("heading", name="Chat").click()
    page.keyboard.press("c")
    expect(page.get_by_label("Your message")).to_be_focused()
    expect(none).to_have_accessible_name("Chat")
    expect(new).to_be_visible()
    expect(told).to_have_count(0)
    say(hal, "I have seen it")
    expect(new).to_have_count(0)

    # Scrolled up: what is read stays where it is.
    for number in range(12):
        say(isa, f"Line {number} of many")
    hears(hal, "Line 11")
    log = page.get_by_role("log")
    log.evaluate("(log) => { log.scrollTop = 0; }")
    say(isa, "Far below")
    expect(none).to_have_accessible_name("Chat, 1 new message")
    assert log.evaluate("(log) => log.scrollTop") == 0
    assert serious(page) == []
    page.get_by_role("button", name="1 new message", exact=True).click()
    expect(page.get_by_text("Far below")).to_be_in_viewport()
    expect(none).to_have_accessible_name("Chat")

    # In a tab behind others.
    page.evaluate(HIDE, True)
    say(isa, "Are you there?")
    expect(none).to_have_accessible_name("Chat, 1 new message")
    page.evaluate(HIDE, False)
    expect(none).to_have_accessible_name("Chat")
    expect(new).to_be_visible()
