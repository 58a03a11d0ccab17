"""/groups: making groups, joining and leaving them, and what their organizers do."""

from __future__ import annotations

from flask import Blueprint

from mockmate_api.groups import reading, service
from mockmate_api.groups.approval import blueprint as approval
from mockmate_api.groups.schemas import (
    GroupChanges,
    GroupIn,
    GroupList,
    GroupMade,
    GroupOut,
    GroupSeen,
    JoinLink,
    JoinTokenIn,
    MemberChanges,
    MemberPage,
    MembershipChanges,
    RemovalList,
)
from mockmate_api.groups.times import blueprint as times
from mockmate_api.http import rate_limits
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_user, require_verified_email
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.pagination import PageQuery
from mockmate_api.http.problems import NotOneself
from shared.core.errors import (
    EmailNotVerified,
    Forbidden,
    GroupFull,
    GroupsOff,
    LastOrganizer,
    NotFound,
    TooManyGroups,
)
from shared.groups import membership

routes = Blueprint("routes", __name__, url_prefix="/groups")


@operation(routes, "GET", "", returns={200: GroupList})
def list_groups() -> GroupList:
    """List my groups, and those that I can join with my address."""
    return reading.mine(db.session(), current_user())


@operation(
    routes,
    "POST",
    "",
    returns={201: GroupMade},
    errors=(GroupsOff, TooManyGroups, EmailNotVerified),
    limits=rate_limits.MAKE_GROUP,
)
def make_group(body: GroupIn) -> GroupMade:
    """Make a group. I am its organizer; where administrators approve groups, it waits for that."""
    require_verified_email()
    return service.make(db.session(), settings(), current_user(), body)


@operation(
    routes,
    "POST",
    "/look",
    returns={200: GroupSeen},
    errors=(NotFound,),
    credential=Credential.NONE,
    limits=rate_limits.JOIN_LINK,
)
def look_at_group(body: JoinTokenIn) -> GroupSeen:
    """See what group a link is for. A wrong link, an old one, and one of an archived group give the same answer."""
    return service.look(db.session(), body.token)


@operation(
    routes,
    "POST",
    "/join",
    returns={200: GroupOut},
    errors=(NotFound, GroupFull, TooManyGroups),
    limits=rate_limits.JOIN_LINK,
)
def join_group(body: JoinTokenIn) -> GroupOut:
    """Join a group by its link. Joining again has no effect."""
    return service.join_by_link(db.session(), current_user().id, body.token)


@operation(routes, "GET", "/<id:group_id>", returns={200: GroupOut})
def read_group(group_id: int) -> GroupOut:
    """Get one of my groups."""
    return reading.one(db.session(), current_user().id, group_id)


@operation(routes, "PATCH", "/<id:group_id>", returns={200: GroupOut}, errors=(Forbidden,))
def change_group(group_id: int, body: GroupChanges) -> GroupOut:
    """Change a group; for its organizers."""
    return service.change(db.session(), current_user(), group_id, body)


@operation(routes, "POST", "/<id:group_id>/join", returns={200: GroupOut}, errors=(GroupFull, TooManyGroups))
def join_group_by_address(group_id: int) -> GroupOut:
    """Join a group that has the domain of my confirmed address."""
    return service.join_by_address(db.session(), current_user(), group_id)


@operation(routes, "POST", "/<id:group_id>/leave", returns={204: None}, errors=(LastOrganizer,))
def leave_group(group_id: int) -> None:
    """Leave a group. My bookings in its slots are canceled; a live interview goes on."""
    service.leave(db.session(), settings(), current_user().id, group_id)


@operation(routes, "PATCH", "/<id:group_id>/membership", returns={200: GroupOut})
def change_membership(group_id: int, body: MembershipChanges) -> GroupOut:
    """Say whether I am to be matched within the group first, where public rooms allow it."""
    session, user_id = db.session(), current_user().id
    if body.prefers_group is None:
        return reading.one(session, user_id, group_id)
    return service.prefer(session, user_id, group_id, prefers_group=body.prefers_group)


@operation(routes, "POST", "/<id:group_id>/link", returns={200: JoinLink}, errors=(Forbidden,))
def renew_join_link(group_id: int) -> JoinLink:
    """Get a new link to join the group; the one before stops working. For its organizers."""
    return service.renew_link(db.session(), settings(), current_user().id, group_id)


@operation(routes, "POST", "/<id:group_id>/archive", returns={204: None}, errors=(Forbidden,))
def archive_group(group_id: int) -> None:
    """Archive a group for good; for its organizers. Bookings to come are canceled, live interviews go on."""
    session = db.session()
    service.archive(session, settings(), membership.organized(session, current_user().id, group_id))


@operation(routes, "GET", "/<id:group_id>/members", returns={200: MemberPage})
def list_members(group_id: int, query: PageQuery) -> MemberPage:
    """List a group's members. Organizers also see how often each came, and how often not, in the group's slots."""
    mine = membership.require_member(db.session(), current_user().id, group_id)
    return reading.members(db.session(), group_id, query, counts=mine.is_organizer)


@operation(
    routes,
    "PATCH",
    "/<id:group_id>/members/<id:user_id>",
    returns={204: None},
    errors=(Forbidden, LastOrganizer),
)
def change_member(group_id: int, user_id: int, body: MemberChanges) -> None:
    """Make a member an organizer, or no longer one; for organizers."""
    if body.organizer is None:
        membership.organized(db.session(), current_user().id, group_id)
    else:
        service.appoint(db.session(), current_user().id, group_id, user_id, is_organizer=body.organizer)


@operation(
    routes,
    "DELETE",
    "/<id:group_id>/members/<id:user_id>",
    returns={204: None},
    errors=(Forbidden, NotOneself),
)
def remove_member(group_id: int, user_id: int) -> None:
    """Remove a member, who then can't join again. Their bookings in the group's slots are canceled. For organizers."""
    service.remove(db.session(), settings(), current_user().id, group_id, user_id)


@operation(routes, "GET", "/<id:group_id>/removals", returns={200: RemovalList}, errors=(Forbidden,))
def list_removals(group_id: int) -> RemovalList:
    """List the people who were removed; for organizers."""
    membership.require_organizer(db.session(), current_user().id, group_id)
    return reading.removals(db.session(), group_id)


@operation(routes, "DELETE", "/<id:group_id>/removals/<id:user_id>", returns={204: None}, errors=(Forbidden,))
def readmit_member(group_id: int, user_id: int) -> None:
    """Let a person who was removed join again; for organizers."""
    service.readmit(db.session(), current_user().id, group_id, user_id)


blueprint = Blueprint("groups", __name__)
routes.register_blueprint(times)
blueprint.register_blueprint(routes)
blueprint.register_blueprint(approval)
