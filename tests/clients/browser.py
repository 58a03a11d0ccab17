"""What people do in a browser."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, Route, expect

from shared.identity import consent
from tests.clients import PASSWORD, wait_until
from tests.clients.person import Person


def settle(person: Person, held: Sequence[Route] = ()) -> None:
    """Wait until the page shows what it asked for, without the half second of silence that "networkidle" needs.

    What the test holds back doesn't count.
    """
    page = person.page
    if not held:
        expect(page.locator("main .loading")).to_have_count(0)
    at_rest = 0
    # With something held, the network is never idle.
    for _ in range(600 if held else 60):
        page.evaluate("new Promise((done) => requestIdleCallback(() => done(), { timeout: 100 }))")
        # Anew each time: the page may ask again for what is held back.
        at_rest = 0 if person.fetching - {one.request for one in held} else at_rest + 1
        if at_rest == 3:
            return
    # What was asked by a page that is left, or is asked again and again, may never be answered.
    page.wait_for_load_state("networkidle")


def wait_for_callback(person: Person, noted: list[Any]) -> None:
    """Wait until a callback has noted something: Playwright calls back only while it is waited for."""

    def is_noted() -> bool:
        person.page.wait_for_timeout(20)
        return bool(noted)

    wait_until(is_noted, "the page does what is called back for")


class Held:
    """Requests of a page that get no answer until the test says so: a line too bad for anything else to hold."""

    def __init__(self, person: Person, path: str | re.Pattern[str], method: str = "GET") -> None:
        self.person, self._method = person, method
        self.routes: list[Route] = []
        self._is_over = False
        person.page.route(path, self._hold)

    def _hold(self, route: Route) -> None:
        if self._is_over or route.request.method != self._method:
            route.continue_()
        else:
            self.routes.append(route)

    def wait(self) -> None:
        """Wait until it was asked for, and everything else has come."""
        wait_for_callback(self.person, self.routes)
        settle(self.person, self.routes)

    def release(self) -> None:
        """Let it come, and what is asked for from here on."""
        self._is_over = True
        for route in self.routes:
            route.continue_()


def sign_up(person: Person, name: str) -> None:
    """Make an account as people do, by the form; it can be used over REST and sockets, too."""
    page = person.page
    page.goto("/register")
    page.get_by_label("Email address").fill(f"{uuid4().hex[:12]}@example.test")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name=f"Hello, {name}")).to_be_visible()
    login = page.evaluate("JSON.parse(localStorage.getItem('mockmate.login'))")
    user = person.get("/users/me", token=login["access"], status=200).get_json()
    person.log_in({"user": user, "access_token": login["access"], "refresh_token": login["refresh"]})
    # Else a sheet asks before the first room; tests/web/test_consent.py is about that.
    person.call("PUT", "/users/me/consent", json={"version": consent.VERSION}, status=200)


def open_account(page: Page) -> None:
    """Go to the account page by the menu in the header."""
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Account").click()


def agree(person: Person) -> None:
    """Agree to what is kept of interviews, on the sheet before the first."""
    sheet = person.page.get_by_role("dialog", name="Before your first interview")
    sheet.get_by_role("button", name="I agree").click()
    expect(sheet).to_be_hidden()


# For one page, once: whoever logs out stays logged out, and other pages of the browser have the login too.
_HAVE_LOGIN = """(() => {
    if (window !== top || location.origin !== %s || sessionStorage.getItem("arrived")) return
    sessionStorage.setItem("arrived", "yes")
    localStorage.setItem("mockmate.login", %s)
})()"""


def log_in(person: Person) -> None:
    """Let the browser of somebody who has an account have a login of its own, from the first page that they open."""
    body = {"email": person.user["email"], "password": PASSWORD}
    session = person.post("/auth/login", body, status=200).get_json()
    login = {
        "access": session["access_token"],
        "refresh": session["refresh_token"],
        "until": (time.time() + session["expires_in"]) * 1000,
        "userId": person.id,
    }
    person.page.add_init_script(_HAVE_LOGIN % (json.dumps(person.at), json.dumps(json.dumps(login))))


def practise(person: Person, kind: str = "Technical", level: str = "Medium") -> None:
    """From home into the waiting room."""
    page = person.page
    page.goto("/")
    page.get_by_role("radio", name=kind).check()
    page.get_by_role("radio", name=level).check()
    page.get_by_role("button", name="Find a partner").click()


def be_matched(*pair: Person, kind: str = "Technical", level: str = "Medium") -> None:
    """Both wait until each has the card that says so."""
    for one in pair:
        practise(one, kind, level)
    for one in pair:
        expect(one.page.get_by_role("heading", name="You are matched")).to_be_visible()


def meet(*pair: Person) -> None:
    """Both are in the live room, where tests of the room begin: how people get there is tested elsewhere."""
    enter(*pair)
    for one in pair:
        is_in_room(one)


def enter(*pair: Person) -> None:
    """Both are on their way into the live room, whichever language their pages have."""
    for one in pair:
        one.post("/match/pair", {"interview_type": "technical", "difficulty": "medium"})
    wait_until(lambda: all(map(interview_of, pair)), "both are matched")
    room = interview_of(pair[0])
    for one in pair:
        one.post("/interview/start", {"interview_id": room}, status=200)
        one.page.goto(f"/room/{room}", wait_until="commit")


def interview_of(person: Person) -> str | None:
    """Return the interview that somebody is matched for."""
    interview = person.get("/match/status", status=200).get_json()["interview"]
    return interview and str(interview["id"])


def begin(*pair: Person) -> None:
    """Both say that they are ready, and are in the live room."""
    for one in pair:
        one.page.get_by_role("button", name=re.compile("m ready$")).click()
    for one in pair:
        is_in_room(one)


def is_in_room(person: Person) -> None:
    """Show the live room."""
    expect(person.page.get_by_role("button", name="Swap roles")).to_be_visible()


def swap(person: Person) -> None:
    """Swap the roles, and say so once more."""
    person.page.get_by_role("button", name="Swap roles").click()
    dialog = person.page.get_by_role("dialog", name="Swap roles?")
    dialog.get_by_role("button", name="Swap roles").click()
    expect(dialog).to_have_count(0)


def sees_video(person: Person) -> None:
    """Frames of the peer's camera come in: the picture has a size, and its time goes on."""
    person.page.wait_for_function(
        """() => {
            const video = document.querySelector(".tile:not(.small) video");
            return video && video.videoWidth > 0 && video.currentTime > 0.3;
        }""",
        timeout=60_000,
    )


