"""Pages in each language that there is beside English: nothing of what is translated is shown in English."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.clients.browser import interview_of, settle
from tests.clients.person import Person
from tests.contract.test_translations import LANGUAGES, catalog
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, promote, register_at
from tests.web.test_texts import AREAS, INSIDE, OUTSIDE, moments, written_by_people

TEXTS = ("/help", "/privacy", "/conduct")
MANY_WORDS = 4
# All that is read or heard, but what people wrote, and texts that say which language they are in.
_SHOWN = """(known) => {
    const without = (text) => known.reduce((rest, one) => rest.replaceAll(one, ""), text);
    const data = "[lang=en], [translate=no], code, pre, noscript, script, style, .markdown, .cm-editor";
    const found = [document.title];
    for (const one of document.querySelectorAll("body *")) {
        if (one.closest(data)) continue;
        found.push(...["aria-label", "placeholder", "title", "alt"].map((name) => one.getAttribute(name)));
        found.push(...[...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data));
    }
    return found.filter(Boolean).map(without);
}"""


def sentences(language: str) -> dict[str, str]:
    """Return what of the English texts must not be seen: runs of some words between values and tags."""
    found = {}
    for (english, _), translated in catalog(language).items():
        if not translated:
            continue
        for part in re.split(r"[{}]|</?\d+/?>|\w+, plural,|\b(?:one|other) (?={)|#", english):
            if len(part.split()) >= MANY_WORDS and part.strip() not in translated:
                found[part.strip()] = english
    return found


def shown_in_english(page: Page, wanted: dict[str, str], known: list[str]) -> list[str]:
    shown = "\n".join(page.evaluate(_SHOWN, known))
    return [english for part, english in wanted.items() if part in shown]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_show_nothing_in_english_that_is_translated(language: str, site: Embedded, arrive: Arrive):
    wanted = sentences(language)
    nobody = arrive(locale=language)
    boss = register_at(site, "Björn Ångström")
    with behind(site) as session:
        promote(session, boss.id)
    arrive(boss, locale=language)
    peer = register_at(site, "Øyvind Müller")
    known = written_by_people(boss, site)
    found: list[str] = []

    def look(person: Person, where: str) -> None:
        settle(person)
        assert person.page.locator("html").get_attribute("lang") == language
        found.extend(f"{where}: {one}" for one in shown_in_english(person.page, wanted, known))

    manage = [f"/manage{area}" for area in AREAS]
    for person, paths in ((nobody, (*OUTSIDE, *TEXTS)), (boss, (*INSIDE, *manage))):
        for path in paths:
            person.go(path)
            person.page.locator("main h1").wait_for()
            look(person, path)
    for moment in moments(boss, peer):
        look(boss, moment)
    room = interview_of(boss)
    for one in (boss, peer):
        one.post("/interview/start", {"interview_id": room}, status=200)
    boss.go(f"/room/{room}")
    boss.page.locator(".cm-editor").wait_for()
    look(boss, "/room")
    boss.post("/interview/end", {"interview_id": room})
    boss.go(f"/review/{room}")
    boss.page.locator("main h1").wait_for()
    look(boss, "/review")
    assert found == [], "\n".join(found)
