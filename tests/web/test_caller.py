"""A call with a client of somebody else's; tests/foreign/test_video.py has more of them."""

from __future__ import annotations

from tests.clients import wait_until
from tests.clients.browser import interview_of, is_in_room, sees_frames, sees_video
from tests.clients.caller import Caller
from tests.clients.person import Person
from tests.deployment.embedded import Embedded
from tests.web.conftest import Arrive
from tests.web.seeding import register_at


def test_whose_client_knows_the_protocol_alone_is_seen_and_sees(arrive: Arrive, site: Embedded):
    kim, leo = arrive("Kim"), register_at(site, "Leo")
    for one in (kim, leo):
        one.post("/match/pair", {"interview_type": "technical", "difficulty": "medium"})
    wait_until(lambda: interview_of(kim), "they are matched")
    room = str(interview_of(kim))
    for one in (kim, leo):
        one.post("/interview/start", {"interview_id": room}, status=200)
    kim.page.goto(f"/room/{room}")
    is_in_room(kim)
    with Caller(leo, site.sockets, room) as caller:
        see_each_other(kim, caller)
        kim.page.reload()
        see_each_other(kim, caller)
        # A screen of hers comes beside her camera, and takes nothing away.
        kim.page.get_by_role("button", name="Share your screen").click()
        wait_until(lambda: len(caller.receives("video")) == 2, "her screen comes")
        see_each_other(kim, caller)


def see_each_other(person: Person, caller: Caller) -> None:
    """Pictures and sound come in on both sides, now."""
    sees_video(person)
    sees_frames(person)
    for kind in ("video", "audio"):
        caller.sees(kind)
