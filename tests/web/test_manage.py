"""Managing: slots, questions, reports and people, and how matching does; for administrators only."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import APIResponse, Route, expect
from sqlalchemy import text

from tests.api.past import Past
from tests.clients import PASSWORD
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.axe import violations
from tests.web.conftest import Arrive
from tests.web.seeding import behind, promote, register_at


@pytest.fixture
def boss(site: Embedded, arrive: Arrive) -> Person:
    boss = register_at(site, "Bo Sieg")
    with behind(site) as session:
        promote(session, boss.id)
    return arrive(boss)


def test_who_is_no_administrator_finds_no_way_in(site: Embedded, arrive: Arrive) -> None:
    person = arrive(register_at(site, "Cy Noor"))
    person.go("/")
    expect(person.page.get_by_role("heading", name="Hello, Cy Noor")).to_be_visible()
    expect(person.page.get_by_role("link", name="Manage")).to_have_count(0)
    person.go("/manage/people")
    expect(person.page.get_by_text("This page is for administrators")).to_be_visible()


def test_a_time_of_the_week_is_added_changed_and_deleted_and_slots_made(boss: Person) -> None:
    page = boss.page
    page.goto("/")
    page.get_by_role("link", name="Manage").click()
    page.get_by_role("link", name="Slots").click()
    page.get_by_role("button", name="Add a time").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Behavioral").check()
    dialog.get_by_label("Day").select_option("Thursday")
    dialog.get_by_label("Time", exact=True).fill("19:30")
    dialog.get_by_label("Seats").fill("40")
    dialog.get_by_role("button", name="Add").click()
    row = page.get_by_role("row", name=re.compile("Behavioral Thursday 19:30"))
    expect(row).to_contain_text("40")
    expect(row).to_contain_text("Europe/Berlin")
    row.get_by_role("button", name="Edit").click()
    dialog.get_by_label("Seats").fill("60")
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("60")
    row.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Create slots").click()
    expect(page.get_by_role("region", name="Upcoming slots").get_by_role("status")).to_contain_text(
        re.compile("missing")
    )


def test_reports_are_resolved_and_somebody_is_suspended_over_one(boss: Person, site: Embedded) -> None:
    rude, kind, calm = (register_at(site, name) for name in ("Rex Grim", "Kay Lumen", "Lou Penn"))
    with behind(site) as session:
        past = Past(session)
        past.meet(rude.id, kind.id)
        interview = past.meet(rude.id, calm.id, past.now - timedelta(days=6))
        feedback = past.say(interview, rude.id, calm.id)
        past.say(interview, calm.id, rude.id)
    for who, path, words in (
        (kind, f"/users/{rude.id}/report", "He shouted at me."),
        (calm, f"/feedback/{feedback}/report", "He wrote insults."),
    ):
        who.post(path, {"reason": "harassment", "text": words}, status=201)
    page = boss.page
    page.goto("/manage/reports")
    first = page.get_by_role("listitem").filter(has_text="He wrote insults.")
    first.get_by_label("Note for other administrators").fill("Talked to him.")
    first.get_by_role("button", name="Mark as warned").click()
    expect(first).to_have_count(0)
    second = page.get_by_role("listitem").filter(has_text="He shouted at me.")
    second.get_by_role("button", name="Suspend Rex Grim").click()
    page.get_by_label("Reason").fill("Shouting at people")
    page.get_by_role("dialog").get_by_role("button", name="Suspend").click()
    expect(second).to_have_count(0)
    page.get_by_text("Resolved", exact=True).click()
    expect(page.get_by_text("Talked to him.")).to_be_visible()
    expect(page.get_by_text("Suspended").first).to_be_visible()
    refused = rude.post("/auth/login", {"email": rude.user["email"], "password": PASSWORD})
    assert (refused.status_code, refused.get_json()["code"]) == (403, "suspended")


def test_somebody_is_found_by_address_let_in_again_and_forgiven(boss: Person, site: Embedded) -> None:
    zoe = register_at(site, "Zoe Falk")
    with behind(site) as session:
        session.execute(
            text(
                "UPDATE users SET suspended_at = now(), suspension_reason = 'spam',"
                " practice_blocked_until = now() + interval '1 hour' WHERE id = :id"
            ),
            {"id": zoe.id},
        )
        session.commit()
    page = boss.page
    page.goto("/manage/people")
    page.get_by_label("Search").fill(zoe.user["email"])
    line = page.get_by_role("listitem").filter(has_text="Zoe Falk")
    expect(line).to_contain_text("spam")
    line.get_by_role("button", name="Lift suspension").click()
    expect(line.get_by_role("button", name="Suspend")).to_be_visible()
    line.get_by_role("button", name="Lift practice block").click()
    expect(line).not_to_contain_text("Blocked from practicing")
    page.get_by_role("link", name="Audit log").click()
    page.get_by_label("Event", exact=True).select_option("Suspension lifted")
    expect(page.get_by_role("cell", name=f"#{zoe.id}").first).to_be_visible()


def test_what_was_read_before_a_change_is_not_shown_after_it(boss: Person, site: Embedded) -> None:
    kim = register_at(site, "Kim Roe")
    with behind(site) as session:
        session.execute(
            text("UPDATE users SET suspended_at = now(), suspension_reason = 'spam' WHERE id = :id"), {"id": kim.id}
        )
        session.commit()
    page = boss.page
    page.goto("/manage/people")
    line = page.get_by_role("listitem").filter(has_text="Kim Roe")
    # The change is under way when the search begins, and done when the search's first answer, from before it, comes.
    changes: list[Route] = []
    answers: list[tuple[Route, APIResponse]] = []

    def hold_the_change(route: Route) -> None:
        changes.append(route)

    def hold_the_first_answer(route: Route) -> None:
        if answers:
            route.continue_()
        else:
            answers.append((route, route.fetch()))

    page.route("**/unsuspend", hold_the_change)
    page.route("**/admin/users?*q=*", hold_the_first_answer)
    with page.expect_request("**/unsuspend"):
        line.get_by_role("button", name="Lift suspension").click()
    with page.expect_request("**/admin/users?*q=*"):
        page.get_by_label("Search").fill(kim.user["email"])
    while not (changes and answers):
        page.wait_for_timeout(50)
    with page.expect_response("**/unsuspend"):
        changes[0].continue_()
    expect(page.locator(".toasts")).to_contain_text("Kim Roe can log in again")
    route, answer = answers[0]
    route.fulfill(response=answer)
    expect(line.get_by_role("button", name="Suspend")).to_be_visible()
    expect(line).not_to_contain_text("spam")


def test_how_matching_does_is_drawn_told_and_listed(boss: Person, site: Embedded) -> None:
    ann, ben = register_at(site, "Ann"), register_at(site, "Ben")
    with behind(site) as session:
        past = Past(session)
        for days in range(1, 5):
            past.meet(ann.id, ben.id, past.now - timedelta(days=days), waited=(20, 40))
    page = boss.page
    page.goto("/manage")
    for name in ("Waiting times", "Matches", "Fairness of waiting"):
        section = page.locator("section").filter(has=page.get_by_role("heading", name=name, exact=True))
        expect(section.locator(".plot canvas")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Of \d+ people matched, half waited"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"bookings waited to the end; \d+ of them"))).to_be_visible()
    page.get_by_text("Show as a table").first.click()
    expect(page.get_by_role("table").first.get_by_role("row").nth(4)).to_be_visible()


def test_failed_work_is_shown_and_tried_again(boss: Person, site: Embedded) -> None:
    with behind(site) as session:
        session.execute(
            text(
                "INSERT INTO parked_items (job, item, error, retry_at) VALUES"
                " ('job_of_another_release', '7/12', 'KeyError in rule.py', now() + interval '3 days'),"
                " ('job_of_another_release', '7/13', 'KeyError in rule.py', now() + interval '3 days')"
            )
        )
        session.commit()
    page = boss.page
    page.goto("/manage")
    page.get_by_role("link", name="Failed items").click()
    row = page.get_by_role("row").filter(has_text="7/12")
    expect(row).to_contain_text("KeyError in rule.py")
    assert violations(page) == []
    row.get_by_role("button", name="Retry now").click()
    expect(page.locator(".toasts")).to_contain_text("7/12 will be retried")
    with behind(site) as session:
        due = session.scalars(text("SELECT item FROM parked_items WHERE retry_at <= clock_timestamp()")).all()
        session.execute(text("DELETE FROM parked_items"))
        session.commit()
    assert due == ["7/12"]
