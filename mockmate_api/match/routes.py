"""GET /match/waiting-room, /status, /busy-hours and /ice-servers, and POST /match/pair and /leave."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g
from flask.blueprints import BlueprintSetupState

from mockmate_api.http import rate_limits
from mockmate_api.http.caller import current_claims, current_user
from mockmate_api.http.extensions import db, settings
from mockmate_api.http.operation import operation
from mockmate_api.http.reading import Reading
from mockmate_api.match import busy_hours, room_list, service
from mockmate_api.match.arrivals import Arrival
from mockmate_api.match.schemas import (
    BusyHours,
    BusyHoursOfCalendar,
    BusyHoursQuery,
    LeaveIn,
    PairIn,
    ReunionIn,
    RoomList,
    SlotChoice,
)
from mockmate_api.match.service import Door
from shared.core import clock
from shared.core.errors import (
    AlreadyMatched,
    BirthYearMissing,
    BookingClosed,
    BookingOverlap,
    ConsentRequired,
    EmailNotVerified,
    NotBooked,
    NotFound,
    PracticeBlocked,
    ReunionGone,
    RoomClosed,
    RoomNotOpen,
)
from shared.events.schemas import CallServers, MatchState
from shared.rooms import video

blueprint = Blueprint("match", __name__, url_prefix="/match")

_DOOR = "mockmate.door"


@blueprint.record
def _install(state: BlueprintSetupState) -> None:
    state.app.extensions[_DOOR] = Door(state.app.extensions["mockmate.settings"])


@operation(blueprint, "GET", "/waiting-room", returns={200: RoomList}, errors=(NotFound,))
def list_waiting_rooms(query: SlotChoice) -> Reading:
    """List the waiting rooms I can enter: practice rooms first, then open ones, then those opening soon."""
    return room_list.read(settings(), query.slot_id)


@operation(
    blueprint,
    "POST",
    "/pair",
    returns={200: MatchState, 202: MatchState},
    errors=(
        *(NotBooked, RoomNotOpen, RoomClosed, BookingClosed, BookingOverlap, PracticeBlocked, EmailNotVerified),
        BirthYearMissing,
        ConsentRequired,
        NotFound,
    ),
    idempotent=True,
    limits=rate_limits.PAIR,
    checks_login=True,
)
def pair_with_peer(body: PairIn) -> tuple[MatchState, int]:
    """Enter the waiting room and try to pair at once.

    200 if you are matched; 202 if you are waiting, which in a crowd may be brief: poll /match/status, or listen on
    /ws/match.
    """
    door: Door = current_app.extensions[_DOOR]
    state = door.pair(db.session(), Arrival(current_claims(), body, g.request_id))
    return state, 200 if state.status == "matched" else 202


@operation(blueprint, "GET", "/status", returns={200: MatchState}, errors=(NotFound,))
def read_match_status(query: SlotChoice) -> MatchState:
    """Get my state in matching, and stay present in the waiting room for another minute."""
    return service.state(db.session(), settings(), current_user().id, query.slot_id)


@operation(blueprint, "GET", "/busy-hours", returns={200: BusyHours}, limits=rate_limits.BUSY_HOURS)
def list_busy_hours(query: BusyHoursQuery) -> BusyHours:
    """List the next hours in which people usually come, counted over the last four weeks.

    They are hours of the week by the clocks of my time zone. Counted are others, whom I could meet by age; hours with
    fewer than five of them in all are left out.
    """
    return busy_hours.busy_hours(db.session(), settings(), current_user(), query)


@operation(
    blueprint,
    "GET",
    "/busy-hours/calendar.ics",
    returns={200: busy_hours.MEDIA_TYPE},
    errors=(NotFound,),
    limits=rate_limits.BUSY_HOURS,
)
def read_busy_hours_calendar(query: BusyHoursOfCalendar) -> Response:
    """Get the next busy hours, or one of them, as a calendar file."""
    return busy_hours.calendar(db.session(), settings(), current_user(), query)


@operation(blueprint, "POST", "/reunion", returns={200: MatchState}, errors=(ReunionGone, AlreadyMatched))
def answer_reunion(body: ReunionIn) -> MatchState:
    """Say whether I would practice now with somebody who waits here and whom I met lately.

    I am asked by `reunion` in my state, and so are they. If both would, we are paired at once: poll /match/status, or
    listen on /ws/match. If one would not, we stay apart while both wait, and nobody is told who said so.
    """
    return service.answer_reunion(db.session(), settings(), current_user().id, body)


@operation(blueprint, "GET", "/ice-servers", returns={200: CallServers}, limits=rate_limits.NETWORK_TEST)
def read_ice_servers() -> CallServers:
    """Get the STUN and TURN servers that calls use here, to test my network before I meet somebody."""
    return video.call_servers(settings(), current_user().id, clock.now(db.session()))


@operation(blueprint, "POST", "/leave", returns={204: None}, errors=(AlreadyMatched,))
def leave_waiting_room(body: LeaveIn = LeaveIn()) -> None:  # noqa: B008 - frozen
    """Leave the waiting room. A scheduled booking stays booked; a practice booking is canceled."""
    service.leave(db.session(), current_user().id, body.slot_id)
