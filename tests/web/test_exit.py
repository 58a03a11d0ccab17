"""The safety exit: one press leaves, blocks, and reports, whatever the page shows and whatever the line does."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import text

from shared.rooms import evidence
from tests.api.past import Past
from tests.clients.browser import Held, be_matched, begin, meet, say, sees_video, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import behind, register_at
from tests.web.test_pages import Album, album, looks  # noqa: F401

NAME = "Leave and report, and block"
STREAMS = """
    window.opened = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted);
        opened.push(...stream.getTracks());
        return stream;
    };
"""


def leave(page: Page) -> None:
    page.get_by_role("button", name=NAME).last.click()


def has_left(page: Page) -> None:
    expect(page.get_by_role("heading", name="You have left")).to_be_visible()


def report_of(site: Embedded, by: Person, of: Person) -> Any:
    """Return the one report, with its evidence."""
    with behind(site) as session:
        asked = text("SELECT id, reason, text, exited FROM reports WHERE reporter_id = :by AND subject_id = :of")
        (row,) = session.execute(asked, {"by": by.id, "of": of.id}).all()
        return row, evidence.read(session, row.id)


def is_blocked(site: Embedded, by: Person, of: Person) -> bool:
    with behind(site) as session:
        asked = text("SELECT count(*) FROM blocks WHERE blocker_id = :by AND blocked_id = :of")
        return bool(session.scalar(asked, {"by": by.id, "of": of.id}))


def test_one_press_while_a_dialog_covers_the_page(arrive: Arrive, site: Embedded):
    ada, bea = arrive("Ada"), arrive("Bea")
    ada.page.context.add_init_script(STREAMS)
    meet(ada, bea)
    sees_video(ada)
    say(bea, "You are stupid")
    write(bea, "insult = 1")
    expect(ada.page.get_by_text("insult")).to_be_visible()
    ada.page.get_by_role("button", name="Settings", exact=True).click()
    expect(ada.page.get_by_role("dialog")).to_be_visible()
    assert serious(ada.page) == []
    leave(ada.page)
    has_left(ada.page)
    expect(ada.page.get_by_text("Bea is blocked and reported.")).to_be_visible()
    assert ada.page.evaluate("opened.length > 0 && opened.every((one) => one.readyState === 'ended')")
    assert serious(ada.page) == []
    expect(bea.page.get_by_text("Ada ended the interview.")).to_be_visible()
    row, found = report_of(site, ada, bea)
    assert (row.reason, row.text, row.exited) == ("other", "", True)
    assert [line.text for line in found.chat] == ["You are stupid"]
    assert "insult = 1" in found.pads[0].text
    assert is_blocked(site, ada, bea)

    ada.page.get_by_label("Reason").select_option("harassment")
    ada.page.get_by_label("What happened?").fill("She called me names.")
    ada.page.get_by_role("button", name="Add to the report").click()
    expect(ada.page.get_by_text("Added. Thank you.")).to_be_visible()
    row, _ = report_of(site, ada, bea)
    assert (row.reason, row.text) == ("harassment", "She called me names.")
    # Nor does a reload lead back into the room.
    ada.page.reload()
    has_left(ada.page)
    ada.page.get_by_role("link", name="Home").click()
    expect(ada.page.get_by_role("link", name="Give feedback")).to_have_count(0)


def test_without_a_line_it_is_kept_and_sent_once_the_line_is_back(arrive: Arrive, site: Embedded):
    cia, dan = arrive("Cia"), arrive("Dan")
    meet(cia, dan)
    say(dan, "Show me more of you")
    expect(cia.page.get_by_text("Show me more of you")).to_be_visible()
    cia.page.context.set_offline(True)
    leave(cia.page)
    has_left(cia.page)
    expect(cia.page.get_by_text("as soon as the server can be reached")).to_be_visible()
    assert serious(cia.page) == []
    cia.page.get_by_label("What happened?").fill("He would not stop.")
    cia.page.get_by_role("button", name="Add to the report").click()
    expect(cia.page.get_by_text("Kept here")).to_be_visible()
    cia.page.context.set_offline(False)
    expect(cia.page.get_by_text("Added. Thank you.")).to_be_visible()
    expect(cia.page.get_by_text("Dan is blocked and reported.")).to_be_visible()
    row, found = report_of(site, cia, dan)
    assert (row.text, row.exited) == ("He would not stop.", True)
    assert [line.text for line in found.chat] == ["Show me more of you"]
    expect(dan.page.get_by_text("Cia ended the interview.")).to_be_visible()


def test_what_was_kept_is_sent_at_the_next_visit(arrive: Arrive, site: Embedded):
    eli, fay = arrive("Eli"), arrive("Fay")
    meet(eli, fay)
    context = eli.page.context
    context.route("**/interview/*/exit", lambda route: route.abort())
    leave(eli.page)
    expect(eli.page.get_by_text("as soon as the server can be reached")).to_be_visible()
    eli.page.goto("about:blank")
    context.unroute("**/interview/*/exit")
    eli.page.goto("/times")
    expect(fay.page.get_by_text("Eli ended the interview.")).to_be_visible()
    assert report_of(site, eli, fay)[0].exited
    assert is_blocked(site, eli, fay)


def test_a_page_that_is_closed_at_once_still_tells(arrive: Arrive, site: Embedded):
    gus, hal = arrive("Gus"), arrive("Hal")
    meet(gus, hal)
    gus.page.get_by_role("button", name=NAME).evaluate("(button) => { button.click(); location.href = 'about:blank'; }")
    expect(hal.page.get_by_text("Gus ended the interview.")).to_be_visible()
    assert report_of(site, gus, hal)[0].exited


def test_while_the_interview_is_just_ending(arrive: Arrive, site: Embedded):
    ina, jon = arrive("Ina"), arrive("Jon")
    meet(ina, jon)
    held = Held(ina, "**/interview/*/exit", "POST")
    leave(ina.page)
    held.wait()
    jon.page.get_by_role("button", name="End", exact=True).click()
    jon.page.get_by_role("button", name="End for both").click()
    expect(jon.page.get_by_text("The interview is over")).to_be_visible()
    held.release()
    expect(ina.page.get_by_text("Jon is blocked and reported.")).to_be_visible()
    assert report_of(site, ina, jon)[1].people
    assert is_blocked(site, ina, jon)
    # He, too, may leave for safety after the end, from the dialog.
    leave(jon.page)
    has_left(jon.page)
    expect(jon.page.get_by_text("Ina is blocked and reported.")).to_be_visible()


def test_by_keys_from_the_editor_and_from_a_dialog(arrive: Arrive, site: Embedded):
    kim, lea = arrive("Kim"), arrive("Lea")
    meet(kim, lea)
    write(kim, "words = 1")
    # Capital letters are no reason to leave.
    kim.page.keyboard.type("ABC")
    kim.page.get_by_role("button", name="Settings", exact=True).click()
    kim.page.keyboard.press("Escape")
    write(kim, "more = 2")
    for _ in range(3):
        expect(kim.page.locator(".cm-editor")).to_be_visible()
        kim.page.keyboard.press("Shift")
    has_left(kim.page)
    expect(lea.page.get_by_text("Kim ended the interview.")).to_be_visible()
    assert report_of(site, kim, lea)[0].exited


def test_from_the_match_card_it_costs_nothing_and_the_other_waits_again(arrive: Arrive, site: Embedded):
    mia, ned = arrive("Mia"), arrive("Ned")
    be_matched(mia, ned, kind="Behavioral", level="Hard")
    leave(mia.page)
    has_left(mia.page)
    expect(mia.page.get_by_text("Ned is blocked and reported.")).to_be_visible()
    expect(ned.page.get_by_text("Looking for a partner")).to_be_visible()
    assert report_of(site, mia, ned)[0].exited
    assert mia.get("/users/me").get_json()["practice_blocked_until"] is None
    ned.page.get_by_role("button", name="Leave").click()
    expect(ned.page.get_by_role("heading", name="Hello, Ned")).to_be_visible()


def test_from_the_feedback_form(arrive: Arrive, site: Embedded):
    oda, pit = arrive("Oda"), arrive("Pit")
    be_matched(oda, pit)
    begin(oda, pit)
    oda.page.get_by_role("button", name="End", exact=True).click()
    oda.page.get_by_role("button", name="End for both").click()
    oda.page.get_by_role("link", name="Give feedback").click()
    expect(oda.page.get_by_role("heading", name="Feedback for Pit")).to_be_visible()
    leave(oda.page)
    has_left(oda.page)
    expect(oda.page.get_by_text("Pit is blocked and reported.")).to_be_visible()
    assert report_of(site, oda, pit)[1].people


@looks
def test_the_page_after_it(
    arrive: Arrive,
    site: Embedded,
    album: Album,  # noqa: F811
    phone: bool,
):
    ines, jack = register_at(site, "Ines Ito"), register_at(site, "Jack Jung")
    with behind(site) as session:
        interview = Past(session).meet(ines.id, jack.id)
        session.commit()
    her = arrive(ines, dark=phone, phone=phone)
    her.go(f"/review/{interview}")
    leave(her.page)
    has_left(her.page)
    expect(her.page.get_by_text("Jack Jung is blocked and reported.")).to_be_visible()
    album.take(her, "left")


def test_on_a_phone_it_is_there_apart_from_the_other_buttons(arrive: Arrive, site: Embedded):
    quin, rae = arrive("Quin", phone=True), arrive("Rae")
    meet(quin, rae)
    for part in ("Code", "Question", "Call"):
        quin.page.get_by_role("button", name=part, exact=True).click()
        expect(quin.page.get_by_role("button", name=NAME)).to_be_in_viewport()
    assert serious(quin.page) == []
    leave(quin.page)
    has_left(quin.page)
    expect(quin.page.get_by_text("Rae is blocked and reported.")).to_be_visible()
    assert serious(quin.page) == []
    assert report_of(site, quin, rae)[0].exited


def test_from_a_picture_that_fills_the_screen(arrive: Arrive, site: Embedded):
    sam, tia = arrive("Sam"), arrive("Tia")
    meet(sam, tia)
    sees_video(sam)
    sam.page.locator(".tile:not(.small)").hover()
    sam.page.get_by_role("button", name="Full screen", exact=True).click()
    sam.page.wait_for_function("() => document.fullscreenElement")
    # What is outside of the picture isn't seen: the button is in it.
    shown = sam.page.locator(":fullscreen").get_by_role("button", name=NAME)
    expect(shown).to_be_in_viewport()
    assert serious(sam.page) == []
    shown.click()
    has_left(sam.page)
    sam.page.wait_for_function("() => !document.fullscreenElement")
    expect(tia.page.get_by_text("Sam ended the interview.")).to_be_visible()
    assert report_of(site, sam, tia)[0].exited


def test_with_the_picture_in_a_window_of_its_own(arrive: Arrive, site: Embedded):
    uma, vic = arrive("Uma"), arrive("Vic")
    meet(uma, vic)
    sees_video(uma)
    uma.page.locator(".tile:not(.small)").hover()
    uma.page.get_by_role("button", name="Picture in picture", exact=True).click()
    uma.page.wait_for_function("() => document.pictureInPictureElement")
    expect(uma.page.get_by_role("button", name=NAME)).to_be_in_viewport()
    leave(uma.page)
    has_left(uma.page)
    # The window goes, and with it the last that was seen.
    uma.page.wait_for_function("() => !document.pictureInPictureElement")
    expect(vic.page.get_by_text("Uma ended the interview.")).to_be_visible()
    assert report_of(site, uma, vic)[0].exited


def test_while_the_devices_are_checked(arrive: Arrive, site: Embedded):
    wes, xia = arrive("Wes"), arrive("Xia")
    wes.page.context.add_init_script(STREAMS)
    be_matched(wes, xia, kind="Behavioral", level="Hard")
    wes.page.get_by_role("button", name="Check camera and microphone").last.click()
    check = wes.page.get_by_role("dialog", name="Check camera and microphone")
    wes.page.wait_for_function("() => opened.length > 0")
    expect(check.get_by_role("button", name=NAME)).to_be_visible()
    assert serious(wes.page) == []
    check.get_by_role("button", name=NAME).click()
    has_left(wes.page)
    wes.page.wait_for_function("() => opened.every((one) => one.readyState === 'ended')")
    expect(wes.page.get_by_text("Xia is blocked and reported.")).to_be_visible()
    assert report_of(site, wes, xia)[0].exited
    expect(xia.page.get_by_text("Looking for a partner")).to_be_visible()
    xia.page.get_by_role("button", name="Leave", exact=True).click()
    expect(xia.page.get_by_role("heading", name="Hello, Xia")).to_be_visible()
