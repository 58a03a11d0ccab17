"""How the transaction of a request ends: with a commit before the response is sent.

Under an `Idempotency-Key` the response is a row of the same transaction. A view that calls `commit` has two
transactions; the response is then in the second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flask import Response
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from mockmate_api.http import idempotency
from mockmate_api.http.extensions import db
from mockmate_api.http.problems import respond
from shared.core import database
from shared.core.database import ATTEMPTS, is_retryable
from shared.core.database_errors import from_database
from shared.core.errors import Problem

T = TypeVar("T")


def commit() -> None:
    """Commit in the middle of a view: the work so far is kept, whatever the view returns.

    A view that uses it must be able to run again from the start.
    """
    db.session.commit()
    idempotency.hold_on(db.session())


@contextmanager
def in_parts() -> Iterator[None]:
    """Let `release` and `run_at_once` end transactions in the middle of a view, which must be able to run again."""
    yield
    idempotency.hold_on(db.session())


def release() -> None:
    """Commit the work so far, and hold no connection while waiting for others."""
    db.session.commit()


def run_at_once(work: Callable[[Session], T]) -> T:
    """Run `work` and commit it: in the transaction that the request has begun, which saves one, or in another.

    If it fails in the first, it is run again in another; see `database.run`.
    """
    session = db.session()
    if session.in_transaction():
        try:
            result = work(session)
            session.commit()
        except Exception:  # noqa: BLE001 - whatever it is, it is raised again
            session.rollback()
        else:
            return result
    return database.run(db.session.session_factory, work)


def run(command: idempotency.Command | None, work: Callable[[], Response]) -> Response:
    """Run a view. With a key, its answer is stored in the effect's own transaction, so that both exist or neither."""
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
    # The view's work was rolled back; the refusal becomes the stored answer.
    return _in_transaction(lambda: idempotency.keep(db.session(), command, refusal))


def _in_transaction(work: Callable[[], Response]) -> Response:
    """Run a view and commit before its response is sent, so that no response reports an uncommitted effect."""
    attempt = 1
    while True:
        try:
            response = work()
            if db.session.registry.has():  # else the view has asked the database nothing
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
