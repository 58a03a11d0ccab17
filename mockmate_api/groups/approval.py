"""/admin/groups: administrators look at groups, approve and archive them. They don't see who is in one."""

from __future__ import annotations

from flask import Blueprint
from pydantic import Field

from mockmate_api.groups import reading, service
from mockmate_api.groups.schemas import AdminGroupOut, AdminGroupPage
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.pagination import PageQuery
from shared.core import audit, clock
from shared.events import event_log
from shared.events.types import GroupAnswered
from shared.groups import membership
from shared.models import AuditKind, Group

# With the other routes of groups, whose work they share: features don't import each other.
blueprint = Blueprint("approval", __name__, url_prefix="/admin/groups")


class GroupQuery(PageQuery):
    """Which groups."""

    waiting: bool | None = Field(None, description="true: only those that wait for approval; false: only others.")


@operation(blueprint, "GET", "", returns={200: AdminGroupPage}, credential=Credential.ADMIN)
def list_all_groups(query: GroupQuery) -> AdminGroupPage:
    """List the groups, newest first."""
    return reading.for_administrators(db.session(), query, waiting=query.waiting)


@operation(blueprint, "POST", "/<id:group_id>/approve", returns={200: AdminGroupOut}, credential=Credential.ADMIN)
def approve_group(group_id: int) -> AdminGroupOut:
    """Approve a group, so that people can join and use it; whoever made it is told. Approving again has no effect."""
    group = membership.lock(db.session(), group_id)
    if group.approved_at is None:
        group.approved_at = clock.now(db.session())
        audit.note(db.session(), AuditKind.GROUP_APPROVED, current_user().id, group_id=group_id)
        _tell(group, approved=True)
    return _shown(group)


@operation(blueprint, "POST", "/<id:group_id>/archive", returns={200: AdminGroupOut}, credential=Credential.ADMIN)
def archive_any_group(group_id: int) -> AdminGroupOut:
    """Archive a group for good, or refuse one that waits. Bookings to come are canceled, live interviews go on.

    Whoever made a group that is refused is told so.
    """
    group = membership.lock(db.session(), group_id)
    if group.archived_at is None:
        service.archive(db.session(), settings(), group)
        audit.note(db.session(), AuditKind.GROUP_ARCHIVED, current_user().id, group_id=group_id)
        if group.approved_at is None:
            _tell(group, approved=False)
    return _shown(group)


def _tell(group: Group, *, approved: bool) -> None:
    """Tell whoever made a group how the decision turned out, unless their account is gone."""
    if group.created_by is not None:
        told = GroupAnswered(group_id=group.id, name=group.name, approved=approved)
        event_log.append(db.session(), event_log.user(group.created_by), told)


def _shown(group: Group) -> AdminGroupOut:
    db.session.flush()
    return reading.for_administrator(db.session(), group)
