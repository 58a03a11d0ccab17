"""The longest chat, opened by WebSocket libraries of other languages with their own limits: a line each way.

tests/ws/test_libraries.py has those for Python.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.clients import PATIENCE
from tests.clients.person import Person
from tests.node import NODE
from tests.programs import PROGRAMS

HERE = Path(__file__).parent
MINE, THEIRS = "Can you hear me?", "Yes, I can."

pytestmark = pytest.mark.timeout(900)  # they are fetched and compiled first

Command = list[str]


def node() -> Command:
    return [str(NODE), str(HERE / "built_in.mjs")]


def go() -> Command:
    build = [PROGRAMS["go"].path(), "build", "-o", "sockets", "."]
    subprocess.run(build, cwd=HERE / "go", check=True, capture_output=True)
    return [str(HERE / "go" / "sockets")]


def cargo() -> Command:
    build = [PROGRAMS["cargo"].path(), "build", "--locked", "--quiet"]
    subprocess.run(build, cwd=HERE / "rust", check=True, capture_output=True)
    return [str(HERE / "rust" / "target" / "debug" / "sockets")]


def java(name: str) -> Command:
    build = [PROGRAMS["mvn"].path(), "--quiet", "--batch-mode", "compile", "dependency:copy-dependencies"]
    subprocess.run(build, cwd=HERE / "java", check=True, capture_output=True)
    target = HERE / "java" / "target"
    return ["java", "-cp", f"{target / 'classes'}:{target / 'dependency'}/*", name]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(node, id="Node's built-in"),
        pytest.param(go, id="coder/websocket", marks=pytest.mark.needs("go")),
        pytest.param(cargo, id="tungstenite", marks=pytest.mark.needs("cargo")),
        pytest.param(lambda: java("OnOkHttp"), id="OkHttp", marks=pytest.mark.needs("mvn")),
        pytest.param(lambda: java("OnJavaNetHttp"), id="java.net.http", marks=pytest.mark.needs("mvn")),
    ],
)
def test_a_room_opens_and_a_line_goes_each_way(
    command: Callable[[], Command], alice: Person, bob: Person, talkative_room: str
):
    client = [*command(), alice.sockets + talkative_room, alice.token, MINE, THEIRS]
    with ExitStack() as stack:
        his = stack.enter_context(bob.socket(talkative_room))
        his.expect("interview.snapshot")
        hers = stack.enter_context(subprocess.Popen(client, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        stack.callback(hers.kill)
        try:
            assert his.expect("chat.message")["data"]["text"] == MINE
        except TimeoutError:
            hers.kill()
            pytest.fail(hers.communicate()[1])
        assert his.command("chat.send", {"text": THEIRS})["type"] == "ack"
        printed, complaints = hers.communicate(timeout=PATIENCE)
        assert (printed.strip(), hers.returncode) == (THEIRS, 0), complaints
