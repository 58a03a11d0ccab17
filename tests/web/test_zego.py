"""Where a deployment has ZEGO, its kit makes the call: from our own host, in the room alone, under the page's policy.

Nobody answers at ZEGO's end here, so that what is shown is the kit's way into the call, not the call.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.clients.browser import be_matched, begin, hears, log_in, say
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.web.conftest import open_context
from tests.web.seeding import register_at


@pytest.fixture
def site_with_zego(browser: Browser, place: Place) -> Iterator[Embedded]:
    embedded = Embedded(
        place.make_folder() / "home",
        RATE_LIMITS="off",
        BCRYPT_ROUNDS="4",
        CAMERA_START="on",
        ZEGO_APP_ID="1234567",
        ZEGO_SERVER_SECRET="0123456789abcdef0123456789abcdef",
    )
    try:
        embedded.wait_until_ready()
        yield embedded
    finally:
        embedded.stop()


def test_the_kit_is_fetched_in_the_room_from_our_host_and_shown(site_with_zego: Embedded, browser: Browser):
    pair = []
    for name in ("Abe", "Bea"):
        person = register_at(site_with_zego, name).come_to(open_context(browser, site_with_zego).new_page())
        person.page.add_init_script(
            "window.refused = []; document.addEventListener('securitypolicyviolation',"
            " (event) => window.refused.push(`${event.effectiveDirective} ${event.blockedURI}`))"
        )
        log_in(person)
        pair.append(person)
    abe, bea = pair
    fetched: list[str] = []
    abe.page.on("request", lambda request: fetched.append(request.url))
    be_matched(abe, bea)
    assert not [url for url in fetched if "/kit-" in url]
    begin(abe, bea)
    expect(abe.page.locator(".zego-place > *").first).to_be_visible(timeout=60_000)
    assert [url for url in fetched if url.startswith(f"{site_with_zego.api}/assets/kit-")]
    # Text that would become a script is refused to the kit, as to everybody; it goes on without.
    assert set(abe.page.evaluate("window.refused")) <= {"script-src eval", "script-src-elem inline"}
    say(abe, "The chat is ours still")
    hears(bea, "The chat is ours still")
    for one in pair:
        one.page.context.close()
