"""Programs that run on a Judge0: its versions, tokens, limits, queue, and the ids that an upgrade changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from flask import Flask
from pydantic import SecretStr

from mockmate_api.interview import runners
from mockmate_api.interview.runners import judge0 as engine
from tests.clients.person import Person, code_of
from tests.runners.judge0 import Judge0
from tests.runners.serving import Ran, Request, serving

PROGRAM = {"language": "python", "code": "print('é', input())", "stdin": "é\n"}


@pytest.fixture
def judge0(monkeypatch: pytest.MonkeyPatch) -> Iterator[Judge0]:
    # What was known of another server, which had the same port, would be taken for what this one offers.
    monkeypatch.setattr(runners, "_offers", {})
    server = Judge0(lambda *_: Ran("done\n"))
    with serving(server):
        yield server


@pytest.fixture
def coder(make_app: Callable[..., Flask], judge0: Judge0, alice: Person) -> Callable[..., Person]:
    """Alice at an API with this Judge0 and settings of its own."""
    return lambda **settings: Person(make_app(**{"judge0_url": judge0.url} | settings), alice.session)


@pytest.fixture
def run(coder: Callable[..., Person], live: str) -> Callable[..., Any]:
    """Run a program of this language there."""
    person = coder()
    return lambda language="python", **change: person.post(
        f"/interview/{live}/run", {**PROGRAM, "language": language, **change}
    )


def submitted(judge0: Judge0) -> list[Request]:
    return [one for one in judge0.requests if one.method == "POST"]


def test_a_program_arrives_whole(judge0: Judge0, run: Callable[..., Any]) -> None:
    seen: list[tuple[str, ...]] = []
    judge0.execute = lambda *given: seen.append(given) or Ran()  # type: ignore[func-returns-value]
    assert run().status_code == 200
    assert seen == [("Python (3.13.2)", PROGRAM["code"], PROGRAM["stdin"])]


@pytest.mark.parametrize(
    ("language", "newest"),
    [
        ("python", "Python (3.13.2)"),
        ("java", "Java (JDK 17.0.6)"),
        ("c", "C (GCC 14.1.0)"),
        ("cpp", "C++ (GCC 14.1.0)"),
        ("go", "Go (1.18.5)"),
        ("javascript", "JavaScript (Node.js 22.08.0)"),
        ("kotlin", "Kotlin (2.1.10)"),
        ("csharp", "C# (Mono 6.6.0.161)"),
        ("plaintext", "Plain Text"),
    ],
)
def test_the_newest_version_is_taken_by_its_number(run: Callable[..., Any], language: str, newest: str) -> None:
    # The list is sorted as text: Python (3.8.1) comes last, and so do GCC 9 and OpenJDK 13.
    assert run(language).get_json()["runtime"] == newest


def test_python_2_is_no_python(judge0: Judge0, run: Callable[..., Any]) -> None:
    judge0.languages = {70: "Python (2.7.17)", 25: "Python for ML (3.11.2)"}
    assert code_of(run()) == (502, "runner_failed")


def test_limits_follow_those_that_the_server_allows(judge0: Judge0, run: Callable[..., Any]) -> None:
    judge0.config |= {"max_memory_limit": 64_000, "max_wall_time_limit": 8, "max_cpu_time_limit": 2}
    assert run().status_code == 200
    (sent,) = [one.json() for one in submitted(judge0)]
    assert (sent["memory_limit"], sent["wall_time_limit"], sent["cpu_time_limit"]) == (64_000, 8, 2)


@pytest.mark.parametrize(
    ("config", "options"),
    [
        ({}, "-std=c++17 -pthread"),
        ({"enable_compiler_options": False}, None),
        ({"allowed_languages_for_compile_options": ["Java"]}, None),
        ({"allowed_languages_for_compile_options": ["C++"]}, "-std=c++17 -pthread"),
    ],
)
def test_cpp_is_that_of_2017_where_options_are_allowed(
    judge0: Judge0, run: Callable[..., Any], config: dict[str, Any], options: str | None
) -> None:
    judge0.config |= config
    assert run("cpp").status_code == 200
    assert submitted(judge0)[0].json().get("compiler_options") == options


def test_an_id_that_an_upgrade_archived_is_asked_for_again(judge0: Judge0, run: Callable[..., Any]) -> None:
    assert run().get_json()["runtime"] == "Python (3.13.2)"
    judge0.archived.add(109)
    judge0.languages[113] = "Python (3.14.0)"
    assert run().get_json()["runtime"] == "Python (3.14.0)"
    assert judge0.asked("/languages") == 2


def test_a_limit_that_was_lowered_is_asked_for_again(judge0: Judge0, run: Callable[..., Any]) -> None:
    assert run().status_code == 200
    judge0.config["max_memory_limit"] = 64_000
    assert run().status_code == 200
    assert judge0.asked("/config_info") == 2


def test_what_it_rejects_again_is_given_up(judge0: Judge0, run: Callable[..., Any]) -> None:
    judge0.errors = {"source_code": ["is odd"]}
    assert code_of(run()) == (502, "runner_failed")
    assert len(submitted(judge0)) == 2


def test_a_full_queue_says_when_to_come_back(judge0: Judge0, run: Callable[..., Any]) -> None:
    judge0.in_queue = 100
    answer = run()
    assert code_of(answer) == (503, "unavailable")
    assert "queue" in answer.get_json()["detail"]
    assert int(answer.headers["Retry-After"]) > 0


def test_maintenance_is_no_failure(judge0: Judge0, run: Callable[..., Any]) -> None:
    judge0.is_maintained = True
    answer = run()
    assert code_of(answer) == (503, "unavailable")
    assert "maintenance" in answer.get_json()["detail"]


def test_blank_code_is_never_submitted(judge0: Judge0, run: Callable[..., Any]) -> None:
    answer = run(code=" \n")
    assert code_of(answer) == (422, "invalid")
    assert "blank" in answer.get_json()["errors"][0]["detail"]
    assert judge0.requests == []


@pytest.mark.parametrize(
    ("given", "header"),
    [
        ({}, "X-Auth-Token"),
        ({"runner_header": "X-Judge0-Token"}, "X-Judge0-Token"),
    ],
)
def test_a_token_is_sent_in_its_header(
    judge0: Judge0, coder: Callable[..., Person], live: str, given: dict[str, str], header: str
) -> None:
    judge0.tokens, judge0.header = ("secret",), header
    assert code_of(coder().post(f"/interview/{live}/run", PROGRAM)) == (502, "runner_failed")
    let_in = coder(**given | {"runner_token": SecretStr("secret")})
    assert let_in.post(f"/interview/{live}/run", PROGRAM).status_code == 200


def test_a_token_may_be_in_the_url_and_is_not_logged(
    judge0: Judge0, coder: Callable[..., Person], live: str, capsys: pytest.CaptureFixture[str]
) -> None:
    judge0.tokens = ("let-me-in",)
    person = coder(judge0_url=f"{judge0.url}?X-Auth-Token=let-me-in")
    assert person.post(f"/interview/{live}/run", PROGRAM).status_code == 200
    judge0.tokens = ("another",)
    assert code_of(person.post(f"/interview/{live}/run", PROGRAM)) == (502, "runner_failed")
    logged = capsys.readouterr()
    assert "runner.refused" in logged.out
    assert "let-me-in" not in logged.out + logged.err


def test_a_program_that_never_leaves_the_queue_is_given_up(
    judge0: Judge0, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_QUEUE_SECONDS", -30)
    judge0.has_workers = False
    answer = run()
    assert code_of(answer) == (504, "runner_slow")
    assert "queue" in answer.get_json()["detail"]


def test_its_own_configuration_says_how_long_and_how_often_to_ask(judge0: Judge0) -> None:
    with httpx.Client(base_url=judge0.url) as client:
        assert engine.Judge0.read(client).patience_seconds > 20 + 10  # compiling and running
        judge0.config |= {"max_wall_time_limit": 60.0, "submission_cache_duration": 1.0}
        changed = engine.Judge0.read(client)
        assert changed.patience_seconds > 60 + 10
        # Asked sooner, it repeats its last answer.
        assert changed.ask_every_seconds > 1
