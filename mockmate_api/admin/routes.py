"""POST /admin/slots/generate and /admin/slots/{id}/pair, and the management of people and reports."""

from __future__ import annotations

import time

from flask import Blueprint

from mockmate_api.accounts import confirming
from mockmate_api.admin import people, records
from mockmate_api.admin.checklist.routes import blueprint as checklist
from mockmate_api.admin.parked import blueprint as parked_items
from mockmate_api.admin.schemas import (
    AccountPage,
    AuditPage,
    AuditQuery,
    BirthYearIn,
    GenerateIn,
    GenerateOut,
    PassOut,
    PeopleQuery,
    ReportOut,
    ReportPage,
    ReportQuery,
    ResolveIn,
    SuspendIn,
)
from mockmate_api.admin.slot_templates import blueprint as slot_templates
from mockmate_api.admin.topics import blueprint as topics
from mockmate_api.http import transaction
from mockmate_api.http.authentication import Credential
from mockmate_api.http.caller import current_session_id, current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.problems import AlreadyResolved, NotOneself
from shared.core import metrics
from shared.core.errors import ConfirmationRequired, NotFound, Suspended, TooYoung
from shared.matching import pairing, schedule, visibility
from shared.models import User
from shared.rooms import reliability

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
blueprint.register_blueprint(checklist)
blueprint.register_blueprint(slot_templates)
blueprint.register_blueprint(parked_items)
blueprint.register_blueprint(topics)


@operation(blueprint, "POST", "/slots/generate", returns={200: GenerateOut}, credential=Credential.ADMIN)
def generate_slots(body: GenerateIn = GenerateIn()) -> GenerateOut:  # noqa: B008 - frozen
    """Create the missing slots and practice rooms. Repeating it creates nothing twice."""
    return GenerateOut(created=schedule.generate(db.session(), settings(), body.days))


@operation(blueprint, "POST", "/slots/<id:slot_id>/pair", returns={200: PassOut}, credential=Credential.ADMIN)
def run_matching_pass(slot_id: int) -> PassOut:
    """Run one matching pass over a slot's waiting room now."""
    visibility.require_visible(db.session(), current_user().id, slot_id)
    began = time.monotonic()
    result = pairing.pair_slot(db.session(), settings(), slot_id)
    transaction.commit()
    metrics.observe_pass(time.monotonic() - began, result.waits_and_gaps)
    return PassOut(pairs=result.pairs, waiting=result.waiting)


@operation(blueprint, "GET", "/users", returns={200: AccountPage}, credential=Credential.ADMIN)
def find_users(query: PeopleQuery) -> AccountPage:
    """Find people by name or address, newest first."""
    return people.find(db.session(), query)


@operation(
    blueprint,
    "POST",
    "/users/<id:user_id>/forgive",
    returns={204: None},
    errors=(NotFound,),
    credential=Credential.ADMIN,
)
def forgive_user(user_id: int) -> None:
    """Lift the block from practice that a person's missed interviews, late cancellations or declines caused."""
    if db.session.get(User, user_id) is None:
        raise NotFound
    reliability.forgive(db.session(), user_id)


@operation(
    blueprint,
    "POST",
    "/users/<id:user_id>/suspend",
    returns={204: None},
    errors=(NotOneself,),
    credential=Credential.ADMIN,
)
def suspend_user(user_id: int, body: SuspendIn) -> None:
    """Suspend a person: their logins and sockets end, their bookings are canceled, and they can't log in."""
    people.suspend(db.session(), settings(), current_user().id, user_id, body)


@operation(blueprint, "POST", "/users/<id:user_id>/unsuspend", returns={204: None}, credential=Credential.ADMIN)
def unsuspend_user(user_id: int) -> None:
    """Lift a suspension. Repeating it has no effect."""
    people.unsuspend(db.session(), current_user().id, user_id)


@operation(blueprint, "POST", "/users/<id:user_id>/promote", returns={204: None}, credential=Credential.ADMIN)
def promote_user(user_id: int) -> None:
    """Make a person an administrator."""
    people.set_admin(db.session(), current_user().id, user_id, is_admin=True)


@operation(
    blueprint,
    "POST",
    "/users/<id:user_id>/demote",
    returns={204: None},
    errors=(NotOneself,),
    credential=Credential.ADMIN,
)
def demote_user(user_id: int) -> None:
    """Make a person an ordinary user."""
    people.set_admin(db.session(), current_user().id, user_id, is_admin=False)


@operation(
    blueprint,
    "POST",
    "/users/<id:user_id>/appoint",
    returns={204: None},
    errors=(Suspended,),
    credential=Credential.ADMIN,
)
def appoint_moderator(user_id: int) -> None:
    """Make a person a moderator, who decides on reports about people and has no other access."""
    people.set_moderator(db.session(), current_user().id, user_id, is_moderator=True)


@operation(blueprint, "POST", "/users/<id:user_id>/dismiss", returns={204: None}, credential=Credential.ADMIN)
def dismiss_moderator(user_id: int) -> None:
    """Take the role of a moderator from a person."""
    people.set_moderator(db.session(), current_user().id, user_id, is_moderator=False)


@operation(
    blueprint,
    "DELETE",
    "/users/<id:user_id>/second-factor",
    returns={204: None},
    errors=(NotOneself, ConfirmationRequired),
    credential=Credential.ADMIN,
)
def remove_second_factor(user_id: int) -> None:
    """Remove the code app, the passkeys and the recovery codes of a person who has lost them.

    Make sure first that it is this person who asks. Their logins end, and they are told by mail. It is asked again
    who does this.
    """
    confirming.require(db.session(), current_session_id())
    people.remove_second_factor(db.session(), current_user().id, user_id)


@operation(
    blueprint,
    "POST",
    "/users/<id:user_id>/birth-year",
    returns={204: None},
    errors=(TooYoung,),
    credential=Credential.ADMIN,
)
def change_birth_year(user_id: int, body: BirthYearIn) -> None:
    """Correct a person's year of birth, which they can't change themselves. The audit log notes it without the year."""
    people.set_birth_year(db.session(), settings(), current_user().id, user_id, body.birth_year)


@operation(blueprint, "GET", "/reports", returns={200: ReportPage}, credential=Credential.ADMIN)
def list_reports(query: ReportQuery) -> ReportPage:
    """List people's reports about each other, newest first. Those by or about me are not in it."""
    return records.reports(db.session(), current_user().id, query)


@operation(
    blueprint,
    "POST",
    "/reports/<id:report_id>/resolve",
    returns={200: ReportOut},
    errors=(AlreadyResolved,),
    credential=Credential.ADMIN,
)
def resolve_report(report_id: int, body: ResolveIn) -> ReportOut:
    """Record the decision on a report."""
    return records.resolve(db.session(), current_user().id, report_id, body)


@operation(blueprint, "GET", "/audit", returns={200: AuditPage}, credential=Credential.ADMIN)
def list_audit(query: AuditQuery) -> AuditPage:
    """List logins, refusals, and changes to accounts, newest first, without reports about me."""
    return records.audit_log(db.session(), current_user().id, query)
