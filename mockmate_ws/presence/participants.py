"""Presence in an interview room: a lease on the participant's row, renewed while a socket is open.

What happens when a person's connection breaks, and when:

1. The socket closes: at once if the connection is reset, within 30 s if it is silent (a ping without a pong). If it was
   their last one in this room, the peer gets `peer.reconnecting` at once (`InterviewLive.leave`), and a snapshot shows
   them as not `connected`. A process that is killed sends nothing; then step 3 is the first sign.
2. The lease is no longer renewed. `Leases` renews it every third of SOCKET_GRACE_SECONDS (15 s), each time to
   SOCKET_GRACE_SECONDS from then, so it runs out 10 to 15 s after the socket closed. If the person comes back before
   step 3, the peer gets `peer.reconnected`, and no event is stored.
3. The job `announce_left` runs every 2 s and marks the person as left: the peer gets `peer.left`, 10 to 17 s after the
   socket closed. When the person comes back later, `join` clears the mark, and the peer gets `peer.joined`.

Absence never ends a live interview: a participant does (`interview.end`), or the job `end_interviews` when its time is
up. Only an interview that is not live yet can be abandoned, whether or not its people are present: the job
`give_up_no_shows` does so START_GRACE_SECONDS (180 s) after the match unless both have started it, and a participant
who ends it does so earlier. Presence in a waiting room is a lease of its own, on the booking
(`shared.matching.waiting_room`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Row, select, text, tuple_
from sqlalchemy.orm import Session

from shared.core import audit, clock, parking
from shared.core.errors import NotFound
from shared.events import event_log
from shared.events.types import PeerJoined, PeerLeft
from shared.models import Participant

_SEAT = "interview_id || '/' || seat"
RENEW_JOB, REJOIN_JOB = "renew_participants", "announce_back"


class ParticipantKey(NamedTuple):
    """One user in one interview."""

    interview_id: UUID
    user_id: int


Arrival = Literal["joined", "back", "over"]


def join(session: Session, participant_key: ParticipantKey, lease_seconds: float) -> Arrival:
    """Enter the room, with an event for the peer if the user `joined`.

    Returns `back` for a user who never counted as gone, `over` when the interview is over. Raises NotFound for a user
    who is not a participant.
    """
    request_id = audit.origin.get().request_id or ""
    (arrival,) = _join(session, [Joining(participant_key, lease_seconds, request_id)], wait=True)
    if isinstance(arrival, NotFound):
        raise arrival
    assert arrival is not None  # noqa: S101 - only what is not waited for is left out
    return arrival


class Joining(NamedTuple):
    """A participant who enters the room, and for how many seconds they count as present."""

    key: ParticipantKey
    lease_seconds: float
    request_id: str


def join_many(session: Session, joining: Sequence[Joining]) -> list[Arrival | NotFound | None]:
    """Enter rooms as `join` does; None for those whose room another transaction holds: `join` alone."""
    return _join(session, joining, wait=False)


def _join(session: Session, joining: Sequence[Joining], *, wait: bool) -> list[Arrival | NotFound | None]:
    wanted = tuple_(Participant.interview_id, Participant.user_id).in_([one.key for one in joining])
    rows = session.execute(select(Participant.interview_id, Participant.user_id).where(wanted))
    known = {ParticipantKey(*row) for row in rows}
    streams = {event_log.interview(key.interview_id) for key in known}
    held = set() if wait else event_log.lock_streams(session, sorted(streams))
    found = session.scalars(
        select(Participant)
        .where(wanted)
        .order_by(Participant.interview_id, Participant.seat)
        .with_for_update(skip_locked=not wait)
        .execution_options(populate_existing=True)
    )
    participants = {ParticipantKey(one.interview_id, one.user_id): one for one in found}
    now = clock.now(session)
    arrivals: list[Arrival | NotFound | None] = []
    joined: list[Joining] = []
    for one in joining:
        participant = participants.get(one.key)
        if one.key not in known:
            arrivals.append(NotFound())
        elif participant is None or event_log.interview(one.key.interview_id) in held:
            arrivals.append(None)
        elif not participant.is_open:
            arrivals.append("over")
        else:
            was_away = participant.joined_at is None or participant.left_at is not None
            participant.joined_at = participant.joined_at or now
            participant.left_at = None
            participant.present_until = now + timedelta(seconds=one.lease_seconds)
            arrivals.append("joined" if was_away else "back")
            if was_away:
                joined.append(one)
    session.flush()
    if joined:
        events = [(event_log.interview(one.key.interview_id), PeerJoined(user_id=one.key.user_id)) for one in joined]
        event_log.append_many(session, events, [one.request_id for one in joined])
    return arrivals


def lock(session: Session, interview_id: UUID) -> dict[int, Participant]:
    """Lock both participants of an interview, and return them by user."""
    rows = session.scalars(
        select(Participant).where(Participant.interview_id == interview_id).order_by(Participant.seat).with_for_update()
    )
    return {one.user_id: one for one in rows}


def renew(session: Session, keys: Sequence[ParticipantKey], lease_seconds: float) -> list[ParticipantKey]:
    """Extend leases to this long from now. Returns the participants whose interview is over."""
    over: list[ParticipantKey] = []
    due = parking.free(session, RENEW_JOB, keys)
    work = partial(_renew, session, lease_seconds, over)
    parking.process(session, RENEW_JOB, due, work, are_found=False, pauses=parking.PROMPT)
    return over


def _renew(session: Session, lease_seconds: float, over: list[ParticipantKey], keys: Sequence[ParticipantKey]) -> int:
    # As text: adapting thousands of ids one by one would delay the event loop's thread.
    ids = {
        "interviews": f"{{{','.join(str(one.interview_id) for one in keys)}}}",
        "users": f"{{{','.join(str(one.user_id) for one in keys)}}}",
    }
    rows = session.execute(
        text(
            """
            UPDATE participants p SET present_until = clock_timestamp() + :lease
            FROM (
                SELECT interview_id, seat
                FROM participants
                JOIN unnest(CAST(:interviews AS uuid[]), CAST(:users AS bigint[])) AS k(interview_id, user_id)
                    USING (interview_id, user_id)
                ORDER BY interview_id, seat FOR UPDATE OF participants
            ) AS held
            WHERE (p.interview_id, p.seat) = (held.interview_id, held.seat)
            RETURNING p.interview_id, p.user_id, p.live, p.left_at IS NOT NULL AS has_left
            """
        ),
        {**ids, "lease": timedelta(seconds=lease_seconds)},
    ).all()
    # Marked as left while this process was delayed; they are back.
    back = [ParticipantKey(row.interview_id, row.user_id) for row in rows if row.live and row.has_left]
    if back:
        # The leases are renewed all the same; who can't be announced is tried again after a pause.
        due = parking.free(session, REJOIN_JOB, back)
        work = partial(_rejoin, session, lease_seconds)
        parking.process(session, REJOIN_JOB, due, work, are_found=False, pauses=parking.PROMPT)
    over += [ParticipantKey(row.interview_id, row.user_id) for row in rows if not row.live]
    return len(rows)


def _rejoin(session: Session, lease_seconds: float, keys: Sequence[ParticipantKey]) -> int:
    return sum(join(session, key, lease_seconds) != "over" for key in keys)


def announce_left(session: Session) -> int:
    """Mark participants whose lease ran out as left, with an event for the peer. Returns how many left."""
    found = session.execute(
        text(
            f"""
            SELECT interview_id, seat
            FROM participants
            WHERE live AND left_at IS NULL AND present_until < now()
                AND {parking.is_free("announce_left", _SEAT)}
            ORDER BY interview_id, seat LIMIT 500 FOR UPDATE SKIP LOCKED
            """  # noqa: S608 - ours
        )
    ).all()
    return parking.process(session, "announce_left", found, partial(_announce_left, session))


def _announce_left(session: Session, gone: Sequence[Row[tuple[UUID, int]]]) -> int:
    rows = session.execute(
        text(
            """
            UPDATE participants p SET left_at = clock_timestamp()
            FROM unnest(CAST(:interviews AS uuid[]), CAST(:seats AS smallint[])) AS gone(interview_id, seat)
            WHERE (p.interview_id, p.seat) = (gone.interview_id, gone.seat)
            RETURNING p.interview_id, p.user_id
            """
        ),
        {"interviews": [str(one.interview_id) for one in gone], "seats": [one.seat for one in gone]},
    ).all()
    if rows:
        left = [(event_log.interview(row.interview_id), PeerLeft(user_id=row.user_id)) for row in rows]
        event_log.append_many(session, left)
    return len(rows)
