"""Topics: wished for and remembered, agreed on by two, shown to both, found again, and managed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from tests.api.past import Past
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, book, promote, register_at

SQL, DEBUGGING = "SQL and data", "Debugging and code review"


def wish(person: Person, *names: str) -> None:
    """From home into the practice room, with these wishes."""
    page = person.page
    page.goto("/")
    page.get_by_role("radio", name="Technical").check()
    page.get_by_role("radio", name="Hard").check()
    for name in names:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Find a partner").click()


@pytest.fixture
def sql_is_asked(site: Embedded) -> Iterator[None]:
    """Let interviews ask what the bank has on SQL, which those of this site leave out (tests/asking.py)."""
    with behind(site) as session:
        session.execute(text("UPDATE questions SET retired_at = NULL WHERE kind = 'sql'"))
        session.commit()
        yield
        session.execute(text("UPDATE questions SET retired_at = now() WHERE kind = 'sql'"))
        session.commit()


@pytest.mark.usefixtures("sql_is_asked")
def test_two_agree_on_a_topic_and_both_see_it_everywhere(arrive: Arrive) -> None:
    ann, bea = arrive("Ann"), arrive("Bea")
    wish(ann, SQL, DEBUGGING)
    expect(ann.page.get_by_text(re.compile(f"Topics: .*{SQL}"))).to_be_visible()
    wish(bea, SQL)
    for one in (ann, bea):
        card = one.page.get_by_role("dialog", name="You are matched")
        expect(card.locator("dt", has_text="Topics").locator("xpath=following-sibling::dd")).to_have_text(SQL)
    for one in (ann, bea):
        one.page.get_by_role("button", name=re.compile("m ready$")).click()
    for one in (ann, bea):
        question = one.page.locator("#pane-question")
        expect(question).to_contain_text(f"You agreed on: {SQL}")
        expect(question.get_by_role("heading", level=2)).not_to_have_text("Question")
    interview = ann.page.url.rsplit("/", 1)[-1]
    asked = bea.get(f"/interview/{interview}").get_json()["question"]
    assert asked["kind"] == "sql" or {"sql", "joins", "aggregation"} & set(asked["tags"])
    ann.post(f"/interview/{interview}/end")
    for one in (ann, bea):
        one.go("/history")
        expect(one.page.locator(".past").first).to_contain_text(f"Topics: {SQL}")
        one.page.get_by_label("Topic", exact=True).select_option("System design")
        expect(one.page.get_by_text("No interviews match these filters")).to_be_visible()
        one.page.get_by_label("Topic", exact=True).select_option(SQL)
        expect(one.page.locator(".past")).to_have_count(1)


def test_wishes_are_remembered_for_each_type_by_practice_and_by_booking(arrive: Arrive) -> None:
    cleo = arrive("Cleo")
    page = cleo.page
    wish(cleo, SQL)
    expect(page.get_by_text("Looking for a partner")).to_be_visible()
    assert cleo.get("/slots/bookings?live=true").get_json()["items"][0]["topics"] == ["sql"]
    cleo.post("/match/leave", {})
    page.goto("/")
    expect(page.get_by_role("checkbox", name=SQL)).to_be_checked()
    page.get_by_role("radio", name="Behavioral").check()
    expect(page.get_by_role("checkbox", name=SQL)).to_have_count(0)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    book(cleo, within_minutes=24 * 60)
    page.reload()
    page.get_by_role("button", name="Edit", exact=True).first.click()
    dialog = page.get_by_role("dialog", name="Edit booking")
    dialog.get_by_role("checkbox").first.check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("region", name="Next interview")).to_contain_text("Topics: ")
    booked = cleo.get("/slots/bookings?live=true").get_json()["items"][0]
    assert len(booked["topics"]) == 1


def test_progress_has_a_table_of_topics_that_leads_to_their_interviews(arrive: Arrive, site: Embedded) -> None:
    dora, odo = register_at(site, "Dora Lund"), register_at(site, "Odo Reyes")
    with behind(site) as session:
        past = Past(session)
        joins = past.question("topics-joins", "joins")
        graphs = past.question("topics-graphs", "graphs")
        met = past.meet(odo.id, dora.id, questions=(None, joins), asked=(False, True))
        past.meet(odo.id, dora.id, past.now - timedelta(days=9), questions=(None, graphs), asked=(False, True))
        past.say(met, odo.id, dora.id, overall=4)
    person = arrive(dora)
    person.go("/progress")
    table = person.page.get_by_role("region", name="By topic").get_by_role("table")
    row = table.get_by_role("row", name=SQL)
    expect(row).to_contain_text("4")
    row.get_by_role("link", name=SQL).click()
    expect(person.page.locator(".past")).to_have_count(1)
    expect(person.page.get_by_label("Topic", exact=True)).to_have_value("sql")


def test_an_administrator_adds_a_topic_that_others_can_wish_for_and_retires_it(arrive: Arrive, site: Embedded) -> None:
    admin, other = arrive("Ada"), arrive("Eli")
    with behind(site) as session:
        promote(session, admin.id)
        session.commit()
    page = admin.page
    admin.go("/manage/topics")
    page.get_by_role("button", name="Add a topic").click()
    dialog = page.get_by_role("dialog", name="Add topic")
    dialog.get_by_label("Short name").fill("concurrency")
    dialog.get_by_label("Name", exact=True).fill("Concurrency & locks")
    dialog.get_by_label("Tags of questions").fill("concurency")
    dialog.get_by_role("button", name="Add", exact=True).click()
    # What was typed stays, and the field says what is wrong with it.
    expect(dialog.get_by_label("Tags of questions")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Tags of questions").fill("concurrency")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_have_count(0)
    row = page.get_by_role("row", name="Concurrency & locks")
    expect(row).to_be_visible()
    other.go("/")
    other.page.get_by_role("radio", name="Technical").check()
    other.page.get_by_role("checkbox", name="Concurrency & locks").check()
    # It is retired while the other's page still offers it.
    row.get_by_role("button", name="Retire").click()
    expect(row.get_by_text("Retired")).to_be_visible()
    other.page.get_by_role("button", name="Find a partner").click()
    expect(other.page.get_by_text("There is no such topic")).to_be_visible()
    expect(other.page.get_by_role("checkbox", name="Concurrency & locks")).to_have_count(0)
    other.page.get_by_role("button", name="Find a partner").click()
    expect(other.page.get_by_text("Looking for a partner")).to_be_visible()
    row.get_by_role("button", name="Offer").click()
    expect(row.get_by_text("Retired")).to_have_count(0)
    # On a phone the table is scrolled, not the page.
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
