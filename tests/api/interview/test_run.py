"""POST /interview/{id}/run, against a small real server that speaks as Judge0 does."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from flask import Flask

from mockmate_api.interview import runner
from tests.clients.person import Person, code_of

PROGRAM = {"language": "python", "code": "print('é', input())", "stdin": "x"}


class Judge0(BaseHTTPRequestHandler):
    """Answers like Judge0: a token at once, the result when it is asked for the second time."""

    submitted: dict[str, Any]
    result: dict[str, Any]
    asked: int
    never_done: bool

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the standard library
        pass

    def do_GET(self) -> None:
        if self.path == "/languages":
            names = {
                60: "Go (1.13.5)",
                70: "Python (2.7.17)",
                71: "Python (3.8.1)",
                92: "Python (3.11.2)",
                75: "C (Clang)",
            }
            self._answer(200, [{"id": id_, "name": name} for id_, name in names.items()])
            return
        type(self).asked += 1
        if self.never_done or self.asked < 2:
            self._answer(200, {"status": {"id": 2, "description": "Processing"}})
        else:
            self._answer(200, self.result)

    def do_POST(self) -> None:
        type(self).submitted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(201, {"token": "a-token"})

    def _answer(self, status: int, body: Any) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
def judge0() -> Iterator[ThreadingHTTPServer]:
    Judge0.asked, Judge0.never_done = 0, False
    Judge0.result = {
        "stdout": encoded("é x\n"),
        "stderr": None,
        "compile_output": None,
        "message": None,
        "status": {"id": 3, "description": "Accepted"},
        "time": "0.021",
        "memory": 3340,
        "exit_code": 0,
    }
    runner._language_id.cache_clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Judge0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def with_runner(make_app: Callable[..., Flask], judge0: ThreadingHTTPServer) -> Callable[[Person], Person]:
    """Let somebody use an API that has a runner."""
    app = make_app(judge0_url=f"http://127.0.0.1:{judge0.server_port}")
    return lambda person: Person(app, person.session)


def test_a_program_is_run(with_runner: Callable[[Person], Person], alice: Person, live: str) -> None:
    answer = with_runner(alice).post(f"/interview/{live}/run", PROGRAM)
    assert answer.status_code == 200
    assert answer.get_json() == {
        "status": "Accepted",
        "stdout": "é x\n",
        "stderr": "",
        "exit_code": 0,
        "ms": 21,
        "kilobytes": 3340,
        "truncated": False,
    }
    sent = Judge0.submitted
    assert sent["language_id"] == 92
    assert base64.b64decode(sent["source_code"]).decode() == PROGRAM["code"]
    assert base64.b64decode(sent["stdin"]).decode() == "x"
    assert sent["cpu_time_limit"] <= sent["wall_time_limit"] <= runner.PATIENCE_SECONDS


def test_what_went_wrong_is_told_and_long_output_cut(
    with_runner: Callable[[Person], Person], alice: Person, live: str
) -> None:
    Judge0.result |= {
        "status": {"id": 11, "description": "Runtime Error (NZEC)"},
        "stdout": encoded("x" * 20_000),
        "stderr": encoded("Traceback"),
        "message": encoded("Exited with error code 1"),
        "time": None,
        "memory": None,
        "exit_code": 1,
    }
    seen = with_runner(alice).post(f"/interview/{live}/run", PROGRAM).get_json()
    assert (seen["status"], seen["exit_code"], seen["ms"]) == ("Runtime Error (NZEC)", 1, None)
    assert seen["stderr"] == "Traceback\nExited with error code 1"
    assert len(seen["stdout"]) == runner.MAX_OUTPUT_BYTES
    assert seen["truncated"]


def test_without_a_runner_the_client_is_told_so(alice: Person, live: str) -> None:
    assert code_of(alice.post(f"/interview/{live}/run", PROGRAM)) == (501, "runner_missing")


def test_a_runner_that_is_down_is_a_bad_gateway(make_app: Callable[..., Flask], alice: Person, live: str) -> None:
    app = make_app(judge0_url="http://127.0.0.1:9")
    assert code_of(Person(app, alice.session).post(f"/interview/{live}/run", PROGRAM)) == (502, "runner_failed")


def test_a_language_the_runner_does_not_have_is_said(
    with_runner: Callable[[Person], Person], alice: Person, live: str
) -> None:
    answer = with_runner(alice).post(f"/interview/{live}/run", {**PROGRAM, "language": "swift"})
    assert code_of(answer) == (502, "runner_failed")
    assert "swift" in answer.get_json()["detail"]


def test_a_run_that_never_ends_is_given_up(
    with_runner: Callable[[Person], Person], alice: Person, live: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "PATIENCE_SECONDS", 0.3)
    Judge0.never_done = True
    assert code_of(with_runner(alice).post(f"/interview/{live}/run", PROGRAM)) == (504, "runner_slow")


def test_only_so_many_run_at_once(
    with_runner: Callable[[Person], Person], alice: Person, live: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import BoundedSemaphore

    busy = BoundedSemaphore(1)
    busy.acquire()
    monkeypatch.setattr(runner, "_places", busy)
    answer = with_runner(alice).post(f"/interview/{live}/run", PROGRAM)
    assert code_of(answer) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "2"


def test_code_is_run_in_live_interviews_only(
    with_runner: Callable[[Person], Person], alice: Person, charlie: Person, matched: str, bob: Person
) -> None:
    path = f"/interview/{matched}/run"
    assert code_of(with_runner(charlie).post(path, PROGRAM)) == (404, "not_found")
    assert code_of(with_runner(alice).post(path, PROGRAM)) == (409, "interview_not_live")
    bob.post(f"/interview/{matched}/end")
    assert code_of(with_runner(alice).post(path, PROGRAM)) == (409, "interview_over")


@pytest.mark.parametrize("change", [{"code": ""}, {"language": "klingon"}, {"code": "x" * 50_001}, {"stdin": "\x00"}])
def test_what_is_no_program_is_refused(alice: Person, live: str, change: dict[str, str]) -> None:
    assert code_of(alice.post(f"/interview/{live}/run", {**PROGRAM, **change})) == (422, "invalid")
