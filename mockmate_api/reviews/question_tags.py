"""The vocabulary of tags. Each type of interview has its own."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from shared.models import InterviewType

TECHNICAL_TAGS = frozenset(
    {
        *("arrays", "strings", "hashing", "sorting", "two-pointers", "sliding-window", "binary-search", "stacks"),
        *("queues", "linked-structures", "trees", "graphs", "heaps", "intervals", "dynamic-programming", "greedy"),
        *("backtracking", "bits", "math", "parsing", "simulation", "design"),
        *("sql", "joins", "aggregation", "window-functions"),
        *("system-design", "scaling", "storage", "caching", "messaging", "reliability", "api-design"),
        *("frontend", "html", "css", "dom", "accessibility", "async"),
        *("debugging", "code-review", "concurrency", "testing", "security"),
    }
)
BEHAVIORAL_TAGS = frozenset(
    {"teamwork", "conflict", "leadership", "ownership", "communication", "learning", "judgement", "planning"}
)
TAGS = TECHNICAL_TAGS | BEHAVIORAL_TAGS


def of_type(interview_type: InterviewType) -> frozenset[str]:
    """Return the tags that questions of a type may have."""
    return BEHAVIORAL_TAGS if interview_type is InterviewType.BEHAVIORAL else TECHNICAL_TAGS


def is_a_tag(tag: str) -> str:
    """Refuse tags outside the vocabulary."""
    if tag not in TAGS:
        raise PydanticCustomError("tag", "is not a known tag; known tags are: " + ", ".join(sorted(TAGS)))
    return tag


QuestionTag = TypeAliasType(
    "QuestionTag", Annotated[str, AfterValidator(is_a_tag), Field(json_schema_extra={"enum": [*sorted(TAGS)]})]
)
