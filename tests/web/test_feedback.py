"""Feedback on both roles, with the work beside it: given at one browser, read at the other."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from playwright.sync_api import Page, Request, expect
from sqlalchemy.orm import Session

from shared.models import Question, SharedRun
from tests.api.feedback.test_roles import swap
from tests.api.past import Past
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.seeding import behind, record, register_at

DEPTH = {"1": "Names parts only.", "3": "Explains one part.", "5": "Explains each part and its limits."}


def meet(session: Session, one: Person, other: Person) -> UUID:
    """Let the two have interviewed each other an hour ago, with code and a run."""
    past = Past(session)
    asked = [past.question(f"rated-{person.id}", "graphs") for person in (one, other)]
    for question in asked:
        found = session.get_one(Question, question)
        found.prompt, found.solution, found.hints = "Count the **paths**.", "Add the ways.", ["Begin with one row."]
        found.rubric = {"Depth": DEPTH, "Trade-offs": DEPTH}
    met = past.meet(one.id, other.id, past.now - timedelta(hours=1), questions=(asked[0], asked[1]), asked=(True, True))
    swap(session, met)
    record(session, met, (one.id, other.id))
    session.add(
        SharedRun(
            interview_id=met, user_id=other.id, client_id="run", question_id=asked[1], language="python",
            stdout="6\n", stderr="", status="ok", ms=12, passed=2, total=3, truncated=False,
        )
    )  # fmt: skip
    session.commit()
    return met


def choose(page: Page, group: str, mark: str) -> None:
    page.get_by_role("group", name=group).get_by_role("radio", name=mark, exact=True).check()


def fill_in(page: Page, mark: str) -> None:
    """Rate the peer as interviewee and the match."""
    for group in (
        "Communication",
        "Problem solving",
        "Technical skill",
        "How would you rate",
        "How good was the match",
    ):
        choose(page, group, mark)
    page.get_by_label("What did they do well?").fill("Asked about the input.")
    page.get_by_label("What could they try next time?").fill("Say what it costs.")
    choose(page, "Would you advance them?", "Yes")


def look_at_the_work(page: Page, name: str, asked: list[str]) -> None:
    """Each part is loaded when it is opened, and no sooner."""
    work = page.get_by_role("complementary", name="The interview")
    assert not [one for one in asked if one.endswith(("/runs", "/replay"))]
    work.get_by_text("The code at the end").click()
    code = work.get_by_role("region", name="The code at the end")
    expect(code).to_contain_text("return ways[-1][-1]")
    assert {one.rpartition("/")[2] for one in asked} >= {"replay"}
    work.get_by_text("Runs of the code").click()
    expect(work.get_by_text(re.compile("2 of 3"))).to_be_visible()
    expect(work.get_by_text(f"What {name} asked you: ")).to_be_visible()
    expect(work.get_by_role("link", name="Replay")).to_be_visible()
    assert serious(page) == []


def watch(page: Page) -> list[str]:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.partition("?")[0])

    page.on("request", note)
    return asked


def test_each_rates_both_roles_beside_the_work_and_reads_it(site: Embedded, arrive: Arrive) -> None:
    ada, ben = register_at(site, "Ada Lund"), register_at(site, "Ben Roy")
    with behind(site) as session:
        met = meet(session, ada, ben)
    page, phone = arrive(ada).page, arrive(ben, phone=True, dark=True).page
    asked = watch(page)
    page.goto(f"/review/{met}")
    # What whoever asked sees beside the form, without pressing anything: task, rubric, and on demand the solution.
    work = page.get_by_role("complementary", name="The interview")
    expect(work.locator("strong", has_text="paths")).to_be_visible()
    expect(work.get_by_text("Explains each part and its limits.").first).to_be_visible()
    work.get_by_text("Solution", exact=True).click()
    expect(work.get_by_text("Add the ways.")).to_be_visible()
    assert work.bounding_box()["width"] < page.viewport_size["width"] / 1.5  # type: ignore[index]
    expect(page.get_by_role("group", name="Communication")).to_be_in_viewport()
    look_at_the_work(page, "Ben Roy", asked)
    fill_in(page, "4")
    choose(page, "Depth", "5")
    expect(page.get_by_text("1 of 2 is rated. You can leave out the others.")).to_be_visible()
    # A part that is begun is asked for to its end, or cleared; a reload keeps both.
    choose(page, "Help at the right moment", "2")
    told = page.get_by_text("Their overall mark as interviewer is missing")
    expect(told).to_be_visible()
    page.reload()
    expect(told).to_be_visible()
    page.get_by_role("button", name="Send feedback").click()
    assert page.evaluate("document.activeElement.closest('fieldset').textContent").startswith("Overall as interviewer")
    page.get_by_role("button", name="Clear this part").click()
    expect(told).to_have_count(0)
    for group, mark in (("Overall as interviewer", "3"), ("Help at the right moment", "2"), ("Clear question", "5")):
        choose(page, group, mark)
    page.get_by_label("In words, about them as interviewer").fill("The hints came late.")
    page.get_by_role("button", name="Send feedback").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()

    # The peer reads nothing of it before giving theirs, on a phone, with the work closed until asked for.
    phone.goto("/history")
    expect(phone.get_by_text(re.compile("You can read Ada Lund.s feedback once you have given yours"))).to_be_visible()
    asked = watch(phone)
    phone.goto(f"/review/{met}")
    expect(phone.get_by_role("button", name="Send feedback")).to_be_visible()
    expect(phone.locator("strong", has_text="paths")).to_have_count(0)
    look_at_the_work(phone, "Ada Lund", asked)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    fill_in(phone, "3")
    phone.get_by_role("button", name="Send feedback").click()
    expect(phone.get_by_text("Ada Lund has given you feedback, too.")).to_be_visible()
    phone.get_by_role("link", name="Go to history").click()
    read = phone.locator(".said-feedback").first
    for heading in ("As interviewee", "By the rubric of the question", "As interviewer"):
        expect(read.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    as_interviewee, by_question, as_interviewer = read.locator(".marks").all()
    expect(as_interviewee).to_have_text(
        "Overall4 of 5Communication4 of 5Problem solving4 of 5Technical skill4 of 5Would advanceYes"
    )
    expect(by_question).to_have_text("Depth5 of 5")
    expect(as_interviewer).to_have_text("Overall3 of 5Clear question5 of 5Help at the right moment2 of 5")
    expect(read).to_contain_text("The hints came late.")
    assert serious(phone) == []
    phone.goto("/progress")
    hosted = phone.get_by_role("region", name="As interviewer: ratings, week by week")
    expect(hosted).to_contain_text("3.0 of 5, from a single rating.")
    expect(phone.get_by_role("region", name="As interviewee: ratings, week by week")).to_contain_text("4.0 of 5")
    assert serious(phone) == []


def test_the_thanks_are_in_sight_below_the_header(arrive: Arrive, site: Embedded) -> None:
    ina, jon = register_at(site, "Ina"), register_at(site, "Jon")
    with behind(site) as session:
        met = meet(session, ina, jon)
    page = arrive(ina).page
    # As low as a phone held across: the form is many times as long.
    page.set_viewport_size({"width": 800, "height": 400})
    page.goto(f"/review/{met}")
    fill_in(page, "4")
    page.get_by_role("button", name="Send feedback").click()
    thanks = page.get_by_text("Thank you.")
    expect(thanks).to_be_visible()
    expect(page.locator(":focus")).to_contain_text("Thank you.")
    # What a finger would touch in its middle: the header, where that covers it.
    is_in_sight = """(thanks) => {
        const { x, y, width, height } = thanks.getBoundingClientRect();
        return thanks.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    }"""
    assert thanks.evaluate(is_in_sight)
