"""Texts in the pseudo-locale, accented and a good third longer: none is cut, and none is outside the catalog."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from playwright.sync_api import Page, ViewportSize
from sqlalchemy import select

from shared.core import names
from shared.models import Report, User
from tests.clients.browser import settle
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, promote, register_at

OUTSIDE = (
    "/",
    "/login",
    "/register",
    "/forgot-password",
    "/reset-password#token=x",
    "/setup#token=x",
    "/verify-email#token=x",
    "/invite#x",
    "/join#x",
)
INSIDE = (
    "/",
    "/times",
    "/waiting",
    "/solo",
    "/invites",
    "/invites/new",
    "/my-groups",
    "/history",
    "/progress",
    "/news",
    "/account",
)
AREAS = ("", "/checklist", "/slots", "/questions", "/reports", "/people", "/parked", "/log")
# Dates are written by the browser, in the English of the user's region.
DATES = [*calendar.day_name, *calendar.month_name[1:], *calendar.day_abbr, *calendar.month_abbr[1:]]
SIZES: tuple[ViewportSize, ...] = ({"width": 390, "height": 800}, {"width": 1280, "height": 800})

_CUT = """() => {
    const holders = "button, .button, [role=tab], .nav-link, th, label";
    const cut = [];
    for (const one of document.querySelectorAll("body *")) {
        const style = getComputedStyle(one);
        // A chart is drawn anew some time after its width has changed, and its numbers are no texts.
        if (one.closest(".visually-hidden, svg, select, .plot, .brand") || style.display === "inline") continue;
        const clips = /hidden|clip/.test(style.overflowX) || one.matches(holders);
        const isCut = clips && one.checkVisibility() && one.scrollWidth > one.clientWidth + 1;
        if (isCut) cut.push(`cut: ${one.outerHTML.slice(0, 160)}`);
    }
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth) cut.push(`the page is ${page.scrollWidth} px wide`);
    return cut;
}"""

# Of a word that came through the catalog, every vowel has an accent; `known` are names and other data.
_PLAIN = r"""(known) => {
    const word = /(?<![\u00c0-\u017f])[b-z]*[aeiouy][a-z]*(?![\u00c0-\u017f])/gi;
    const without = (text) => known.reduce((rest, one) => rest.replaceAll(one, ""), text);
    const isPlain = (text) => without(text).match(word)?.some((one) => one.length > 2);
    const data = "[translate=no], code, kbd, pre, time, .languages, option, noscript, script, style";
    const found = [];
    for (const one of document.querySelectorAll("body *")) {
        if (one.closest(data)) continue;
        const names = ["aria-label", "placeholder", "title", "alt"].map((name) => one.getAttribute(name));
        const texts = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        for (const text of [...names, ...texts.map((node) => node.data)]) {
            if (text && isPlain(text)) found.push(`not in the catalog: ${text.trim()}`);
        }
    }
    return found;
}"""


def faults(page: Page, path: str, known: list[str]) -> list[str]:
    """What is wrong with the texts of a page, on a desk and on a phone."""
    found = page.evaluate(_PLAIN, known)
    for size in SIZES:
        page.set_viewport_size(size)
        found += page.evaluate(_CUT)
    return [f"{path}: {one}" for one in found]


def written_by_people(boss: Person, site: Embedded) -> list[str]:
    """What is shown as it was written: names of people, of other tests too, questions, reasons. The longest first."""
    questions = boss.get("/questions?limit=100", status=200).get_json()["items"]
    data = {text for one in questions for text in (one["title"], *(tag.replace("-", " ") for tag in one["tags"]))}
    with behind(site) as session:
        for person in session.scalars(select(User)):
            name = names.shown(person.full_name or "")
            data |= {person.email, person.username, name, person.suspension_reason or ""}
        data |= set(session.scalars(select(Report.text)))
    return sorted(filter(None, data), key=len, reverse=True)


def moments(boss: Person, peer: Person) -> Iterator[str]:
    """Bring about what pages show at times only: booking, waiting, and a match."""
    page = boss.page
    wishes = {"interview_type": "technical", "difficulty": "medium"}
    boss.go("/times")
    page.locator(".day").nth(1).click()
    page.locator(".time-grid button").first.click()
    page.get_by_role("dialog").wait_for()
    yield "/times, booking"
    page.keyboard.press("Escape")
    boss.post("/match/pair", wishes)
    boss.go("/waiting")
    page.locator(".what-is-kept").wait_for()
    yield "/waiting, looking for a partner"
    peer.post("/match/pair", wishes)
    page.get_by_role("dialog").locator(".what-is-kept").wait_for()
    yield "/waiting, matched"


def test_no_text_is_cut_or_left_out_of_the_catalog(site: Embedded, arrive: Arrive):
    nobody = arrive(locale="en-XA")
    boss = register_at(site, "Björn Ångström")
    with behind(site) as session:
        promote(session, boss.id)
    arrive(boss, locale="en-XA")
    peer = register_at(site, "Øyvind Müller")
    # The longest first: the name of one person may be a part of another's.
    known = sorted(
        {
            "Mock Mate",
            "python-httpx",
            "Europe/Berlin",
            "PRIVACY_URL, IMPRINT_URL",
            *("English", "Spanish"),  # spoken languages, which the browser names
            *DATES,
            *written_by_people(boss, site),
        },
        key=len,
        reverse=True,
    )
    found: list[str] = []
    for person, paths in ((nobody, OUTSIDE), (boss, (*INSIDE, *(f"/manage{area}" for area in AREAS)))):
        for path in paths:
            person.go(path)
            person.page.locator("main h1").wait_for()
            settle(person)
            found += faults(person.page, path, known)
    for moment in moments(boss, peer):
        settle(boss)
        found += faults(boss.page, moment, known)
    peer.post("/match/leave")
    assert found == [], "\n".join(found)
