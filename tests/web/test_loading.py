"""What comes first on a slow line: something true after few requests, in the room call and chat before the editor."""

from __future__ import annotations

import re
from contextlib import suppress

from playwright.sync_api import CDPSession, Page, Route, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.clients import wait_until
from tests.clients.browser import Held, hears, interview_of, is_in_room, meet, reads, say, settle, write
from tests.clients.person import Person
from tests.web.conftest import Arrive

FIRST_PAGE = 130_000  # bytes, without the picture of the product
ROOM = 170_000  # bytes, before the editor
ALL_OF_THE_ROOM = 420_000  # bytes, with the editor and the whiteboard
MOST_IN_A_ROW = 4  # requests
# What the room doesn't need to be seen, to hear and to write to each other.
# From OwnCases on, it is what the desk shares with practicing alone.
EDITOR = re.compile(
    r"/assets/(Desk|yjs|dist|RenderedMarkdown"
    r"|OwnCases|RunView|DeskTabs|ThemeChoice|function|programCases|testLines|theme)-[^/]*\.js$"
)


class Wire:
    """What a page receives, as it is sent."""

    def __init__(self, page: Page) -> None:
        self.sizes: dict[str, float] = {}
        self.types: dict[str, tuple[str, str]] = {}
        devtools: CDPSession = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.responseReceived", lambda one: self.types.update({one["requestId"]: described(one)}))
        devtools.on(
            "Network.loadingFinished", lambda one: self.sizes.update({one["requestId"]: one["encodedDataLength"]})
        )

    def total(self) -> float:
        """Return the bytes of everything but pictures."""
        return sum(size for one, size in self.sizes.items() if self.types[one][0] != "image/webp")


def described(event: dict[str, dict[str, dict[str, str]]]) -> tuple[str, str]:
    """Return the type and the encoding of a response."""
    response = event["response"]
    headers = {name.lower(): value for name, value in response["headers"].items()}
    return str(response["mimeType"]), headers.get("content-encoding", "")


def test_the_first_page_is_small_on_the_wire(arrive: Arrive):
    page = arrive().page
    wire = Wire(page)
    page.goto("/", wait_until="networkidle")
    compressed = {kind for kind, encoding in (wire.types[one] for one in wire.sizes) if encoding == "br"}
    assert {"text/html", "text/javascript", "text/css"} <= compressed
    assert 20_000 < wire.total() < FIRST_PAGE, {wire.types[one]: size for one, size in wire.sizes.items()}


def requests_in_a_row(person: Person, path: str, truth: str) -> int:
    """Open a page, answer its requests whenever it makes no more, and count how often until it shows `truth`."""
    page = person.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        # The choice of a theme comes beside the first scripts, and the page's picture only behind it.
        # Held, that would count as a row of its own.
        if route.request.is_navigation_request() or "/assets/beforePaint" in route.request.url:
            route.continue_()
        else:
            held.append(route)

    def is_true() -> bool:
        return page.locator(truth).count() > 0

    def is_at_rest() -> bool:
        page.evaluate("new Promise((done) => requestIdleCallback(() => done(), { timeout: 100 }))")
        return is_true() or (bool(held) and person.fetching == {one.request for one in held})

    page.goto("about:blank")
    # What the page before asked for may never be answered.
    person.fetching.clear()
    page.route("**/*", hold)
    page.goto(path, wait_until="commit")
    count = 1
    while True:
        for _ in range(3):
            wait_until(is_at_rest, f"{path} asks for something or shows {truth}")
        if count == MOST_IN_A_ROW and not is_true():
            # What is held may be wanted later only, and the truth be on its way, as over a socket, which isn't held.
            with suppress(PlaywrightTimeout):
                page.locator(truth).first.wait_for(state="attached", timeout=3_000)
        if is_true():
            break
        answered, held[:] = held[:], []
        for route in answered:
            route.continue_()
        count += 1
    for route in held:
        route.continue_()
    page.unroute("**/*", hold)
    return count


def test_a_page_shows_something_true_after_four_requests_in_a_row_at_most(arrive: Arrive):
    vera, walt = arrive("Vera"), arrive("Walt")
    assert requests_in_a_row(vera, "/", "h1:has-text('Hello, Vera')") <= MOST_IN_A_ROW
    assert requests_in_a_row(vera, "/times", ".day-list[aria-busy=false]") <= MOST_IN_A_ROW
    vera.post("/match/pair", {"interview_type": "technical", "difficulty": "medium"})
    assert requests_in_a_row(vera, "/waiting", ".place-main") <= MOST_IN_A_ROW
    meet(vera, walt)
    assert requests_in_a_row(vera, f"/room/{interview_of(vera)}", ".room .call-pane .tile") <= MOST_IN_A_ROW


def test_people_talk_before_the_editor_has_come_and_lose_nothing_when_it_does(arrive: Arrive):
    xara, yuri = arrive("Xara"), arrive("Yuri")
    page = xara.page
    wire = Wire(page)
    editor = Held(xara, EDITOR)
    meet(xara, yuri)
    desk = page.get_by_role("region", name="Code")
    expect(desk).to_contain_text("Loading the editor")
    place = desk.bounding_box()
    say(xara, "I only see you so far")
    hears(yuri, "I only see you so far")
    say(yuri, "That will do")
    hears(xara, "That will do")
    assert 20_000 < wire.total() < ROOM, {wire.types[one]: size for one, size in wire.sizes.items()}
    write(yuri, "answer = 42")
    chat = page.get_by_label("Your message")
    chat.fill("half a sen")
    editor.release()
    reads(xara, "answer = 42")
    assert desk.bounding_box() == place
    expect(chat).to_be_focused()
    page.keyboard.insert_text("tence")
    expect(chat).to_have_value("half a sentence")
    write(xara, "answer = 43")
    reads(yuri, "answer = 43")
    # All of the room; what is opened more rarely, such as the keys of Vim or a formatter, comes when it is.
    page.get_by_role("button", name="Whiteboard").click()
    expect(page.get_by_role("application")).to_be_visible()
    settle(xara)
    assert ROOM < wire.total() < ALL_OF_THE_ROOM, {wire.types[one]: size for one, size in wire.sizes.items()}


def test_who_reloads_before_the_editor_has_come_keeps_what_was_not_sent(arrive: Arrive):
    zita, abel = arrive("Zita"), arrive("Abel")
    meet(zita, abel)
    write(zita, "x = 1")
    reads(abel, "x = 1")
    zita.page.context.set_offline(True)
    write(zita, "x = 2")
    zita.page.context.set_offline(False)
    editor = Held(zita, EDITOR)
    for _ in range(2):
        zita.page.reload(wait_until="commit")
        is_in_room(zita)
    expect(zita.page.get_by_text("Loading the editor")).to_be_visible()
    editor.release()
    reads(abel, "x = 2")
