"""Advice on what to practice next: a pure rule over past practice and its ratings."""

from __future__ import annotations

from collections.abc import Sequence

from mockmate_api.analytics.schemas import (
    Advice,
    InterviewerAdvice,
    InterviewerDimension,
    InterviewerDimensionRatings,
    LevelPractice,
    Standout,
    TagPractice,
)
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
"""The only type of interview in which a dimension is rated."""

_ENOUGH_AS_INTERVIEWER = 3
_TO_DO: dict[InterviewerDimension, str] = {
    "clarity": "Say the task in one sentence first, and ask whether it is clear",
    "hints": "Wait until they are stuck, then give the smallest hint that helps",
    "listening": "Let them finish, and say what you understood before you go on",
    "fairness": "Rate what they did, not how they did it, and be as patient as you would like others to be",
}
"""What an interviewer can do about a low rating. There is nothing to say about the overall one."""


def advise(levels: Sequence[LevelPractice], tags: Sequence[TagPractice], weakest: Standout | None) -> Advice:
    """Return what to practice next: the type of the weakest dimension, else the type practiced most.

    The difficulty is the hardest one rated at least twice, one level up if that went well, one level down if it went
    badly.
    """
    if not levels:
        return Advice(
            interview_type=InterviewType.TECHNICAL,
            difficulty=Difficulty.EASY,
            tags=[],
            because="nothing_yet",
            reason="Nothing to go by yet: start with an easy interview of either type.",
        )
    interview_type = _type(levels, weakest)
    mine = [level for level in levels if level.interview_type is interview_type]
    rated = [level for level in mine if level.overall.count >= _ENOUGH]
    # Without enough ratings: the easiest level practiced so far, or easy for a new type.
    basis = max(rated, key=_level) if rated else min(mine, key=_level) if mine else None
    place = _LADDER.index(basis.difficulty) if basis else 0
    mean = basis.overall.mean if basis and rated else None
    chosen = _weak_tags(tags) if interview_type is InterviewType.TECHNICAL else []
    focus = f" Focus on {weakest.dimension.replace('_', ' ')} ({weakest.mean:g} on average)." if weakest else ""
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
        reason=f"Practice {interview_type} interviews at {_LADDER[place]} again.{focus}",
    )


def _type(levels: Sequence[LevelPractice], weakest: Standout | None) -> InterviewType:
    if weakest is not None and weakest.dimension in _TYPES:
        return _TYPES[weakest.dimension]
    practiced = dict.fromkeys(InterviewType, 0)
    for level in levels:
        practiced[level.interview_type] += level.interviews
    return max(practiced, key=lambda one: practiced[one])


def _level(practice: LevelPractice) -> int:
    return practice.difficulty.level


def _weak_tags(tags: Sequence[TagPractice]) -> list[str]:
    """Return the tags below good, those first that are surely so: one bad rating does not make the weakest topic."""
    weak = [(tag.overall.shrunk, tag.tag) for tag in tags if tag.overall.mean is not None and tag.overall.mean < _HIGH]
    return [tag for _, tag in sorted(weak)[:_TAGS]]


def advise_interviewer(dimensions: Sequence[InterviewerDimensionRatings]) -> InterviewerAdvice | None:
    """Return what to work on as interviewer: the lowest below good, with few ratings drawn toward the site's mean."""
    low = [
        (one.shrunk, -one.count, one.dimension, one.mean)
        for one in dimensions
        if one.dimension in _TO_DO and one.count >= _ENOUGH_AS_INTERVIEWER and one.mean is not None and one.mean < _HIGH
    ]
    if not low:
        return None
    _, less, dimension, mean = min(low)
    reason = f"{_TO_DO[dimension]}: rated {mean:g} on average."
    return InterviewerAdvice(dimension=dimension, mean=mean, count=-less, reason=reason)
