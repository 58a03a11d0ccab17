"""Every refusal is a problem document, and every answer carries an id and safe headers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask

from mockmate_api.http.authentication import Credential
from mockmate_api.http.operation import operation
from tests.clients.person import Person


def test_an_unknown_path_is_a_problem(api: Person) -> None:
    answer = api.get("/nothing/here")
    assert answer.mimetype == "application/problem+json"
    assert answer.json == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Not found, or you don't have access.",
        "instance": "/nothing/here",
        "code": "not_found",
    }


@pytest.mark.parametrize(
    "path", ["/slots/", "/slots//bookings", "/slots/bookings/", "/%00", "/%ff", "/users/me%0d%0aX: y"]
)
def test_strange_paths_are_simply_unknown(api: Person, path: str) -> None:
    assert api.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "TRACE"])
def test_a_wrong_method_is_told_the_right_ones(api: Person, method: str) -> None:
    answer = api.call(method, "/users/me")
    assert answer.status_code == 405
    assert answer.get_json()["code"] == "method_not_allowed"
    assert answer.headers["Allow"] == "DELETE, GET, HEAD, PATCH"


def test_a_bug_of_ours_tells_nothing_of_itself(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    blueprint = Blueprint("broken", __name__)

    @operation(blueprint, "GET", "/broken", returns={204: None}, credential=Credential.NONE)
    def broken() -> None:
        """Fail."""
        raise RuntimeError("the secret detail")

    app.register_blueprint(blueprint)
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert answer.get_json()["code"] == "internal_error"
    assert "secret" not in answer.get_data(as_text=True)


def test_a_request_id_that_a_client_sends_comes_back(api: Person) -> None:
    assert api.get("/health/live", headers={"X-Request-ID": "trace-1.a:b_c"}).headers["X-Request-ID"] == "trace-1.a:b_c"


@pytest.mark.parametrize("given", ["", "x" * 65, "a b", "a;b", 'a"b', "é"])
def test_a_request_id_that_could_break_a_log_line_is_replaced(api: Person, given: str) -> None:
    made = api.get("/nothing", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert made != given
    assert len(made) == 32


def test_answers_are_neither_stored_nor_guessed_at_nor_framed(alice: Person) -> None:
    for answer in (alice.get("/users/me"), alice.get("/nothing"), alice.post("/auth/ws-ticket")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_times_are_utc_and_end_in_z(alice: Person) -> None:
    assert alice.get("/users/me").get_json()["created_at"].endswith("Z")
