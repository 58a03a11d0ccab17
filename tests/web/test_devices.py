"""Without camera and microphone: one can try, is told what is missing, and takes part all the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserType, expect

from tests.clients.browser import begin, hears, log_in, meet, practise, say, sees_frames, sees_video
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import BARE_FLAGS, CHROMIUM, Arrive, open_context
from tests.web.seeding import register_at

# There is no camera until it is plugged in.
UNPLUGGED = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
    if (wanted.video && !window.isPlugged) throw new DOMException("none", "NotFoundError");
    return ask(wanted);
};
window.plugIn = () => {
    window.isPlugged = true;
    navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
};
"""


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """One that lets people choose a speaker."""
    return chromium


@pytest.fixture(scope="module")
def bare_browser(browser: Browser) -> Iterator[Browser]:
    """The browser of a machine that has neither device."""
    kind: BrowserType = browser.browser_type
    chromium = kind.launch(executable_path=CHROMIUM, args=BARE_FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture
def bare(site: Embedded, bare_browser: Browser) -> Iterator[Person]:
    """Somebody at such a machine."""
    person = register_at(site, "Yan").come_to(open_context(bare_browser, site).new_page())
    log_in(person)
    yield person
    person.page.context.close()
    person.post("/match/leave")
    assert person.complaints == []


def test_who_has_neither_device_is_told_so_before_and_takes_part(bare: Person, arrive: Arrive):
    zoe = arrive("Zoe")
    practise(bare)
    for device in ("camera", "microphone"):
        expect(bare.page.get_by_text(f"No {device} was found. You can go on without it.")).to_be_visible()
    bare.page.get_by_role("button", name="Take part without camera").click()
    expect(bare.page.get_by_role("checkbox", name="Take part with camera")).not_to_be_checked()
    practise(zoe)
    expect(zoe.page.get_by_role("heading", name="You are matched")).to_be_visible()
    begin(bare, zoe)
    # What was decided there is so in the room: only the microphone is missed.
    words = bare.page.locator(".call-words")
    expect(words).to_contain_text("No microphone was found.")
    expect(words).not_to_contain_text("No camera was found.")
    for device in ("Microphone", "Camera"):
        expect(bare.page.get_by_role("button", name=device)).to_have_attribute("aria-pressed", "false")
    say(bare, "I only write today")
    hears(zoe, "I only write today")
    # What they send is seen and heard all the same.
    bare.page.wait_for_function(
        "() => { const video = document.querySelector('.tile:not(.small) video'); return video.videoWidth > 0; }",
        timeout=60_000,
    )


def test_what_is_wrong_with_both_devices_is_read_whole_in_a_small_window(bare: Person, arrive: Arrive):
    zoe = arrive("Zoe")
    bare.page.set_viewport_size({"width": 1100, "height": 680})
    meet(bare, zoe)
    for device in ("camera", "microphone"):
        expect(bare.page.get_by_text(f"No {device} was found.")).to_be_in_viewport(ratio=1)
    expect(bare.page.get_by_role("button", name="Run")).to_be_in_viewport(ratio=1)


def test_who_sends_no_picture_is_shown_by_their_initial(bare: Person, arrive: Arrive):
    zoe = arrive("Zoe")
    meet(bare, zoe)
    face = ".tile:not(.small) .tile-face"
    sees_video(bare)
    expect(bare.page.locator(face)).to_have_count(0)
    expect(zoe.page.locator(face)).to_have_text("Y")
    # Her last picture doesn't stand still there either.
    zoe.page.get_by_role("button", name="Camera").click()
    expect(bare.page.locator(face)).to_have_text("Z")
    zoe.page.get_by_role("button", name="Camera").click()
    expect(bare.page.locator(face)).to_have_count(0)
    expect(bare.page.get_by_label("Video of Zoe")).to_be_visible()


def test_a_camera_is_plugged_in_during_the_interview_and_devices_are_chosen_there(arrive: Arrive):
    kai, lea = arrive("Kai"), arrive("Lea")
    kai.page.add_init_script(UNPLUGGED)
    meet(kai, lea)
    face = lea.page.locator(".tile:not(.small) .tile-face")
    expect(face).to_have_text("K")
    words = kai.page.get_by_text("No camera was found.")
    expect(words).to_be_visible()
    kai.page.evaluate("plugIn()")
    expect(words).to_have_count(0)
    expect(face).to_have_count(0)
    sees_video(lea)
    sees_frames(lea)

    kai.page.get_by_role("button", name="Settings", exact=True).click()
    dialog = kai.page.get_by_role("dialog", name="Settings")
    microphone, speaker = dialog.get_by_label("Microphone"), dialog.get_by_label("Speaker")
    speaker.select_option(index=1)
    chosen = speaker.input_value()
    # What is shown is what is in use.
    wanted = str(microphone.locator("option").nth(1).get_attribute("value"))
    microphone.select_option(wanted)
    expect(microphone).to_have_value(wanted)
    assert serious(kai.page) == []
    dialog.get_by_role("button", name="Close").click()
    # It is where the other's voice comes from, and it is so again after a reload.
    heard_at = "(id) => document.querySelector('.tile:not(.small) video')?.sinkId === id"
    kai.page.wait_for_function(heard_at, arg=chosen)
    kai.page.reload()
    kai.page.wait_for_function(heard_at, arg=chosen)
