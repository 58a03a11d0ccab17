"""What people do in a browser."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import ConsoleMessage, Page, Request, expect

from tests.clients import PASSWORD


class Visitor:
    """Somebody at a browser. What the browser complains of is kept: a refused script, an error nobody caught."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.email = f"{name.lower().replace(' ', '-')}-{uuid4().hex[:8]}@example.test"
        self.complaints: list[str] = []
        self._fetching: set[Request] = set()
        page.on("request", self._asked)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)

    # Playwright takes no method of a set.
    def _asked(self, request: Request) -> None:
        self._fetching.add(request)

    def _answered(self, request: Request) -> None:
        self._fetching.discard(request)

    def _heard(self, message: ConsoleMessage) -> None:
        # Refusals of the API and lost lines show as errors too, and belong to what is tested.
        if (
            message.type == "error"
            and "Failed to load resource" not in message.text
            and "WebSocket" not in message.text
        ):
            self.complaints.append(message.text)

    def settle(self) -> None:
        """Wait until the page shows what it asked for, without the half second of silence that "networkidle" needs."""
        expect(self.page.locator("main .loading")).to_have_count(0)
        at_rest = 0
        for _ in range(60):
            self.page.evaluate("new Promise((done) => requestIdleCallback(() => done(), { timeout: 100 }))")
            at_rest = 0 if self._fetching else at_rest + 1
            if at_rest == 3:
                return
        # What was asked by a page that is left, or is asked again and again, may never be answered.
        self.page.wait_for_load_state("networkidle")

    def go(self, path: str) -> None:
        self.page.goto(path)


def register(visitor: Visitor, name: str) -> None:
    page = visitor.page
    page.goto("/register")
    page.get_by_label("E-mail address").fill(visitor.email)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name=f"Hello, {name}")).to_be_visible()


def practise(visitor: Visitor, kind: str = "Technical", level: str = "Medium") -> None:
    """From home into the waiting room."""
    page = visitor.page
    page.goto("/")
    page.get_by_role("radio", name=kind).check()
    page.get_by_role("radio", name=level).check()
    page.get_by_role("button", name="Find somebody now").click()


def be_matched(*pair: Visitor, kind: str = "Technical", level: str = "Medium") -> None:
    """Both wait until each has the card that says so."""
    for one in pair:
        practise(one, kind, level)
    for one in pair:
        expect(one.page.get_by_role("heading", name="You are matched")).to_be_visible()


def begin(*pair: Visitor) -> None:
    """Both say that they are ready, and are in the live room."""
    for one in pair:
        one.page.get_by_role("button", name=re.compile("m ready$")).click()
    for one in pair:
        expect(one.page.get_by_role("button", name="Swap roles")).to_be_visible()


def sees_video(visitor: Visitor) -> None:
    """Frames of the peer's camera come in: the picture has a size, and its time goes on."""
    visitor.page.wait_for_function(
        """() => {
            const video = document.querySelector(".tile:not(.small) video");
            return video && video.videoWidth > 0 && video.currentTime > 0.3;
        }""",
        timeout=60_000,
    )


def write(visitor: Visitor, code: str) -> None:
    """Put this into the shared editor, in the place of what is there."""
    visitor.page.locator(".cm-content").click()
    visitor.page.keyboard.press("Control+A")
    # Inserted as a whole, so that the editor completes no brackets.
    visitor.page.keyboard.insert_text(code)


def paste(visitor: Visitor, code: str) -> None:
    """The same for much of it, which a browser takes many seconds to insert as if it were typed."""
    visitor.page.locator(".cm-content").click()
    visitor.page.keyboard.press("Control+A")
    visitor.page.locator(".cm-content").evaluate(
        """(editor, code) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", code);
            editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }""",
        code,
    )


def reads(visitor: Visitor, code: str) -> None:
    """The shared editor has this text."""
    expect(visitor.page.locator(".cm-content")).to_contain_text(code)


def say(visitor: Visitor, text: str) -> None:
    visitor.page.get_by_label("Your message").fill(text)
    visitor.page.keyboard.press("Enter")


def hears(visitor: Visitor, text: str) -> None:
    """This was said in the chat."""
    expect(visitor.page.get_by_role("log")).to_contain_text(text)
