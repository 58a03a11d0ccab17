"""The one transaction of a request, which ends before the answer leaves; under a key, with the answer in it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response
from sqlalchemy.exc import DBAPIError

from mockmate_api.http import idempotency
from mockmate_api.http.extensions import db
from mockmate_api.http.problems import respond
from shared.core.database import ATTEMPTS, is_retryable
from shared.core.errors import Problem, from_database


def commit() -> None:
    """End the transaction in the middle of a view: what it did so far stays, whatever the view answers.

    A view that uses it must be ready to run again from the start.
    """
    db.session.commit()
    idempotency.hold_on(db.session())


def run(command: idempotency.Command | None, work: Callable[[], Response]) -> Response:
    """Run a view. Under a key its answer is kept in the effect's own transaction, so there is never one alone."""
    if command is None:
        return _in_transaction(work)

    def once() -> Response:
        kept = idempotency.begin(db.session(), command)
        return idempotency.keep(db.session(), command, work()) if kept is None else kept

    try:
        return _in_transaction(once)
    except Problem as problem:
        if not idempotency.is_final(problem):
            raise
        refusal = respond(problem)
    # What the view did is undone; that it was refused is the answer.
    return _in_transaction(lambda: idempotency.keep(db.session(), command, refusal))


def _in_transaction(work: Callable[[], Response]) -> Response:
    """Run a view; commit before its answer leaves, so that an answer is never better than the truth."""
    attempt = 1
    while True:
        try:
            response = work()
            db.session.commit()
        except DBAPIError as error:
            db.session.rollback()
            if attempt < ATTEMPTS and is_retryable(error):
                attempt += 1
                continue
            problem = from_database(error)
            if problem is None:
                raise
            raise problem from error
        except BaseException:
            db.session.rollback()
            raise
        else:
            return response
