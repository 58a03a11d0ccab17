"""Ready before it starts: the device step, whose choice is what the peer receives, and its test of the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.clients.browser import begin, is_in_room, log_in, practise, settle
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.sockets import free_port
from tests.web.axe import serious
from tests.web.conftest import CHROMIUM, FLAGS, Arrive, open_context
from tests.web.seeding import register_at
from tests.web.turn import HOST, given, turn_server

# The fake cameras differ: the picture of the first one is green, that of the third one yellow. Both pulse.
IS_YELLOW = """([selector, isYellow]) => {
    const video = [...document.querySelectorAll(selector)].at(-1);
    if (!video?.videoWidth) return false;
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.drawImage(video, 10, video.videoHeight - 10, 1, 1, 0, 0, 1, 1);
    const [red, green] = canvas.getImageData(0, 0, 1, 1).data;
    return green > 60 && red > green / 2 === isYellow;
}"""
OWN, PEER = ".ready video", ".tile:not(.small) video"
SOUNDS_AT = """(id) => {
    const audio = document.querySelector(".ready audio");
    return audio.sinkId === id && audio.currentTime > 0.3;
}"""
# Devices that don't open as long as the page's user leaves it so.
IN_TROUBLE = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
window.trouble = { video: "NotReadableError", audio: "NotAllowedError" };
navigator.mediaDevices.getUserMedia = async (wanted) => {
    const name = window.trouble[wanted.video ? "video" : "audio"];
    if (name) throw new DOMException("", name);
    return ask(wanted);
};
"""


@pytest.fixture
def ana(site: Embedded, browser: Browser) -> Iterator[Person]:
    """Somebody with three cameras."""
    flags = [flag.replace("fps=5", "device-count=3,fps=5") for flag in FLAGS]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=flags)
    person = register_at(site, "Ana").come_to(open_context(chromium, site).new_page())
    log_in(person)
    yield person
    chromium.close()
    person.post("/match/leave")
    assert person.complaints == []


def test_what_is_seen_and_chosen_before_a_match_is_what_the_peer_receives(ana: Person, arrive: Arrive):
    ben, page = arrive("Ben"), ana.page
    practise(ana)
    step = page.get_by_role("region", name="Ready before it starts")
    expect(step).to_contain_text("Your microphone works: it hears you.")
    page.wait_for_function("() => document.querySelector('.ready meter').value > 0.05")
    page.wait_for_function(IS_YELLOW, arg=[OWN, False])
    step.get_by_label("Camera", exact=True).select_option(index=2)
    page.wait_for_function(IS_YELLOW, arg=[OWN, True])
    # The sound comes from where it was chosen to.
    step.get_by_label("Speaker").select_option(index=1)
    speaker = step.get_by_label("Speaker").input_value()
    step.get_by_role("button", name="Play a sound").click()
    page.wait_for_function(SOUNDS_AT, arg=speaker)
    step.get_by_role("button", name="No", exact=True).click()
    expect(step).to_contain_text("Turn the volume up, choose another speaker above")
    step.get_by_role("button", name="Yes", exact=True).click()
    expect(step).to_contain_text("Your speaker works.")
    expect(step).to_contain_text("There is nothing to test the network with.")
    assert serious(page) == []
    step.get_by_role("button", name="Done").press("Enter")
    again = page.get_by_role("button", name="Check camera and microphone")
    expect(again).to_be_focused()
    # Done lately with the same devices: it doesn't open by itself.
    page.reload()
    expect(again).to_be_visible()
    settle(ana)
    expect(step).to_have_count(0)

    practise(ben)
    # The match waits while one looks once more, and is begun from there.
    card = page.get_by_role("dialog", name="You are matched")
    card.get_by_role("button", name="Check camera and microphone").press("Enter")
    check = page.get_by_role("dialog", name="Check camera and microphone")
    expect(check).to_contain_text("You are matched with Ben.")
    expect(check.get_by_role("timer")).to_be_visible()
    page.wait_for_function(IS_YELLOW, arg=[OWN, True])
    assert serious(page) == []
    check.get_by_role("button", name="Two more minutes to begin").click()
    expect(check).to_contain_text("You both have two more minutes.")
    expect(ben.page.get_by_text("Your peer needs longer to begin: you have two more minutes.")).to_be_visible()
    check.get_by_role("button", name="m ready").click()
    begin(ben)
    is_in_room(ana)
    ben.page.wait_for_function(IS_YELLOW, arg=[PEER, True])
    page.wait_for_function(f"(id) => document.querySelector('{PEER}')?.sinkId === id", arg=speaker)


