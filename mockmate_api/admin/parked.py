"""GET /admin/parked-items and POST /admin/parked-items/retry: what background jobs could not process."""

from __future__ import annotations

from flask import Blueprint
from sqlalchemy import func, select, update

from mockmate_api.admin.schemas import ParkedOut, ParkedPage, ParkedQuery, RetryIn, RetryOut
from mockmate_api.http import pagination
from mockmate_api.http.authentication import Credential
from mockmate_api.http.extensions import db
from mockmate_api.http.operation import operation
from mockmate_api.http.pagination import Keyset
from shared.core.errors import Invalid, NotFound
from shared.models import ParkedItem

blueprint = Blueprint("parked_items", __name__, url_prefix="/parked-items")

_ORDER = Keyset((ParkedItem.job, ParkedItem.item))


@operation(blueprint, "GET", "", returns={200: ParkedPage}, credential=Credential.ADMIN)
def list_parked_items(query: ParkedQuery) -> ParkedPage:
    """List the items that background jobs could not process, by job and item."""
    statement = select(ParkedItem)
    if query.job is not None:
        statement = statement.where(ParkedItem.job == query.job)
    rows, next_cursor = pagination.fetch(db.session(), statement, _ORDER, query)
    return ParkedPage(items=[ParkedOut.model_validate(row[0]) for row in rows], next_cursor=next_cursor)


@operation(blueprint, "POST", "/retry", returns={200: RetryOut}, errors=(NotFound,), credential=Credential.ADMIN)
def retry_parked_items(body: RetryIn = RetryIn()) -> RetryOut:  # noqa: B008 - frozen
    """Make parked items due at the next run of their job."""
    statement = update(ParkedItem).values(retry_at=func.now())
    if body.item is not None and body.job is None:
        raise Invalid("An item requires its job.", pointer="job")
    if body.job is not None:
        statement = statement.where(ParkedItem.job == body.job)
    if body.item is not None:
        statement = statement.where(ParkedItem.item == body.item)
    due = len(db.session.scalars(statement.returning(ParkedItem.item)).all())
    if body.item is not None and not due:
        raise NotFound
    return RetryOut(due=due)
