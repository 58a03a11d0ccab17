"""POST /solo/turns and GET /solo/turns/{id}: practicing alone."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.http import rate_limits
from mockmate_api.http.caller import current_user, require_verified_email
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.solo import service
from mockmate_api.solo.schemas import SoloIn, SoloTurnView
from shared.core.errors import EmailNotVerified, NoQuestion, NotFound

blueprint = Blueprint("solo", __name__, url_prefix="/solo")


@operation(
    blueprint,
    "POST",
    "/turns",
    returns={201: SoloTurnView},
    errors=(NoQuestion, EmailNotVerified),
    idempotent=True,
    limits=rate_limits.SOLO,
)
def begin_solo_turn(body: SoloIn) -> SoloTurnView:
    """Get a question to practice alone, with its solution. I won't be asked it in an interview while others are new."""
    require_verified_email()
    return service.begin(db.session(), settings(), current_user().id, body)


@operation(blueprint, "GET", "/turns/<id:solo_turn_id>", returns={200: SoloTurnView}, errors=(NotFound,))
def read_solo_turn(solo_turn_id: int) -> SoloTurnView:
    """Read a question that I practice alone."""
    return service.read(db.session(), settings(), current_user().id, solo_turn_id)
