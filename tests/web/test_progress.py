"""Progress: what is drawn, what is said of it, and what is not said of too little."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.api.past import Past
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, practise_for_weeks, register_at


def test_weeks_of_practice_are_drawn_told_and_listed(site: Embedded, arrive: Arrive) -> None:
    rosa, peers = register_at(site, "Rosa Vale"), [register_at(site, name).id for name in ("Sten Aas", "Uma Roy")]
    with behind(site) as session:
        met = practise_for_weeks(session, rosa.id, peers)
    person = arrive(rosa)
    page = person.page
    page.goto("/progress")
    expect(page.locator(".plot canvas")).to_have_count(2)
    ratings = page.get_by_role("region", name="Ratings, week by week").first
    expect(ratings).to_contain_text(f"on average of {len(met)} ratings in 9 weeks, give or take")
    expect(ratings).to_contain_text(re.compile("Up from .* in the earlier weeks"))
    ratings.get_by_label("Dimension").select_option("Technical skill")
    expect(ratings).to_contain_text(re.compile("Technical skill: .* on average of 10 ratings"))
    ratings.get_by_text("Show as a table").click()
    expect(ratings.get_by_role("table").get_by_role("row")).to_have_count(1 + 7)
    practice = page.get_by_role("region", name="Practice, week by week").first
    # This one has only begun; on its first days the last one had none either.
    expect(practice).to_contain_text(re.compile(f"In 9 of the last 1[01] weeks: {len(met)} interviews"))
    expect(page.get_by_role("heading", name="Your strongest")).to_be_visible()
    expect(page.locator(".evidence").first).to_contain_text("You asked about the input")
    page.get_by_role("button", name="Practice this").click()
    expect(page.get_by_role("heading", name="Practice now")).to_be_visible()
    expect(page.get_by_role("radio", name="Hard")).to_be_checked()


def test_two_interviews_are_neither_drawn_nor_called_a_trend(site: Embedded, arrive: Arrive) -> None:
    rosa, sten = register_at(site, "Rosa Vale"), register_at(site, "Sten Aas")
    with behind(site) as session:
        past = Past(session)
        for hours, overall in ((5, 1), (2, 5)):
            interview = past.meet(sten.id, rosa.id, past.now - timedelta(hours=hours))
            past.say(interview, sten.id, rosa.id, overall=overall)
            past.say(interview, rosa.id, sten.id)
    person = arrive(rosa)
    page = person.page
    page.goto("/progress")
    ratings = page.get_by_role("region", name="Ratings, week by week").first
    expect(ratings).to_contain_text("3.0 of 5 on average of 2 ratings in 1 week, give or take 2.8.")
    expect(ratings).to_contain_text("Charts appear after 3 weeks with ratings")
    expect(page.locator(".plot")).to_have_count(0)
    expect(page.get_by_text(re.compile("Up from|Down from"))).to_have_count(0)
    expect(page.get_by_text("Until then, any difference may be chance")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("region", name="Your progress")).to_contain_text("from 2 ratings")
    expect(page.locator(".sparkline")).to_have_count(0)


def test_who_has_not_practised_yet_is_told_what_will_be_here(site: Embedded, arrive: Arrive) -> None:
    person = arrive(register_at(site, "Rosa Vale"))
    person.go("/progress")
    expect(person.page.get_by_text("After your first interview")).to_be_visible()
    person.page.get_by_role("link", name="Practice now").click()
    expect(person.page.get_by_role("button", name="Find a partner")).to_be_visible()
