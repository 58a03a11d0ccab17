"""Idempotency-Key and requests that run again or fail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from mockmate_api.http import transaction
from mockmate_api.http.extensions import db
from mockmate_api.http.operation import operation
from shared.core.errors import Conflict, Unavailable
from tests.api.http.test_idempotency import Serve, is_replayed, require_replay
from tests.clients.person import register


@pytest.fixture
def serve(make_app: Callable[..., Flask]) -> Serve:
    """Serve one piece of work at POST /work; what is returned asks for it, always under the same key."""

    def register_work(work: Callable[[], None]) -> Callable[[], TestResponse]:
        app = make_app()
        blueprint = Blueprint("work", __name__)

        @operation(blueprint, "POST", "/work", returns={204: None}, idempotent=True)
        def view() -> None:
            """Work."""
            work()

        app.register_blueprint(blueprint)
        token = register(app, "alice").token
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "key-1"}
        return lambda: app.test_client().post("/work", headers=headers)

    return register_work


def test_a_lost_race_is_run_again_under_its_key(serve: Serve) -> None:
    runs = []

    def work() -> None:
        runs.append(1)
        transaction.commit()
        if len(runs) < 3:
            db.session.execute(text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$"))

    ask = serve(work)
    first = ask()
    assert (first.status_code, len(runs)) == (204, 3)
    require_replay(first, ask())
    assert len(runs) == 3


@pytest.mark.parametrize("error", [Conflict(retry_after=1), Unavailable(), RuntimeError()])
def test_what_may_be_tried_again_is_not_kept(serve: Serve, error: Exception) -> None:
    runs = []

    def work() -> None:
        runs.append(1)
        if len(runs) == 1:
            raise error

    ask = serve(work)
    assert ask().status_code >= 400
    again = ask()
    assert again.status_code == 204
    assert not is_replayed(again)
