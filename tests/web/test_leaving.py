"""How an interview goes on when somebody is away, and the ways out of it."""

from __future__ import annotations

from playwright.sync_api import expect
from sqlalchemy import text

from tests.clients.browser import be_matched, begin, hears, meet, reads, say, sees_video, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import behind
from tests.web.test_journey import end

# So that a test can cut them, as a network does.
KEEP_SOCKETS = """
    window.sockets = [];
    window.WebSocket = class extends WebSocket {
        constructor(...given) { super(...given); sockets.push(this); }
    };
"""


def stay_away(site: Embedded, person: Person) -> None:
    """Let the time pass within which somebody whose line is cut may come back."""
    with behind(site) as session:
        session.execute(text("UPDATE participants SET present_until = now() WHERE user_id = :id"), {"id": person.id})
        session.commit()


def test_who_is_left_alone_may_wait_or_go_back_to_the_waiting_room(arrive: Arrive, site: Embedded):
    ora, per = arrive("Ora"), arrive("Per")
    meet(ora, per)
    # A call that still comes about is a sign of the peer, which would take "Reconnecting …" away.
    sees_video(ora)
    room = per.page.url
    per.page.goto("about:blank")
    away = ora.page.get_by_text("Reconnecting …")
    expect(away).to_be_visible()
    # Nor is he here for somebody who has heard nothing, because she comes only now.
    ora.page.reload()
    expect(away).to_be_visible()
    stay_away(site, per)
    expect(ora.page.get_by_text("Per has left.")).to_be_visible()
    assert serious(ora.page) == []
    ora.page.get_by_role("button", name="Wait", exact=True).click()
    expect(ora.page.get_by_text("Waiting for Per.")).to_be_visible()

    per.page.goto(room)
    expect(per.page.get_by_role("button", name="Swap roles")).to_be_visible()
    expect(ora.page.get_by_text("Waiting for Per.")).to_have_count(0)
    per.page.goto("about:blank")
    expect(ora.page.get_by_text("Reconnecting …")).to_be_visible()
    stay_away(site, per)
    expect(ora.page.get_by_text("Per has left.")).to_be_visible()
    ora.page.get_by_role("button", name="Back to the waiting room").click()
    expect(ora.page.get_by_text("Looking for a partner")).to_be_visible()
    ora.page.get_by_role("button", name="Leave").click()
    # Until the server has taken her out of the line, she could be matched with somebody of the next test.
    expect(ora.page.get_by_role("heading", name="Hello, Ora")).to_be_visible()
    per.page.goto("/history")
    expect(per.page.get_by_role("heading", name="Ora")).to_be_visible()


def test_who_is_back_after_a_cut_or_a_reload_is_not_reconnecting_any_more(arrive: Arrive):
    wes, xia = arrive("Wes"), arrive("Xia")
    wes.page.context.add_init_script(KEEP_SOCKETS)
    meet(wes, xia)
    for one in (wes, xia):
        sees_video(one)
    away = xia.page.get_by_text("Reconnecting …")
    for _ in range(2):
        wes.page.wait_for_function("() => sockets.at(-1)?.readyState === WebSocket.OPEN")
        wes.page.context.set_offline(True)
        wes.page.evaluate("sockets.forEach((one) => one.close())")
        expect(away).to_be_visible()
        wes.page.context.set_offline(False)
        expect(away).to_have_count(0)
    for number in range(2):
        wes.page.reload()
        expect(wes.page.get_by_role("button", name="Swap roles")).to_be_visible()
        say(wes, f"Back {number}")
        hears(xia, f"Back {number}")
        expect(away).to_have_count(0)
    expect(xia.page.get_by_text("has left")).to_have_count(0)
    end(wes)
    expect(xia.page.get_by_text("Wes ended the interview.")).to_be_visible()


def test_a_line_that_died_without_a_word_is_replaced_once_the_network_is_back(arrive: Arrive):
    zoe, abe = arrive("Zoe"), arrive("Abe")
    zoe.page.context.add_init_script(KEEP_SOCKETS)
    meet(zoe, abe)
    zoe.page.context.set_offline(True)
    assert zoe.page.evaluate("sockets.length === 1 && sockets[0].readyState === WebSocket.OPEN")
    zoe.page.context.set_offline(False)
    zoe.page.wait_for_function("() => sockets.length > 1 && sockets.at(-1).readyState === WebSocket.OPEN")
    assert zoe.page.evaluate("sockets[0].readyState !== WebSocket.OPEN")
    write(zoe, "after = 'all'")
    reads(abe, "after = 'all'")


def test_one_ends_it_and_is_matched_with_the_next_one(arrive: Arrive):
    ria, sol, tom = arrive("Ria"), arrive("Sol"), arrive("Tom")
    be_matched(ria, sol, kind="Behavioral", level="Hard")
    begin(ria, sol)
    ria.page.get_by_role("button", name="End", exact=True).click()
    ria.page.get_by_role("button", name="End and find another partner").click()
    expect(sol.page.get_by_text("Ria ended the interview.")).to_be_visible()
    expect(ria.page.get_by_text("Looking for a partner")).to_be_visible()
    be_matched(tom, kind="Behavioral", level="Hard")
    begin(ria, tom)


def test_there_is_more_time_when_both_want_it(arrive: Arrive):
    una, vic = arrive("Una"), arrive("Vic")
    meet(una, vic)
    before = minutes_left(una)
    una.page.get_by_role("button", name="+10 min", exact=True).click()
    expect(una.page.get_by_role("button", name="Asked for +10 min")).to_be_visible()
    vic.page.get_by_role("button", name="Agree to +10 min").click()
    for one in (una, vic):
        expect(one.page.get_by_role("button", name="+10 min", exact=True)).to_be_visible()
    assert minutes_left(una) > before + 5


def minutes_left(person: Person) -> int:
    clock = person.page.get_by_role("timer").inner_text()
    hours, minutes = ["0", *clock.split(":")][-3:-1]
    return int(hours) * 60 + int(minutes)
