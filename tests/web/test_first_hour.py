"""An operator's first hour: from the link that the server prints, by the checklist, to a site that is set up."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.clients import PASSWORD
from tests.databases import Place
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import open_context


@pytest.fixture
def new_site(place: Place) -> Iterator[Embedded]:
    embedded = Embedded(
        place.make_folder() / "home",
        BCRYPT_ROUNDS="4",
        RATE_LIMITS="off",
        MAIL_URL="smtp://ada:geheim@127.0.0.1:1",
        MAIL_FROM="mocks@example.net",
        PRIVACY_URL="https://example.org/privacy",
        IMPRINT_URL="https://example.org/imprint",
    )
    try:
        embedded.wait_until_ready()
        embedded.wait_until_it_says("first admin")
        yield embedded
    finally:
        embedded.stop()


def test_the_link_leads_to_the_checklist_which_says_what_is_wrong(new_site: Embedded, browser: Browser) -> None:
    link = re.search(r"first admin +(\S+)", new_site.said)
    assert link is not None
    page = open_context(browser, new_site).new_page()
    page.goto(link[1])
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the administrator").click()
    expect(page).to_have_url(re.compile("/manage/checklist$"))
    items = page.get_by_role("region", name="Checklist").locator(".lines > li")

    mail = items.filter(has=page.get_by_role("heading", name="Mail", exact=True))
    mail.get_by_role("button", name="Send a test email to me").click()
    expect(mail.get_by_role("status")).to_contain_text("The test email was not taken.")
    expect(mail.get_by_role("status")).to_contain_text("Could not connect to 127.0.0.1 port 1")
    expect(page.get_by_text("geheim")).to_have_count(0)

    law = items.filter(has=page.get_by_role("heading", name="Law and data protection"))
    expect(law).to_contain_text("Done")
    expect(law).to_contain_text("how long data is kept")
    expect(law).to_contain_text("docs/data-protection.md#what-to-decide")
    imprint = page.get_by_role("contentinfo").get_by_role("link", name="Imprint")
    expect(imprint).to_have_attribute("href", "https://example.org/imprint")

    questions = items.filter(has=page.get_by_role("heading", name="Questions"))
    expect(questions).to_contain_text("published, with some for each type and level")
    questions.get_by_role("link", name="Go to the questions").click()
    expect(page.get_by_role("button", name="Retire").first).to_be_visible()
    page.get_by_role("link", name="Checklist").click()
    expect(items.first).to_be_visible()
    assert serious(page) == []
    page.context.close()

    nobody = open_context(browser, new_site).new_page()
    nobody.goto(link[1])
    nobody.get_by_label("Email address").fill("eve@example.org")
    nobody.get_by_label("Password").fill(PASSWORD)
    nobody.get_by_role("button", name="Create the administrator").click()
    expect(nobody.get_by_role("alert").filter(has_text="restart the server")).to_be_visible()
    nobody.goto("/register")
    expect(nobody.get_by_role("main").get_by_role("link", name="Privacy policy")).to_be_visible()
    nobody.context.close()
