"""The room where there is little height: a laptop at 200 %, a phone with its keyboard up, a phone on its side."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.clients.browser import hears, meet, reads, say, write
from tests.clients.person import Person
from tests.web.conftest import Arrive

WINDOWS = {"zoomed": (640, 360), "keyboard": (390, 380), "sideways": (844, 390)}
CODE = "const total = [1, 2, 3].reduce((sum, one) => sum + one);\nconsole.log(total);\n" + "// A line.\n" * 30


def seen(part: Locator) -> float:
    """Return how much of the window's height shows this part, as a share."""
    return float(
        part.evaluate(
            """(part) => {
                const { top, bottom } = part.getBoundingClientRect();
                return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / innerHeight;
            }"""
        )
    )


def show(person: Person, tab: str) -> None:
    """Open a tab; while somebody writes on a phone there are none."""
    person.page.evaluate("document.activeElement.blur()")
    person.page.get_by_role("button", name=tab, exact=True).click()


def test_the_room_in_small_windows(arrive: Arrive, shots: Path | None):
    nia, oda = arrive("Nia"), arrive("Oda")
    page = nia.page
    meet(nia, oda)
    page.get_by_label("Language").select_option("javascript")
    write(nia, CODE)
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("region", name="Output")).to_contain_text("6")
    for line in range(6):
        say(oda, f"Line {line} of what there is to say about it")
    hears(nia, "Line 5")

    def picture(name: str) -> None:
        if shots is not None:
            page.screenshot(path=shots / f"small-{name}.png")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than the window"

    for name, (width, height) in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        show(nia, "Code")
        picture(f"{name}-code")
        expect(page.get_by_role("button", name="Run")).to_be_in_viewport(ratio=1)
        page.locator(".cm-content").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(name)
        reads(oda, name)
        picture(f"{name}-code-focused")
        assert seen(page.locator(".cm-editor")) >= 0.5, f"{name}: the editor is too low"
        page.keyboard.press("Control+f")
        expect(page.get_by_role("textbox", name="Find")).to_be_in_viewport()
        picture(f"{name}-code-find")
        page.keyboard.press("Escape")

        show(nia, "Question")
        picture(f"{name}-question")
        assert seen(page.locator(".question-pane")) >= 0.4, f"{name}: the question is cut"
        page.locator(".question-pane > :last-child").scroll_into_view_if_needed()
        page.get_by_label("Your notes").scroll_into_view_if_needed()
        # The browser scrolls by whole pixels, and heights of tables have parts of them.
        expect(page.get_by_label("Your notes")).to_be_in_viewport(ratio=0.95)
        picture(f"{name}-notes")

        show(nia, "Call")
        page.get_by_label("Your message").click()
        picture(f"{name}-call")
        assert seen(page.get_by_role("log")) >= 0.25, f"{name}: the chat is too low"
        expect(page.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
