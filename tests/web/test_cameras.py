"""Cameras: nothing that can be recognized is sent or shown before both people agree, nor after one takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.clients.browser import is_in_room, meet, sees_video
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.devices import CAMERAS_ASKED
from tests.web.seeding import register_at

# Counts what the connections of a page decode.
WATCHED = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) { super(...given); window.connections.push(this); }
};
window.decoded = async () => {
    let frames = 0;
    for (const one of window.connections) {
        if (one.connectionState === "closed") continue;
        for (const report of (await one.getStats()).values())
            if (report.type === "inbound-rtp" && report.kind === "video") frames += report.framesDecoded ?? 0;
    }
    return frames;
};
window.isConnected = () => window.connections.some((one) => one.connectionState === "connected");
"""
# A line that carries nothing to the server any more, while the call between the two goes on; `mend` brings it back.
DEAF = """
const { send } = WebSocket.prototype;
const sockets = new Set();
WebSocket.prototype.send = function (...given) {
    sockets.add(this);
    if (!window.isDeaf) send.apply(this, given);
};
window.mend = () => {
    window.isDeaf = false;
    for (const one of sockets) one.close();
};
"""
# The largest step between neighboring dots of a picture; the fake camera has sharp edges and a clock.
SHARPEST = """() => {
    const video = document.querySelector(".tile:not(.small) video");
    if (!video?.videoWidth || video.currentTime < 0.5) return -1;
    const canvas = new OffscreenCanvas(320, 240);
    const context = canvas.getContext("2d");
    context.drawImage(video, 0, 0, 320, 240);
    const { data } = context.getImageData(0, 0, 320, 240);
    let most = 0;
    for (let at = 4; at < data.length; at += 4)
        if ((at / 4) % 320 !== 0) most = Math.max(most, Math.abs(data[at + 1] - data[at - 3]));
    return most;
}"""


@pytest.fixture
def two(site: Embedded, arrive: Arrive) -> tuple[Person, Person]:
    """Make two people whose cameras are off until both agree."""
    return of(site, arrive, "off")


def of(site: Embedded, arrive: Arrive, start: str) -> tuple[Person, Person]:
    pair = []
    for name in ("Ann Lee", "Bob Ray"):
        person = register_at(site, name)
        person.patch("/users/me", {"camera_start": start}, status=200)
        arrive(person).page.add_init_script(WATCHED + CAMERAS_ASKED)
        pair.append(person)
    return pair[0], pair[1]


def is_connected(*people: Person) -> None:
    for one in people:
        one.page.wait_for_function("() => window.isConnected()")


def gets_no_frames(person: Person) -> None:
    person.page.wait_for_function(
        """async () => {
            const before = await window.decoded();
            await new Promise((done) => setTimeout(done, 2000));
            return (await window.decoded()) === before;
        }"""
    )


def press(person: Person, name: str) -> None:
    person.page.get_by_role("button", name=name, exact=True).click()


def test_nobody_is_seen_before_both_agree_and_after_one_takes_it_back(
    two: tuple[Person, Person], shots: Path | None
) -> None:
    ann, bob = two
    meet(ann, bob)
    is_connected(ann, bob)
    for one in two:
        expect(one.page.get_by_text("Your camera is off until you both agree.")).to_be_visible()
        assert one.page.evaluate("camerasAsked") == 0
        assert serious(one.page) == []
    if shots:
        ann.page.screenshot(path=shots / "cameras-off.png")
    press(ann, "Show my camera")
    expect(ann.page.get_by_text("You see each other once Bob Ray agrees, too.")).to_be_visible()
    expect(bob.page.get_by_role("status").filter(has_text="Ann Lee would like to turn cameras on.")).to_be_visible()
    if shots:
        bob.page.screenshot(path=shots / "cameras-asked.png")
    assert serious(bob.page) == []
    for one in two:
        assert (one.page.evaluate("camerasAsked"), one.page.evaluate("decoded()")) == (0, 0)
        expect(one.page.locator(".tile:not(.small) video")).to_be_hidden()
    press(bob, "Turn on")
    for one in two:
        sees_video(one)
    # A page that is loaded again knows it.
    ann.page.reload()
    is_in_room(ann)
    for one in two:
        sees_video(one)
    press(bob, "Hide both cameras")
    for one in two:
        expect(one.page.locator(".tile:not(.small) video")).to_be_hidden()
        expect(one.page.locator(".tile.small video")).to_be_hidden()
    expect(ann.page.get_by_text("You see each other once Bob Ray agrees, too.")).to_be_visible()
    gets_no_frames(ann)
    # Still in the same call: nothing has to be begun anew.
    press(bob, "Show my camera")
    for one in two:
        sees_video(one)


def test_whoever_hides_is_hidden_at_once_although_the_server_cant_be_reached(two: tuple[Person, Person]) -> None:
    ann, bob = two
    bob.page.add_init_script(DEAF)
    meet(ann, bob)
    is_connected(ann, bob)
    press(ann, "Show my camera")
    press(bob, "Turn on")
    sees_video(ann)
    bob.page.evaluate("isDeaf = true")
    press(bob, "Hide both cameras")
    for place in (".tile.small video", ".tile:not(.small) video"):
        expect(bob.page.locator(place)).to_be_hidden()
    gets_no_frames(ann)
    # Not sent again by itself, although the server still thinks that both agree.
    expect(bob.page.get_by_role("button", name="Show my camera")).to_be_visible()
    bob.page.evaluate("mend()")
    expect(ann.page.get_by_text("You see each other once Bob Ray agrees, too.")).to_be_visible()
    press(bob, "Show my camera")
    for one in two:
        sees_video(one)


def test_not_now_is_a_no_without_words_and_the_key_of_the_camera_agrees(
    site: Embedded, arrive: Arrive, shots: Path | None
) -> None:
    ann, bob = of(site, arrive, "off")
    meet(ann, bob)
    bob.page.locator("#main").focus()
    bob.page.keyboard.press("v")
    expect(ann.page.get_by_text("Bob Ray would like to turn cameras on.")).to_be_visible()
    press(ann, "Not now")
    expect(ann.page.get_by_text("Your camera is off until you both agree.")).to_be_visible()
    expect(bob.page.get_by_text("You see each other once Ann Lee agrees, too.")).to_be_visible()
    press(bob, "Take back")
    expect(bob.page.get_by_role("button", name="Show my camera")).to_be_visible()
    ann.page.set_viewport_size({"width": 390, "height": 800})
    expect(ann.page.get_by_role("button", name="Show my camera")).to_be_visible()
    if shots:
        ann.page.screenshot(path=shots / "cameras-phone.png")


def test_a_blurred_picture_has_nothing_to_recognize_until_both_agree(
    site: Embedded, arrive: Arrive, shots: Path | None
) -> None:
    ann, bob = of(site, arrive, "blurred")
    meet(ann, bob)
    sees_video(bob)
    bob.page.wait_for_function(f"() => ({SHARPEST})() >= 0")
    blurred = bob.page.evaluate(SHARPEST)
    if shots:
        bob.page.screenshot(path=shots / "cameras-blurred.png")
    for one in (ann, bob):
        press(one, "Show my camera" if one is ann else "Turn on")
    bob.page.wait_for_function(f"(before) => ({SHARPEST})() > 2 * before", arg=max(blurred, 30))
    press(ann, "Hide both cameras")
    bob.page.wait_for_function(
        f"(before) => {{ const now = ({SHARPEST})(); return now >= 0 && now <= 2 * before; }}", arg=max(blurred, 30)
    )
