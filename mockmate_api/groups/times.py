"""A group's slots and weekly templates, as its organizers add and remove them."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint
from sqlalchemy import select
from sqlalchemy.orm import Session

from mockmate_api.groups.schemas import GroupSlotIn, GroupSlotOut, GroupTemplateIn, GroupTemplateList, GroupTemplateOut
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from shared.core import clock
from shared.core.errors import Forbidden, Invalid, NotFound, SlotBooked, SlotTaken, SlotTemplateTaken
from shared.core.settings import Settings
from shared.groups import membership, slots
from shared.matching import schedule
from shared.models import GroupTemplate, Slot

blueprint = Blueprint("times", __name__, url_prefix="/<id:group_id>")

_AHEAD = timedelta(days=366)
_CAPACITY = 100
MAX_TEMPLATES = 50
"""How many weekly times a group may have."""


@operation(blueprint, "POST", "/slots", returns={201: GroupSlotOut}, errors=(NotFound, Forbidden, SlotTaken))
def add_group_slot(group_id: int, body: GroupSlotIn) -> GroupSlotOut:
    """Add a slot to a group; for its organizers. `GET /slots?group_id=` lists them."""
    membership.organized(db.session(), current_user().id, group_id)
    return _add(db.session(), settings(), group_id, body)


def _add(session: Session, settings: Settings, group_id: int, given: GroupSlotIn) -> GroupSlotOut:
    now = clock.now(session)
    if not now < given.starts_at < now + _AHEAD:
        raise Invalid("Must be within the next year.", pointer="starts_at")
    planned = {given.starts_at: given.capacity or _CAPACITY}
    if not schedule.add(session, settings, given.interview_type, planned, group_id):
        raise SlotTaken
    mine = Slot.group_id == group_id, Slot.interview_type == given.interview_type, Slot.starts_at == given.starts_at
    return GroupSlotOut.model_validate(session.scalars(select(Slot).where(*mine)).one(), extra="ignore")


@operation(blueprint, "DELETE", "/slots/<id:group_slot_id>", returns={204: None}, errors=(Forbidden, SlotBooked))
def remove_group_slot(group_id: int, group_slot_id: int) -> None:
    """Remove a slot of a group that nobody has booked; for its organizers."""
    session = db.session()
    membership.organized(session, current_user().id, group_id)
    slot = session.get(Slot, group_slot_id)
    if slot is None or slot.group_id != group_id or slot.starts_at is None:
        raise NotFound
    if not slots.remove_unbooked(session, [group_slot_id]):
        raise SlotBooked


@operation(blueprint, "GET", "/slot-templates", returns={200: GroupTemplateList}, errors=(NotFound, Forbidden))
def list_group_templates(group_id: int) -> GroupTemplateList:
    """List the weekly times of a group, from which slots are made; for its organizers."""
    membership.require_organizer(db.session(), current_user().id, group_id)
    order = (GroupTemplate.interview_type, GroupTemplate.weekday, GroupTemplate.local_time, GroupTemplate.id)
    found = db.session.scalars(select(GroupTemplate).where(GroupTemplate.group_id == group_id).order_by(*order))
    return GroupTemplateList(items=[GroupTemplateOut.model_validate(one, extra="ignore") for one in found])


@operation(
    blueprint,
    "POST",
    "/slot-templates",
    returns={201: GroupTemplateOut},
    errors=(NotFound, Forbidden, SlotTemplateTaken),
)
def add_group_template(group_id: int, body: GroupTemplateIn) -> GroupTemplateOut:
    """Add a weekly time to a group; for its organizers. Its slots are there at once."""
    session = db.session()
    group = membership.organized(session, current_user().id, group_id)
    known = session.scalars(select(GroupTemplate.id).where(GroupTemplate.group_id == group_id)).all()
    if len(known) >= MAX_TEMPLATES:
        raise Invalid("A group can have 50 weekly times.", pointer="local_time")
    template = GroupTemplate(**(body.model_dump() | {"capacity": body.capacity or _CAPACITY}), group_id=group_id)
    session.add(template)
    session.flush()
    if group.approved_at is not None and group.archived_at is None:
        slots.plan_group(session, settings(), group_id)
    return GroupTemplateOut.model_validate(template, extra="ignore")


@operation(blueprint, "DELETE", "/slot-templates/<id:group_template_id>", returns={204: None}, errors=(Forbidden,))
def delete_group_template(group_id: int, group_template_id: int) -> None:
    """Delete a weekly time of a group, and its slots to come that nobody has booked; for its organizers."""
    session = db.session()
    membership.organized(session, current_user().id, group_id)
    template = session.get(GroupTemplate, group_template_id)
    if template is None or template.group_id != group_id:
        raise NotFound
    slots.drop(session, settings(), template)
