"""Which ratings fit an interview: its type, the roles that the rated person had, and the question they were asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from mockmate_api.http.problems import ValidationFailed
from mockmate_api.reviews import turns
from mockmate_api.reviews.feedback_view import RUBRICS
from shared.core.errors import Invalid
from shared.models import Interview, InterviewType, Question

_TECHNICAL_ONLY = ("problem_solving", "technical")
_REQUIRED = ("communication", "overall", "would_pass")
_OF_INTERVIEWEES = (*_REQUIRED, *_TECHNICAL_ONLY, "rubric", "question_rubric")
_PASSING = 3
"""An overall rating as interviewer that clients of before are shown as a pass."""


@dataclass(frozen=True)
class Roles:
    """What the rated person did in an interview."""

    interview_type: InterviewType
    was_interviewee: bool
    was_interviewer: bool
    dimensions: Collection[str]
    """Of the rubric of the question that they were asked; empty without one."""


def roles_of(session: Session, interview: Interview, subject_id: int) -> Roles:
    """Return what one of the two people did in an interview."""
    asked = {turn.user_id: turn.question_id for turn in turns.read(session, interview.id)}
    question = session.get(Question, asked.get(subject_id) or 0)
    return Roles(
        interview_type=interview.interview_type,
        was_interviewee=subject_id in asked,
        was_interviewer=bool(asked.keys() - {subject_id}),
        dimensions=(question.rubric or {}).keys() if question else (),
    )


def complete(roles: Roles, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns for new feedback. Raises Invalid if a rating is missing or doesn't fit."""
    rates_interviewee = roles.was_interviewee or given["as_interviewer"] is None
    _require_fitting(roles, given, rates_interviewee=rates_interviewee)
    missing = [name for name in _REQUIRED if rates_interviewee and given[name] is None]
    if missing:
        why = "must be given, unless your peer was the interviewer throughout and is rated in `as_interviewer`"
        raise ValidationFailed([{"pointer": f"#/{name}", "detail": why, "code": "missing"} for name in missing])
    return _columns(given, rates_interviewee=rates_interviewee) | {"rates_interviewee": rates_interviewee}


def changed(roles: Roles, given: Mapping[str, Any], *, rates_interviewee: bool) -> dict[str, Any]:
    """Return the columns that change in feedback. Raises Invalid if a rating doesn't fit."""
    _require_fitting(roles, given, rates_interviewee=rates_interviewee)
    if not rates_interviewee and given.get("as_interviewer", ...) is None:
        raise Invalid("It is all that this feedback rates.", pointer="as_interviewer", code="missing")
    return _columns(given, rates_interviewee=rates_interviewee)


def _columns(given: Mapping[str, Any], *, rates_interviewee: bool) -> dict[str, Any]:
    # Empty is the same as not given.
    emptied = {name: value or None if isinstance(value, dict) else value for name, value in given.items()}
    if rates_interviewee or not (rated := emptied.get("as_interviewer")):
        return emptied
    overall = rated["overall"]
    return emptied | {"communication": overall, "overall": overall, "would_pass": overall >= _PASSING}


def _require_fitting(roles: Roles, given: Mapping[str, Any], *, rates_interviewee: bool) -> None:
    if given.get("as_interviewer") is not None and not roles.was_interviewer:
        _refuse(["as_interviewer"], "Your peer was never the interviewer.")
    if not rates_interviewee:
        of_interviewees = [name for name in _OF_INTERVIEWEES if given.get(name) is not None]
        _refuse(of_interviewees, "Your peer was the interviewer throughout, and is rated in `as_interviewer`.")
    if roles.interview_type is not InterviewType.TECHNICAL:
        technical = [name for name in _TECHNICAL_ONLY if given.get(name) is not None]
        _refuse(technical, "This rating is for technical interviews only.")
    strange = sorted((given.get("rubric") or {}).keys() - RUBRICS[roles.interview_type])
    of_type = f"This rating is not part of {roles.interview_type.value} interviews."
    _refuse((f"rubric/{name}" for name in strange), of_type)
    unknown = sorted((given.get("question_rubric") or {}).keys() - roles.dimensions)
    no_dimension = "This rating is not part of the rubric of the question that your peer was asked."
    _refuse((f"question_rubric/{_escaped(name)}" for name in unknown), no_dimension)


def _escaped(name: str) -> str:
    """Write a name as a part of a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def _refuse(pointers: Iterable[str], why: str) -> None:
    faults = [{"pointer": f"#/{pointer}", "detail": why, "code": "not_applicable"} for pointer in pointers]
    if len(faults) == 1:
        raise Invalid(why, pointer=faults[0]["pointer"].removeprefix("#/"), code="not_applicable")
    if faults:
        raise ValidationFailed(faults)
