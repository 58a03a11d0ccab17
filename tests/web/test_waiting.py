"""The waiting room: the page shows where somebody stands, and says why a wait is over, whatever ended it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect
from sqlalchemy import text

from shared.models import InterviewType, Slot
from tests.clients.browser import be_matched, begin, meet, practise
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, book, promote
from tests.web.test_journey import end

# Time for more jobs than one, on a machine that is busy.
GONE = 60_000


def let_the_start_pass(site: Embedded, *pair: Person) -> None:
    with behind(site) as session:
        session.execute(
            text(
                "UPDATE interviews SET start_by = now() FROM participants"
                " WHERE id = interview_id AND live AND user_id = ANY(:users)"
            ),
            {"users": [one.id for one in pair]},
        )
        session.commit()


def is_not_waiting(page: Page) -> None:
    """Nothing on the page makes somebody go on waiting."""
    expect(page.get_by_role("heading", name="You are matched")).to_have_count(0)
    for words in ("Looking for a partner", "Keep this page open"):
        expect(page.get_by_text(words)).to_have_count(0)
    expect(page.get_by_role("button", name="Leave")).to_have_count(0)


def leave(person: Person) -> None:
    person.page.get_by_role("button", name="Leave").click()
    expect(person.page.get_by_role("heading", name="Hello")).to_be_visible()


def get_ready(person: Person) -> None:
    """Be in the room before the other one is."""
    person.page.get_by_role("button", name=re.compile("m ready$")).click()
    expect(person.page.get_by_text("You are ready.", exact=True)).to_be_visible()


def test_both_who_miss_the_start_are_told_so_and_may_try_again(arrive: Arrive, site: Embedded):
    amy, ben = arrive("Amy"), arrive("Ben")
    be_matched(amy, ben)
    card = amy.page.get_by_role("dialog", name="You are matched")
    expect(card.get_by_role("button", name=re.compile("m ready$"))).to_be_focused()
    expect(card).to_contain_text("Video and audio are not recorded.")
    let_the_start_pass(site, amy, ben)
    for one in (amy, ben):
        expect(one.page.get_by_role("heading", name="You missed the start")).to_be_visible(timeout=GONE)
        is_not_waiting(one.page)
    amy.page.get_by_role("button", name="Practice now").click()
    expect(amy.page.get_by_text("Looking for a partner")).to_be_visible()
    assert amy.get("/match/status", status=200).get_json()["status"] == "waiting"
    leave(amy)


def test_who_was_ready_waits_on_while_the_one_who_was_not_is_told(arrive: Arrive, site: Embedded):
    cat, dan = arrive("Cat"), arrive("Dan")
    be_matched(cat, dan)
    get_ready(cat)
    cat.page.go_back()
    expect(cat.page.get_by_text("It starts as soon as Dan is.")).to_be_visible()
    let_the_start_pass(site, cat)
    expect(dan.page.get_by_role("heading", name="You missed the start")).to_be_visible(timeout=GONE)
    expect(cat.page.get_by_text("Looking for a partner")).to_be_visible(timeout=GONE)
    expect(cat.page.get_by_role("link", name="Go to the room")).to_have_count(0)
    leave(cat)


def test_who_is_left_before_the_start_is_in_line_again(arrive: Arrive):
    eli, fay = arrive("Eli"), arrive("Fay")
    be_matched(eli, fay)
    eli.page.get_by_role("button", name=re.compile("m ready$")).click()
    eli.page.get_by_role("button", name="End", exact=True).click()
    expect(eli.page.get_by_role("dialog")).to_contain_text("One decline in three hours is free.")
    eli.page.keyboard.press("Escape")
    end(eli)
    expect(fay.page.get_by_text("Looking for a partner")).to_be_visible()
    expect(fay.page.get_by_role("heading", name="You are matched")).to_have_count(0)
    leave(fay)


@pytest.mark.parametrize("how", ["left", "cancelled"])
def test_a_wait_that_is_ended_in_another_tab_is_over_in_this_one(arrive: Arrive, site: Embedded, how: str):
    gil = arrive("Gil")
    practise(gil, "Behavioral")
    expect(gil.page.get_by_text("Looking for a partner")).to_be_visible()
    if how == "left":
        second = gil.page.context.new_page()
        second.goto("/waiting")
        second.get_by_role("button", name="Leave").click()
        expect(second.get_by_role("heading", name="Hello")).to_be_visible()
    else:
        booking = gil.get("/match/status", status=200).get_json()["booking_id"]
        gil.delete(f"/slots/bookings/{booking}", status=204)
    expect(gil.page.get_by_role("heading", name="You are no longer waiting")).to_be_visible()
    is_not_waiting(gil.page)
    assert gil.get("/match/status", status=200).get_json()["status"] == "idle"


def test_a_booked_time_is_left_entered_again_and_closes(arrive: Arrive, site: Embedded):
    hal = arrive("Hal")
    slot = open_a_room_for(site, hal)
    hal.go(f"/waiting?slot={slot}")
    expect(hal.page.get_by_text("Looking for a partner")).to_be_visible()
    hal.post("/match/leave", {"slot_id": slot})
    expect(hal.page.get_by_role("heading", name="You are not in the waiting room")).to_be_visible()
    is_not_waiting(hal.page)
    hal.page.get_by_role("button", name="Enter again").click()
    expect(hal.page.get_by_text("Looking for a partner")).to_be_visible()
    begin_slot(site, slot, timedelta(minutes=-20))
    expect(hal.page.get_by_role("heading", name="No partner was found")).to_be_visible(timeout=GONE)
    is_not_waiting(hal.page)


def without_events(line: WebSocketRoute) -> None:
    server = line.connect_to_server()
    server.on_message(lambda said: line.send(said) if "hello" in str(said) or "snapshot" in str(said) else None)


@pytest.mark.parametrize("is_told", [True, False])
def test_who_is_suspended_waits_no_longer(arrive: Arrive, site: Embedded, is_told: bool):
    ivy, admin = arrive("Ivy"), arrive("Jo")
    if not is_told:
        # The socket may be closed before the events that make the page ask, or say why.
        ivy.page.route_web_socket("**/ws/**", without_events)
    with behind(site) as session:
        promote(session, admin.id)
    practise(ivy, "Behavioral", "Hard")
    expect(ivy.page.get_by_text("Looking for a partner")).to_be_visible()
    admin.post(f"/admin/users/{ivy.id}/suspend", {"reason": "Only a test"})
    expect(ivy.page.get_by_role("button", name="Log in")).to_be_visible()
    expect(ivy.page.get_by_text("Your account was suspended.")).to_be_visible()
    is_not_waiting(ivy.page)


def test_nothing_takes_the_match_away(arrive: Arrive):
    """Neither Escape nor a reload nor another page."""
    kit, lou = arrive("Kit"), arrive("Lou")
    be_matched(kit, lou)
    kit.page.get_by_role("button", name="Two more minutes to begin").click()
    expect(lou.page.get_by_text("Your peer needs longer to begin: you have two more minutes.")).to_be_visible()
    card = kit.page.get_by_role("dialog", name="You are matched")
    for _ in range(8):
        kit.page.keyboard.press("Escape")
    expect(card).to_be_visible()
    assert card.evaluate("card => card.matches(':modal')")
    for path in ("/waiting", "/", "/times"):
        kit.go(path)
        for _ in range(3):
            kit.page.keyboard.press("Escape")
        expect(card).to_be_visible()
    begin(kit, lou)
    end(kit)


def test_the_room_is_found_again_from_wherever_one_is(arrive: Arrive):
    max_, nia = arrive("Max"), arrive("Nia")
    be_matched(max_, nia)
    page = max_.page
    second = page.context.new_page()
    tickets: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if tickets:
            route.continue_()
        tickets.append(route)

    second.route("**/auth/ws-ticket", hold_the_first)
    second.goto("/")
    expect(second.get_by_role("dialog", name="You are matched")).to_be_visible()
    get_ready(max_)
    # Its socket begins after that.
    while not tickets:
        second.wait_for_timeout(50)
    tickets[0].continue_()
    # The other tab needs nothing more of them.
    expect(second.get_by_role("dialog")).to_have_count(0)
    expect(second.get_by_role("link", name="Go to the room")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Go to the room").click()
    expect(page.get_by_text("You are ready.", exact=True)).to_be_visible()
    nia.page.get_by_role("button", name=re.compile("m ready$")).click()
    expect(page.get_by_role("button", name="Swap roles")).to_be_visible()
    expect(second.get_by_text("Your interview with Nia is on.")).to_be_visible()
    for path in ("/waiting", "/"):
        max_.go(path)
        expect(page.get_by_role("button", name="Leave")).to_have_count(0)
        page.get_by_role("link", name="Back to the interview").click()
        expect(page.get_by_role("button", name="Swap roles")).to_be_visible()
    max_.go("/waiting")
    expect(page.get_by_role("link", name="Back to the interview")).to_be_visible()
    end(nia)
    expect(page.get_by_role("heading", name="The interview is over")).to_be_visible()
    page.get_by_role("link", name="Give feedback").click()
    expect(page.get_by_role("button", name="Send feedback")).to_be_visible()


def test_escape_leads_on_from_every_dialog_of_the_room(arrive: Arrive):
    ola, pia = arrive("Ola"), arrive("Pia")
    meet(ola, pia)
    for _ in range(2):
        ola.page.get_by_role("button", name="End", exact=True).click()
        expect(ola.page.get_by_role("dialog", name="End the interview?")).to_be_visible()
        for _ in range(3):
            ola.page.keyboard.press("Escape")
        expect(ola.page.get_by_role("dialog")).to_have_count(0)
    end(pia)
    expect(ola.page.get_by_role("dialog", name="The interview is over")).to_be_visible()
    for _ in range(3):
        ola.page.keyboard.press("Escape")
    expect(ola.page.get_by_role("heading", name="Hello, Ola")).to_be_visible()


def open_a_room_for(site: Embedded, member: Person) -> int:
    """Let somebody have booked a time of their own that begins in a minute. Returns the slot."""
    with behind(site) as session:
        starts = datetime.now(UTC) + timedelta(minutes=1)
        slot = Slot(
            interview_type=InterviewType.TECHNICAL, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=9
        )
        session.add(slot)
        session.commit()
        book(member, slot=slot.id)
        return slot.id


def begin_slot(site: Embedded, slot: int, after: timedelta) -> None:
    """Let a slot begin so long after now."""
    with behind(site) as session:
        move = (
            "UPDATE slots SET starts_at = now() + :after, ends_at = now() + :after + (ends_at - starts_at)"
            " WHERE id = :id"
        )
        session.execute(text(move), {"after": after, "id": slot})
        follow = (
            "UPDATE bookings b SET starts_at = s.starts_at, ends_at = s.ends_at FROM slots s"
            " WHERE s.id = slot_id AND s.id = :id"
        )
        session.execute(text(follow), {"id": slot})
        session.commit()
