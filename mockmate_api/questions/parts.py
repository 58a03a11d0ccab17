"""The parts of a question, whether they come from a file of the bank, an import or an administrator's request."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from mockmate_api.http.fields import DifficultyIn, InterviewTypeIn
from mockmate_api.questions.cases import Cases
from mockmate_api.questions.fields import (
    CodeByLanguage,
    Companies,
    FunctionName,
    Line,
    Points,
    Slug,
    StarterCode,
    Stored,
    Tolerance,
)
from mockmate_api.reviews.question_tags import QuestionTag
from shared.models import Comparison, QuestionKind

STORY = ("structure", "ownership", "impact", "communication")
"""What every behavioral answer is rated by."""


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


KindIn = Annotated[QuestionKind, Field(strict=False), BeforeValidator(_lower)]
CompareIn = Annotated[Comparison, Field(strict=False), BeforeValidator(_lower)]
Tags = Annotated[list[QuestionTag], Field(max_length=6)]


class Part(BaseModel):
    """A part of a question. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True)


class Parameter(Part):
    """A parameter of the function, or with the name `returns` its result."""

    name: Annotated[Line, Field(max_length=60, pattern=r"^[^`]+$")]
    type: Annotated[Line, Field(max_length=100, pattern=r"^[^`]+$")]
    meaning: Line


class Levels(Part):
    """What answers rated 1, 3 and 5 look like."""

    weak: Stored = Field(alias="1")
    fair: Stored = Field(alias="3")
    strong: Stored = Field(alias="5")


def _known_dimensions_in_one_form(rubric: Any) -> Any:
    """Write the dimensions of behavioral answers in lower case, and in one order if there are no others."""
    if not isinstance(rubric, dict):
        return rubric
    known = {str(name): name.lower() for name in rubric if isinstance(name, str) and name.lower() in STORY}
    if len(set(known.values())) < len(known):
        raise PydanticCustomError("repeated", "must not repeat a dimension")
    written = {known.get(name, name): levels for name, levels in rubric.items()}
    return {name: written[name] for name in STORY if name in written} if len(known) == len(rubric) else written


def _without_patterns(schema: dict[str, Any]) -> None:
    """Describe the dimensions without the pattern of their names, which few generators know."""
    for levels in schema.pop("patternProperties", {}).values():
        schema["additionalProperties"] = levels


Parameters = Annotated[list[Parameter], Field(max_length=20)]
Rubric = Annotated[
    dict[Line, Levels],
    Field(
        max_length=8,
        description="By dimension; of a behavioral question: " + ", ".join(STORY) + ".",
        json_schema_extra=_without_patterns,
    ),
    BeforeValidator(_known_dimensions_in_one_form),
]


class Content(Part):
    """A question. `kinds` says which of its parts each kind has, and which it needs before it can be asked."""

    slug: Slug
    interview_type: InterviewTypeIn
    kind: KindIn
    difficulty: DifficultyIn
    title: Line
    tags: Tags = []
    companies: Companies = []
    function: FunctionName | None = None
    compare: CompareIn | None = None
    tolerance: Tolerance | None = None
    draft: bool = False
    source_url: Line | None = None
    license: Line | None = None
    prompt: Stored
    parameters: Parameters = []
    examples: Stored | None = None
    constraints: Stored | None = None
    requirements: Points = []
    estimates: Points = []
    tables: Stored | None = None
    code: CodeByLanguage | None = None
    hints: Points = []
    solution: Stored | None = None
    slow_solution: Stored | None = None
    follow_ups: Points = []
    rubric: Rubric | None = None
    starter_code: StarterCode | None = None
    test_cases: Cases = []

    def given(self) -> dict[str, Any]:
        """Return the parts that it has, as JSON."""
        values = self.model_dump(mode="json", by_alias=True)
        return {name: values[name] for name in Content.model_fields if values[name] not in (None, [], {})}
