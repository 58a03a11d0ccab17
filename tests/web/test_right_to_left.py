"""Pages in a language from right to left: mirrored, no wider than the screen, and code as it is everywhere."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.clients.browser import meet, settle, write
from tests.clients.person import Person
from tests.web.axe import serious
from tests.web.conftest import Arrive

OUTSIDE = ("/", "/login", "/register", "/help")
INSIDE = ("/", "/times", "/waiting", "/solo", "/history", "/progress", "/news", "/account")
LOCALE = "ar-XB"

# What reaches over an edge of the window without a scroller around it. On the far side nobody can scroll to it.
_OUTSIDE = """() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (one) => /auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX);
    const found = [];
    for (const one of document.querySelectorAll("body *")) {
        const { left, right, width: own } = one.getBoundingClientRect();
        if (own === 0 || (left >= -1 && right <= width + 1)) continue;
        if (one.closest(".visually-hidden, .skip, svg") || !one.checkVisibility({ visibilityProperty: true })) continue;
        let holder = one.parentElement;
        while (holder && holder !== document.body && !scrolls(holder)) holder = holder.parentElement;
        if (holder === document.body)
            found.push(`${Math.round(left)} to ${Math.round(right)}: ${one.outerHTML.slice(0, 99)}`);
    }
    return found;
}"""


def middle(page: Page, selector: str) -> float:
    """Return where the middle of the first of these is, from 0 at the left edge of the window to 1."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    width: int = page.evaluate("document.documentElement.clientWidth")
    return (box["x"] + box["width"] / 2) / width


def faults(person: Person, name: str, shots: Path | None) -> list[str]:
    """Return what is wrong with a page, on a desk and on a phone."""
    page, found = person.page, list[str]()
    for width, screen in ((1280, "desk"), (390, "phone")):
        page.set_viewport_size({"width": width, "height": 800})
        settle(person)
        if shots is not None:
            page.screenshot(path=shots / f"rtl-{name}-{screen}.png", full_page=True)
        found += [f"{name}, {screen}: {one}" for one in page.evaluate(_OUTSIDE)]
    page.set_viewport_size({"width": 1280, "height": 800})
    return [*found, *(f"{name}: {one}" for one in serious(page))]


def test_pages_are_mirrored_and_fit(arrive: Arrive, shots: Path | None):
    nobody, person = arrive(locale=LOCALE), arrive("Noor", locale=LOCALE)
    found: list[str] = []
    for one, paths in ((nobody, OUTSIDE), (person, INSIDE)):
        for path in paths:
            one.go(path)
            one.page.locator("main h1").wait_for()
            kind = "out" if one is nobody else "in"
            found += faults(one, f"{kind}-{path.strip('/') or 'home'}", shots)
            assert middle(one.page, ".brand") > 0.5, path
            assert middle(one.page, ".header-actions, .bell") < 0.5, path
            # Headings begin at the right, whatever they are as wide as.
            assert one.page.locator("main h1").evaluate("(h1) => getComputedStyle(h1).textAlign") != "left"
    person.go("/account")
    person.page.locator(".account").wait_for()
    assert middle(person.page, ".account-sections") > middle(person.page, ".account > .stack")
    assert found == [], "\n".join(found)


def test_the_room_is_mirrored_and_its_code_is_not(arrive: Arrive, shots: Path | None):
    abe, bea = arrive("Abe", locale=LOCALE), arrive("Bea")
    meet(abe, bea)
    page = abe.page
    write(abe, "print(1)\n")
    expect(bea.page.locator(".cm-content")).to_contain_text("print(1)")
    assert middle(page, ".call-pane") > middle(page, ".cm-editor") > middle(page, ".chat-pane")
    assert page.locator(".cm-content").evaluate("(one) => getComputedStyle(one).direction") == "ltr"
    # A splitter goes where it is drawn to: the faces are on its right.
    before = page.locator(".call-pane").bounding_box()
    page.locator(".room-main > .splitter").first.press("ArrowLeft")
    page.wait_for_function(
        "(width) => document.querySelector('.call-pane').getBoundingClientRect().width > width + 10",
        arg=before and before["width"],
    )
    # A message keeps its own direction, in either room.
    for one, text in ((abe, "So, shall we begin?"), (bea, "מתחילים?")):
        one.page.locator("#chat-text").fill(text)
        one.page.locator("#chat-text").press("Enter")
        for reader in (abe, bea):
            line = reader.page.locator(".said-text", has_text=text)
            expect(line).to_be_visible()
            direction = line.evaluate("(said) => getComputedStyle(said).direction")
            assert direction == ("ltr" if one is abe else "rtl")
    found = faults(abe, "room", shots)
    assert found == [], "\n".join(found)
