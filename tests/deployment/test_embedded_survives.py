"""What dies by itself comes back; what a killed run leaves behind is taken over."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.deployment.embedded import Embedded, is_ready

Start = Callable[..., Embedded]


def test_killed_servers_come_back_until_one_dies_again_and_again(start: Start) -> None:
    run = start()
    run.wait_until_ready()
    for name, command in (
        ("mockmate_ws", "-m mockmate_ws"),
        ("mockmate_api", "-m gunicorn"),
        ("Valkey", "valkey-server"),
        ("PostgreSQL", "bin/postgres"),
    ):
        run.find(command).send_signal(signal.SIGKILL)
        run.wait_until_it_says(f"{name} ended unexpectedly (killed by SIGKILL)")
        run.wait_until_it_says(f"{name} was restarted.")
        wait_until_ready_again(run)
    while "so everything was stopped" not in run.said:
        run.find("-m mockmate_ws").send_signal(signal.SIGKILL)
        run.wait_until_it_says("mockmate_ws was restarted.", "so everything was stopped")
    assert run.wait_for_exit() == 1
    assert run.left_over() == []


def test_a_killed_run_is_taken_over(start: Start) -> None:
    killed = start()
    killed.wait_until_ready()
    assert killed.stop(signal.SIGKILL) == -signal.SIGKILL
    # At once, and on the same ports: what is still going away is waited for.
    again = start(port=killed.port, ws_port=killed.ws_port)
    again.wait_until_ready()
    assert is_ready(again.api)
    assert again.stop() == 0
    assert again.left_over() == []


def test_a_mark_of_a_server_long_gone_is_no_hindrance(start: Start, home: Path) -> None:
    first = start()
    first.wait_until_it_says("PostgreSQL   ready")
    first.stop()
    # After a reboot the number may be anybody's; here it is that of this very test.
    mark = home / "postgres" / "postmaster.pid"
    mark.write_text(f"{os.getpid()}\n{home / 'postgres'}\n1\n5432\n{home / 'postgres'}\n\n")
    start().wait_until_it_says("PostgreSQL   ready")


def test_a_data_folder_half_made_is_made_again(start: Start, home: Path) -> None:
    half = home / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    start().wait_until_it_says("PostgreSQL   ready")
    assert not half.exists()


def wait_until_ready_again(run: Embedded) -> None:
    """Ask until both services answer: one that was killed needs a moment to listen again."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if is_ready(run.api) and is_ready(run.sockets):
                return
        except httpx.TransportError:
            pass  # not listening yet
        time.sleep(0.1)
    raise AssertionError("The services did not get ready again.")
