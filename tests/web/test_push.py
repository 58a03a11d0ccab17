"""Notifications while Mock Mate is closed: the service worker, the page that turns it on, and the page without a line.

A headless browser can neither subscribe at a push service nor click on a notification. So what a push service would
deliver is delivered through DevTools (`ServiceWorker.deliverPushMessage`), and a click is an event that the worker
itself is given. Encryption and sending are in tests/ws/test_push.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, Worker, expect

from tests.clients import wait_until
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.push_service import Browser as Subscriber
from tests.web.conftest import Arrive

REGISTER = "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => 1)"
SHOWN = """
    navigator.serviceWorker.ready.then((worker) => worker.getNotifications()).then((all) => all.map(
        ({title, body, tag, lang, data, actions}) => ({title, body, tag, lang, data, actions})))
"""
ROOM = "/room/0b5c1c9e-5b0c-4c54-9c0f-6a8a4b6a2b53"
SAID = {
    "title": "You are matched: your peer is waiting",
    "body": "You are matched with bob.",
    "tag": "a-topic",
    "path": ROOM,
    "lang": "en",
    "dir": "ltr",
    "actions": [
        {"action": "open", "title": "Open the room", "path": ROOM},
        {"action": "decline", "title": "I can\u2019t", "path": "/"},
    ],
}


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    """One that shows notifications."""
    return chromium


class Pushed:
    """A browser whose service worker gets what is pushed; told where Mock Mate is, it opens no page of it."""

    def __init__(self, page: Page, origin: str = "") -> None:
        self.page = page
        if not origin:
            page.context.grant_permissions(["notifications"])
            page.evaluate(REGISTER)
        self.origin = origin or page.evaluate("location.origin")
        self._registrations: list[Any] = []
        self._devtools: CDPSession = page.context.new_cdp_session(page)
        self._devtools.on(
            "ServiceWorker.workerRegistrationUpdated", lambda told: self._registrations.extend(told["registrations"])
        )
        self._devtools.send("ServiceWorker.enable")

    @property
    def worker(self) -> Worker:
        (found,) = [one for one in self.page.context.service_workers if one.url.endswith("/sw.js")]
        return found

    def deliver(self, data: str) -> None:
        def is_known() -> bool:
            self.page.wait_for_timeout(20)
            return bool(self._registrations)

        wait_until(is_known, "DevTools knows the service worker")
        given = {"origin": self.origin, "registrationId": self._registrations[-1]["registrationId"], "data": data}
        self._devtools.send("ServiceWorker.deliverPushMessage", given)

    def shown(self, count: int) -> list[Any]:
        def are_shown() -> bool:
            self.page.wait_for_timeout(20)
            return len(self.page.evaluate(SHOWN)) == count

        wait_until(are_shown, f"{count} notifications are shown")
        return list(self.page.evaluate(SHOWN))

    def click(self, action: str) -> None:
        """Give the worker the event of a click on the newest notification."""
        self.worker.evaluate(
            """async (action) => {
                const [notification] = await self.registration.getNotifications();
                self.dispatchEvent(new NotificationEvent("notificationclick", { notification, action }));
            }""",
            action,
        )


@pytest.fixture
def pushed(arrive: Arrive) -> Iterator[Pushed]:
    page = arrive("Ada Vogel").page
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield Pushed(page)
    page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.unregister())")


def look_away(pushed: Pushed) -> None:
    """Let the worker believe that nobody looks at the page."""
    pushed.worker.evaluate(
        """() => {
            self.asked ??= self.clients.matchAll.bind(self.clients);
            self.clients.matchAll = async (options) => (await self.asked(options)).map((tab) => ({
                url: tab.url, focused: false, focus: async () => tab, postMessage: (said) => tab.postMessage(said),
            }));
        }"""
    )


def test_what_is_pushed_is_shown_with_its_buttons(pushed: Pushed) -> None:
    look_away(pushed)
    pushed.deliver(json.dumps(SAID))
    (shown,) = pushed.shown(1)
    assert (shown["title"], shown["body"], shown["lang"]) == (SAID["title"], SAID["body"], "en")
    assert [(one["action"], one["title"]) for one in shown["actions"]] == [
        ("open", "Open the room"),
        ("decline", "I can\u2019t"),
    ]
    pushed.deliver(json.dumps(SAID | {"title": "A newer one"}))
    wait_until(lambda: pushed.shown(1)[0]["title"] == "A newer one", "it takes the place of the first")


def test_what_cannot_be_read_still_says_something(pushed: Pushed) -> None:
    look_away(pushed)
    pushed.deliver("{")
    (shown,) = pushed.shown(1)
    assert (shown["title"], shown["data"]["path"]) == ("Mock Mate", "/")


@pytest.mark.parametrize(
    ("path", "action", "arrives"),
    [
        ("/history", "", "/history"),
        (ROOM, "decline", "/"),
        ("https://evil.example/x", "", "/"),
        ("//evil.example", "", "/"),
    ],
)
def test_a_click_goes_to_the_page_in_the_tab_that_is_open(pushed: Pushed, path: str, action: str, arrives: str) -> None:
    pushed.page.goto("/account")
    expect(pushed.page.get_by_role("heading", name="Account", exact=True)).to_be_visible()
    look_away(pushed)
    pushed.deliver(json.dumps(SAID | {"path": path}))
    pushed.shown(1)
    pushed.click(action)
    pushed.page.wait_for_url(f"{pushed.origin}{arrives}")
    assert pushed.shown(0) == []


def test_without_a_line_an_honest_page_is_shown_and_nothing_old(pushed: Pushed) -> None:
    page = pushed.page
    page.reload()
    kept = page.evaluate(
        """async () => {
            const names = await caches.keys();
            const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
            return requests.flat().map((one) => new URL(one.url).pathname).sort();
        }"""
    )
    assert kept == ["/favicon.svg", "/offline.css", "/offline.html"]
    page.context.set_offline(True)
    page.goto("/history")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    expect(page.get_by_role("link", name="Try again")).to_have_attribute("href", "")
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", name="History", exact=True)).to_be_visible()
    assert page.url == f"{pushed.origin}/history"


def test_the_preferences_have_a_column_for_devices_and_the_list_of_them(site: Embedded, arrive: Arrive) -> None:
    ada = arrive("Ada Berg")
    ada.post("/notifications/devices", Subscriber().subscription("https://push.example.com/1"), status=200)
    page = ada.page
    page.goto("/news")
    page.get_by_role("checkbox", name="Matches, to your devices", exact=True).uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your preferences are saved.")).to_be_visible()
    kinds = ada.get("/notifications/preferences").get_json()["kinds"]
    assert (kinds["match.found"]["push"], kinds["booking.reminder"]["push"]) == (False, True)
    page.get_by_role("list", name="Other devices").get_by_role("button").click()
    expect(page.get_by_role("list", name="Other devices")).to_have_count(0)
    assert ada.get("/notifications/devices").get_json()["items"] == []


def test_no_one_gets_a_service_worker_who_did_not_ask(arrive: Arrive) -> None:
    person: Person = arrive("Ida Berg")
    person.page.goto("/")
    expect(person.page.get_by_role("heading", level=1)).to_be_visible()
    assert person.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
