"""One request, one transaction: committed before the answer leaves, run again when it lost a race."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_api.http import transaction
from mockmate_api.http.authentication import Credential
from mockmate_api.http.extensions import db
from mockmate_api.http.operation import operation
from shared.core.errors import Conflict

Serve = Callable[[Callable[[], None]], FlaskClient]

_ROOM = text("INSERT INTO slots (interview_type) VALUES ('technical')")


@pytest.fixture
def serve(make_app: Callable[..., Flask]) -> Serve:
    """Serve one piece of work at POST /work."""

    def register(work: Callable[[], None]) -> FlaskClient:
        app = make_app()
        blueprint = Blueprint("work", __name__)

        @operation(blueprint, "POST", "/work", returns={204: None}, credential=Credential.NONE)
        def view() -> None:
            """Work."""
            work()

        app.register_blueprint(blueprint)
        return app.test_client()

    return register


def rooms(session: Session) -> int:
    found: int = session.execute(text("SELECT count(*) FROM slots")).scalar_one()
    return found


def fail_with(sqlstate: str) -> None:
    db.session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{sqlstate}'; END $$"))


@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_a_lost_race_is_run_again_from_the_start(serve: Serve, session: Session, sqlstate: str) -> None:
    runs = []

    def work() -> None:
        runs.append(1)
        db.session.execute(_ROOM)
        if len(runs) < 3:
            fail_with(sqlstate)

    assert serve(work).post("/work").status_code == 204
    assert len(runs) == 3
    assert rooms(session) == 1


def test_a_race_lost_three_times_is_given_up(serve: Serve, session: Session) -> None:
    runs = []

    def work() -> None:
        runs.append(1)
        db.session.execute(_ROOM)
        fail_with("40001")

    answer = serve(work).post("/work")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "1"
    assert len(runs) == 3
    assert rooms(session) == 0


def test_a_commit_that_fails_is_never_answered_with_success(serve: Serve, session: Session) -> None:
    def work() -> None:
        db.session.execute(_ROOM)
        unique = "CREATE TEMPORARY TABLE twice (n int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP"
        db.session.execute(text(unique))
        db.session.execute(text("INSERT INTO twice VALUES (1), (1)"))

    assert serve(work).post("/work").status_code == 409
    assert rooms(session) == 0


@pytest.mark.parametrize("error", [Conflict(), RuntimeError()])
def test_whatever_is_raised_undoes_everything(serve: Serve, session: Session, error: Exception) -> None:
    def work() -> None:
        db.session.execute(_ROOM)
        db.session.flush()
        raise error

    assert serve(work).post("/work").status_code >= 400
    assert rooms(session) == 0


def test_what_was_committed_on_purpose_stays(serve: Serve, session: Session) -> None:
    def work() -> None:
        db.session.execute(_ROOM)
        transaction.commit()
        raise Conflict

    assert serve(work).post("/work").status_code == 409
    assert rooms(session) == 1


@pytest.mark.parametrize("sqlstate", ["57014", "55P03", "53300"])
def test_a_database_that_cannot_serve_now_is_503(serve: Serve, sqlstate: str) -> None:
    assert serve(lambda: fail_with(sqlstate)).post("/work").status_code == 503


def test_a_statement_of_ours_that_is_wrong_is_500(serve: Serve) -> None:
    assert serve(lambda: fail_with("42601")).post("/work").status_code == 500
