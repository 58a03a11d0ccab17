"""A shared screen and large pictures, seen at the other side; and devices chosen in the room."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.clients.browser import meet, sees_video
from tests.web.axe import serious
from tests.web.conftest import PATIENCE, Arrive

# The picture of what is shared has a size, and its time goes on from now.
MOVES = """() => {
    const video = document.querySelector(".screen-pane video");
    if (!video?.videoWidth) return false;
    window.screenSince ??= [video, video.currentTime];
    const [which, since] = window.screenSince;
    if (which !== video) window.screenSince = undefined;
    return which === video && video.currentTime > since + 0.3;
}"""


def sees_screen(page: Page) -> None:
    page.evaluate("window.screenSince = undefined")
    page.wait_for_function(MOVES, timeout=PATIENCE)
    # A screen is wide, a camera isn't.
    assert page.evaluate("(({ videoWidth, videoHeight }) => videoWidth / videoHeight)(document.querySelector('.screen-pane video'))") > 1.5


def test_a_shared_screen_is_large_at_the_other_side_until_it_ends(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    meet(ann, ben)
    sees_video(ann)
    share = ben.page.get_by_role("button", name="Share your screen")
    share.click()
    screen = ann.page.get_by_role("region", name="Screen of Ben")
    expect(screen).to_be_visible()
    sees_screen(ann.page)
    print(ann.page.evaluate("(v => [v.videoWidth, v.videoHeight])(document.querySelector('.screen-pane video'))"), screen.bounding_box())
    ann.page.screenshot(path="/tmp/screen-ann.png")
    ben.page.screenshot(path="/tmp/screen-ben.png")
    assert serious(ann.page) == serious(ben.page) == []
