"""A match wakes a closed tab: from the event over the bytes on the wire to the room; and who leaves gets nothing more.

A headless browser reaches no push service. So the two calls of a page that would reach one are given by this test, with
keys of its own: whatever is pushed arrives at the test's push service, which decrypts it, and DevTools hands that to
the worker, as browsers do. The worker can't open a window unless a person clicked, so its wish to is noted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Worker, expect
from sqlalchemy import text

from deployment.local import webclient
from tests.clients import PASSWORD, wait_until
from tests.clients.browser import log_in
from tests.clients.person import Person
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.push_service import Browser as Subscriber
from tests.push_service import PushServer, push_server, require_vapid
from tests.web.conftest import Arrive, open_context
from tests.web.seeding import behind, register_at
from tests.web.sites import running
from tests.web.test_push import SAID, Pushed, look_away

TECHNICAL = {"interview_type": "technical", "difficulty": "easy"}
_SUBSCRIBES = """(() => {
    const made = {
        toJSON: () => (%s),
        unsubscribe: async () => { localStorage.removeItem("subscribed"); return true; },
    };
    PushManager.prototype.getSubscription = async () => (localStorage.getItem("subscribed") ? made : null);
    PushManager.prototype.subscribe = async () => {
        localStorage.setItem("subscribed", "yes");
        return made;
    };
})()"""


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """One that shows notifications."""
    return chromium


@pytest.fixture(scope="module")
def service() -> Iterator[PushServer]:
    with push_server() as running_service:
        yield running_service


@pytest.fixture(scope="module")
def pushing(place: Place) -> Iterator[Embedded]:
    """A Mock Mate that may push to this machine."""
    webclient.ensure()
    with running(place, PUSH_TO_PRIVATE="on", CAMERA_START="on") as embedded:
        yield embedded


def subscribing(page: Page, endpoint: str) -> Subscriber:
    """Let a page subscribe at a push service."""
    subscriber = Subscriber()
    given = subscriber.subscription(endpoint)
    keys = {"endpoint": given["endpoint"], "keys": {"p256dh": given["p256dh"], "auth": given["auth"]}}
    page.add_init_script(_SUBSCRIBES % json.dumps(keys))
    return subscriber


def turn_on(page: Page) -> None:
    page.goto("/news")
    page.get_by_role("button", name="Turn on for this device").click()
    expect(page.get_by_text("On for this device, until you log out here.")).to_be_visible()


def wait_until_the_log_is_looked_at(site: Embedded) -> None:
    """The first look of the job that queues pushes only begins."""

    def is_looked_at() -> bool:
        with behind(site) as session:
            return bool(session.execute(text("SELECT count(*) FROM mail_cursors")).scalar_one())

    wait_until(is_looked_at, "the log is looked at")


def shown_by(worker: Worker) -> list[str]:
    titles: list[str] = worker.evaluate(
        "async () => (await self.registration.getNotifications()).map((one) => one.title)"
    )
    return titles


def test_a_match_wakes_a_closed_tab_and_a_click_opens_the_room(
    pushing: Embedded, service: PushServer, browser: Browser
) -> None:
    alice, bob = register_at(pushing, "Alice Berg"), register_at(pushing, "Bob Falk")
    context = open_context(browser, pushing)
    alice.come_to(context.new_page())
    log_in(alice)
    context.grant_permissions(["notifications", "camera", "microphone"])
    subscriber = subscribing(alice.page, f"{service.url}/alice")
    turn_on(alice.page)
    wait_until_the_log_is_looked_at(pushing)
    alice.post("/match/pair", TECHNICAL)
    # A tab of another site is left: what is Mock Mate's is closed.
    other = context.new_page()
    alice.page.close()
    assert [page.url for page in context.pages] == ["about:blank"]

    bob.post("/match/pair", TECHNICAL)
    wait_until(lambda: bool(service.of("/alice")), "the push service is given a message")
    (taken,) = service.of("/alice")
    require_vapid(taken, service.url, str(bob.get("/config").get_json()["push_key"]))
    message = subscriber.read(taken.body)
    room = f"/room/{bob.get('/match/status', status=200).get_json()['interview']['id']}"
    assert message["path"] == room

    pushed = Pushed(other, pushing.api)
    pushed.deliver(json.dumps(message))
    wait_until(lambda: shown_by(pushed.worker) == ["You are matched: your peer is waiting"], "it is shown")
    pushed.worker.evaluate("() => { self.clients.openWindow = async (url) => { self.opened = url; }; }")
    pushed.click("open")
    wait_until(lambda: bool(pushed.worker.evaluate("() => self.opened")), "a window is opened")
    assert shown_by(pushed.worker) == []
    other.goto(pushed.worker.evaluate("() => self.opened"))
    assert other.url == f"{pushing.api}{room}"
    expect(other.get_by_role("button", name="I\u2019m ready")).to_be_visible()
    context.close()


def test_who_logs_out_takes_along_what_is_shown_and_gets_nothing_more(arrive: Arrive) -> None:
    page = (ada := arrive("Ada Vogel")).page
    page.context.grant_permissions(["notifications", "camera", "microphone"])
    subscribing(page, "https://push.example.com/shared")
    turn_on(page)
    pushed = Pushed(page)
    look_away(pushed)
    pushed.deliver(json.dumps(SAID))
    pushed.shown(1)

    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    pushed.shown(0)
    wait_until(lambda: not is_subscribed(page), "the subscription has ended")

    # Whoever uses the computer next is asked first; who comes back has it again.
    ben = arrive("Ben Holt")
    enter(page, ben)
    page.goto("/news")
    expect(page.get_by_role("button", name="Turn on for this device")).to_be_visible()
    assert not is_subscribed(page)
    assert ben.get("/notifications/devices").get_json()["items"] == []
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("menuitem", name="Log out").click()
    enter(page, ada)
    wait_until(lambda: is_subscribed(page), "the subscription is there again")
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.unregister())")


def is_subscribed(page: Page) -> bool:
    page.wait_for_timeout(20)
    return bool(page.evaluate("localStorage.getItem('subscribed') !== null"))


def enter(page: Page, person: Person) -> None:
    page.goto("/login")
    page.get_by_label("Email address").fill(str(person.user["email"]))
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Your account")).to_be_visible()
