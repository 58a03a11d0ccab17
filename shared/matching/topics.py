"""The topics that people can wish for: those that ship, and whether a wish is among those on offer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.core.errors import Invalid
from shared.models import InterviewType, QuestionKind, Topic


class Shipped(NamedTuple):
    """A topic as it ships; administrators may change it afterwards."""

    slug: str
    interview_type: InterviewType
    name: str
    tags: Sequence[str] = ()
    kinds: Sequence[QuestionKind] = ()


_BEHAVIORAL, _TECHNICAL = InterviewType.BEHAVIORAL, InterviewType.TECHNICAL
SHIPPED = (
    Shipped(
        "algorithms",
        _TECHNICAL,
        "Data structures and algorithms",
        kinds=(QuestionKind.FUNCTION, QuestionKind.STDIN),
    ),
    Shipped("system-design", _TECHNICAL, "System design", ("system-design",), (QuestionKind.DESIGN,)),
    Shipped("front-end", _TECHNICAL, "Front end", ("frontend", "html", "css", "dom"), (QuestionKind.FRONTEND,)),
    Shipped("sql", _TECHNICAL, "SQL and data", ("sql", "joins", "aggregation"), (QuestionKind.SQL,)),
    Shipped(
        "debugging",
        _TECHNICAL,
        "Debugging and code review",
        ("debugging", "code-review"),
        (QuestionKind.DEBUGGING, QuestionKind.REVIEW),
    ),
    Shipped("leadership", _BEHAVIORAL, "Leadership", ("leadership", "ownership")),
    Shipped("conflict", _BEHAVIORAL, "Conflict", ("conflict", "teamwork")),
    Shipped("delivery", _BEHAVIORAL, "Delivery", ("planning", "ownership")),
    Shipped("values", _BEHAVIORAL, "Values", ("judgement", "learning")),
)


def add_shipped(session: Session) -> None:
    """Add the topics that ship and are not there; those that administrators changed or retired stay as they are."""
    rows = [
        {**one._asdict(), "tags": list(one.tags), "kinds": [kind.value for kind in one.kinds], "position": position}
        for position, one in enumerate(SHIPPED)
    ]
    session.execute(insert(Topic).values(rows).on_conflict_do_nothing(index_elements=["slug"]))


Offered = Mapping[InterviewType, Collection[str]]


def offered(session: Session) -> Offered:
    """Return the slugs that can be wished for, by type of interview."""
    found: dict[InterviewType, set[str]] = {one: set() for one in InterviewType}
    for slug, interview_type in session.execute(
        select(Topic.slug, Topic.interview_type).where(Topic.retired_at.is_(None))
    ):
        found[interview_type].add(slug)
    return found


def wished(session: Session, interview_type: InterviewType, slugs: Sequence[str] | None) -> list[str]:
    """Return a wish in order and without repetitions, or raise Invalid for the first slug that is not on offer."""
    return chosen(offered(session), interview_type, slugs) if slugs else []


def chosen(on_offer: Offered, interview_type: InterviewType, slugs: Sequence[str]) -> list[str]:
    """Do the same, for many wishes, with what is on offer."""
    for place, slug in enumerate(slugs):
        if slug not in on_offer[interview_type]:
            raise Invalid(f"There is no such topic of {interview_type} interviews.", pointer=f"topics/{place}")
    return sorted(set(slugs))
