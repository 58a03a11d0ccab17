"""The shared desk: one text for both, whatever happens to a line, one language, and what the other one ran."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, WebSocket, expect
from sqlalchemy import text

from tests.clients.browser import hears, meet, reads, say, swap, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind
from tests.web.test_journey import end


def test_two_people_write_one_text_over_a_cut_line(arrive: Arrive):
    ida, jon = arrive("Ida"), arrive("Jon")
    meet(ida, jon)
    write(ida, "let total = 1")
    reads(jon, "let total = 1")
    flag = jon.page.locator(".cm-ySelectionInfo")
    expect(flag).to_contain_text("Ida")
    expect(flag).to_be_hidden()
    jon.page.evaluate(_WATCH_THE_FLAG)
    ida.page.keyboard.press("Enter")
    assert jon.page.evaluate("window.flag") == "beside its own line"
    expect(flag).to_be_hidden()

    jon.page.context.set_offline(True)
    jon.page.locator(".cm-content").click()
    jon.page.keyboard.press("Control+End")
    jon.page.keyboard.insert_text("console.log(total + 41)\n")
    jon.page.context.set_offline(False)
    reads(ida, "console.log(total + 41)")

    ida.page.get_by_label("Language").select_option("javascript")
    expect(jon.page.get_by_label("Language")).to_have_value("javascript")
    jon.page.get_by_role("button", name="Run").click()
    for one in (ida, jon):
        expect(output(one)).to_contain_text("42")
    swap(jon)
    for one in (ida, jon):
        # It isn't output of the question that is asked now, after a reload neither.
        expect(one.page.locator(".question-pane h2")).not_to_have_text("Question")
        expect(output(one)).not_to_contain_text("42")
    ida.page.reload()
    expect(output(ida)).not_to_contain_text("42")
    swap(ida)
    reads(ida, "console.log(total + 41)")
    for one in (ida, jon):
        expect(output(one)).to_contain_text("42")


def output(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Output")


def test_everybody_sees_when_half_of_the_time_is_over_and_when_it_ends(arrive: Arrive, site: Embedded):
    cleo, dan = arrive("Cleo"), arrive("Dan")
    meet(cleo, dan)
    room = cleo.page.url.rpartition("/")[2]

    def let_only_be_left(left: float, person: Person) -> None:
        with behind(site) as session:
            times = "started_at = now() - interval '20 min', ends_at = now() + make_interval(secs => 60 * :left)"
            session.execute(text(f"UPDATE interviews SET {times} WHERE id = :id"), {"left": left, "id": room})
            session.commit()
        person.page.reload()

    expect(cleo.page.get_by_text(re.compile(r"first half, swap in \d+ minutes"))).to_be_visible()
    for one in (dan, cleo):
        let_only_be_left(19, one)
    expect(dan.page.get_by_text("Half of the time is over")).to_be_visible()
    expect(cleo.page.get_by_text("Half of the time is over")).to_be_visible()
    expect(cleo.page.get_by_text("second half")).to_be_visible()
    cleo.page.get_by_role("button", name="Swap now").click()
    expect(dan.page.get_by_text("Cleo swapped the roles.").first).to_be_visible()
    for one in (cleo, dan):
        expect(one.page.get_by_text("Half of the time is over")).to_have_count(0)

    # Dan looks elsewhere meanwhile.
    dan.page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })")
    say(cleo, "five more minutes?")
    dan.page.wait_for_function("() => document.title === '● Cleo wrote'")
    dan.page.evaluate("delete document.hidden")
    dan.page.wait_for_function("() => !document.title.includes('●')")
    let_only_be_left(4.8, dan)
    expect(dan.page.get_by_text("Five minutes are left")).to_be_visible()
    dan.page.get_by_role("button", name="Close").click()
    expect(dan.page.get_by_text("Five minutes are left")).to_have_count(0)


def test_a_peer_whose_line_was_cut_is_reconnecting_no_longer_than_that(arrive: Arrive):
    kim, leo = arrive("Kim"), arrive("Leo")
    sockets: list[WebSocket] = []
    kim.page.on("websocket", lambda socket: sockets.append(socket) if "/live" in socket.url else None)
    meet(kim, leo)
    for _ in range(2):
        with sockets[-1].expect_event("framereceived", lambda frame: "peer.reconnecting" in str(frame)):
            leo.page.reload()
        expect(kim.page.get_by_text("Reconnecting …")).to_have_count(0)
        expect(leo.page.get_by_role("button", name="Swap roles")).to_be_visible()


def test_a_key_is_one_message(arrive: Arrive):
    lea, moe = arrive("Lea"), arrive("Moe")
    sent: list[int] = []

    def note(message: bytes | str) -> None:
        if isinstance(message, bytes):
            sent.append(message[0])

    lea.page.on("websocket", lambda socket: socket.on("framesent", note))
    meet(lea, moe)
    write(lea, "total = ")
    reads(moe, "total =")
    sent.clear()
    for number, key in enumerate("123", 1):
        lea.page.keyboard.press(key)
        reads(moe, "total = " + "123"[:number])
    # 0 is a change, 1 a cursor. That one is beside the same letter as before, but is renewed now and then.
    assert sent.count(0) == 3
    assert sent.count(1) <= 1


def test_what_was_written_while_nobody_answered_is_there_after_a_reload(arrive: Arrive, site: Embedded):
    eva, fox = arrive("Eva"), arrive("Fox")
    meet(eva, fox)
    write(eva, "before = 1")
    reads(fox, "before = 1")
    sockets = site.find("mockmate_ws")
    sockets.suspend()
    try:
        write(eva, "written = 'into silence'")
        say(eva, "Can you hear me?")
        eva.page.get_by_label("Your notes").fill("Thinks aloud")
        eva.page.reload()
    finally:
        sockets.resume()
    reads(fox, "written = 'into silence'")
    hears(fox, "Can you hear me?")
    expect(eva.page.get_by_label("Your notes")).to_have_value("Thinks aloud")
    expect(eva.page.get_by_text("Saved. Only you can see them.")).to_be_visible()
    expect(fox.page.get_by_label("Your notes")).to_have_value("")


def test_notes_are_there_on_another_device_for_their_author_alone(arrive: Arrive):
    gus, hea = arrive("Gus"), arrive("Hea")
    meet(gus, hea)
    gus.page.get_by_label("Your notes").fill("Asked about the input first")
    expect(gus.page.get_by_text("Saved. Only you can see them.")).to_be_visible()
    forget_notes(gus)
    gus.page.reload()
    expect(gus.page.get_by_label("Your notes")).to_have_value("Asked about the input first")
    hea.page.reload()
    expect(hea.page.get_by_label("Your notes")).to_have_value("")
    end(hea)
    expect(gus.page.get_by_role("heading", name="The interview is over")).to_be_visible()
    forget_notes(gus)
    gus.page.goto(gus.page.url.replace("/room/", "/review/"))
    gus.page.get_by_text("Your notes").click()
    expect(gus.page.get_by_text("Asked about the input first")).to_be_visible()


def test_feedback_says_which_notes_could_not_be_saved(arrive: Arrive):
    jim, kay = arrive("Jim"), arrive("Kay")
    meet(jim, kay)
    end(kay)
    expect(jim.page.get_by_role("heading", name="The interview is over")).to_be_visible()
    key = f"mockmate.notes.{jim.page.url.rpartition('/')[2]}"
    jim.page.evaluate("key => { localStorage[key] = 'Late thought'; localStorage[`${key}.unsaved`] = 'yes'; }", key)
    jim.page.get_by_role("link", name="Give feedback").click()
    jim.page.get_by_text("Your notes").click()
    expect(jim.page.get_by_text("Late thought")).to_be_visible()
    expect(jim.page.get_by_text("are only in this browser")).to_be_visible()


# Resolves once the name of the peer is seen again. It must not cover the line above.
_WATCH_THE_FLAG = """() => {
    window.flag = new Promise((done) => {
        const look = () => {
            const flag = document.querySelector(".cm-ySelectionInfo");
            const isSeen = flag && getComputedStyle(flag).visibility === "visible";
            const [above, own] = document.querySelectorAll(".cm-line");
            if (!isSeen || !own?.contains(flag)) return requestAnimationFrame(look);
            const covers = flag.getBoundingClientRect().top < above.getBoundingClientRect().bottom - 1;
            done(covers ? "over the line above" : "beside its own line");
        };
        look();
    });
}"""


def forget_notes(person: Person) -> None:
    """Be on another device: what this browser keeps of the notes is gone."""
    person.page.evaluate(
        "Object.keys(localStorage).filter((key) => /notes/.test(key)).forEach((key) => delete localStorage[key])"
    )
