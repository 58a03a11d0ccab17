"""Programs that run on a Piston: its versions, its limits, its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from pydantic import SecretStr

from mockmate_api.interview import runners
from tests.clients.person import Person, code_of
from tests.runners.piston import Piston
from tests.runners.serving import Ran, serving

PROGRAM = {"language": "python", "code": "print('é', input())", "stdin": "é"}


@pytest.fixture
def piston(monkeypatch: pytest.MonkeyPatch) -> Iterator[Piston]:
    # What was known of another server, which had the same port, would be taken for what this one offers.
    monkeypatch.setattr(runners, "_offers", {})
    server = Piston(lambda *_: Ran("done\n"))
    with serving(server):
        yield server


@pytest.fixture
def run(make_app: Callable[..., Flask], piston: Piston, alice: Person, live: str) -> Callable[..., Any]:
    """Run a program of this language there, with settings of its own."""

    def post(language: str = "python", code: str = PROGRAM["code"], **settings: Any) -> Any:
        app = make_app(**{"runner_url": piston.url, "runner_kind": "piston"} | settings)
        return Person(app, alice.session).post(
            f"/interview/{live}/run", {**PROGRAM, "language": language, "code": code}
        )

    return post


def test_a_program_arrives_whole(piston: Piston, run: Callable[..., Any]) -> None:
    seen: list[tuple[str, ...]] = []
    piston.execute = lambda *given: seen.append(given) or Ran()  # type: ignore[func-returns-value]
    assert run().status_code == 200
    assert seen == [("python", PROGRAM["code"], "é\n")]


@pytest.mark.parametrize(
    ("language", "newest"),
    [
        ("python", "python 3.12.0"),  # not 3.9.4, and no pre-release
        ("javascript", "javascript 20.11.1"),  # not Deno
        ("typescript", "typescript 5.0.3"),
        ("csharp", "csharp 6.12.0"),
        ("cpp", "c++ 10.2.0"),
        ("sql", "sqlite3 3.36.0"),
    ],
)
def test_the_newest_version_is_taken_by_its_number(run: Callable[..., Any], language: str, newest: str) -> None:
    assert run(language).get_json()["runtime"] == newest


def test_a_version_that_was_removed_is_asked_for_again(piston: Piston, run: Callable[..., Any]) -> None:
    assert run().get_json()["runtime"] == "python 3.12.0"
    piston.runtimes = [one for one in piston.runtimes if one[1] != "3.12.0"]
    assert run().get_json()["runtime"] == "python 3.10.0-alpha.7"


def test_too_much_output_is_no_success(piston: Piston, run: Callable[..., Any]) -> None:
    piston.execute = lambda *_: Ran("x" * 1025)
    seen = run().get_json()
    assert (seen["outcome"], seen["status"], seen["stdout"]) == ("output_limit", "Output Limit Exceeded", "")


def test_a_compiler_that_failed_is_heard_once(piston: Piston, run: Callable[..., Any]) -> None:
    piston.execute = lambda *_: Ran(compiler="error: expected `;`", is_compiled=False)
    seen = run("rust").get_json()
    assert (seen["outcome"], seen["stderr"], seen["stdout"]) == ("compile_error", "error: expected `;`", "")


def test_its_key_is_sent_as_authorization(piston: Piston, run: Callable[..., Any]) -> None:
    piston.authorization = "secret"
    assert code_of(run()) == (502, "runner_failed")
    assert run(runner_token=SecretStr("secret")).status_code == 200


def test_the_address_may_have_a_path(piston: Piston, run: Callable[..., Any]) -> None:
    assert run(runner_url=f"{piston.url}/api/v2").status_code == 200
    assert code_of(run(runner_url=f"{piston.url}/elsewhere")) == (502, "runner_failed")
