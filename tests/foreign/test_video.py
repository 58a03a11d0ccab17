"""The call between the browser's page and clients of other people's, which know docs/protocol.md and nothing else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.clients import wait_until
from tests.clients.browser import interview_of, is_in_room, seen_track, sees_frames, sees_video
from tests.clients.caller import Caller
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import register_at

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.timeout(300)]


def matched(first: Person, second: Person) -> str:
    """Let them be matched, and start; returns their room. The first is the one who is not polite."""
    for one in (first, second):
        one.post("/match/pair", {"interview_type": "technical", "difficulty": "medium"})
    wait_until(lambda: all(map(interview_of, (first, second))), "both are matched")
    room = str(interview_of(first))
    for one in (first, second):
        one.post("/interview/start", {"interview_id": room}, status=200)
    return room


@pytest.mark.parametrize("polite", [True, False])
@pytest.mark.parametrize("comes_first", [True, False])
def test_a_call_is_made_whoever_comes_first_and_whoever_is_polite(
    arrive: Arrive, site: Embedded, polite: bool, comes_first: bool
):
    ann, bob = arrive("Ann"), register_at(site, "Bob")
    room = matched(*((ann, bob) if polite else (bob, ann)))
    if not comes_first:
        ann.page.goto(f"/room/{room}")
        is_in_room(ann)
    with Caller(bob, site.sockets, room) as caller:
        if comes_first:
            ann.page.goto(f"/room/{room}")
            is_in_room(ann)
        see_each_other(ann, caller)
        assert caller.polite == polite
        assert len(caller.connections) == 1
        caller.send_video(on=False)
        face = ann.page.locator(".tile:not(.small) .tile-face")
        expect(face).to_have_text("B")
        caller.sees("video")
        caller.send_video(on=True)
        expect(face).to_have_count(0)
        ann.page.get_by_role("button", name="Camera").click()
        ann.page.get_by_role("button", name="Camera").click()
        see_each_other(ann, caller)
        ann.page.reload()
        is_in_room(ann)
        see_each_other(ann, caller)
        before = seen_track(ann)
        caller.reload()
        wait_until(lambda: seen_track(ann) not in ("", before), "a new connection")
        see_each_other(ann, caller)


@pytest.mark.parametrize("polite", [True, False])
def test_offers_that_cross_end_in_one_call(arrive: Arrive, site: Embedded, polite: bool):
    ann, bob = arrive("Ann"), register_at(site, "Bob")
    room = matched(*((ann, bob) if polite else (bob, ann)))
    with Caller(bob, site.sockets, room) as caller:
        caller.crosses = True
        ann.page.goto(f"/room/{room}")
        is_in_room(ann)
        see_each_other(ann, caller)
        ann.page.get_by_role("button", name="Camera").click()
        expect(ann.page.get_by_role("button", name="Camera")).to_have_attribute("aria-pressed", "false")
        sees_frames(ann)
        ann.page.get_by_role("button", name="Camera").click()
        see_each_other(ann, caller)


@pytest.mark.parametrize(("kinds", "has_more"), [(["audio"], False), (["audio", "video"], True), (["video"], False)])
def test_an_offer_may_have_fewer_lines_or_more(arrive: Arrive, site: Embedded, kinds: list[str], has_more: bool):
    ann, bob = arrive("Ann"), register_at(site, "Bob")
    room = matched(ann, bob)
    ann.page.goto(f"/room/{room}")
    is_in_room(ann)
    caller = Caller(bob, site.sockets, room, kinds)
    caller.has_more = has_more
    with caller:
        caller.sees("audio")
        caller.sees("video")
        if "video" in kinds:
            sees_video(ann)
            sees_frames(ann)
        else:
            expect(ann.page.locator(".tile:not(.small) .tile-face")).to_have_text("B")
        assert len(caller.connections) == 1


def see_each_other(person: Person, caller: Caller) -> None:
    """Pictures come in on both sides, now."""
    sees_video(person)
    sees_frames(person)
    caller.sees("video")
    caller.sees("audio")
