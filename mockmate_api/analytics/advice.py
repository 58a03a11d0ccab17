"""What to practise next: a rule over what was practised and how it was rated. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from mockmate_api.analytics.schemas import Advice, LevelPractice, Standout, TagPractice
from shared.models import Difficulty, InterviewType

_LADDER = (Difficulty.EASY, Difficulty.MEDIUM, Difficulty.HARD)
_HIGH, _LOW = 4.0, 2.5
_ENOUGH = 2
_TAGS = 3
_TYPES = {
    "structure": InterviewType.BEHAVIORAL,
    "ownership": InterviewType.BEHAVIORAL,
    "impact": InterviewType.BEHAVIORAL,
    "problem_solving": InterviewType.TECHNICAL,
    "technical": InterviewType.TECHNICAL,
    "code": InterviewType.TECHNICAL,
    "testing": InterviewType.TECHNICAL,
}
"""The type of interview in which alone a dimension is rated."""


def advise(levels: Sequence[LevelPractice], tags: Sequence[TagPractice], weakest: Standout | None) -> Advice:
    """Say what to practise next: the type of the weakest dimension, else the one practised most.

    The difficulty is the hardest rated twice or more, one up when that went well, one down when it went badly.
    """
    if not levels:
        return Advice(
            interview_type=InterviewType.TECHNICAL,
            difficulty=Difficulty.EASY,
            tags=[],
            because="nothing_yet",
            reason="Nothing to go by yet: begin with something easy, of either type.",
        )
    interview_type = _type(levels, weakest)
    mine = [level for level in levels if level.interview_type is interview_type]
    rated = [level for level in mine if level.overall.count >= _ENOUGH]
    # Without ratings enough: the easiest that was practised, or easy for a type that is new.
    basis = max(rated, key=_level) if rated else min(mine, key=_level) if mine else None
    place = _LADDER.index(basis.difficulty) if basis else 0
    mean = basis.overall.mean if basis and rated else None
    chosen = _weak_tags(tags) if interview_type is InterviewType.TECHNICAL else []
    focus = f" Mind {weakest.dimension.replace('_', ' ')}: {weakest.mean:g} on average." if weakest else ""
    if mean is not None and mean >= _HIGH and place < len(_LADDER) - 1:
        return Advice(
            interview_type=interview_type,
            difficulty=_LADDER[place + 1],
            tags=chosen,
            because="ready_for_harder",
            reason=f"Rated {mean:g} on average at {_LADDER[place]}: try {_LADDER[place + 1]}.{focus}",
        )
    if mean is not None and mean < _LOW and place > 0:
        return Advice(
            interview_type=interview_type,
            difficulty=_LADDER[place - 1],
            tags=chosen,
            because="too_hard_yet",
            reason=f"Rated {mean:g} on average at {_LADDER[place]}: go back to {_LADDER[place - 1]}.{focus}",
        )
    return Advice(
        interview_type=interview_type,
        difficulty=_LADDER[place],
        tags=chosen,
        because="keep_going",
        reason=f"Practise {interview_type} interviews at {_LADDER[place]} again.{focus}",
    )


def _type(levels: Sequence[LevelPractice], weakest: Standout | None) -> InterviewType:
    if weakest is not None and weakest.dimension in _TYPES:
        return _TYPES[weakest.dimension]
    practised = dict.fromkeys(InterviewType, 0)
    for level in levels:
        practised[level.interview_type] += level.interviews
    return max(practised, key=lambda one: practised[one])


def _level(practice: LevelPractice) -> int:
    return practice.difficulty.level


def _weak_tags(tags: Sequence[TagPractice]) -> list[str]:
    """Return the tags rated lowest, below good."""
    weak = [(tag.overall.mean, tag.tag) for tag in tags if tag.overall.mean is not None and tag.overall.mean < _HIGH]
    return [tag for _, tag in sorted(weak)[:_TAGS]]