def sees_frames(person: Person) -> None:
    """Frames of the peer's camera are drawn, from now on."""
    # Asked again and again: callbacks for frames may be lost where the video gets another stream.
    person.page.evaluate("() => { delete window.framesFrom; }")
    person.page.wait_for_function(
        """() => {
            const video = document.querySelector(".tile:not(.small) video");
            const drawn = video.getVideoPlaybackQuality().totalVideoFrames;
            const from = window.framesFrom;
            if (from?.stream !== video.srcObject || from.drawn > drawn) {
                window.framesFrom = { stream: video.srcObject, drawn };
                return false;
            }
            return video.srcObject !== null && drawn >= from.drawn + 5;
        }"""
    )


def seen_track(person: Person) -> str:
    """Return the id of the peer's video track: another one for each connection."""
    return str(
        person.page.evaluate(
            """() => {
                const { srcObject } = document.querySelector(".tile:not(.small) video");
                return srcObject?.getVideoTracks()[0]?.id ?? "";
            }"""
        )
    )


def write(person: Person, code: str) -> None:
    """Put this into the shared editor, in the place of what is there."""
    person.page.locator(".cm-content").click()
    person.page.keyboard.press("Control+A")
    # Inserted as a whole, so that the editor completes no brackets.
    person.page.keyboard.insert_text(code)


def paste(person: Person, code: str) -> None:
    """The same for much of it, which a browser takes many seconds to insert as if it were typed."""
    person.page.locator(".cm-content").click()
    person.page.keyboard.press("Control+A")
    person.page.locator(".cm-content").evaluate(
        """(editor, code) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", code);
            editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
        }""",
        code,
    )


def reads(person: Person, code: str) -> None:
    """The shared editor has this text."""
    expect(person.page.locator(".cm-content")).to_contain_text(code)


def say(person: Person, text: str) -> None:
    field = person.page.get_by_label("Your message")
    field.fill(text)
    field.press("Enter")


def hears(person: Person, text: str) -> None:
    """This was said in the chat."""
    expect(person.page.get_by_role("log")).to_contain_text(text)
