"""The README's journey, run line by line against a system that runs as `make run` starts it."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar

import pytest

from shared.core.errors import EmailTaken
from tests.clients import PATIENCE
from tests.sockets import free_port

ROOT = Path(__file__).parents[2]
JOURNEY = "## Walkthrough: two people meet\n"
_STEP = re.compile(
    r"^```(?P<language>sh|python)\n(?P<code>.*?)^```$|Continue when you see `(?P<seen>[^`]+)`", re.MULTILINE | re.DOTALL
)


Kind = TypeVar("Kind", str, bytes)


class Step(NamedTuple):
    """Something to paste (`code` in `language`), or something to wait for."""

    language: str
    code: str
    seen: str


class Running(NamedTuple):
    """Where the system is."""

    api: str
    ws: str


def journey() -> list[Step]:
    """Return what the README tells its reader to do, in order."""
    _, _, text = (ROOT / "README.md").read_text().partition(JOURNEY)
    text, _, _ = text.partition("\n## ")
    return [Step(*(match[name] or "" for name in Step._fields)) for match in _STEP.finditer(text)]


def figures_command() -> str:
    """Return the commands by which the handbook looks at the figures."""
    (command,) = re.findall(r"(?ms)^```sh\n(curl.*?)^```$", (ROOT / "docs" / "operations.md").read_text())
    return str(command)


class Reader:
    """A newcomer at a terminal: pastes blocks into a shell and reads what comes."""

    def __init__(self, folder: Path, system: Running) -> None:
        self.read = ""
        self._addresses = {
            "API=http://127.0.0.1:8000\n": f"API={system.api}\n",
            "WS=ws://127.0.0.1:8001\n": f"WS={system.ws}\n",
        }
        self._folder = folder
        (folder / ".local").mkdir(parents=True)
        (folder / ".venv").symlink_to(sys.prefix)
        # -e: a line that fails ends the shell, and so the test.
        self._shell = subprocess.Popen(
            ["sh", "-e"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def follow(self, steps: list[Step]) -> None:
        """Do what the README says."""
        for number, step in enumerate(steps):
            if step.seen:
                self._read_until(step.seen)
            elif step.language == "python":
                self._save(step.code)
            else:
                self._paste(step.code)
                self._paste(f"echo finished step {number}\n")
                self._read_until(f"finished step {number}\n")

    def _save(self, code: str) -> None:
        # Its first line says where it belongs.
        name = code.removeprefix("# ").partition(":")[0]
        (self._folder / name).write_text(code)

    def _paste(self, code: str) -> None:
        for named, real in self._addresses.items():
            code = code.replace(named, real)
        stdin = _pipe(self._shell.stdin)
        stdin.write(code.encode())
        stdin.flush()

    def _read_until(self, expected: str) -> None:
        stdout = _pipe(self._shell.stdout)
        while expected not in self.read:
            ready, _, _ = select.select([stdout], [], [], PATIENCE)
            assert ready, f"{expected!r} doesn't come:\n{self.read}"
            piece = os.read(stdout.fileno(), 65536)
            assert piece, f"the shell ended:\n{self.read}"
            self.read += piece.decode()

    def answers(self) -> list[dict[str, Any]]:
        """Return all the JSON objects that were printed, in order."""
        found, place = [], 0
        while (place := self.read.find("{", place)) >= 0:
            answer, place = json.JSONDecoder().raw_decode(self.read, place)
            found.append(answer)
        return found

    def leave(self) -> None:
        """Close the terminal."""
        os.killpg(self._shell.pid, signal.SIGKILL)
        self._shell.communicate()


def _pipe(stream: IO[Kind] | None) -> IO[Kind]:
    assert stream is not None
    return stream


@pytest.fixture
def system(database_url: str, redis_url: str, redis_prefix: str, tmp_path: Path) -> Iterator[Running]:
    """What `make run` runs, on ports and in a folder of its own."""
    port, ws_port = free_port(), free_port()
    given = {
        "PORT": str(port),
        "WS_PORT": str(ws_port),
        "MOCKMATE_HOME": str(tmp_path / "home"),
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "REDIS_PREFIX": redis_prefix,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "deployment.local"],
        cwd=ROOT,
        env={**os.environ, **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said: list[str] = []
        for line in _pipe(process.stdout):
            said.append(line)
            if line.startswith("Mock Mate is ready"):
                break
        else:
            raise AssertionError("".join(said))
        yield Running(f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{ws_port}")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=3 * PATIENCE)
    assert process.returncode == 0


@pytest.fixture
def reader(system: Running, tmp_path: Path) -> Iterator[Callable[[str], Reader]]:
    """Open a terminal in a folder of its own; the argument names it."""
    assert shutil.which("curl"), "The README's journey is told with curl, which isn't installed here; install it."
    terminals: list[Reader] = []

    def open_terminal(name: str) -> Reader:
        terminals.append(Reader(tmp_path / name, system))
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.leave()


@pytest.mark.recorded
def test_two_people_meet_by_pasting_the_readme(reader: Callable[[str], Reader]):
    steps = journey()
    terminal = reader("first")
    terminal.follow(steps)

    answers = terminal.answers()
    assert [one for one in answers if "detail" in one or one.get("type") == "error"] == []
    found = _only(answers, "match.found")
    assert found["data"]["interview"]["peer"]["username"] == "bob"
    solutions = {one["role"]: one["question"]["solution"] for one in answers if one.get("question")}
    assert solutions["interviewer"]
    assert solutions["interviewee"] is None
    # Both hear of it, as the same event.
    for type_ in ("chat.message", "roles.swapped"):
        first, second = (one for one in answers if one.get("type") == type_)
        assert first == second
    assert _only(answers, "interview.ended")["data"]["reason"] == "ended"
    (history,) = (one for one in answers if "items" in one)
    assert history["items"][0]["feedback_received"]["to_improve"] == "Say what it costs."
    assert answers[-1]["status"] == "booked"

    again = reader("second")
    again.follow([step._replace(code=step.code.replace("register", "login")) for step in steps[:2]])

    # Who registers twice reads why that is refused; the shell of this test ends at it.
    twice = reader("third")
    with pytest.raises(AssertionError, match="the shell ended"):
        twice.follow(steps[:2])
    assert "Traceback" not in twice.read
    assert EmailTaken.__doc__ is not None
    assert EmailTaken.__doc__ in twice.read


def test_beside_it_the_figures_are_shown_and_the_reference_client_says_in_one_line_why_it_ends(system: Running):
    command = figures_command().replace("http://127.0.0.1:8000", system.api)
    command = command.replace("http://127.0.0.1:8001", system.ws.replace("ws", "http"))
    shown = subprocess.run(["sh", "-ec", command], capture_output=True, text=True, check=True).stdout
    assert "mockmate_http_requests_total" in shown
    assert "mockmate_bridge_connected" in shown

    client = [sys.executable, "-m", "examples.live", f"{system.ws}/ws/connect", "not a token"]
    ended = subprocess.run(client, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Refused: ")
    assert len(ended.stderr.splitlines()) == 1


def _only(answers: list[dict[str, Any]], type_: str) -> dict[str, Any]:
    (answer,) = (one for one in answers if one.get("type") == type_)
    return answer
