"""Groups in the browser: made, joined by a link on the way to an account, and practiced in among its members."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import expect

from tests.clients import PASSWORD
from tests.clients.browser import agree, begin, hears, say, settle
from tests.clients.person import Person
from tests.web.axe import serious
from tests.web.conftest import Arrive
from tests.web.test_journey import end


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


def register_and_join(person: Person, link: str, name: str, as_: str) -> None:
    """Follow the link without an account, make one on the way, and land in the group."""
    page = person.page
    person.go(link)
    expect(page.get_by_role("heading", name=f"Join {name}")).to_be_visible()
    expect(page.get_by_text("We meet on Mondays.")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    page.get_by_label("Email address").fill(f"{uuid4().hex[:12]}@example.test")
    page.get_by_label("Your name").fill(as_)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    page.get_by_role("button", name="Join the group").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def are_matched(one: Person, his_name: str, other: Person, her_name: str) -> None:
    """Each sees the other's name on their own page."""
    for person, peer in ((one, her_name), (other, his_name)):
        card = person.page.get_by_role("dialog").filter(has=person.page.get_by_role("heading", name="You are matched"))
        expect(card).to_contain_text(peer)


def test_three_people_of_a_group_are_matched_among_themselves(arrive: Arrive):
    ann, ben, nell, stranger = arrive("Ann"), arrive("Ben"), arrive(), arrive("Stan")
    stranger.practise("medium")
    name = f"Club {uuid4().hex[:6]}"
    link = make_group(ann, name)
    join(ben, link, name)
    register_and_join(nell, link, name, "Nell")
    # The members' page has them all after a reload of that very address.
    ann.page.reload()
    members = ann.page.get_by_role("region", name="Members")
    for called in ("Ann", "Ben", "Nell"):
        expect(members).to_contain_text(called)
    practice_here(ben)
    expect(ben.page.get_by_text("Looking for a partner")).to_be_visible()
    # Home shows that somebody waits there.
    ann.go("/")
    expect(ann.page.get_by_role("region", name="Your groups")).to_contain_text("1 person is waiting")
    ann.page.get_by_role("link", name=name).click()
    practice_here(ann)
    are_matched(ann, "Ann", ben, "Ben")
    # The third finds nobody: two are busy, and the stranger is outside.
    practice_here(nell)
    agree(nell)
    expect(nell.page.get_by_text("Looking for a partner")).to_be_visible()
    begin(ann, ben)
    say(ann, "Hello Ben!")
    hears(ben, "Hello Ben!")
    end(ann)
    for one in (ann, ben):
        expect(one.page.get_by_role("heading", name="The interview is over")).to_be_visible()
    expect(nell.page.get_by_text("Looking for a partner")).to_be_visible()
    # Whoever comes back meets the third.
    ann.go("/")
    ann.page.get_by_role("link", name=name).click()
    practice_here(ann)
    are_matched(ann, "Ann", nell, "Nell")
    begin(ann, nell)
    say(nell, "Hello Ann!")
    hears(ann, "Hello Ann!")
    assert stranger.get("/match/status", status=200).get_json()["status"] == "waiting"


def test_a_link_that_was_opened_is_offered_on_the_home_page_until_it_is_answered(arrive: Arrive):
    ann, ben = arrive("Ann"), arrive("Ben")
    name = f"Class {uuid4().hex[:6]}"
    link = make_group(ann, name)
    visitor = arrive()
    visitor.go(link)
    visitor.page.get_by_role("main").get_by_role("button", name="Log in").click()
    visitor.page.get_by_label("Email address or username").fill(ben.user["email"])
    visitor.page.get_by_label("Password").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Log in").click()
    expect(visitor.page.get_by_role("heading", name=f"Join {name}")).to_be_visible()
    visitor.go("/")
    visitor.page.get_by_role("link", name="See the group").click()
    visitor.page.get_by_role("link", name="Not now").click()
    expect(visitor.page.get_by_role("heading", name="Hello, Ben")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="See the group")).to_have_count(0)


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
    ben.go("/my-groups")
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
