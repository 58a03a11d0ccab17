"""Chooses the question for each participant: at their level, new to them, on topic, and known to the interviewer.

From the moment a participant's turn to be asked begins (`participants.asked_at`), both people count as having seen the
question: one was asked it, the other read its solution. People who took it alone (`solo_turns`) have done both. The
interview's id determines the choice, so starting an interview twice, or in two processes at once, assigns the same
questions.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from shared.models import BELONGS_TO_TOPIC, Difficulty, Interview, InterviewType, Participant

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Candidate:
    """A question that could be asked."""

    id: int
    slug: str
    difficulty: Difficulty
    tags: Sequence[str] = ()
    on_topic: bool = False
    of_group: bool = False
    """Whether it is the group's, in whose slot the interview is."""


@dataclass(frozen=True)
class QuestionHistory:
    """What is known about the person who will be asked and about the person who asks.

    `seen` maps a question to when the person last met it; `solved` holds the questions that the interviewer was asked
    before; `weakness` rates how poorly the person did with each tag, from 0 to 4.
    """

    seen: Mapping[int, datetime] = field(default_factory=dict)
    solved: Collection[int] = ()
    weakness: Mapping[str, float] = field(default_factory=dict)


def choose(candidates: Sequence[Candidate], wanted: Difficulty, past: QuestionHistory, seed: str) -> Candidate | None:
    """Return the question to ask, or None if there are no candidates.

    The nearest difficulty comes first, then questions that are new to the person, then those of the group, then those
    on a topic that both agreed on, then those that the interviewer has solved. A wish is no reason to ask what somebody
    has met while there is something new. If all were seen, the one seen longest ago wins, of the group's and of those
    on topic first. Ties are broken by the seed; a tag that the person did poorly with is up to five times as likely as
    one they did well with.
    """

    def rank(one: Candidate) -> tuple[int, bool, bool, bool, datetime, bool, float]:
        gap = abs(one.difficulty.level - wanted.level)
        seen_at = past.seen.get(one.id, _LONG_AGO)
        return (
            gap,
            one.id in past.seen,
            not one.of_group,
            not one.on_topic,
            seen_at,
            one.id not in past.solved,
            _draw(one, past.weakness, seed),
        )

    return min(candidates, key=rank, default=None)


def _draw(one: Candidate, weakness: Mapping[str, float], seed: str) -> float:
    """Draw a number; the smallest wins. It is exponential, with the weight as its rate."""
    weight = 1 + max((weakness.get(tag, 0.0) for tag in one.tags), default=0.0)
    digest = hashlib.sha256(f"{seed}:{one.slug}".encode()).digest()
    uniform = (int.from_bytes(digest[:8], "big") + 1) / (2**64 + 1)
    return -math.log(uniform) / weight


def assign(session: Session, interview: Interview) -> None:
    """Give a question to each participant who has none yet. The interview must be locked."""
    people = session.scalars(
        select(Participant).where(Participant.interview_id == interview.id).order_by(Participant.seat)
    ).all()
    if all(one.question_id is not None for one in people):
        return
    askable = candidates(session, interview.interview_type, interview.topics, interview.slot_id)
    known = question_histories(session, interview.id, [one.user_id for one in people])
    taken = {one.question_id for one in people}
    for one in people:
        if one.question_id is None:
            # Never the peer's question: whoever asks a question has read its solution.
            free = [candidate for candidate in askable if candidate.id not in taken]
            chosen = choose(free, one.difficulty, known[one.user_id], f"{interview.id}:{one.seat}")
            one.question_id = chosen.id if chosen else None
            taken.add(one.question_id)
    session.flush()


_CANDIDATES = text(
    f"""
    SELECT q.id, q.slug, q.difficulty, q.tags,
        EXISTS (SELECT FROM topics t WHERE t.slug = ANY(CAST(:topics AS text[])) AND {BELONGS_TO_TOPIC}) AS on_topic,
        q.group_id IS NOT NULL AS of_group
    FROM questions q
    WHERE q.interview_type = :type AND q.retired_at IS NULL AND NOT q.draft
        AND (q.group_id IS NULL OR q.group_id = (SELECT group_id FROM slots WHERE id = :slot))
    ORDER BY q.id
    """  # noqa: S608 - ours
)


def candidates(
    session: Session, interview_type: InterviewType, topics: Sequence[str], slot_id: int | None = None
) -> list[Candidate]:
    """Return the questions of a type that can be asked, also those of the group whose slot it is."""
    given = {"type": interview_type.value, "topics": list(topics), "slot": slot_id}
    rows = session.execute(_CANDIDATES, given)
    return [
        Candidate(row.id, row.slug, Difficulty(row.difficulty), row.tags, row.on_topic, row.of_group) for row in rows
    ]


# Every turn of these people and their peers, and those taken alone: who was asked what, and when. A question that has
# replaced another, or the one that had replaced that, is a new version of what they met; UNION ends at versions that
# lead back.
_TURNS = text(
    """
    WITH RECURSIVE versions AS (
        SELECT id, replaced_by AS newer FROM questions WHERE replaced_by IS NOT NULL
        UNION
        SELECT v.id, q.replaced_by FROM versions v JOIN questions q ON q.id = v.newer WHERE q.replaced_by IS NOT NULL
    ), turns AS (
        SELECT me.user_id AS user_id, p.user_id AS asked, p.question_id, p.asked_at
        FROM participants me JOIN participants p ON p.interview_id = me.interview_id
        WHERE me.user_id = ANY(:users) AND p.asked_at IS NOT NULL AND p.question_id IS NOT NULL
            AND me.interview_id <> :interview
        UNION ALL
        SELECT user_id, user_id, question_id, began_at FROM solo_turns WHERE user_id = ANY(:users)
    )
    SELECT user_id, asked, question_id, asked_at FROM turns
    UNION ALL
    SELECT t.user_id, t.asked, v.newer, t.asked_at FROM turns t JOIN versions v ON v.id = t.question_id
    """
)
_SCORES = text(
    """
    SELECT f.subject_id AS user_id, tag, avg(f.overall) AS score
    FROM feedback f
        JOIN participants p ON p.interview_id = f.interview_id AND p.user_id = f.subject_id AND p.asked_at IS NOT NULL
        JOIN questions q ON q.id = p.question_id
        CROSS JOIN unnest(q.tags) AS tag
    WHERE f.subject_id = ANY(:users)
    GROUP BY f.subject_id, tag
    """
)


def question_histories(session: Session, interview_id: UUID, users: Sequence[int]) -> dict[int, QuestionHistory]:
    """Return the history of these people: from all their interviews except this one, and from what they took alone."""
    turns = session.execute(_TURNS, {"users": list(users), "interview": interview_id}).all()
    weakness: dict[int, dict[str, float]] = defaultdict(dict)
    for row in session.execute(_SCORES, {"users": list(users)}):
        weakness[row.user_id][row.tag] = 5 - float(row.score)
    seen = {user: _seen(turns, user) for user in users}
    solved = {user: {turn.question_id for turn in turns if turn.asked == turn.user_id == user} for user in users}
    return {
        user: QuestionHistory(
            seen[user], {one for other in users if other != user for one in solved[other]}, weakness[user]
        )
        for user in users
    }


def _seen(turns: Sequence[Row[Any]], user: int) -> dict[int, datetime]:
    latest: dict[int, datetime] = {}
    for turn in turns:
        if turn.user_id == user:
            latest[turn.question_id] = max(turn.asked_at, latest.get(turn.question_id, _LONG_AGO))
    return latest
