"""Where somebody is (matched, waiting, missed, declined, closed out), said alike in every tab and on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Route, expect
from sqlalchemy import text

from tests.clients import wait_until
from tests.clients.browser import begin, interview_of, meet, practise
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, book, promote
from tests.web.test_leaving import KEEP_SOCKETS
from tests.web.test_pages import Album
from tests.web.test_waiting import let_the_start_pass

RAW_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
# The first attempt to reconnect comes after a second at most; here it never does.
NO_RETRY = """
    Math.random = () => 0.999;
    const later = window.setTimeout;
    window.setTimeout = (work, after, ...given) => after > 990 && after < 1000 ? 0 : later(work, after, ...given);
"""
SIZES = {"phone": (390, 800), "laptop": (1280, 720), "wide": (1920, 1080)}


def match(*pair: Person, kind: str = "technical", level: str = "hard") -> None:
    """Match two people without a browser."""
    for one in pair:
        one.post("/match/pair", {"interview_type": kind, "difficulty": level})
    wait_until(lambda: all(map(interview_of, pair)), "both are matched")


def change(site: Embedded, statement: str, person: Person, **values: object) -> None:
    """Let something be so for somebody, which takes too long to come about."""
    with behind(site) as session:
        session.execute(text(statement), {"id": person.id, **values})
        session.commit()


def shut_out(site: Embedded, person: Person) -> None:
    change(site, "UPDATE users SET practice_blocked_until = now() + interval '1 hour' WHERE id = :id", person)


def card(person: Person) -> Locator:
    return person.page.get_by_role("dialog", name="You are matched")


class Places(Album):
    """The pages of somebody at each place: on a phone, or where pictures are asked for, at every size."""

    def take_at_all_sizes(self, person: Person, name: str) -> None:
        for size, (width, height) in SIZES.items() if self.folder else [("phone", SIZES["phone"])]:
            self.screen = size
            person.page.set_viewport_size({"width": width, "height": height})
            self.take(person, f"where-{name}")


@pytest.fixture
def places(shots: Path | None) -> Iterator[Places]:
    made = Places(shots, phone=True)
    yield made
    assert made.found == [], "\n".join(made.found)


def test_a_tab_that_is_opened_late_says_what_happened(arrive: Arrive, site: Embedded):
    amy, ben = arrive("Amy"), arrive("Ben")
    match(amy, ben)
    let_the_start_pass(site, amy, ben)
    wait_until(lambda: interview_of(amy) is None, "the start is missed")
    amy.go("/waiting")
    expect(amy.page.get_by_role("heading", name="You missed the start")).to_be_visible()
    for path in ("/", "/waiting"):
        late = amy.page.context.new_page()
        late.goto(path)
        expect(late.get_by_text("You missed the start")).to_be_visible()
    # The next wait is known in all of them, without a reload.
    amy.page.get_by_role("button", name="Practice now").click()
    expect(amy.page.get_by_text("Looking for a partner")).to_be_visible()
    home, waiting = amy.page.context.pages[1:]
    expect(home.get_by_text("You are looking for a partner.")).to_be_visible()
    expect(waiting.get_by_text("Looking for a partner")).to_be_visible()
    amy.page.get_by_role("button", name="Leave").click()
    expect(waiting.get_by_role("heading", name="You are no longer waiting")).to_be_visible()
    expect(home.get_by_text("You are looking for a partner.")).to_have_count(0)


def test_declining_says_its_price_first_and_the_peer_waits_on(arrive: Arrive, site: Embedded):
    cat, dan, eve = arrive("Cat"), arrive("Dan"), arrive("Eve")
    cat.go("/times")
    dan.go("/")
    match(cat, dan)
    dan.page.get_by_role("button", name=re.compile("m ready$")).click()
    expect(dan.page.get_by_text("You are ready.", exact=True)).to_be_visible()
    expect(card(cat)).to_contain_text("Dan is ready and waits for you.")
    second = cat.page.context.new_page()
    second.goto("/")
    expect(second.get_by_role("dialog", name="You are matched")).to_be_visible()
    card(cat).get_by_role("button", name="Decline").click()
    asked = cat.page.get_by_role("dialog", name="Decline this match?")
    for words in ("One decline in three hours is free.", "your place in line", "closes practice to you for an hour"):
        expect(asked).to_contain_text(words)
    cat.page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(card(cat)).to_be_visible()
    card(cat).get_by_role("button", name="Decline").click()
    asked.get_by_role("button", name="Somebody else").click()
    # The one goes on looking, in every tab; the other hears why, and looks on, too.
    expect(cat.page.get_by_text("Looking for a partner")).to_be_visible()
    expect(second.get_by_text("You are looking for a partner.")).to_be_visible()
    expect(second.get_by_role("dialog")).to_have_count(0)
    expect(dan.page.get_by_role("dialog", name=re.compile("t start$"))).to_contain_text("Cat left before the start.")
    expect(dan.page.get_by_role("dialog")).to_contain_text("You are back in the waiting room")
    # A match that comes meanwhile is seen there, too.
    cat.post("/match/leave", status=204)
    eve.practise("hard", status=200)
    expect(card(dan)).to_contain_text("Eve")
    card(dan).get_by_role("button", name="Decline").click()
    dan.page.get_by_role("button", name="Not now").click()
    expect(card(dan)).to_have_count(0)
    dan.go("/waiting")
    expect(dan.page.get_by_role("heading", name="You declined the match")).to_be_visible()
    assert eve.get("/match/status", status=200).get_json()["status"] == "waiting"


def test_people_who_met_lately_are_told_when_they_meet_again(arrive: Arrive, site: Embedded, places: Places):
    fay, gus = arrive("Fay"), arrive("Gus")
    meet(fay, gus)
    gus.post(f"/interview/{interview_of(gus)}/end", status=200)
    for one in (fay, gus):
        practise(one, "Technical", "Hard")
        expect(one.page.get_by_text("Looking for a partner")).to_be_visible()
    for one in (fay, gus):
        expect(one.page.get_by_text("The one other person here is somebody you met")).to_be_visible()
        expect(one.page.get_by_text(re.compile("matched again in 0:[0-5][0-9]"))).to_be_visible()
    places.take_at_all_sizes(fay, "reunion")
    for one in (fay, gus):
        change(site, "UPDATE bookings SET waiting_since = now() - interval '2 minutes' WHERE user_id = :id", one)
    for one in (fay, gus):
        expect(card(one)).to_be_visible()
        expect(card(one)).to_contain_text("you have met before")


def test_two_who_met_lately_are_asked_and_practice_again_at_once(arrive: Arrive, site: Embedded):
    una, vic = arrive("Una"), arrive("Vic")
    meet(una, vic)
    vic.post(f"/interview/{interview_of(vic)}/end", status=200)
    for one in (una, vic):
        practise(one, "Technical", "Hard")
    for one in (una, vic):
        # Their minute begins here, however long it took to come.
        change(site, "UPDATE bookings SET waiting_since = now() WHERE user_id = :id AND status = 'waiting'", one)
        expect(one.page.get_by_text(re.compile("You two met on .+ Practice again now"))).to_be_visible()
    yes = [one.page.get_by_role("button", name="Yes, practice again") for one in (una, vic)]
    yes[0].click()
    expect(una.page.get_by_text("You said yes. If they do, too, you are matched at once.")).to_be_visible()
    # Nobody hears of one wish alone, and it can be taken back: then they stay apart, whoever it was.
    expect(yes[1]).to_be_visible()
    una.page.get_by_role("button", name="Rather not").click()
    said = []
    for one in (una, vic):
        expect(one.page.get_by_text("be matched with each other while you both wait")).to_be_visible()
        expect(one.page.get_by_role("button", name="Yes, practice again")).to_have_count(0)
        said.append(one.page.get_by_role("status").filter(has_text="while you both wait").inner_text())
        # Not after the minute either.
        change(site, "UPDATE bookings SET waiting_since = now() - interval '2 minutes' WHERE user_id = :id", one)
    # Nobody is told who it was: both read the same.
    assert said[0] == said[1]
    for one in (una, vic):
        assert not {"una", "vic"} & set(re.findall(r"\w+", one.page.locator("main").inner_text().lower()))
        one.page.reload()
        expect(one.page.get_by_text("be matched with each other while you both wait")).to_be_visible()
        assert interview_of(one) is None
    # A later wait asks again.
    una.page.get_by_role("button", name="Leave").click()
    expect(una.page.get_by_role("heading", name="Hello")).to_be_visible()
    practise(una, "Technical", "Hard")
    for one, button in zip((una, vic), yes, strict=True):
        change(site, "UPDATE bookings SET waiting_since = now() WHERE user_id = :id AND status = 'waiting'", one)
        expect(button).to_be_visible()
    # Whoever practices alone meanwhile is asked there, too.
    una.page.get_by_role("link", name="Practice alone").click()
    for button in yes:
        button.click()
    for one in (una, vic):
        expect(card(one)).to_contain_text("you have met before")
    begin(una, vic)
    assert una.page.url == vic.page.url


def test_nobody_reads_the_time_of_a_machine(arrive: Arrive, site: Embedded):
    hal = arrive("Hal")
    hal.go("/")
    find = hal.page.get_by_role("button", name="Find a partner")
    expect(find).to_be_visible()
    shut_out(site, hal)
    find.click()
    closed = hal.page.get_by_text("practice opens for you again at")
    expect(closed.or_(hal.page.get_by_text("Practice is closed to you")).first).to_be_visible()
    expect(hal.page.locator("main")).not_to_contain_text(RAW_TIME)
    # What the server answered is kept from sight as soon as the page knows as much.
    expect(hal.page.get_by_text("Practice is closed to you for a while.")).to_be_visible()
    expect(find).to_have_count(0)
    book(hal, within_minutes=400)
    (booking,) = hal.get("/slots/bookings?live=true", status=200).get_json()["items"]
    hal.go(f"/waiting?slot={booking['slot_id']}")
    expect(hal.page.get_by_text("The waiting room opens at")).to_be_visible()
    expect(hal.page.locator("main")).not_to_contain_text(RAW_TIME)


def test_a_busy_button_looks_busy_without_motion_too(arrive: Arrive):
    ida = arrive("Ida")
    ida.go("/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    ida.page.route("**/match/pair", hold)
    find = ida.page.get_by_role("button", name="Find a partner")
    size = find.evaluate("(button) => [button.offsetWidth, button.offsetHeight]")
    find.click()
    expect(find).to_have_attribute("aria-busy", "true")
    assert find.evaluate("(button) => [button.offsetWidth, button.offsetHeight]") == size
    ring = find.evaluate("(button) => ({ ...getComputedStyle(button, '::before') })")
    assert (ring["content"], ring["borderTopStyle"]) == ('""', "solid")
    assert float(ring["width"].removesuffix("px")) > 5
    held[0].continue_()
    expect(ida.page.get_by_text("Looking for a partner")).to_be_visible()


def test_nobody_has_to_wait_for_the_next_attempt(arrive: Arrive, places: Places):
    bea = arrive("Bea")
    bea.page.context.add_init_script(KEEP_SOCKETS + NO_RETRY)
    bea.go("/")
    bea.page.wait_for_function("() => sockets.at(-1)?.readyState === WebSocket.OPEN")
    bea.page.evaluate("sockets.forEach((one) => one.close())")
    now = bea.page.get_by_role("button", name="Try now")
    expect(now).to_be_visible()
    places.take_at_all_sizes(bea, "reconnecting")
    now.click()
    expect(now).to_have_count(0)
    bea.page.wait_for_function("() => sockets.at(-1).readyState === WebSocket.OPEN")


def test_every_place_can_be_read_on_every_screen(arrive: Arrive, site: Embedded, places: Places):
    jan, kai = arrive("Jan"), arrive("Kai")
    page = jan.page

    def look(name: str, *paths: str) -> None:
        for path in paths:
            jan.go(path)
            expect(page.locator("main .card").first).to_be_visible()
            places.take_at_all_sizes(jan, f"{name}-{path.strip('/') or 'home'}")

    practise(jan, "Behavioral", "Easy")
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    places.take_at_all_sizes(jan, "waiting")
    look("waiting", "/")
    match(jan, kai, kind="behavioral", level="easy")
    expect(card(jan)).to_be_visible()
    kai.post("/interview/start", {"interview_id": interview_of(kai)}, status=200)
    expect(card(jan)).to_contain_text("Kai is ready and waits for you.")
    places.take_at_all_sizes(jan, "matched")
    card(jan).get_by_role("button", name="Decline").click()
    places.take_at_all_sizes(jan, "declining")
    page.keyboard.press("Escape")
    let_the_start_pass(site, jan)
    expect(card(jan)).to_have_count(0)
    look("missed", "/", "/waiting")
    shut_out(site, jan)
    look("closed", "/", "/waiting")
    change(site, "UPDATE users SET practice_blocked_until = NULL WHERE id = :id", jan)
    match(jan, kai, kind="behavioral", level="easy")
    expect(card(jan)).to_be_visible()
    begin_alone(jan, kai)
    look("live", "/", "/waiting")
    kai.post(f"/interview/{interview_of(kai)}/end", status=200)
    expect(page.get_by_role("heading", name="The interview is over")).to_be_visible()
    places.take_at_all_sizes(jan, "over")
    jan.go("/")
    jan.practise("easy", interview_type="behavioral")
    change(site, "UPDATE bookings SET present_until = now() - interval '5 minutes' WHERE user_id = :id", jan)
    look("away", "/")
    expect(page.get_by_text("You are away from the waiting room.")).to_be_visible()
    with behind(site) as session:
        promote(session, kai.id)
    kai.post(f"/admin/users/{jan.id}/suspend", {"reason": "Only a test"}, status=204)
    expect(page.get_by_text("Your account was suspended.")).to_be_visible()
    places.take_at_all_sizes(jan, "suspended")


def begin_alone(person: Person, peer: Person) -> None:
    """Begin with a peer who has no browser open."""
    peer.post("/interview/start", {"interview_id": interview_of(peer)}, status=200)
    begin(person)