@pytest.mark.needs("turnserver")
def test_a_phone_is_told_what_the_network_lets_through_and_what_keeps_a_device(arrive: Arrive, tmp_path: Path):
    cleo = arrive("Cleo", phone=True, dark=True)
    page = cleo.page
    page.add_init_script(IN_TROUBLE)
    urls: list[str] = []
    secrets: list[str] = []

    def answer(route: Route) -> None:
        route.fulfill(json=given(cleo.id, *urls, **({"secret": secrets[0]} if secrets else {})))

    page.route("**/match/ice-servers", answer)
    with turn_server(tmp_path / "all") as port, turn_server(tmp_path / "tcp", "--no-udp") as tcp:
        urls[:] = reached_at(port)
        cleo.go("/")
        page.get_by_role("button", name="Check camera and microphone").click()
        check = page.get_by_role("dialog", name="Check camera and microphone")
        network = check.get_by_role("region", name="Network")
        expect(network).to_contain_text("Calls work from here. They go directly")
        expect(check).to_contain_text("Another program uses the camera. Close it, or go on without it.")
        expect(check).to_contain_text("The microphone is not allowed. Allow it in the address bar")
        assert serious(page) == []
        page.evaluate("trouble.video = ''")
        check.get_by_role("button", name="Try again").first.click()
        page.wait_for_function("() => document.querySelector('.ready video').videoWidth > 0")
        check.get_by_role("button", name="Take part without microphone").click()
        expect(check.get_by_role("checkbox", name="Enter with the microphone on")).not_to_be_checked()

        def test_again(*configured: str, secret: str | None = None) -> None:
            urls[:], secrets[:] = configured, [secret] if secret else []
            expect(check.get_by_role("button", name="Test the network again")).not_to_have_attribute(
                "aria-busy", "true"
            )
            check.get_by_role("button", name="Test the network again").click()

        test_again(*reached_at(tcp))
        expect(network).to_contain_text("only over TCP. This network seems to block UDP")
        network.get_by_text("What was tested").click()
        expect(network.get_by_role("listitem")).to_have_text(
            [
                re.compile("^Direct, over UDP: doesn.t answer$"),
                re.compile("^Relay over UDP: doesn.t answer$"),
                "Relay over TCP: works",
                "A call through the relay: works",
            ]
        )
        assert serious(page) == []
        test_again(f"turn:{HOST}:{tcp}?transport=tcp")
        expect(network).to_contain_text("only over TCP. Sound and picture may stutter that way.")
        test_again(*reached_at(port)[1:], secret="another" * 6)
        expect(network).to_contain_text("relay refused the test. That is no fault of your network")
        test_again(*reached_at(port), secret="another" * 6)
        expect(network).to_contain_text("please tell the people who run this site that its relay refuses")
        test_again(f"stun:{HOST}:{port}")
        expect(network).to_contain_text("Direct calls work from here. This site has no relay")
        test_again(*reached_at(free_port()))
        expect(network).to_contain_text("people may not see or hear each other. Either this network blocks calls, or")
    check.get_by_role("button", name="Close").click()
    expect(check).to_have_count(0)
    expect(page.get_by_role("button", name="Check camera and microphone")).to_be_focused()


def reached_at(port: int) -> list[str]:
    """Return one STUN and two TURN servers as ICE_SERVERS has them."""
    return [f"stun:{HOST}:{port}", f"turn:{HOST}:{port}", f"turn:{HOST}:{port}?transport=tcp"]
