"""When people who met lately are paired again, because nobody else in their room suits them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from shared.core.settings import Settings
from shared.matching import candidates, rule, waiting_room
from shared.models import Slot

MOST = 10
"""In a room with more people this is not worked out: somebody new comes soon, and everyone who enters asks."""


class Reunion(NamedTuple):
    """When a person may be paired with the one they met at `met_at`."""

    at: datetime
    met_at: datetime


def coming(session: Session, settings: Settings, slot: Slot, now: datetime, people: int) -> dict[int, Reunion]:
    """Return the reunions to come in a room with so many people present, by person."""
    if not 1 < people <= MOST or not waiting_room.pairs_now(settings, slot, now):
        return {}
    waiting = candidates.waiting_unlocked(session, settings, slot, now, MOST)
    met = candidates.meetings(session, [row.user_id for row in waiting], now)
    if not met:
        return {}
    tickets, _ = candidates.tickets(session, settings, slot, waiting, now)
    found = {}
    for user_id, (other, at) in rule.reunions(tickets).items():
        found[user_id] = Reunion(at, met[min(user_id, other), max(user_id, other)])
    return found
