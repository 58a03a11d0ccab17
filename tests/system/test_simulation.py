"""`make simulate` fills a running Mock Mate, loses nothing, and says so."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from benchmarks.simulation.page import page
from benchmarks.simulation.tally import Tally
from deployment.local.processes import Child
from shared.settings import Settings
from tests.deployment.embedded import is_ready
from tests.people import PATIENCE
from tests.sockets import ROOT, AsProcess, environment, free_port


def simulate(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.simulation", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)


@pytest.mark.slow
def test_people_meet_talk_vanish_return_and_miss_nothing(settings: Settings, tmp_path: Path) -> None:
    port = free_port()
    variables = {**environment(settings), "PORT": str(port), "WEB_WORKERS": "1", "PASSWORD_HASHES_WAITING": "6"}
    seeded = [sys.executable, "-m", "flask", "--app", "mockmate_api.wsgi", "seed"]
    subprocess.run(seeded, cwd=ROOT, env=variables, check=True, capture_output=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "deployment/gunicorn.conf.py", "mockmate_api.wsgi:app"]
    api = Child("api", gunicorn, tmp_path / "api.log", variables, ROOT)
    sockets = AsProcess(settings, tmp_path / "ws.log")
    try:
        api.start()
        wait_until_ready(port)
        report = tmp_path / "report.html"
        addresses = ["--api", f"http://127.0.0.1:{port}", "--sockets", sockets.url, "--to", str(report)]
        ended = simulate("--people", "8", "--minutes", "0.25", *addresses)
        assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-3000:]
        figures = dict(line.strip().rsplit("  ", 1) for line in ended.stdout.splitlines() if "  " in line.strip())
        said = {name.strip(): value for name, value in figures.items()}
        assert (said["errors"], said["events lost"], said["events that came twice"]) == ("0", "0", "0")
        assert int(said["deliveries checked"].replace(",", "")) > 0
        assert int(said["interviews held, seen by each"]) > int(said.get("peer did not come or finish", "0"))
        assert "<svg" in report.read_text()
        assert "All is well." in report.read_text()
    finally:
        sockets.stop()
        api.stop()


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
    ended = simulate("--api", f"http://127.0.0.1:{port}")
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
