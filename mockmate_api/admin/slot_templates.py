"""GET, POST, PATCH and DELETE /admin/slot-templates: the weekly times from which slots are created."""

from __future__ import annotations

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.admin import slot_suggestions
from mockmate_api.admin.schemas import TemplateChanges, TemplateIn, TemplateList, TemplateOut, TemplateSuggestions
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from shared.core.errors import NotFound, SlotTemplateTaken
from shared.matching import schedule
from shared.models import InterviewType, SlotTemplate

blueprint = Blueprint("slot_templates", __name__, url_prefix="/slot-templates")


@operation(blueprint, "GET", "", returns={200: TemplateList}, credential=Credential.ADMIN)
def list_slot_templates() -> TemplateList:
    """List the templates by type, day and time. A type without templates has a slot every hour."""
    order = (SlotTemplate.interview_type, SlotTemplate.weekday, SlotTemplate.local_time, SlotTemplate.id)
    found = db.session.scalars(select(SlotTemplate).order_by(*order))
    return TemplateList(items=[TemplateOut.model_validate(one) for one in found])


@operation(blueprint, "GET", "/suggestions", returns={200: TemplateSuggestions}, credential=Credential.ADMIN)
def suggest_slot_templates() -> TemplateSuggestions:
    """List weekly times at which people usually come and there is no slot, and templates in whose slots nobody met.

    It changes nothing. New times are in my time zone. Hours with fewer than five people in four weeks are left out.
    """
    return slot_suggestions.suggestions(db.session(), settings(), current_user())


@operation(blueprint, "POST", "", returns={201: TemplateOut}, errors=(SlotTemplateTaken,), credential=Credential.ADMIN)
def add_slot_template(body: TemplateIn) -> TemplateOut:
    """Add a template. From then on, slots of its type come from templates only; booked ones stay."""
    values = body.model_dump() | {"capacity": body.capacity or settings().slot_capacity}
    template = SlotTemplate(**values)
    db.session.add(template)
    _apply(db.session(), template.interview_type)
    return TemplateOut.model_validate(template)


@operation(
    blueprint,
    "PATCH",
    "/<id:template_id>",
    returns={200: TemplateOut},
    errors=(SlotTemplateTaken,),
    credential=Credential.ADMIN,
)
def change_slot_template(template_id: int, body: TemplateChanges) -> TemplateOut:
    """Change a template; its upcoming slots follow the change, booked ones stay."""
    template = _locked(db.session(), template_id)
    types = {template.interview_type}
    for name, value in body.given.items():
        setattr(template, name, value)
    for interview_type in sorted(types | {template.interview_type}):
        _apply(db.session(), interview_type)
    return TemplateOut.model_validate(template)


@operation(blueprint, "DELETE", "/<id:template_id>", returns={204: None}, credential=Credential.ADMIN)
def delete_slot_template(template_id: int) -> None:
    """Delete a template and its upcoming slots that have no bookings."""
    template = _locked(db.session(), template_id)
    db.session.delete(template)
    _apply(db.session(), template.interview_type)


def _locked(session: Session, template_id: int) -> SlotTemplate:
    template = session.get(SlotTemplate, template_id, with_for_update=True)
    if template is None:
        raise NotFound
    return template


def _apply(session: Session, interview_type: InterviewType) -> None:
    session.flush()
    schedule.replan(session, settings(), interview_type)
