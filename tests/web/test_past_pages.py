"""The pages of somebody who has practised for weeks, and of an administrator, in both themes and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from shared.events import types
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import behind, leave_odd_figures, practise_for_weeks, promote, record, register_at, tell
from tests.web.test_pages import Album, looks


class World(NamedTuple):
    """Somebody with a past, who is an administrator too, and one interview of theirs."""

    me: Person
    interview: UUID


@pytest.fixture(scope="module")
def world(site: Embedded) -> World:
    me, ada, lin = register_at(site, "Nora Sand"), register_at(site, "Ada Quist"), register_at(site, "Lin Moreau")
    odd = [register_at(site, name).id for name in ("Bartholomew Featherstonehaugh-Montgomery", "Kim Roe")]
    with behind(site) as session:
        met = practise_for_weeks(session, me.id, [ada.id, lin.id], weeks=5)
        leave_odd_figures(session, (odd[0], odd[1]), [ada.id, lin.id])
        record(session, met[-2], (ada.id, me.id))
        promote(session, me.id)
        free = me.get("/slots?interview_type=technical", status=200).get_json()["items"][-1]
        tell(
            session,
            me.id,
            types.FeedbackReceived(interview_id=met[-2]),
            types.SlotAvailable(slot_id=free["id"], interview_type="technical", starts_at=free["starts_at"]),
        )
    return World(me, met[-2])


@pytest.fixture
def nora(arrive: Arrive, world: World, phone: bool) -> Person:
    return arrive(world.me, dark=phone, phone=phone)


@pytest.fixture
def album(shots: Path | None, phone: bool) -> Iterator[Album]:
    made = Album(shots, phone=phone)
    yield made
    assert made.found == [], "\n".join(made.found)


@looks
def test_pages_of_somebody_with_a_past(nora: Person, album: Album, world: World) -> None:
    page = nora.page
    for path, shown in {
        "/": page.locator(".sparkline"),
        "/history": page.get_by_text("You were asked").first,
        "/progress": page.locator(".plot canvas").nth(1),
        "/news": page.get_by_text("A seat is free").first,
        f"/replay/{world.interview}": page.get_by_role("button", name="Play"),
    }.items():
        look(nora, album, path, shown)
    page.get_by_role("slider", name="Moment").fill("1400")
    expect(page.get_by_text("ways[0][0] = 1")).to_be_visible()
    album.take(nora, "past-replay-later")
    page.get_by_role("button", name="Whiteboard").click()
    album.take(nora, "past-replay-board")
    nora.go("/")
    page.get_by_role("button", name="Notifications").click()
    expect(page.get_by_role("region", name="Notifications", exact=True)).to_contain_text("A seat is free")
    album.take(nora, "open-bell")


@looks
def test_dialogs_that_pages_open(nora: Person, album: Album) -> None:
    page = nora.page
    for path, button in {
        "/history": "Report Ada Quist",
        "/account": "Create link",
        "/account#": "Delete account",
        "/manage/slots": "Add a time",
        "/manage/people": "Suspend",
    }.items():
        nora.go(path)
        page.get_by_role("button", name=button).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        album.take(nora, f"open-{button.lower().replace(' ', '-')}")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("body").press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    album.take(nora, "open-shortcuts-everywhere")
    assert album.screen == "phone" or ".area-link" in album.told_apart


@looks
def test_pages_of_an_administrator(nora: Person, album: Album) -> None:
    page = nora.page
    for path, shown in {
        "/manage": figures(page),
        "/manage/checklist": page.get_by_role("button", name="Send a test email to me"),
        "/manage/slots": page.get_by_role("button", name="Add a time"),
        "/manage/topics": page.get_by_role("button", name="Add a topic"),
        "/manage/questions": page.get_by_role("button", name="Retire").first,
        "/manage/import": page.get_by_role("button", name="Copy the example"),
        "/manage/reports": page.get_by_text("No open reports").or_(page.get_by_text("Reported by")).first,
        "/manage/groups": page.get_by_text("No group waits for approval").or_(page.get_by_role("listitem")).first,
        "/manage/parked": page.get_by_text("Nothing has failed").or_(page.get_by_role("table")).first,
        "/manage/people": page.get_by_role("main").get_by_text("Nora Sand").first,
        "/manage/log": page.get_by_role("cell", name="Logged in").first,
    }.items():
        look(nora, album, path, shown)
    nora.go("/manage/questions")
    page.get_by_role("button", name="Open").first.click()
    expect(page.get_by_label("Question in Markdown")).to_have_value(re.compile("^---\nslug: "))
    album.take(nora, "past-question")


@looks
def test_pages_of_two_who_invite_each_other(site: Embedded, arrive: Arrive, album: Album, phone: bool) -> None:
    ida, ole = register_at(site, "Ida Berg"), register_at(site, "Ole Featherstonehaugh-Montgomery")
    with behind(site) as session:
        met = practise_for_weeks(session, ida.id, [ole.id], weeks=1)[-1]
    for one in (ida, ole):
        one.patch(f"/interview/{met}/again", {"again": True}, status=200)
    starts = [(datetime.now(UTC) + timedelta(days=day)).strftime("%Y-%m-%dT18:00:00Z") for day in (1, 2, 3)]
    wish = {"interview_type": "technical", "difficulty": "hard", "proposals": starts, "note": "Graphs this time?"}
    ole.post("/invitations", {**wish, "topics": ["algorithms", "system-design"], "interview_id": str(met)}, status=201)
    ida.post("/invitations", {**wish, "proposals": []}, status=201)
    withdrawn = ida.post("/invitations", wish, status=201).get_json()
    ida.delete(f"/invitations/{withdrawn['id']}", status=204)
    link = ole.post("/invitations", {**wish, "topics": ["sql"]}, status=201).get_json()["url"]
    arrive(ida, dark=phone, phone=phone)
    page = ida.page
    for path, shown in {
        f"/review/{met}": page.get_by_role("link", name="Propose a time"),
        f"/invites/new?with={met}": page.get_by_text("For Ole Featherstonehaugh-Montgomery alone"),
        "/invites": page.get_by_role("region", name="For you").get_by_role("button", name="Accept"),
        "/invite#" + link.partition("#")[2]: page.get_by_role("button", name="Accept"),
    }.items():
        ida.go(path)
        expect(shown).to_be_visible()
        album.take(ida, "invited-" + re.split(r"[#?]", path.strip("/"))[0].replace(str(met), "of").replace("/", "-"))


def figures(page: Page) -> Locator:
    """Return the last of the overview, once all that is drawn or listed in it is there."""
    fairness = page.locator("section").filter(has=page.get_by_role("heading", name="Fairness of waiting"))
    unusual = page.get_by_role("row").filter(has_text="give each other top ratings")
    return page.locator("main").filter(has=fairness.locator(".plot canvas")).filter(has=unusual)


def look(person: Person, album: Album, path: str, shown: Locator) -> None:
    person.go(path)
    expect(shown).to_be_visible()
    name = "replay" if path.startswith("/replay/") else path.strip("/").replace("/", "-") or "home"
    album.take(person, f"past-{name}")
