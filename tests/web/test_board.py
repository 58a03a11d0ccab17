"""The whiteboard: what one draws the other one sees, by pointer or by keyboard, and each undoes their own."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.clients.browser import meet
from tests.clients.person import Person
from tests.web.conftest import Arrive


def test_what_is_drawn_on_the_whiteboard_is_seen_by_both_and_each_undoes_their_own(arrive: Arrive):
    pia, quinn = arrive("Pia"), arrive("Quinn")
    meet(pia, quinn)
    open_board(pia)
    draw(pia, (0.2, 0.3), (0.5, 0.6))
    expect(quinn.page.get_by_role("button", name=re.compile("something new is on it"))).to_be_visible()
    quinn.page.keyboard.press("?")
    expect(quinn.page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("Editor or whiteboard")
    quinn.page.keyboard.press("Escape")
    quinn.page.keyboard.press("b")
    on_board(quinn, "1 stroke")

    paper = quinn.page.locator(".board-paper")
    place = paper.bounding_box()
    quinn.page.get_by_role("radio", name="Text").check()
    assert paper.bounding_box() == place
    draw(quinn, (0.6, 0.2), (0.6, 0.2))
    quinn.page.get_by_label("Text for the whiteboard").fill("load balancer")
    assert paper.bounding_box() == place
    # There is no ground that cannot be drawn on.
    surface = quinn.page.get_by_role("application").get_by_role("img").bounding_box()
    assert surface is not None
    assert place is not None
    assert abs(surface["height"] - place["height"]) <= 2
    assert abs(surface["width"] - place["width"]) <= 2
    quinn.page.keyboard.press("Enter")
    on_board(pia, "1 stroke; labels: load balancer")

    pia.page.get_by_role("application").focus()
    for key in ("Space", "ArrowRight", "Shift+ArrowDown", "Space"):
        pia.page.keyboard.press(key)
    on_board(quinn, "2 strokes; labels: load balancer")
    pia.page.get_by_role("button", name="Undo").click()
    pia.page.keyboard.press("Enter")
    on_board(quinn, "0 strokes; labels: load balancer")
    pia.page.get_by_role("button", name="Redo").click()
    on_board(quinn, "1 stroke; labels: load balancer")

    quinn.page.get_by_role("radio", name="Eraser").check()
    draw(quinn, (0.2, 0.55), (0.5, 0.35))
    on_board(pia, "0 strokes; labels: load balancer")
    pia.page.reload()
    open_board(pia)
    on_board(pia, "0 strokes; labels: load balancer")


def open_board(person: Person) -> None:
    person.page.get_by_role("button", name=re.compile("^Whiteboard")).click()


def on_board(person: Person, words: str) -> None:
    """The whiteboard says this of itself to those who can't see it."""
    expect(person.page.get_by_role("application").get_by_role("img")).to_have_accessible_name(words)


def draw(person: Person, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Press at one place of the board and let go at another; both as parts of its width and height."""
    box = person.page.locator(".board-paper").bounding_box()
    assert box is not None
    (x1, y1), (x2, y2) = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in (start, end)]
    mouse = person.page.mouse
    mouse.move(x1, y1)
    mouse.down()
    mouse.move((x1 + x2) / 2, (y1 + y2) / 2)
    mouse.move(x2, y2)
    mouse.up()
