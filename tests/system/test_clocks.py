"""Processes whose clocks are nearly a minute from the database's: logins and sockets work, and operators are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from shared.core.settings import Settings
from tests.clients import PATIENCE, wait_until
from tests.clients.person import Person, register
from tests.deployment.gateway import ApiProcess
from tests.sockets import AsProcess

# Python imports this file first: the process then has a clock that is wrong by as much.
WRONG_CLOCK = """
import datetime, os, time
ahead, now, real = float(os.environ["CLOCK_AHEAD"]), time.time, datetime.datetime

class Kind(type):
    def __instancecheck__(cls, one):
        return isinstance(one, real)

class Shifted(real, metaclass=Kind):
    @classmethod
    def now(cls, tz=None):
        return real.now(tz) + datetime.timedelta(seconds=ahead)

datetime.datetime, time.time = Shifted, lambda: now() + ahead
"""


class Wrong(NamedTuple):
    """Processes and how many seconds each is ahead, with the log of the last."""

    api: ApiProcess
    behind: AsProcess
    ahead: AsProcess
    log: Path


@pytest.fixture
def processes(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wrong]:
    (tmp_path / "sitecustomize.py").write_text(WRONG_CLOCK)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    # Half a minute: less than the clocks are wrong by.
    monkeypatch.setenv("ACCESS_TOKEN_MINUTES", "0.5")

    def started(ahead: int, start: Callable[[], ApiProcess | AsProcess]) -> ApiProcess | AsProcess:
        monkeypatch.setenv("CLOCK_AHEAD", str(ahead))
        process = start()
        stack.callback(process.stop)
        return process

    with ExitStack() as stack:
        log = tmp_path / "ahead.log"
        api = started(55, lambda: ApiProcess(settings, tmp_path))
        behind = started(-55, lambda: AsProcess(settings, tmp_path / "behind.log", cold=True))
        ahead = started(55, lambda: AsProcess(settings, log, cold=True))
        assert isinstance(api, ApiProcess)
        assert isinstance(behind, AsProcess)
        assert isinstance(ahead, AsProcess)
        yield Wrong(api, behind, ahead, log)


def test_clocks_that_differ_break_no_login_and_are_reported(processes: Wrong) -> None:
    address = f"http://127.0.0.1:{processes.api.port}"
    alice = register(address, "alice")
    session = alice.post("/auth/refresh", token=alice.refresh_token, status=200).get_json()
    for server in (processes.behind, processes.ahead):
        hers = Person(address, session, server.url)
        hers.get("/users/me", status=200)
        with hers.socket("/ws/connect") as by_token, hers.in_browser("/ws/connect") as by_ticket:
            for wire in (by_token, by_ticket):
                wire.expect("hello")
                assert wire.command("notifications.read", {"up_to": 1})["type"] == "ack"
    for port, ahead in (
        (processes.api.port, 55),
        (processes.behind.settings.ws_port, -55),
        (processes.ahead.settings.ws_port, 55),
    ):
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE).text
        found = re.search(r"^mockmate_clock_skew_seconds (\S+)$", text, re.MULTILINE)
        assert found, text
        assert abs(float(found[1]) - ahead) < 20
    wait_until(lambda: "clock.skewed" in processes.log.read_text(), "the difference is in the log")
