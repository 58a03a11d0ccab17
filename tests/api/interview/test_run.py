"""POST /interview/{id}/run and GET /interview/languages: what holds whatever kind of server runs programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import BoundedSemaphore

import pytest
from flask import Flask

from mockmate_api.interview import runners
from tests.clients.person import Person, code_of
from tests.runners.judge0 import Judge0
from tests.runners.piston import Piston
from tests.runners.serving import Answer, Base, Ran, serving

PROGRAM = {"language": "python", "code": "print('é', input())", "stdin": "x"}
USABLE = {"stdout": "é x\n", "stderr": "", "exit_code": 0, "signal": None, "truncated": False}


@pytest.fixture(params=[Judge0, Piston])
def server(request: pytest.FixtureRequest) -> Iterator[Base]:
    made: Base = request.param(lambda _language, _code, stdin: Ran(f"é {stdin.strip()}\n"))
    with serving(made):
        yield made


@pytest.fixture
def coder(make_app: Callable[..., Flask], server: Base, alice: Person) -> Person:
    """Alice at an API that has this server."""
    app = make_app(runner_url=server.url, runner_kind=type(server).__name__.lower())
    return Person(app, alice.session)


def test_a_program_is_run(coder: Person, live: str) -> None:
    answer = coder.post(f"/interview/{live}/run", PROGRAM)
    assert answer.status_code == 200
    assert answer.get_json().items() >= {**USABLE, "status": "Finished", "outcome": "finished", "ms": 21}.items()
    assert answer.get_json()["kilobytes"] == 3340


def test_the_languages_are_listed_with_what_runs_them(coder: Person) -> None:
    items = coder.get("/interview/languages").get_json()["items"]
    (java,) = [one for one in items if one["language"] == "java"]
    assert "Java" in java["runtime"].title()


def test_long_output_is_cut_unless_more_is_asked_for(coder: Person, live: str, server: Base) -> None:
    if isinstance(server, Piston):
        server.output_max_size = 65_536
    server.execute = lambda *_: Ran("é" * 10_000)
    path = f"/interview/{live}/run"
    cut = coder.post(path, PROGRAM).get_json()
    assert (len(cut["stdout"].encode()), cut["truncated"]) == (16_384, True)
    whole = coder.post(path, {**PROGRAM, "max_output_bytes": 20_000}).get_json()
    assert (len(whole["stdout"].encode()), whole["truncated"]) == (20_000, False)


@pytest.mark.parametrize(
    ("ran", "outcome", "exit_code", "signal"),
    [
        (Ran(exit_code=3), "failed", 3, None),
        (Ran(exit_code=139), "failed", 139, "SIGSEGV"),  # their shell's word for it
        (Ran(signal=11), "failed", None, "SIGSEGV"),
        (Ran(is_timed_out=True), "time_limit", None, None),
        (Ran(compiler="Main.java:1: error", is_compiled=False), "compile_error", None, None),
    ],
)
def test_how_it_ended_is_told(
    coder: Person, live: str, server: Base, ran: Ran, outcome: str, exit_code: int | None, signal: str | None
) -> None:
    server.execute = lambda *_: ran
    seen = coder.post(f"/interview/{live}/run", {**PROGRAM, "language": "rust"}).get_json()
    assert (seen["outcome"], seen["exit_code"]) == (outcome, exit_code)
    # Piston names what it kills with.
    assert seen["signal"] == ("SIGKILL" if ran.is_timed_out and isinstance(server, Piston) else signal)
    assert seen["stderr"] == ran.compiler


def test_what_a_compiler_warns_of_comes_before_what_the_program_prints(coder: Person, live: str, server: Base) -> None:
    server.execute = lambda *_: Ran(stderr="printed\n", compiler="warning: unused\n")
    seen = coder.post(f"/interview/{live}/run", {**PROGRAM, "language": "rust"}).get_json()
    assert (seen["outcome"], seen["stderr"].split("\n")[0], seen["stderr"].split()[-1]) == (
        "finished",
        "warning: unused",
        "printed",
    )


def test_a_language_that_the_server_has_not_is_said(coder: Person, live: str) -> None:
    answer = coder.post(f"/interview/{live}/run", {**PROGRAM, "language": "swift"})
    assert code_of(answer) == (502, "runner_failed")
    assert "swift" in answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("instead", "refusal", "words"),
    [
        (Answer(401), (502, "runner_failed"), "RUNNER_TOKEN"),
        (Answer(403, {"message": "You are not subscribed to this API."}), (502, "runner_failed"), "RUNNER_TOKEN"),
        (Answer(413), (502, "runner_failed"), "too long"),
        (Answer(500), (502, "runner_failed"), "failed"),
        (Answer(200, ["of another service"]), (502, "runner_failed"), "can't be reached"),
        (Answer(429, {"message": "Too many"}, {"Retry-After": "7"}), (503, "unavailable"), "busy"),
    ],
)
def test_each_refusal_of_the_server_has_its_sentence(
    coder: Person, live: str, server: Base, instead: Answer, refusal: tuple[int, str], words: str
) -> None:
    server.instead = instead
    answer = coder.post(f"/interview/{live}/run", PROGRAM)
    assert code_of(answer) == refusal
    assert words in answer.get_json()["detail"]
    assert answer.headers.get("Retry-After") == instead.headers.get("Retry-After")
    assert code_of(coder.get("/interview/languages")) == refusal


def test_without_a_server_nothing_is_run(alice: Person, live: str) -> None:
    assert code_of(alice.post(f"/interview/{live}/run", PROGRAM)) == (501, "runner_missing")
    assert alice.get("/interview/languages").get_json() == {"items": []}


@pytest.mark.parametrize("kind", ["judge0", "piston"])
def test_a_server_that_is_down_is_a_bad_gateway(
    make_app: Callable[..., Flask], alice: Person, live: str, kind: str
) -> None:
    app = make_app(runner_url="http://127.0.0.1:9", runner_kind=kind)
    assert code_of(Person(app, alice.session).post(f"/interview/{live}/run", PROGRAM)) == (502, "runner_failed")


def test_only_so_many_run_at_once(coder: Person, live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = BoundedSemaphore(1)
    busy.acquire()
    monkeypatch.setattr(runners, "_places", busy)
    answer = coder.post(f"/interview/{live}/run", PROGRAM)
    assert code_of(answer) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "2"


def test_code_is_run_in_live_interviews_only(coder: Person, charlie: Person, matched: str, bob: Person) -> None:
    path = f"/interview/{matched}/run"
    assert code_of(charlie.post(path, PROGRAM)) == (404, "not_found")
    assert code_of(coder.post(path, PROGRAM)) == (409, "interview_not_live")
    bob.post(f"/interview/{matched}/end")
    assert code_of(coder.post(path, PROGRAM)) == (409, "interview_over")


@pytest.mark.parametrize(
    "change",
    [{"code": ""}, {"code": " \n\t\u3000"}, {"language": "klingon"}, {"code": "x" * 50_001}, {"stdin": "\x00"}],
)
def test_what_is_no_program_is_refused(alice: Person, live: str, change: dict[str, str]) -> None:
    assert code_of(alice.post(f"/interview/{live}/run", {**PROGRAM, **change})) == (422, "invalid")
