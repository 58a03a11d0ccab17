"""POST /admin/slots/generate and /admin/slots/{id}/pair."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.admin.schemas import GenerateIn, GenerateOut, PassOut
from mockmate_api.contract import operation
from mockmate_api.extensions import db, settings
from mockmate_api.guards import Credential
from shared import pairing, schedule

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@operation(blueprint, "POST", "/slots/generate", returns={200: GenerateOut}, credential=Credential.ADMIN)
def generate_slots(body: GenerateIn = GenerateIn()) -> GenerateOut:  # noqa: B008 - frozen
    """Make the slots that are missing, and the practice rooms. Doing it again makes nothing twice."""
    return GenerateOut(created=schedule.generate(db.session(), settings(), body.days))


@operation(blueprint, "POST", "/slots/<id:slot_id>/pair", returns={200: PassOut}, credential=Credential.ADMIN)
def run_pass(slot_id: int) -> PassOut:
    """Run one matching pass over a slot's waiting room now."""
    result = pairing.pair_slot(db.session(), settings(), slot_id)
    return PassOut(pairs=result.pairs, waiting=result.waiting)
