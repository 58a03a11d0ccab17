"""The states of many people in their rooms, as `match_state` has each: with queries by room instead of by person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from shared.core.prepared import prepared
from shared.core.settings import Settings
from shared.events.schemas import MatchState
from shared.matching import match_state
from shared.matching.match_state import RoomCounts
from shared.rooms import interview_view
from shared.rooms.interview_view import Sides

_ROOMS = "mockmate.rooms"

_OPEN = prepared(
    text(
        """
        SELECT booking_id, interview_id FROM participants
        WHERE booking_id = ANY(CAST(:bookings AS bigint[])) AND live
        """
    )
)


def open_interviews(session: Session, booking_ids: Sequence[int]) -> dict[int, Sides]:
    """Return both sides of the open interviews of those of these bookings that are matched."""
    rows = session.execute(_OPEN, {"bookings": booking_ids}).all()
    sides = interview_view.load(session, {UUID(str(row.interview_id)) for row in rows}) if rows else {}
    return {row.booking_id: sides[UUID(str(row.interview_id))] for row in rows}


def matched(sides: Sides, slot_id: int, booking_id: int, user_id: int) -> MatchState:
    """Return the state of a person who is matched."""
    interview = interview_view.view_for(sides, user_id)
    return MatchState(status="matched", slot_id=slot_id, booking_id=booking_id, interview=interview)


def in_room(session: Session, settings: Settings, user_id: int, slot_id: int) -> MatchState:
    """Return the state of a person in a room, which is read once for all who ask in this session.

    So the session is for one transaction.
    """
    rooms: dict[int, RoomCounts] = session.info.setdefault(_ROOMS, {})
    if slot_id not in rooms:
        rooms[slot_id] = match_state.room_counts(session, settings, slot_id)
    room = rooms[slot_id]
    if user_id not in room.positions:
        return match_state.match_state(session, settings, user_id, slot_id)
    state = MatchState(status="waiting", slot_id=slot_id, booking_id=room.booking_ids[user_id])
    state.position, state.waiting, state.pairs_at = room.positions[user_id], room.counts, room.pairs_at
    state.estimated_wait_seconds = room.waits.get(user_id)
    if user_id in room.reunions:
        state.reunion_at, state.met_at, state.reunion = room.reunions[user_id]
    return state
