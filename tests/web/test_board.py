"""The whiteboard: what one draws the other one sees, by pointer or by keyboard, and each undoes their own."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.clients import wait_until
from tests.clients.browser import meet
from tests.clients.person import Person
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.drawings import Place, Png, paper_of, read_png, read_svg

_RIGHT_SIDES = "(bar) => [...bar.querySelectorAll('button, label')].map((one) => one.getBoundingClientRect().right)"


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
    use(quinn, "Text")
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
    # The text came in between, and is not theirs.
    pia.page.get_by_role("button", name="Undo").click()
    on_board(quinn, "1 stroke; labels: load balancer")
    pia.page.get_by_role("button", name="Undo").click()
    on_board(quinn, "labels: load balancer")
    expect(pia.page.get_by_role("button", name="Undo")).to_be_disabled()
    pia.page.get_by_role("button", name="Redo").click()
    on_board(quinn, "1 stroke; labels: load balancer")

    use(quinn, "Eraser")
    draw(quinn, (0.2, 0.55), (0.5, 0.35))
    on_board(pia, "labels: load balancer")
    pia.page.reload()
    open_board(pia)
    on_board(pia, "labels: load balancer")


def test_a_drawing_made_by_one_is_saved_by_the_other_and_equals_it(arrive: Arrive, tmp_path: Path):
    pia, quinn = arrive("Pia"), arrive("Quinn")
    meet(pia, quinn)
    for one in (pia, quinn):
        open_board(one)
    pia.page.get_by_role("button", name=re.compile(r"^\d+\s?%$")).click()
    paper = paper_of(pia)
    assert paper.units["width"] == pytest.approx(paper.pixels["width"], abs=2)
    use(pia, "Rectangle")
    draw(pia, (0.05, 0.1), (0.4, 0.35))
    pia.page.keyboard.press("Enter")
    pia.page.keyboard.insert_text("API & <cache>")
    pia.page.keyboard.press("Enter")
    use(pia, "Ellipse")
    pia.page.get_by_role("radio", name="red").check(force=True)
    draw(pia, (0.6, 0.1), (0.8, 0.35))
    use(pia, "Arrow")
    draw(pia, (0.225, 0.225), (0.7, 0.225))
    use(pia, "Pen")
    draw(pia, (0.05, 0.9), (0.35, 0.6))
    on_board(quinn, "1 rectangle, 1 ellipse, 1 arrow, 1 stroke; labels: API & <cache>")
    # By its outline, which an arrow of the same color doesn't touch here; the arrow goes after it.
    use(pia, "Select")
    draw(pia, (0.7, 0.35), (0.75, 0.9))
    expect(quinn.page.locator(".board-pointer")).to_have_text("Pia")
    center = paper.of((0.75, 0.775))
    expect(quinn.page.locator(".board-surface ellipse")).to_have_attribute("cy", near(center[1]))

    picture = read_svg(saved(quinn, "SVG", tmp_path / "board.svg"))
    assert [one.kind for one in picture.marks] == ["rect", "ellipse", "arrow", "stroke"]
    (left, top), (right, bottom) = paper.of((0.05, 0.1)), paper.of((0.4, 0.35))
    box = picture.of("rect").numbers("rect", "x", "y", "width", "height")
    assert box == pytest.approx([left, top, right - left, bottom - top], abs=1.5)
    assert picture.of("rect").words() == "API & <cache>"
    cx, cy, rx, ry = picture.of("ellipse").numbers("ellipse", "cx", "cy", "rx", "ry")
    half = (paper.units["width"] * 0.1, paper.units["height"] * 0.125)
    assert [cx, cy, rx, ry] == pytest.approx([*center, *half], abs=2)
    assert picture.of("ellipse").one("ellipse")["stroke"] != picture.of("rect").one("rect")["stroke"]
    x1, y1, x2, y2 = picture.of("arrow").numbers("line", "x1", "y1", "x2", "y2")
    # It begins at the side of the rectangle and ends at the outline of the ellipse, on the line between their middles.
    middle = (box[0] + box[2] / 2, box[1] + box[3] / 2)
    assert x1 == pytest.approx(box[0] + box[2], abs=7) or y1 == pytest.approx(box[1] + box[3], abs=7)
    assert 1 <= ((x2 - cx) / rx) ** 2 + ((y2 - cy) / ry) ** 2 <= 1.3
    angle = math.atan2(cy - middle[1], cx - middle[0])
    assert math.atan2(y2 - y1, x2 - x1) == pytest.approx(angle, abs=0.02)
    drawn = [float(one) for one in re.findall(r"-?[\d.]+", picture.of("stroke").one("path")["d"])]
    assert drawn[:2] == pytest.approx(paper.of((0.05, 0.9)), abs=1.5)
    assert drawn[-2:] == pytest.approx(paper.of((0.35, 0.6)), abs=4)

    image = read_png(saved(quinn, "PNG", tmp_path / "board.png"))
    assert image.size == pytest.approx([2 * one for one in picture.size], abs=1)
    assert has(image, picture.of("rect").one("rect")["stroke"]) > 1_000
    assert has(image, picture.of("ellipse").one("ellipse")["stroke"]) > 1_000
    assert has(image, "#ffffff") > sum(image.colors.values()) / 2


def test_all_of_a_drawing_by_keyboard_is_seen_by_the_peer(arrive: Arrive):
    pia, quinn = arrive("Pia"), arrive("Quinn", phone=True, dark=True)
    meet(pia, quinn)
    quinn.page.get_by_role("button", name="Code", exact=True).click()
    for one in (pia, quinn):
        open_board(one)
    assert quinn.page.evaluate("document.documentElement.scrollWidth") == 390
    assert max(quinn.page.locator(".board-tools").evaluate(_RIGHT_SIDES)) <= 390
    keys = pia.page.keyboard
    pia.page.get_by_role("application").focus()
    for key in ("2", "Enter", "Enter"):
        keys.press(key)
    keys.type("API")
    keys.press("Enter")
    for key in ("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "4", "Enter", "Shift+ArrowRight"):
        keys.press(key)
    keys.press("Enter")
    keys.type("cats")
    keys.press("Shift+Enter")
    keys.type("dogs")
    keys.press("Enter")
    for key in ("Control+ArrowRight", "ArrowDown", "n", "k", "n", "k"):
        keys.press(key)
    on_board(quinn, "1 rectangle, 1 ellipse, 1 arrow; labels: API, cats dogs")
    listed = quinn.page.get_by_role("list", name="What is on the whiteboard").get_by_role("listitem")
    expect(listed).to_have_text(
        [
            "Rectangle “API”",
            "Ellipse “cats dogs”",
            re.compile(
                "^Arrow 1, from (Rectangle “API” to Ellipse “cats dogs”|Ellipse “cats dogs” to Rectangle “API”)$"
            ),
        ]
    )
    ellipse = quinn.page.locator(".board-surface ellipse")
    expect(ellipse).to_have_attribute("rx", "130")
    before = quinn.page.locator(".board-surface line").get_attribute("x2")
    assert before is not None
    # Moved by keys, with the arrow after it; copied, brought back, and taken away.
    for key in ("Escape", "n", "Shift+ArrowUp"):
        keys.press(key)
    expect(quinn.page.locator(".board-surface line")).not_to_have_attribute("x2", before)
    for key in ("Control+d", "Delete", "Control+z"):
        keys.press(key)
    on_board(quinn, re.compile("^2 rectangles, 1 ellipse, 1 arrow; "))
    assert serious(quinn.page) == []
    assert serious(pia.page) == []
    look_around(pia)
    draw_and_pinch(quinn)
    # Two fingers have drawn nothing.
    on_board(pia, re.compile("^2 rectangles, 1 ellipse, 1 arrow, 1 stroke; "))


def look_around(person: Person) -> None:
    """Move what is seen by the wheel and by Space and the mouse, and zoom by the wheel and by keys."""
    start, mouse, keys = paper_of(person), person.page.mouse, person.page.keyboard
    mouse.move(*start.at((0.25, 0.5)))
    mouse.wheel(0, start.pixels["height"])
    sees(person, x=start.units["x"], y=start.units["y"] + start.units["height"])
    keys.down(" ")
    mouse.down()
    mouse.move(*start.at((0.75, 0.5)))
    mouse.up()
    keys.up(" ")
    sees(person, x=start.units["x"] - start.units["width"] / 2, y=start.units["y"] + start.units["height"])
    keys.down("Control")
    mouse.wheel(0, -200)
    keys.up("Control")
    larger = paper_of(person)
    assert larger.units["width"] == pytest.approx(start.units["width"] / math.exp(2 / 3), rel=0.01)
    # What is under the pointer stays there.
    assert larger.of((0.75, 0.5))[0] == pytest.approx(start.of((0.25, 0.5))[0], abs=1)
    keys.press("0")
    sees(person, width=start.pixels["width"])


def draw_and_pinch(person: Person) -> None:
    """Draw with one finger; then zoom to twice the size with two, of which one was there first."""
    before = paper_of(person)
    devtools = person.page.context.new_cdp_session(person.page)

    def touch(kind: str, *places: Place) -> None:
        points = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(map(before.at, places))]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    for kind, *places in (
        ("touchStart", (0.2, 0.8)),
        ("touchMove", (0.4, 0.9)),
        ("touchEnd",),
        ("touchStart", (0.4, 0.5)),
        ("touchMove", (0.42, 0.5)),
        ("touchStart", (0.4, 0.5), (0.6, 0.5)),
        ("touchMove", (0.3, 0.5), (0.7, 0.5)),
        ("touchEnd",),
    ):
        touch(str(kind), *places)
    sees(person, width=before.units["width"] / 2)


def sees(person: Person, **expected: float) -> None:
    """Wait until a page shows this part of the board."""

    def is_seen() -> bool:
        units = {**paper_of(person).units}
        return all(units[name] == pytest.approx(value, abs=2) for name, value in expected.items())

    wait_until(is_seen, f"the board is seen from {expected}")


def near(number: float) -> re.Pattern[str]:
    """Match a number that is this one, give or take two."""
    return re.compile("^(" + "|".join(str(round(number) + by) for by in range(-2, 3)) + r")(\.\d+)?$")


def saved(person: Person, kind: str, path: Path) -> Path:
    with person.page.expect_download() as downloading:
        person.page.get_by_role("button", name=f"Save as {kind}").click()
    downloading.value.save_as(path)
    return path


def has(image: Png, color: str) -> int:
    """Return how many pixels have this color, as `#rrggbb`."""
    return image.colors.get(bytes.fromhex(color.removeprefix("#")), 0)


def open_board(person: Person) -> None:
    person.page.get_by_role("button", name=re.compile("^Whiteboard")).click()
    # It has measured itself.
    expect(person.page.locator(".board-paper")).not_to_have_attribute("width", "1")


def use(person: Person, tool: str) -> None:
    person.page.get_by_role("group", name="Tool").get_by_role("radio", name=tool, exact=True).check(force=True)


def on_board(person: Person, words: str | re.Pattern[str]) -> None:
    """The whiteboard says this of itself to those who can't see it."""
    expect(person.page.get_by_role("application").get_by_role("img")).to_have_accessible_name(words)


def draw(person: Person, start: Place, end: Place) -> None:
    """Press at one place of the board and let go at another; both as parts of its width and height."""
    paper = paper_of(person)
    (x1, y1), (x2, y2) = paper.at(start), paper.at(end)
    mouse = person.page.mouse
    mouse.move(x1, y1)
    mouse.down()
    mouse.move((x1 + x2) / 2, (y1 + y2) / 2)
    mouse.move(x2, y2)
    mouse.up()
