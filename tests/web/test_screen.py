"""A shared screen and large pictures, seen at the other side; and devices chosen in the room."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.clients.browser import meet, sees_frames, sees_video
from tests.web.axe import serious
from tests.web.conftest import PATIENCE, Arrive

# What is shared stays at hand, for a test to end it as the browser's own bar does.
SHARED = """
const share = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getDisplayMedia = async (wanted) => {
    const stream = await share(wanted);
    window.endInBrowser = () => stream.getTracks().forEach((one) => {
        one.stop();
        one.dispatchEvent(new Event("ended"));
    });
    return stream;
};
"""
# Frames come that did not come before. A screen is wide, a camera isn't.
SCREEN = """() => new Promise((done) => {
    let left = 3;
    const video = document.querySelector(".screen-pane video");
    const next = () => (--left ? video.requestVideoFrameCallback(next) : done(video.videoWidth / video.videoHeight));
    video.requestVideoFrameCallback(next);
})"""


def sees_screen(page: Page, name: str) -> None:
    """Frames of the peer's screen are drawn, from now on, over a good part of the window."""
    screen = page.get_by_role("region", name=f"Screen of {name}")
    expect(screen).to_be_visible()
    page.wait_for_function("() => document.querySelector('.screen-pane video')?.videoWidth > 0", timeout=PATIENCE)
    assert page.evaluate(SCREEN) > 1.5
    box = screen.bounding_box()
    assert box is not None
    assert box["width"] > 0.4 * page.evaluate("innerWidth")


def test_a_shared_screen_is_large_at_the_other_side_until_it_ends(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    ben.page.add_init_script(SHARED)
    meet(ann, ben)
    sees_video(ann)
    share = ben.page.get_by_role("button", name="Share your screen")
    share.click()
    sees_screen(ann.page, "Ben")
    sees_frames(ann)
    expect(ben.page.get_by_text("Ann sees your screen")).to_be_visible()
    assert serious(ann.page) == serious(ben.page) == []

    # Whoever comes back sees it, too; a cut line is no end of it.
    ann.page.reload()
    sees_screen(ann.page, "Ben")
    ben.page.context.set_offline(True)
    with ben.page.expect_websocket():
        ben.page.context.set_offline(False)
    sees_screen(ann.page, "Ben")

    # Both at once, with the camera off: each picture stays what it is.
    ben.page.get_by_role("button", name="Camera").click()
    ann.page.get_by_role("button", name="Share your screen").click()
    sees_screen(ben.page, "Ann")
    expect(ann.page.locator(".tile:not(.small) .tile-face")).to_have_text("B")
    sees_screen_of_ben = ann.page.get_by_role("region", name="Screen of Ben")
    expect(sees_screen_of_ben).to_be_visible()

    ben.page.evaluate("endInBrowser()")
    expect(sees_screen_of_ben).to_have_count(0)
    expect(share).to_have_attribute("aria-pressed", "false")
    sees_screen(ben.page, "Ann")
    ann.page.get_by_role("button", name="Stop sharing").click()
    expect(ben.page.locator(".screen-pane")).to_have_count(0)
    # The m-line serves the next one.
    share.click()
    sees_screen(ann.page, "Ben")
    # A page that is loaded again shares nothing.
    ben.page.reload()
    expect(sees_screen_of_ben).to_have_count(0)


def test_a_picture_is_enlarged_by_keyboard_fills_the_screen_and_shrinks_when_a_screen_comes(arrive: Arrive):
    cem, dia = arrive("Cem"), arrive("Dia")
    meet(cem, dia)
    sees_video(cem)
    page = cem.page
    controls = page.get_by_role("group", name="Dia", exact=True)
    enlarge = controls.get_by_role("button", name="Enlarge")
    face = page.get_by_label("Video of Dia", exact=True)
    editor = page.get_by_role("region", name="Code")
    enlarge.focus()
    page.keyboard.press("Enter")
    expect(enlarge).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("The picture of Dia is large, in the place of the editor.")).to_have_count(1)
    expect(editor).to_be_hidden()
    box = face.bounding_box()
    assert box is not None
    assert box["width"] > 0.6 * page.evaluate("innerWidth")
    assert serious(page) == []
    page.keyboard.press("e")
    expect(editor).to_be_visible()

    full = controls.get_by_role("button", name="Full screen")
    full.focus()
    page.keyboard.press("Enter")
    expect(full).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.fullscreenElement.contains(document.querySelector('.tile video'))")
    page.keyboard.press("Enter")
    expect(full).to_have_attribute("aria-pressed", "false")

    page.keyboard.press("e")
    expect(editor).to_be_hidden()
    dia.page.get_by_role("button", name="Share your screen").click()
    sees_screen(page, "Dia")
    expect(editor).to_be_visible()
    page.keyboard.press("e")
    expect(editor).to_be_hidden()
    sees_screen(page, "Dia")
    dia.page.get_by_role("button", name="Stop sharing").click()
    expect(editor).to_be_visible()
