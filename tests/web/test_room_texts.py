"""The room, and the pages of what was practiced in it, in the pseudo-locale: see test_texts."""

from __future__ import annotations

from playwright.sync_api import expect
from sqlalchemy import select

from shared.models import Question
from tests.clients import wait_until
from tests.clients.browser import interview_of, settle, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, practise_for_weeks, promote, register_at
from tests.web.test_texts import DATES, faults, written_by_people

# Where people, questions, or the API speak.
DATA = (
    ".markdown, .rubric, .pane-head h2, .cm-content, .tests bdi, .replay-code, .replay-files .button, .evidence p,"
    " .next-card p.muted, .tag, .complexity"
)
_TEXTS = """(where) => {
    const found = [];
    for (const one of document.querySelectorAll(where)) {
        const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) if (texts.currentNode.data.length > 2) found.push(texts.currentNode.data);
    }
    return found.sort((one, other) => other.length - one.length);
}"""


def test_no_text_of_an_interview_is_cut_or_left_out_of_the_catalog(site: Embedded, arrive: Arrive):
    names = ("Björn Ångström", "Vera Lund", "Jon Okoro", "Odo Reyes")
    boss, vera, jon, odo = (register_at(site, name) for name in names)
    with behind(site) as session:
        promote(session, boss.id)
        practise_for_weeks(session, vera.id, [odo.id])
        titles = session.scalars(select(Question.title)).all()
    known = ["Mock Mate", "Europe/Berlin", "JavaScript", "Shift+Alt+F", *DATES, *titles, *written_by_people(boss, site)]
    page = arrive(vera, locale="en-XA").page
    found: list[str] = []

    def look(name: str) -> None:
        # The longest first: a word of a title may be a text of its own, too.
        said = [*page.evaluate(_TEXTS, DATA), *known]
        found.extend(faults(page, name, sorted(said, key=len, reverse=True)))

    room = pair(vera, jon)
    page.goto(f"/room/{room}")
    page.locator(".call-words .primary").wait_for()
    look("a room that waits")
    for one in (vera, jon):
        one.post("/interview/start", {"interview_id": room}, status=200)
    page.locator(".pane-head").wait_for()
    for details in page.locator(".question-pane details > summary").all():
        details.click()
    page.locator("#language").select_option("javascript")
    function = page.locator(".cases").inner_text().split("(")[0]
    write(vera, f"const {function} = () => 1")
    page.locator(".desk-run button").first.click()
    expect(page.locator(".run-facts").first).to_contain_text("Éèxpéèctéèd")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+f")
    for tab in range(3):
        page.set_viewport_size({"width": 390, "height": 800})
        page.locator(".room-tabs button").nth(tab).click()
        look(f"part {tab} of the room")
    page.locator(".desk-sides button").last.click()
    page.locator(".board-tools label").nth(1).click()
    look("the whiteboard")
    page.locator(".room-actions .with-label").first.click()
    look("the swap of roles")
    title = page.locator(".question-pane .pane-head h2")
    before = title.inner_text()
    page.locator("dialog .primary").click()
    # A new question comes with the roles.
    expect(title).not_to_have_text(before)
    settle(vera)
    page.locator(".room-actions .danger").click()
    look("the question whether to end")
    page.locator("dialog .danger").click()
    page.locator("dialog .primary").wait_for()
    look("the end")
    page.locator("dialog .primary").click()
    page.locator(".review .quiet").click()
    look("/review")
    for path in (f"/replay/{room}", "/progress", "/news"):
        page.goto(path)
        page.locator("main h1").wait_for()
        settle(vera)
        look(path)
    assert found == [], "\n".join(found)


def pair(*two: Person) -> str:
    """Let two people be matched, and not started yet; returns the id of their interview."""
    for one in two:
        one.post("/match/pair", {"interview_type": "technical", "difficulty": "medium"})
    wait_until(lambda: all(map(interview_of, two)), "both are matched")
    return str(interview_of(two[0]))
