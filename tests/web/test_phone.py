"""The room on a phone: three parts, one at a time, with the call pinned above each."""

from __future__ import annotations

from playwright.sync_api import expect

from deployment.local import network
from tests.clients.browser import be_matched, begin, hears, meet, reads, say, sees_video, sign_up, write
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive


def test_an_interview_on_a_phone(arrive: Arrive):
    wim, xia = arrive("Wim", phone=True), arrive("Xia")
    be_matched(wim, xia)
    begin(wim, xia)
    sees_video(wim)
    page = wim.page
    editor, question = page.locator(".cm-editor"), page.locator(".question-pane")
    expect(page.get_by_role("log")).to_be_in_viewport()
    expect(editor).to_be_hidden()

    page.get_by_role("button", name="Code", exact=True).click()
    expect(page.locator(".tile:not(.small) video")).to_be_in_viewport()
    expect(question).to_be_hidden()
    write(wim, "thumbs = 2")
    reads(xia, "thumbs = 2")
    say(xia, "Nicely done")
    page.get_by_role("button", name="Question", exact=True).click()
    expect(question).to_be_in_viewport()
    expect(editor).to_be_hidden()
    page.get_by_role("button", name="Call 1 new").click()
    hears(wim, "Nicely done")
    say(wim, "Thank you")
    hears(xia, "Thank you")
    expect(page.get_by_role("button", name="Call", exact=True)).to_be_visible()


def test_a_phone_of_the_same_network_takes_part_without_a_camera(arrive: Arrive, site: Embedded):
    (address, *_) = network.addresses()
    yara = arrive(at=f"http://{address}:{site.port}", phone=True)
    sign_up(yara, "Yara")
    zeno = arrive("Zeno")
    meet(yara, zeno)
    expect(yara.page.get_by_text("Browsers give the camera to pages over HTTPS only")).to_be_visible()
    yara.page.get_by_role("button", name="Code", exact=True).click()
    write(yara, "across = 1")
    reads(zeno, "across = 1")
    say(zeno, "Hello, phone")
    yara.page.get_by_role("button", name="Call 1 new").click()
    hears(yara, "Hello, phone")
    # Chromium's own remark about a header that has an effect over HTTPS only.
    assert [one for one in yara.complaints if "Cross-Origin-Opener-Policy header has been ignored" not in one] == []
    yara.complaints.clear()
