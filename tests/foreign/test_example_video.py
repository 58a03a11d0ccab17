"""examples/video.py, started as its readers start it, in a call with the browser's page."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.clients import PASSWORD, wait_until
from tests.clients.browser import is_in_room, seen_track, sees_frames, sees_video
from tests.clients.person import Person
from tests.deployment.embedded import ROOT, Embedded
from tests.foreign.test_video import matched
from tests.web.conftest import Arrive
from tests.web.seeding import register_at

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.timeout(300)]

STATUS = re.compile(r"connected; video \d+x\d+, (\d+) frames; audio -\d+ dB, (\d+) frames")


@contextmanager
def example(site: Embedded, person: Person, *options: str) -> Iterator[list[str]]:
    """Let somebody be in the room with the example, which is killed at the end; yields what it has printed."""
    command = [sys.executable, "-m", "examples.video", site.api, person.user["email"], PASSWORD, *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    lines: list[str] = []
    reader = Thread(target=lines.extend, args=[map(str.rstrip, process.stdout)])
    reader.start()
    try:
        yield lines
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()
        reader.join()
        process.stdout.close()
        print("\n".join(lines))  # noqa: T201 - for whoever reads why a test fails


def see_each_other(person: Person, lines: list[str]) -> None:
    """Pictures come in on both sides, now; and sound from the browser."""
    sees_video(person)
    sees_frames(person)
    receives(lines)


def receives(lines: list[str]) -> None:
    """Pictures and sound come to the example, now."""
    said = len(lines)

    def grows() -> bool:
        counts = [[int(one) for one in found.groups()] for line in lines[said:] if (found := STATUS.match(line))]
        return any(all(late > early for early, late in zip(*pair, strict=True)) for pair in pairwise(counts))

    wait_until(grows, "frames come")


@pytest.mark.parametrize("polite", [True, False])
def test_the_example_keeps_up_a_call_with_the_browser(arrive: Arrive, site: Embedded, polite: bool):
    ann, bob = arrive("Ann"), register_at(site, "Bob")
    room = matched(*((ann, bob) if polite else (bob, ann)))
    ann.page.goto(f"/room/{room}")
    is_in_room(ann)
    with example(site, bob, "--interview", room) as lines:
        see_each_other(ann, lines)
        ann.page.get_by_role("button", name="Camera").click()
        wait_until(lambda: "connected; video off" in lines[-1], "the camera is off")
        ann.page.get_by_role("button", name="Camera").click()
        see_each_other(ann, lines)
        ann.page.reload()
        is_in_room(ann)
        see_each_other(ann, lines)
        before = seen_track(ann)
    # What it had can't say goodbye.
    with example(site, bob, "--camera", "4") as lines:
        wait_until(lambda: seen_track(ann) not in ("", before), "a new connection")
        see_each_other(ann, lines)
        face = ann.page.locator(".tile:not(.small) .tile-face")
        expect(face).to_have_text("B")
        expect(face).to_have_count(0)
        sees_frames(ann)
    with example(site, bob, "--reload", "5") as lines:
        wait_until(lambda: lines.count("offer sent") + lines.count("answer sent") > 1, "it is back")
        see_each_other(ann, lines)


def test_two_examples_find_each_other_again_after_one_is_killed(site: Embedded):
    ann, bob = register_at(site, "Ann"), register_at(site, "Bob")
    room = matched(ann, bob)
    with example(site, ann, "--interview", room) as hers:
        for _ in range(2):
            with example(site, bob) as his:
                receives(his)
                receives(hers)
    with example(site, bob) as his, example(site, ann) as hers:
        receives(his)
        receives(hers)
