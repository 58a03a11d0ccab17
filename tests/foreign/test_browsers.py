"""The journey in each browser of docs/browsers.md, with a peer in Chromium: what works is what the matrix says.

`BROWSERS=write` writes what was found into docs/browsers.json, from which the page is made (`make docs`).
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.clients import PASSWORD
from tests.clients.browser import begin, hears, practise, reads, say, sees_video, sign_up
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.foreign.browsers import RESULTS, STARTED, opened, results
from tests.foreign.webdriver import CONTROL, ENTER, RELEASED, Page, button, field, heading
from tests.web.axe import GRAVE, _source
from tests.web.conftest import Arrive
from tests.web.test_journey import end, review

pytestmark = [pytest.mark.needs("chromium", "xvfb-run"), pytest.mark.timeout(600)]

_LOG = logging.getLogger(__name__)
_SEES_VIDEO = """const video = document.querySelector(".tile:not(.small) video");
return Boolean(video) && video.videoWidth > 0 && video.currentTime > 0.3"""
_AXE = """const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    done(violations.map(({ id, impact, nodes }) => [id, impact, nodes.length])))"""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Chromium", marks=pytest.mark.needs("chromedriver")),
        pytest.param("Firefox", marks=pytest.mark.needs("firefox", "cargo")),
        pytest.param("WebKitGTK", marks=pytest.mark.needs("WebKitWebDriver")),
    ],
)
def test_the_journey_works_as_far_as_the_matrix_says(arrive: Arrive, site: Embedded, name: str):
    assert name in STARTED
    with opened(name) as page:
        found = journey(page, arrive(), site)
        version = page.version
    known = results()
    if os.environ.get("BROWSERS") == "write":
        known[name] = {"version": version, "date": datetime.now(UTC).date().isoformat(), "steps": found}
        RESULTS.write_text(json.dumps(known, indent=2) + "\n")
    assert found == known[name]["steps"], f"{version}: docs/browsers.md says something else; BROWSERS=write corrects it"


def journey(page: Page, peer: Person, site: Embedded) -> dict[str, bool]:
    """Go from signing up to feedback; returns which steps work. Only those that the rest does not need may fail."""
    join(page, site)
    sign_up(peer, "Peer")
    found = {"Sign up": True, "No serious fault of access on home": is_accessible(page)}
    page.click("//label[contains(normalize-space(.), 'Technical')]")
    page.click("//label[contains(normalize-space(.), 'Medium')]")
    page.click(button("Find a partner"))
    page.click(button("I agree"))
    practise(peer)
    page.see(heading("You are matched"))
    page.click(button("m ready"))
    begin(peer)
    page.see(button("Swap roles"))
    found |= {"Match and room": True}
    found |= {"Code both ways": works(lambda: code(page, peer)), "Run Python": works(lambda: run(page))}
    found |= {"Chat both ways": works(lambda: chat(page, peer))}
    has_calls = bool(page.run("return 'RTCPeerConnection' in window"))
    # Where the browser has calls, they have to work.
    found |= {"Video both ways": has_calls and works(lambda: video(page, peer))}
    found |= {"No serious fault of access in the room": is_accessible(page)}
    found |= {"Feedback both ways": works(lambda: feedback(page, peer))}
    return found


def works(step: Callable[[], object]) -> bool:
    """Do a step, and say on the terminal why it does not work."""
    try:
        step()
    except AssertionError as error:
        _LOG.warning("%s", error)
        return False
    return True


def join(page: Page, site: Embedded) -> None:
    page.go(f"{site.api}/register")
    page.type(field("Email address"), f"{uuid4().hex[:12]}@example.test")
    page.type(field("Your name"), "Visitor")
    page.type(field("Password"), PASSWORD)
    page.click(button("Sign up"))
    page.see(heading("Hello, Visitor"))


def code(page: Page, peer: Person) -> None:
    editor = "//*[contains(@class, 'cm-content')]"
    page.click(editor)
    page.type(editor, f"{CONTROL}a{RELEASED}")
    page.type(editor, "print(6 * 7)")
    reads(peer, "print(6 * 7)")
    peer.page.keyboard.press("Escape")
    peer.page.locator(".cm-content").click()
    peer.page.keyboard.press("Control+End")
    peer.page.keyboard.insert_text("\nprint('from the peer')")
    page.wait("return document.querySelector('.cm-content').textContent.includes(\"print('from the peer')\")")


def run(page: Page) -> None:
    page.click("//button[normalize-space(.) = 'Run' or starts-with(normalize-space(.), 'Run ')]")
    shown = "document.querySelector('[aria-label=Output]')?.textContent"
    try:
        page.wait(f"return /42\\s*from the peer/.test({shown})")
    except AssertionError as error:
        raise AssertionError(f"the output is {page.run(f'return {shown}')}") from error


def chat(page: Page, peer: Person) -> None:
    message = field("Your message")
    page.type(message, f"Hello from here{ENTER}")
    page.wait("return document.querySelector('#chat-text').value === ''")
    hears(peer, "Hello from here")
    say(peer, "Hello from there")
    page.wait("return document.querySelector('[role=log]').textContent.includes('Hello from there')")


def video(page: Page, peer: Person) -> None:
    page.wait(_SEES_VIDEO)
    sees_video(peer)


def feedback(page: Page, peer: Person) -> None:
    end(peer)
    expect(peer.page.get_by_role("heading", name="The interview is over")).to_be_visible()
    page.click("//a[contains(normalize-space(.), 'Give feedback')]")
    page.see(button("Send feedback"))
    page.run(
        """for (const group of document.querySelectorAll("fieldset")) {
            const labels = group.querySelectorAll("label");
            labels[labels.length > 3 ? 3 : 0].click();
        }"""
    )
    page.type(field("What did they do well?"), "They asked first")
    page.type(field("What could they try next time?"), "Speak up")
    page.click(button("Send feedback"))
    page.see("//*[contains(text(), 'Thank you.')]")
    review(peer)
    page.click("//a[contains(normalize-space(.), 'Go to history')]")
    page.see("//*[contains(normalize-space(.), 'Feedback from Peer')]")


def is_accessible(page: Page) -> bool:
    page.run(_source())
    grave = [one for one in page.run_async(_AXE) if one[1] in GRAVE]
    _LOG.warning("%s: %s", page.version, grave)
    return not grave
