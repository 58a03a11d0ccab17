"""Practicing alone: a match interrupts it, and nothing that was written is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.clients.browser import begin, practise, write
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind
from tests.web.test_journey import end
from tests.web.test_pages import Album, album, looks  # noqa: F401
from tests.web.test_topics import DEBUGGING, SQL, sql_is_asked, wish  # noqa: F401

CODE = "print(6 * 7)  # alone"
LAST = " and then"
COUNT_TONES = """
    window.tones = 0;
    const start = OscillatorNode.prototype.start;
    AudioScheduledSourceNode.prototype.start = function (...given) {
        window.tones += 1;
        return start.apply(this, given);
    };
"""


def take(person: Person, kind: str = "Technical", level: str = "Medium") -> str:
    """Take a question on the page that is open; returns its title."""
    page = person.page
    page.get_by_role("radio", name=kind).check()
    page.get_by_role("radio", name=level).check()
    page.get_by_role("button", name="Take a question").click()
    title = page.locator(".solo-question h2")
    expect(title).to_be_visible()
    return title.inner_text()


def editor(page: Page) -> str:
    return page.locator(".cm-content").inner_text()


def use_python(page: Page) -> None:
    expect(page.locator(".cm-content")).to_be_visible()
    page.get_by_label("Language").select_option("python")


def test_a_match_interrupts_and_what_was_written_is_still_there(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    page = ann.page
    page.add_init_script(COUNT_TONES)
    practise(ann)
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    page.get_by_role("link", name="Practice alone").click()
    # What she waits for is what is offered.
    expect(page.get_by_role("radio", name="Medium")).to_be_checked()
    title = take(ann)
    use_python(page)
    write(ann, CODE)
    page.get_by_label("Your notes").fill("Ask for the range first.")
    expect(page.get_by_text("This page keeps your place.")).to_be_visible()
    assert ann.get("/match/status", status=200).get_json()["status"] == "waiting"
    # A reload is no end of either.
    page.reload()
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    expect(page.locator(".cm-content")).to_contain_text(CODE)
    # She looks elsewhere, in the middle of a line: nothing of it had the time to be kept yet.
    page.locator(".cm-content").press("End")
    page.keyboard.insert_text(LAST)
    assert page.evaluate("window.tones") == 0
    page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })")
    practise(ben)
    page.wait_for_function("() => document.title === '● You are matched!'")
    assert page.evaluate("window.tones") == 2
    page.evaluate("delete document.hidden")
    page.wait_for_function("() => !document.title.includes('●')")
    for one in (ann, ben):
        expect(one.page.get_by_role("heading", name="You are matched")).to_be_visible()
    begin(ann, ben)
    # The room knows nothing of what she wrote alone.
    assert CODE not in page.content()
    end(ben)
    ann.go("/solo")
    expect(page.locator(".solo-question h2")).to_have_text(title)
    expect(page.locator(".cm-content")).to_contain_text(CODE + LAST)
    expect(page.get_by_label("Your notes")).to_have_value("Ask for the range first.")


@pytest.mark.usefixtures("sql_is_asked")
def test_what_was_wished_for_goes_along(arrive: Arrive, site: Embedded):
    lea = arrive("Lea")
    page = lea.page
    topic = page.get_by_role("checkbox", name=SQL)
    lea.go("/")
    page.get_by_role("radio", name="Technical").check()
    page.get_by_role("radio", name="Hard").check()
    topic.check()
    page.get_by_role("region", name="Practice now").get_by_role("link", name="Practice alone").click()
    for name in ("Technical", "Hard"):
        expect(page.get_by_role("radio", name=name)).to_be_checked()
    expect(topic).to_be_checked()
    page.get_by_role("button", name="Take a question").click()
    title = page.locator(".solo-question h2")
    expect(title).to_be_visible()
    kept = page.evaluate("JSON.parse(localStorage.getItem('mockmate.solo'))")
    assert "sql" in lea.get(f"/solo/turns/{kept['turnId']}").get_json()["question"]["tags"]
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    # From the waiting room it is what she waits for.
    wish(lea, SQL, DEBUGGING)
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    page.get_by_role("link", name="Practice alone").click()
    expect(page.get_by_role("radio", name="Hard")).to_be_checked()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    # What is retired while the page offers it is said, and not asked for again.
    with behind(site) as session:
        session.execute(text("UPDATE topics SET retired_at = now() WHERE slug = 'debugging'"))
        session.commit()
    try:
        page.get_by_role("button", name="Take a question").click()
        expect(page.get_by_text("There is no such topic")).to_be_visible()
        expect(page.get_by_role("checkbox", name=DEBUGGING)).to_have_count(0)
        page.get_by_role("button", name="Take a question").click()
        expect(title).to_be_visible()
    finally:
        with behind(site) as session:
            session.execute(text("UPDATE topics SET retired_at = NULL WHERE slug = 'debugging'"))
            session.commit()
    lea.post("/match/leave", {})


def test_code_runs_here_and_stays_until_it_is_finished(arrive: Arrive):
    eve = arrive("Eve")
    page = eve.page
    sent: list[str] = []
    eve.go("/")
    page.get_by_role("region", name="Practice now").get_by_role("link", name="Practice alone").click()
    take(eve)
    use_python(page)
    page.on("request", lambda request: sent.append(request.post_data or ""))
    write(eve, CODE)
    page.get_by_role("button", name="Run", exact=True).click()
    output = page.get_by_role("region", name="Output")
    expect(output).to_contain_text("42", timeout=120_000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    left = page.get_by_role("timer").first.inner_text()
    page.get_by_text("Rate yourself").click()
    mark = page.locator(".solo-part").nth(1).locator("input")
    mark.first.check()
    eve.go("/")
    eve.go("/solo")
    expect(page.locator(".cm-content")).to_contain_text(CODE)
    assert page.get_by_role("timer").first.inner_text() == left
    page.get_by_text("Rate yourself").click()
    expect(mark.first).to_be_checked()
    assert not [one for one in sent if "alone" in one]
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    expect(page.get_by_role("button", name="Take a question")).to_be_visible()
    assert page.evaluate("JSON.stringify(localStorage)").count("alone") == 0


def test_hints_and_solution_come_when_they_are_asked_for(arrive: Arrive):
    finn = arrive("Finn")
    page = finn.page
    finn.go("/solo")
    take(finn, "Behavioral", "Easy")
    expect(page.get_by_role("region", name="Code")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Hint 1 of")).click()
    expect(page.locator(".reveal li")).to_have_count(1)
    answers = page.locator(".solo-part").first
    expect(answers.locator(".question-pane")).to_be_hidden()
    answers.locator("summary").click()
    expect(answers.locator(".question-pane")).to_be_visible()
    page.get_by_text("Rate yourself").click()
    first = page.locator(".solo-dimension").first
    first.get_by_role("radio").nth(1).check()
    page.reload()
    page.get_by_text("Rate yourself").click()
    expect(first.get_by_role("radio").nth(1)).to_be_checked()


def test_a_recording_of_oneself_is_sent_nowhere_and_outlasts_a_visit_elsewhere(arrive: Arrive):
    gus = arrive("Gus")
    page = gus.page
    gus.go("/solo")
    take(gus, "Behavioral", "Easy")
    page.get_by_role("button", name="Record myself").click()
    recorder = page.get_by_role("region", name="Your recording")
    expect(recorder.get_by_role("button", name="Stop recording")).to_be_visible()
    expect(recorder.get_by_role("timer")).to_have_text(re.compile("0:0[3-9]"))
    # It goes on until the page is left, as for an interview, and is there afterwards.
    page.get_by_role("banner").get_by_role("link").first.click()
    expect(page.get_by_role("region", name="Practice now")).to_be_visible()
    page.get_by_role("region", name="Practice now").get_by_role("link", name="Practice alone").click()
    expect(recorder.get_by_text("It is in this tab only.")).to_be_visible()
    with page.expect_download() as saved:
        recorder.get_by_role("button", name="Save as a file").click()
    assert Path(saved.value.path()).stat().st_size > 10_000
    assert saved.value.suggested_filename.startswith("practice-")
    expect(recorder.get_by_text("There is a file of it now.")).to_be_visible()
    recorder.get_by_role("button", name="Discard").click()
    expect(recorder.get_by_role("button", name="Record myself")).to_be_visible()


def test_a_wait_that_ends_elsewhere_is_said_and_the_question_stays(arrive: Arrive):
    hana = arrive("Hana")
    page = hana.page
    practise(hana, "Behavioral", "Hard")
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    page.get_by_role("link", name="Practice alone").click()
    title = take(hana, "Behavioral", "Hard")
    hana.post("/match/leave", {}, status=204)
    expect(page.get_by_text("You are no longer waiting")).to_be_visible()
    expect(page.locator(".solo-question h2")).to_have_text(title)
    assert hana.get("/match/status", status=200).get_json()["status"] == "idle"


def test_another_person_at_this_browser_finds_nothing_of_it(arrive: Arrive, site: Embedded):
    ida = arrive("Ida")
    ida.go("/solo")
    take(ida)
    kept = ida.page.evaluate("JSON.parse(localStorage.getItem('mockmate.solo'))")
    assert kept["userId"] == ida.id
    jon = arrive("Jon")
    jon.go("/solo")
    jon.page.evaluate("(kept) => localStorage.setItem('mockmate.solo', JSON.stringify(kept))", kept)
    jon.page.reload()
    expect(jon.page.get_by_role("button", name="Take a question")).to_be_visible()


@looks
def test_how_it_looks(arrive: Arrive, album: Album, phone: bool):  # noqa: F811 - the fixture
    kim = arrive("Kim", dark=phone, phone=phone)
    page = kim.page
    practise(kim)
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    page.get_by_role("link", name="Practice alone").click()
    take(kim)
    use_python(page)
    page.get_by_text("Rate yourself").click()
    page.get_by_text("Solution", exact=True).click()
    album.take(kim, "used-solo")
    page.get_by_role("button", name="Finish").click()
    album.take(kim, "open-solo-finish")
    page.get_by_role("dialog").get_by_role("button", name="Finish").click()
    take(kim, "Behavioral", "Easy")
    page.get_by_text("Rate yourself").click()
    album.take(kim, "used-solo-talk")
    kim.post("/match/leave", {})
