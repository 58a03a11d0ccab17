"""GET and POST /appeals."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.accounts import my_measures
from mockmate_api.appeals import service
from mockmate_api.appeals.schemas import AppealIn, MyMeasures
from mockmate_api.http import rate_limits
from mockmate_api.http.authentication import Credential, spend_appeal_token
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db
from mockmate_api.http.operation import operation
from shared.core.errors import AlreadyAppealed, NotFound

blueprint = Blueprint("appeals", __name__, url_prefix="/appeals")


@operation(blueprint, "GET", "", returns={200: MyMeasures})
def list_my_measures() -> MyMeasures:
    """List what was decided about me: warnings, restrictions and suspensions, with my appeals."""
    return MyMeasures(items=my_measures.of(db.session(), current_user().id))


@operation(
    blueprint,
    "POST",
    "",
    returns={201: MyMeasures},
    errors=(NotFound, AlreadyAppealed),
    credential=Credential.APPEAL,
    limits=rate_limits.APPEAL,
)
def appeal_decision(body: AppealIn) -> MyMeasures:
    """Appeal against a decision about me, once for each.

    A suspended person sends the `appeal_token` of their refused login as the bearer token. It works once, for an hour.
    """
    user_id = current_user().id
    service.make(db.session(), user_id, body)
    spend_appeal_token()
    return MyMeasures(items=my_measures.of(db.session(), user_id))
