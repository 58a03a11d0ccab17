"""The call between the browser's page and clients of other people's, which know docs/protocol.md and nothing else."""

from __future__ import annotations

import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.clients import wait_until
from tests.clients.browser import interview_of, is_in_room, seen_track, sees_frames, sees_video
from tests.clients.caller import Caller
from tests.clients.person import Person
from tests.clients.wire import Wire
from tests.deployment.embedded import Embedded
from tests.node import NODE, install
from tests.web.conftest import Arrive
from tests.web.seeding import register_at
from tests.web.test_caller import see_each_other

HERE = Path(__file__).parent

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
        caller.is_eager = True
        ann.page.goto(f"/room/{room}")
        is_in_room(ann)
        see_each_other(ann, caller)
        caller.crosses = True
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


@pytest.mark.parametrize("comes_first", [True, False])
def test_werift_calls_and_is_called(arrive: Arrive, site: Embedded, comes_first: bool):
    install(HERE / "werift")
    ann, bob = arrive("Ann"), register_at(site, "Bob")
    room = matched(ann, bob)
    if not comes_first:
        ann.page.goto(f"/room/{room}")
        is_in_room(ann)
    ticket = bob.post("/auth/ws-ticket", status=201).get_json()["ticket"]
    url = f"{site.sockets.replace('http', 'ws', 1)}/ws/interview/live?interview_id={room}"
    command = [str(NODE), str(HERE / "werift" / "caller.mjs"), url, ticket]
    with ExitStack() as stack:
        caller = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        stack.callback(caller.kill)
        assert caller.stdout is not None
        if comes_first:
            # It is there once its socket is.
            wait_until(lambda: is_here(ann, bob, url), "it comes")
            ann.page.goto(f"/room/{room}")
            is_in_room(ann)
        assert caller.stdout.readline().strip()
        sees_video(ann)
        sees_frames(ann)
        ann.page.reload()
        is_in_room(ann)
        assert caller.stdout.readline().strip()
        sees_video(ann)
        sees_frames(ann)


def is_here(person: Person, peer: Person, url: str) -> bool:
    """Whether the peer's socket is in the room."""
    with Wire(url, person.headers) as wire:
        shown = wire.expect("interview.snapshot")["data"]["participants"]
    return any(one["connected"] for one in shown if one["user_id"] == peer.id)
