"""After a rollout: a browser that has the version before misses a part of it, which the server has no more."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import Page, Route, expect

from deployment.local.webclient import DIST
from shared.core.version import VERSION
from shared.events import types
from tests.clients.browser import meet, reads, settle, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, tell

_FILE = re.compile(r"([\w-]+-[\w-]{8})\.js\b")
_BEFORE = r"\1.before.js"


def have_version_before(page: Page, *, lacks: str, again: int | None = 1, version: str = VERSION) -> list[str]:
    """Let a browser keep a version of other file names, all but one part; returns the pages that it has loaded since.

    `again` is how often it gets a page of that version; None is for ever.
    """
    loaded: list[str] = []

    def load(route: Route) -> None:
        if route.request.resource_type != "document" or len(loaded) == again:
            route.continue_()
            return
        loaded.append(route.request.url)
        answer = route.fetch()
        route.fulfill(response=answer, body=_FILE.sub(_BEFORE, answer.text()))

    def keep(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name.startswith(lacks):
            route.continue_()
            return
        source = (DIST / "assets" / name.replace(".before", "")).read_text()
        route.fulfill(body=_FILE.sub(_BEFORE, source).replace(VERSION, version), content_type="text/javascript")

    page.route(re.compile(r"^[^?]*/[^.]*$"), load)
    page.route("**/assets/*.before.js", keep)
    return loaded


def is_of_now(page: Page) -> bool:
    return "before" not in str(page.locator("script[type=module]").get_attribute("src"))


def test_a_page_whose_file_is_gone_comes_in_the_version_of_now(arrive: Arrive):
    ann = arrive("Ann")
    have_version_before(ann.page, lacks="History-")
    ann.go("/")
    ann.page.get_by_role("link", name="History", exact=True).click()
    expect(ann.page.get_by_role("heading", name="History")).to_be_visible()
    assert is_of_now(ann.page)
    complained_of(ann, "History-")


def test_a_gateway_that_keeps_answering_with_old_pages_sends_nobody_in_circles(arrive: Arrive):
    bob = arrive("Bob")
    loaded = have_version_before(bob.page, lacks="History-", again=None)
    bob.go("/")
    with bob.page.expect_event("load"):
        bob.page.get_by_role("link", name="History", exact=True).click()
    expect(bob.page.get_by_role("heading", name="This page could not be loaded")).to_be_visible()
    bob.page.wait_for_load_state("networkidle")
    assert len(loaded) == 2
    complained_of(bob, "History-")


def test_a_page_that_is_too_old_for_the_server_asks_to_be_reloaded(arrive: Arrive):
    eve = arrive("Eve")
    have_version_before(eve.page, lacks="nothing", version="0.0.9")
    eve.go("/")
    expect(eve.page.get_by_text("This page is out of date.")).to_be_visible()
    eve.page.get_by_role("button", name="Reload").click()
    expect(eve.page.get_by_role("heading", name="Hello, Eve")).to_be_visible()
    settle(eve)
    expect(eve.page.get_by_text("This page is out of date.")).to_have_count(0)


def test_an_interview_goes_on_without_the_part_and_what_was_written_outlasts_the_reload(arrive: Arrive):
    cat, dan = arrive("Cat"), arrive("Dan")
    meet(cat, dan)
    # A whole version before would do, were its sockets not refused to pages that come from nowhere.
    cat.page.route("**/assets/Board-*.js", lambda route: route.fulfill(status=404))
    write(cat, "kept = True")
    cat.page.get_by_label("Your notes").fill("Asks first")
    cat.page.get_by_label("Your message").fill("Shall we")
    cat.page.get_by_role("button", name="Whiteboard").click()
    expect(cat.page.get_by_text("This part could not be loaded.")).to_be_visible()
    reads(dan, "kept = True")
    cat.page.unroute("**/assets/Board-*.js")
    cat.page.get_by_role("button", name="Reload").click()
    reads(cat, "kept = True")
    expect(cat.page.get_by_label("Your notes")).to_have_value("Asks first")
    expect(cat.page.get_by_label("Your message")).to_have_value("Shall we")
    cat.page.get_by_role("button", name="Whiteboard").click()
    expect(cat.page.get_by_role("application")).to_be_visible()
    complained_of(cat, "Board-")


def test_a_bell_without_its_list_leaves_what_is_written_on_the_page(site: Embedded, arrive: Arrive):
    eve = arrive("Eve")
    with behind(site) as session:
        tell(session, eve.id, types.FeedbackReceived(interview_id=uuid4()))
    eve.page.route("**/assets/NotificationList-*.js", lambda route: route.fulfill(status=404))
    eve.go("/account")
    eve.page.get_by_label("Name", exact=True).fill("Eve Half-Written")
    eve.page.get_by_role("button", name="Notifications").click()
    expect(eve.page.get_by_role("region", name="Notifications")).to_contain_text("This part could not be loaded.")
    expect(eve.page.get_by_label("Name", exact=True)).to_have_value("Eve Half-Written")
    complained_of(eve, "NotificationList-")


def complained_of(person: Person, part: str) -> None:
    """The browser said what was missing, and nothing else."""
    assert person.complaints
    assert [one for one in person.complaints if part not in one] == []
    person.complaints.clear()
