"""`Reading`: a list that PostgreSQL writes as JSON, in the one statement that also checks the caller's login.

For what pages read most. Nothing is loaded, validated and dumped in Python, where that took several times as long as
the query. That the JSON fits the model which the route declares is checked by tests, as for every answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from flask import Response, current_app
from pydantic import BaseModel
from sqlalchemy import Connection, Engine, Row, TextClause, text
from sqlalchemy.orm import Session

from mockmate_api.http import transaction
from mockmate_api.http.authentication import CHECKS_LOGIN, check_login, refuse_login
from mockmate_api.http.body import read_query
from mockmate_api.http.caller import current_claims
from mockmate_api.http.extensions import db
from mockmate_api.http.problems import ValidationFailed
from shared.core.cursors import encode_cursor
from shared.core.errors import NotFound
from shared.core.prepared import prepared

_ENGINE = "mockmate.reading"


@dataclass(frozen=True)
class Reading:
    """A page of a list.

    `items` is a SELECT of one row more than `limit`, in their order, with a column for each member of an item. It may
    use the parameter :user_id, and those given. `place` is SQL for where an `item` stands: a JSON array. An empty list
    is NotFound if one is `required`.
    """

    items: str
    parameters: Mapping[str, Any]
    limit: int
    place: str = "NULL"
    required: bool = False


@cache
def _statement(items: str, place: str) -> TextClause:
    return prepared(
        text(
            f"""
            SELECT page.* FROM sessions JOIN users ON users.id = sessions.user_id CROSS JOIN LATERAL (
                SELECT string_agg(item, ',') FILTER (WHERE number <= :limit) AS items,
                    max(place) FILTER (WHERE number = :limit) AS place, count(*) > :limit AS has_more
                FROM (
                    SELECT row_to_json(item)::text AS item, {place} AS place, row_number() OVER () AS number
                    FROM ({items}) AS item
                ) AS numbered
            ) AS page
            WHERE sessions.id = :login_id AND users.id = :user_id
                AND sessions.revoked_at IS NULL AND sessions.expires_at > now()
            """  # noqa: S608 - ours
        )
    )


def endpoint(view: Callable[..., Reading], query: type[BaseModel] | None) -> Callable[..., Response]:
    """Return a view that answers with what the Reading of this view finds."""

    def read(**arguments: Any) -> Response:
        try:
            reading = view(**arguments, **({} if query is None else {"query": read_query(query)}))
        except ValidationFailed:
            check_login()  # a person who is logged out is told that instead
            raise
        return transaction.run(None, lambda: respond(reading))

    setattr(read, CHECKS_LOGIN, True)
    return read


def find(connection: Connection | Session, reading: Reading, user_id: int, login_id: UUID) -> Row[Any] | None:
    """Return the page's `items`, its last one's `place` and whether it `has_more`; None if the login has ended."""
    asked = {**reading.parameters, "limit": reading.limit, "user_id": user_id, "login_id": str(login_id)}
    return connection.execute(_statement(reading.items, reading.place), asked).one_or_none()


def respond(reading: Reading) -> Response:
    """Return the page as the answer. Raises LoginRevoked, NotFound."""
    claims = current_claims()
    with _engine().connect() as connection:
        page = find(connection, reading, claims.user_id, claims.login_id)
    if page is None:
        refuse_login()
    if page.items is None and reading.required:
        raise NotFound
    cursor = f'"{encode_cursor(*json.loads(page.place))}"' if page.has_more else "null"
    return Response(f'{{"items":[{page.items or ""}],"next_cursor":{cursor}}}', mimetype="application/json")


def _engine() -> Engine:
    """Return the app's engine without transactions: one statement needs no BEGIN and COMMIT around it."""
    engine: Engine | None = current_app.extensions.get(_ENGINE)
    if engine is None:
        engine = current_app.extensions[_ENGINE] = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine
