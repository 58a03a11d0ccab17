"""Audio only by a press, and lines that are cut for a moment, seen at both sides."""

from __future__ import annotations

import json

from playwright.sync_api import WebSocket, WebSocketRoute, expect

from tests.clients import wait_until
from tests.clients.browser import hears, meet, say, seen_track, sees_frames, sees_video
from tests.clients.person import Person
from tests.web.axe import serious
from tests.web.conftest import Arrive

FACE = ".tile:not(.small) .tile-face"
# All that is newly shown or told from now on, however shortly.
WATCH = """() => {
    const places = ".connection, .tile figcaption, [role=status], [role=alert], .toast";
    const texts = () => Array.from(document.querySelectorAll(places), (one) => one.textContent);
    const before = new Set(["", ...texts()]);
    window.told = [];
    const note = () => told.push(...texts().filter((words) => !before.has(words)));
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    document.querySelector("#chat-text").focus();
}"""
WORDS = "() => told.filter((words) => /reconnect|cut|back|here|call/i.test(words))"


class Cuts:
    """Cuts somebody's line to the room, which stays cut until the test says so."""

    def __init__(self, person: Person) -> None:
        self.is_cut = False
        self._routes: list[tuple[WebSocketRoute, WebSocketRoute]] = []
        person.page.route_web_socket("**/ws/interview/live**", self._pass_on)

    def _pass_on(self, route: WebSocketRoute) -> None:
        if self.is_cut:
            route.close(code=1012)
        else:
            self._routes.append((route, route.connect_to_server()))

    def cut(self, *, stays: bool) -> None:
        self.is_cut = stays
        for route, server in self._routes:
            server.close()
            route.close(code=1012)
        self._routes.clear()


def frames_of(person: Person) -> list[str]:
    """Return the types of the frames that come to the room's page, as they come."""
    types: list[str] = []

    def note(said: bytes | str) -> None:
        if isinstance(said, str):
            types.append(json.loads(said).get("type", ""))

    def listen(line: WebSocket) -> None:
        line.on("framereceived", note)

    person.page.on("websocket", listen)
    return types


def pass_time(milliseconds: int, *people: Person) -> None:
    for one in people:
        one.page.clock.run_for(milliseconds)


def test_audio_only_is_for_both_outlives_a_reload_and_is_ended_by_either(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben", phone=True)
    meet(ann, ben)
    for one in (ann, ben):
        sees_video(one)
    buttons = [one.page.get_by_role("button", name="Audio only") for one in (ann, ben)]
    buttons[0].click()
    expect(ben.page.get_by_text("Ann chose audio only, to save the line")).to_be_visible()
    expect(ann.page.get_by_text("Audio only, to save the line: no camera is sent")).to_be_visible()

    def is_audio_only() -> None:
        for one, button, face in zip((ann, ben), buttons, "BA", strict=True):
            expect(one.page.locator(FACE)).to_have_text(face)
            expect(one.page.locator(".tile:not(.small)")).to_contain_text("Audio only")
            expect(button).to_have_attribute("aria-pressed", "true")

    is_audio_only()
    # A camera whose picture goes nowhere rests.
    expect(ann.page.locator(".tile.small .tile-face")).to_have_text("A")
    assert serious(ann.page) == serious(ben.page) == []
    # Who comes back is told by the other.
    ann.page.reload()
    is_audio_only()

    def is_video() -> None:
        for one, button in zip((ann, ben), buttons, strict=True):
            expect(one.page.locator(FACE)).to_have_count(0)
            sees_frames(one)
            expect(button).to_have_attribute("aria-pressed", "false")

    ben.page.get_by_role("button", name="Back to video").click()
    is_video()
    buttons[1].click()
    is_audio_only()
    ann.page.get_by_role("button", name="Camera").click()
    is_video()


def test_a_picture_that_comes_and_is_never_shown_comes_by_another_connection(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    meet(ann, ben)
    for one in (ann, ben):
        sees_video(one)
    before = seen_track(ben)
    # As Chromium leaves it now and then after offers have crossed.
    ben.page.evaluate(
        "() => Object.defineProperty(MediaStreamTrack.prototype, 'muted', { configurable: true, get: () => true })"
    )
    wait_until(lambda: seen_track(ben) not in {before, ""}, "the picture has a connection of its own")
    ben.page.evaluate("() => { delete MediaStreamTrack.prototype.muted; }")
    for one in (ann, ben):
        sees_frames(one)


def test_a_line_that_is_back_within_two_seconds_is_not_worth_a_word_on_either_side(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    cuts, heard = Cuts(ann), frames_of(ben)
    for one in (ann, ben):
        one.page.clock.install()
    meet(ann, ben)
    for one in (ann, ben):
        sees_video(one)
        one.page.evaluate(WATCH)
        one.page.clock.pause_at(one.page.evaluate("Date.now()") / 1000 + 1)
    heard.clear()

    def comes(kind: str, *, with_time: bool = False) -> None:
        def came() -> bool:
            if with_time:
                pass_time(50, ann, ben)
            ben.page.wait_for_timeout(20)
            return kind in heard

        wait_until(came, f"{kind} comes")

    cuts.cut(stays=False)
    comes("peer.reconnecting")
    pass_time(1_000, ann, ben)  # after which she has tried again
    comes("peer.reconnected")
    pass_time(500, ann, ben)
    for one in (ann, ben):
        assert one.page.evaluate(WORDS) == []
        assert one.page.evaluate("document.activeElement.id") == "chat-text"

    heard.clear()
    cuts.cut(stays=True)
    comes("peer.reconnecting")
    pass_time(1_900, ann, ben)
    for one in (ann, ben):
        assert one.page.evaluate(WORDS) == []
    pass_time(500, ann, ben)
    expect(ann.page.locator(".connection")).to_contain_text("Reconnecting")
    tile = ben.page.locator(".tile:not(.small)")
    expect(tile).to_contain_text("Reconnecting")
    expect(ben.page.get_by_text("The connection to Ann was cut.")).to_have_count(1)
    cuts.is_cut = False
    comes("peer.reconnected", with_time=True)
    for one in (ann, ben):
        one.page.clock.resume()
    expect(ann.page.locator(".connection")).to_have_count(0)
    expect(tile).not_to_contain_text("Reconnecting")
    expect(ben.page.get_by_text("Ann is back.")).to_have_count(1)
    say(ann, "All that was not worth a word")
    hears(ben, "All that was not worth a word")
