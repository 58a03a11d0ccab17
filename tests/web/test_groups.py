"""Groups in the browser: made, joined by a link on the way to an account, and practiced in among its members."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import expect

from tests.clients import PASSWORD
from tests.clients.browser import agree, settle
from tests.clients.person import Person
from tests.web.axe import serious
from tests.web.conftest import Arrive


def make_group(person: Person, name: str) -> str:
    """Make a group by the pages, and return the link to join it."""
    page = person.page
    person.go("/")
    page.get_by_role("region", name="Your groups").get_by_role("link", name="See all").click()
    page.get_by_role("button", name="Make a group").click()
    dialog = page.get_by_role("dialog", name="Make a group")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("What it is for").fill("We meet on Mondays.")
    dialog.get_by_role("button", name="Make it").click()
    shown = page.get_by_role("dialog", name="The link to join")
    link = shown.get_by_label("Link").input_value()
    assert "/join#" in link
    assert serious(page) == []
    shown.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    return "/join#" + link.partition("#")[2]


def join(person: Person, link: str, name: str) -> None:
    """Follow the link with an account."""
    person.go(link)
    expect(person.page.get_by_role("heading", name=f"Join {name}")).to_be_visible()
    person.page.get_by_role("button", name="Join the group").click()
    expect(person.page.get_by_role("heading", name=name, level=1)).to_be_visible()


def practice_here(person: Person) -> None:
    """From the group's page into its waiting room."""
    person.page.get_by_role("radio", name="Technical").check()
    person.page.get_by_role("radio", name="Medium").check()
    person.page.get_by_role("button", name="Find a partner in this group").click()


def test_three_people_of_a_group_are_matched_among_themselves(arrive: Arrive):
    ann, ben, cleo, stranger = (arrive(name) for name in ("Ann", "Ben", "Cleo", "Stan"))
    stranger.practise("medium")
    name = f"Club {uuid4().hex[:6]}"
    link = make_group(ann, name)
    for one in (ben, cleo):
        join(one, link, name)
    practice_here(ben)
    expect(ben.page.get_by_text("Looking for a partner")).to_be_visible()
    # Home shows that somebody waits there.
    ann.go("/")
    expect(ann.page.get_by_role("region", name="Your groups")).to_contain_text("1 person is waiting")
    ann.page.get_by_role("link", name=name).click()
    practice_here(ann)
    for one, peer in ((ann, "Ben"), (ben, "Ann")):
        expect(one.page.get_by_role("heading", name="You are matched")).to_be_visible()
        expect(one.page.get_by_text(peer).first).to_be_visible()
    # The third finds nobody: the stranger is outside.
    practice_here(cleo)
    expect(cleo.page.get_by_text("Looking for a partner")).to_be_visible()
    assert stranger.get("/match/status", status=200).get_json()["status"] == "waiting"
    assert cleo.get("/match/status", status=200).get_json()["status"] == "waiting"


def test_whoever_has_no_account_makes_one_on_the_way_and_lands_in_the_group(arrive: Arrive):
    ann, newcomer = arrive("Ann"), arrive()
    name = f"Class {uuid4().hex[:6]}"
    link = make_group(ann, name)
    page = newcomer.page
    newcomer.go(link)
    expect(page.get_by_role("heading", name=f"Join {name}")).to_be_visible()
    expect(page.get_by_text("We meet on Mondays.")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("Email address").fill(f"{uuid4().hex[:12]}@example.test")
    page.get_by_label("Your name").fill("Nell")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.get_by_role("button", name="Join the group").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    ann.page.reload()
    members = ann.page.get_by_role("region", name="Members")
    expect(members).to_contain_text("Nell")
    practice_here(newcomer)
    agree(newcomer)
    expect(page.get_by_text("Looking for a partner")).to_be_visible()


def test_an_organizer_plans_a_time_that_a_member_books_and_loses_with_the_membership(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    name = f"Firm {uuid4().hex[:6]}"
    join(ben, make_group(ann, name), name)
    page = ann.page
    page.get_by_role("button", name="Add a time").click()
    dialog = page.get_by_role("dialog", name="Add a time")
    start = page.evaluate(
        "() => { const at = new Date(Date.now() + 3 * 86400e3); at.setHours(12, 0, 0, 0);"
        " return new Date(at - at.getTimezoneOffset() * 60e3).toISOString().slice(0, 16) }"
    )
    dialog.get_by_label("Start").fill(start)
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(dialog).to_be_hidden()
    settle(ann)
    assert serious(page) == []
    ben.page.reload()
    times = ben.page.get_by_role("region", name="Times of this group")
    times.get_by_role("button", name=re.compile("^Book ")).click()
    ben.page.get_by_role("button", name="Book", exact=True).click()
    expect(times.get_by_text("Yours")).to_be_visible()
    ben.go("/")
    expect(ben.page.get_by_role("region", name="Next interview")).to_contain_text(name)
    page.reload()
    page.get_by_role("button", name="Remove Ben").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("region", name="Members")).not_to_contain_text("Ben")
    # On the page of the one who was removed, without a reload.
    expect(ben.page.get_by_role("region", name="Next interview")).to_have_count(0)
    ben.go("/groups")
    expect(ben.page.get_by_text("You are in no group.")).to_be_visible()


def test_a_link_that_no_longer_works_says_so(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    name = f"Team {uuid4().hex[:6]}"
    link = make_group(ann, name)
    ann.page.get_by_role("button", name="New link to join").click()
    ann.page.get_by_role("dialog").get_by_role("button", name="Make a new link").click()
    again = ann.page.get_by_role("dialog", name="The link to join").get_by_label("Link").input_value()
    ben.go(link)
    expect(ben.page.get_by_text(re.compile("This link doesn.t work"))).to_be_visible()
    join(ben, "/join#" + again.partition("#")[2], name)
