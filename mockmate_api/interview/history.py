"""My past interviews: peer, questions, duration and feedback."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from mockmate_api.http.pagination import decode_cursor, read_moment
from mockmate_api.http.reading import Reading
from mockmate_api.interview.schemas import HistoryQuery, Removed
from mockmate_api.reviews import feedback_view
from shared.core.json_sql import moment, record
from shared.core.settings import Settings
from shared.models import BELONGS_TO_TOPIC, was_invited
from shared.rooms import reliability

_FILTERS = {
    "interview_type": "i.interview_type = :interview_type",
    "difficulty": "me.difficulty = :difficulty",
    "from_": "i.matched_at >= :from_",
    "to": "i.matched_at < :to",
    "peer": "EXISTS (SELECT FROM participants WHERE interview_id = i.id AND user_id = :peer AND seat <> me.seat)",
    "topic": f"""(:topic = ANY(i.topics) OR EXISTS (
        SELECT FROM participants p JOIN questions q ON q.id = p.question_id JOIN topics t ON {BELONGS_TO_TOPIC}
        WHERE p.interview_id = i.id AND p.asked_at IS NOT NULL AND t.slug = :topic
    ))""",
    "after": "(i.matched_at, i.id) < (:after, CAST(:after_id AS uuid))",
}
_PEER = f"peer_user.id, peer_user.username, peer_user.full_name, {reliability.sql('peer_user.id')} AS reliability"
_REASONS = "i.level_gap = 0 AS same_level, me.waited_seconds, peer.waited_seconds AS peer_waited_seconds, i.met_before"
_WHY = f"{_REASONS}, {was_invited('i')} AS invited"
_REMOVED = ", ".join(
    moment(f"CAST(i.removed ->> '{kind}' AS timestamptz)") + f" AS {kind}" for kind in Removed.model_fields
)
_PAGE = f"""
    SELECT i.id, i.slot_id, i.interview_type, i.status, role.mine AS role, me.difficulty AS my_difficulty,
        {record(_PEER)} AS peer, i.level_gap, {record(_WHY)} AS why, i.topics,
        {moment("i.matched_at")} AS matched_at, {moment("i.start_by")} AS start_by,
        me.started_at IS NOT NULL AS i_started, peer.started_at IS NOT NULL AS peer_started,
        {moment("i.started_at")} AS started_at, {moment("i.ends_at")} AS ends_at, {moment("i.ended_at")} AS ended_at,
        -- The roles I had, in the order in which I first had them.
        CASE WHEN swaps.count % 2 = 1 THEN ARRAY[role.peers, role.mine]
            WHEN swaps.count > 0 THEN ARRAY[role.mine, role.peers]
            WHEN i.started_at IS NOT NULL THEN ARRAY[role.mine]
            ELSE CAST(ARRAY[] AS text[])
        END AS roles,
        -- A question that was not asked may come up another time, so it is not revealed.
        coalesce((
            SELECT json_agg(question) FROM (
                SELECT q.id, q.title, q.difficulty, q.tags, p.user_id = me.user_id AS of_me
                FROM participants p JOIN questions q ON q.id = p.question_id
                WHERE p.interview_id = i.id AND i.started_at IS NOT NULL
                    AND (p.seat <> i.interviewer_seat OR swaps.count > 0)
                ORDER BY p.asked_at, p.seat
            ) AS question
        ), '[]') AS questions,
        CAST(round(date_part('epoch', i.ended_at - i.started_at)) AS integer) AS duration_seconds,
        {feedback_view.sql("my_user", "peer_user", "i")} AS feedback_given,
        {feedback_view.sql("peer_user", "my_user", "i", only="shown.visible")} AS feedback_received,
        '/interview/' || i.id || '/replay' AS replay, {record(_REMOVED)} AS removed
    FROM (
        SELECT i.* FROM participants me JOIN interviews i ON i.id = me.interview_id
        WHERE me.user_id = :user_id AND i.status IN ('ended', 'abandoned') {{filters}}
        ORDER BY i.matched_at DESC, i.id DESC LIMIT :limit + 1
    ) AS i
        JOIN participants me ON me.interview_id = i.id AND me.user_id = :user_id
        JOIN participants peer ON peer.interview_id = i.id AND peer.seat <> me.seat
        JOIN users my_user ON my_user.id = me.user_id
        JOIN users peer_user ON peer_user.id = peer.user_id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN me.seat = i.interviewer_seat THEN 'interviewer' ELSE 'interviewee' END AS mine,
                CASE WHEN me.seat = i.interviewer_seat THEN 'interviewee' ELSE 'interviewer' END AS peers
        ) AS role
        CROSS JOIN LATERAL (
            SELECT count(*) FROM events e WHERE e.stream = 'interview:' || i.id AND e.type = 'roles.swapped'
        ) AS swaps
    ORDER BY i.matched_at DESC, i.id DESC
"""  # noqa: S608 - ours


def read(settings: Settings, query: HistoryQuery) -> Reading:
    """Return a page of my finished interviews, newest first."""
    given: dict[str, Any] = query.model_dump(exclude={"limit", "cursor"}, exclude_none=True, mode="python")
    if query.cursor is not None:
        given["after"], given["after_id"] = decode_cursor(query.cursor, read_moment, lambda value: str(UUID(value)))
    filters = "".join(f" AND {condition}" for name, condition in _FILTERS.items() if name in given)
    return Reading(
        _PAGE.format(filters=filters),
        given | {"reveal": timedelta(hours=settings.feedback_reveal_hours)},
        query.limit,
        place="json_build_array(item.matched_at, item.id)::text",
    )
