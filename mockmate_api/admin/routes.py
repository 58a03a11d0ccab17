"""POST /admin/slots/generate, /admin/slots/{id}/pair and /admin/users/{id}/forgive."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.admin.schemas import GenerateIn, GenerateOut, PassOut
from mockmate_api.admin.slot_templates import blueprint as slot_templates
from mockmate_api.contract import operation
from mockmate_api.extensions import db, settings
from mockmate_api.guards import Credential
from shared import pairing, reliability, schedule
from shared.errors import NotFound
from shared.models import User

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
blueprint.register_blueprint(slot_templates)


@operation(blueprint, "POST", "/slots/generate", returns={200: GenerateOut}, credential=Credential.ADMIN)
def generate_slots(body: GenerateIn = GenerateIn()) -> GenerateOut:  # noqa: B008 - frozen
    """Make the slots that are missing, and the practice rooms. Doing it again makes nothing twice."""
    return GenerateOut(created=schedule.generate(db.session(), settings(), body.days))


@operation(blueprint, "POST", "/slots/<id:slot_id>/pair", returns={200: PassOut}, credential=Credential.ADMIN)
def run_pass(slot_id: int) -> PassOut:
    """Run one matching pass over a slot's waiting room now."""
    result = pairing.pair_slot(db.session(), settings(), slot_id)
    return PassOut(pairs=result.pairs, waiting=result.waiting)


@operation(
    blueprint,
    "POST",
    "/users/<id:user_id>/forgive",
    returns={204: None},
    errors=(NotFound,),
    credential=Credential.ADMIN,
)
def forgive_user(user_id: int) -> None:
    """Lift the block on practising that missed interviews brought somebody."""
    if db.session.get(User, user_id) is None:
        raise NotFound
    reliability.forgive(db.session(), user_id)
