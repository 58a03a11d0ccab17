"""`make simulate` fills a running Mock Mate, loses nothing, and says so."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask

from benchmarks.simulation.page import page
from benchmarks.simulation.tally import Tally
from deployment.local.processes import Child
from examples.live import Live
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.deployment.embedded import is_ready
from tests.sockets import ROOT, AsProcess, environment, free_port


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)


@dataclass
class Platform:
    """Both services, with practice rooms."""

    url: str
    sockets: str

    def people(self, count: int, minutes: float, report: Path) -> list[str]:
        """Return the command that simulates people here."""
        program = [sys.executable, "-m", "benchmarks.simulation", "--people", str(count), "--minutes", str(minutes)]
        return [*program, "--api", self.url, "--sockets", self.sockets, "--to", str(report)]


@pytest.fixture
def platform(settings: Settings, app_for: Callable[[Settings], Flask], tmp_path: Path) -> Iterator[Platform]:
    port = free_port()
    variables = {**environment(settings), "PORT": str(port), "WEB_WORKERS": "1", "PASSWORD_HASHES_WAITING": "6"}
    assert app_for(settings).test_cli_runner().invoke(args=["seed"]).exit_code == 0
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deployment/gunicorn.conf.py", "mockmate_api.wsgi:app"]
    api = Child("api", gunicorn, tmp_path / "api.log", variables, ROOT)
    sockets = AsProcess(settings, tmp_path / "ws.log")
    try:
        api.start()
        wait_until_ready(port)
        yield Platform(f"http://127.0.0.1:{port}", sockets.url)
    finally:
        sockets.stop()
        api.stop()


def facts(said: str) -> dict[str, str]:
    figures = dict(line.strip().rsplit("  ", 1) for line in said.splitlines() if "  " in line.strip())
    return {name.strip(): value for name, value in figures.items()}


@pytest.mark.slow
def test_people_meet_talk_vanish_return_and_miss_nothing(platform: Platform, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    ended = run(platform.people(8, 0.25, report))
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-3000:]
    said = facts(ended.stdout)
    assert (said["errors"], said["events lost"], said["events that came twice"]) == ("0", "0", "0")
    assert int(said["deliveries checked"].replace(",", "")) > 0
    assert int(said["interviews held, seen by each"]) > 0
    assert "<svg" in report.read_text()
    assert "All is well." in report.read_text()


@pytest.mark.slow
def test_somebody_real_is_matched_and_kept_company_until_they_end_it(platform: Platform, tmp_path: Path) -> None:
    command = platform.people(1, 0.3, tmp_path / "report.html")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as simulating:
        try:
            asyncio.run(meet_somebody(platform))
            said, _ = simulating.communicate(timeout=3 * PATIENCE)
        finally:
            simulating.kill()
    assert simulating.returncode == 0, said
    assert facts(said)["interviews with somebody real"] == "1"


async def meet_somebody(platform: Platform) -> None:
    async with httpx.AsyncClient(base_url=platform.url, timeout=PATIENCE) as client, asyncio.timeout(2 * PATIENCE):
        me = {"email": "me@example.com", "username": "me", "password": "a long phrase of mine"}
        registered = (await client.post("/auth/register", json=me)).json()
        client.headers["Authorization"] = f"Bearer {registered['access_token']}"
        interview = await practise_with_whoever_waits(client)
        await client.post("/interview/start", json={"interview_id": interview["id"]})
        await hear_a_greeting(platform, registered["access_token"], interview["id"])
        assert (await client.post(f"/interview/{interview['id']}/end")).status_code == 200


async def practise_with_whoever_waits(client: httpx.AsyncClient) -> dict[str, Any]:
    """Go where somebody is, as a newcomer does; returns the interview."""
    while True:
        for room in (await client.get("/match/waiting-room")).json()["items"]:
            if sum(room["waiting"].values()):
                wanted = {"interview_type": room["interview_type"], "difficulty": "easy"}
                state = (await client.post("/match/pair", json=wanted)).json()
                while not state.get("interview"):
                    await asyncio.sleep(0.2)
                    state = (await client.get("/match/status")).json()
                return dict(state["interview"])
        await asyncio.sleep(0.2)


async def hear_a_greeting(platform: Platform, token: str, interview_id: str) -> None:
    async def same() -> str:
        return token

    live = Live(f"{platform.sockets}/ws/interview/live?interview_id={interview_id}", same)
    async with aclosing(aiter(live)) as frames:
        async for frame in frames:
            lines = frame["data"]["chat"] if frame["type"] == "interview.snapshot" else [frame.get("data", {})]
            if any("simulated" in line.get("text", "") for line in lines):
                return


def wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            if is_ready(f"http://127.0.0.1:{port}"):
                return
        except httpx.TransportError:
            assert time.monotonic() < deadline
        time.sleep(0.05)


def test_where_nobody_answers_it_says_so() -> None:
    port = free_port()
    ended = run([sys.executable, "-m", "benchmarks.simulation", "--api", f"http://127.0.0.1:{port}"])
    assert ended.returncode == 2
    assert "is `make run` running?" in ended.stderr


def test_what_is_lost_or_comes_twice_is_found() -> None:
    tally = Tally()
    talk = tally.talks["one"]
    talk.acked |= {"a", "b"}
    talk.whole |= {1, 2}
    talk.heard[1].update(["a", "b"])
    talk.heard[2].update(["a", "a"])
    assert (tally.lost(), tally.duplicated(), tally.checked()) == (1, 1, 4)
    assert not tally.is_well
    assert "Something went wrong." in page(tally)


def test_what_is_not_in_the_document_or_there_twice_is_found() -> None:
    tally = Tally()
    talk = tally.talks["one"]
    talk.written[1] += ["a;", "b;"]
    talk.written[2] += ["c;"]
    talk.documents |= {1: "a;c;b;", 2: "a;c;c;"}
    assert (tally.lost(), tally.duplicated(), tally.checked()) == (1, 1, 3)
