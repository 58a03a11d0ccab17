"""Where a deployment has ZEGO, its kit makes the call: from our own host, in the room alone, under the page's policy.

Nobody answers at ZEGO's end here, so that what is shown is the kit's way into the call, not the call.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.clients.browser import be_matched, begin, hears, log_in, say
from tests.clients.person import Person
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.web.conftest import open_context
from tests.web.devices import CAMERAS_ASKED
from tests.web.seeding import register_at
from tests.web.sites import running

# As the kit does when the other's client sends a picture.
SHOW_VIDEO = """() => {
    const video = Object.assign(document.createElement("video"), { id: "theirs", width: 320, height: 240 });
    document.querySelector(".zego-place > *").append(video);
}"""
MARKED = "document.querySelector('.zego-place [data-marked]')"


def mark_kit(person: Person) -> None:
    """Mark what the kit shows now, to see whether it has begun once more."""
    person.page.evaluate("document.querySelector('.zego-place > *').dataset.marked = ''")


@pytest.fixture
def site_with_zego(browser: Browser, place: Place) -> Iterator[Embedded]:
    with running(place, ZEGO_APP_ID="1234567", ZEGO_SERVER_SECRET="0123456789abcdef0123456789abcdef") as embedded:
        yield embedded


def test_the_kit_is_fetched_in_the_room_from_our_host_and_shown(site_with_zego: Embedded, browser: Browser):
    pair = []
    for name in ("Abe", "Bea"):
        person = register_at(site_with_zego, name).come_to(open_context(browser, site_with_zego).new_page())
        person.page.add_init_script(
            "window.refused = []; document.addEventListener('securitypolicyviolation',"
            " (event) => window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`))"
        )
        person.page.add_init_script(CAMERAS_ASKED)
        log_in(person)
        pair.append(person)
    abe, bea = pair
    fetched: list[str] = []
    abe.page.on("request", lambda request: fetched.append(request.url))
    be_matched(abe, bea)
    assert not [url for url in fetched if "/kit-" in url]
    # The check of devices has asked for it before, for the own picture.
    abe.page.evaluate("camerasAsked = 0")
    begin(abe, bea)
    expect(abe.page.locator(".zego-place > *").first).to_be_visible(timeout=60_000)
    assert [url for url in fetched if url.startswith(f"{site_with_zego.api}/assets/kit-")]
    # The kit can't wait for the other's yes: it is joined without a camera, and once more when both have agreed.
    expect(abe.page.get_by_text("Your camera is off until you both agree.")).to_be_visible()
    assert abe.page.evaluate("camerasAsked") == 0
    mark_kit(abe)
    picture = abe.page.locator(".zego-place video#theirs")
    abe.page.evaluate(SHOW_VIDEO)
    expect(picture).to_be_hidden()
    abe.page.get_by_role("button", name="Show my camera").click()
    expect(abe.page.get_by_text("You see each other once Bea agrees, too.")).to_be_visible()
    assert abe.page.evaluate(MARKED)
    bea.page.get_by_role("button", name="Turn on").click()
    hide = abe.page.get_by_role("button", name="Hide both cameras")
    expect(hide).to_be_visible()
    abe.page.wait_for_function(f"() => !{MARKED} && document.querySelector('.zego-place > *')")
    abe.page.evaluate(SHOW_VIDEO)
    expect(picture).to_be_visible()
    mark_kit(abe)
    hide.click()
    abe.page.wait_for_function(f"() => !{MARKED} && document.querySelector('.zego-place > *')")
    # Text that would become a script is refused to the kit, as to everybody; it goes on without.
    assert set(abe.page.evaluate("window.refused")) <= {"script-src eval", "script-src-elem inline"}
    say(abe, "The chat is ours still")
    hears(bea, "The chat is ours still")
    for one in pair:
        one.page.context.close()
