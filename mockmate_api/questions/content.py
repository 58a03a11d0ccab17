"""What a question must contain, whether it comes from a file of the bank, an import or an administrator's request."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from shared.models import Comparison, Difficulty, InterviewType

TECHNICAL_TAGS = frozenset(
    {
        "arrays",
        "strings",
        "hashing",
        "sorting",
        "two-pointers",
        "sliding-window",
        "binary-search",
        "stacks",
        "queues",
        "linked-structures",
        "trees",
        "graphs",
        "heaps",
        "intervals",
        "dynamic-programming",
        "greedy",
        "backtracking",
        "bits",
        "math",
        "parsing",
        "simulation",
        "design",
    }
)
BEHAVIORAL_TAGS = frozenset(
    {"teamwork", "conflict", "leadership", "ownership", "communication", "learning", "judgement", "planning"}
)
TAGS = TECHNICAL_TAGS | BEHAVIORAL_TAGS

LARGEST_INTEGER = 2**53 - 1
"""The largest integer that JavaScript's numbers hold exactly."""
DEEPEST = 20
_RESERVED = frozenset(
    {
        "case",
        "catch",
        "const",
        "debugger",
        "default",
        "delete",
        "do",
        "enum",
        "export",
        "extends",
        "function",
        "instanceof",
        "let",
        "new",
        "null",
        "super",
        "switch",
        "this",
        "throw",
        "typeof",
        "var",
        "void",
    }
)


def storable(text: str) -> str:
    """Refuse text that PostgreSQL can't store: NUL and surrogate halves."""
    if "\0" in text:
        raise PydanticCustomError("nul", "must not contain NUL")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise PydanticCustomError("surrogate", "must not contain half a surrogate pair")
    return text


def portable(value: JsonValue, depth: int = 0) -> JsonValue:
    """Refuse JSON that Python, JavaScript and PostgreSQL would not all read as the same value."""
    if depth > DEEPEST:
        raise PydanticCustomError("depth", "is nested too deeply")
    match value:
        case str():
            storable(value)
        case int() if abs(value) > LARGEST_INTEGER:
            raise PydanticCustomError(
                "integer", "must contain no integer above 2**53 - 1, which JavaScript would round"
            )
        case float() if not math.isfinite(value):
            raise PydanticCustomError("finite", "must contain finite numbers only")
        case list():
            for member in value:
                portable(member, depth + 1)
        case dict():
            for key, member in value.items():
                storable(key)
                portable(member, depth + 1)
    return value


def is_a_tag(tag: str) -> str:
    """Refuse tags outside the vocabulary."""
    if tag not in TAGS:
        raise PydanticCustomError("tag", "is not a known tag; known tags are: " + ", ".join(sorted(TAGS)))
    return tag


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), Field(strict=True)]
Stored = Annotated[Text, AfterValidator(storable)]
# Neither control characters nor those that turn the reading direction.
Line = Annotated[
    Stored,
    StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+$", max_length=200),
]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
QuestionTag = TypeAliasType(
    "QuestionTag", Annotated[str, AfterValidator(is_a_tag), Field(json_schema_extra={"enum": [*sorted(TAGS)]})]
)
Tags = Annotated[list[QuestionTag], Field(min_length=1, max_length=6)]
Companies = Annotated[
    list[Line], Field(max_length=20, description="Yours to fill: the bank claims nothing of anybody.")
]
Points = Annotated[list[Stored], Field(min_length=1, max_length=12)]
FunctionName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60),
    Field(description="What the code under test is called, in every language."),
]
Portable = Annotated[JsonValue, AfterValidator(portable)]


class Part(BaseModel):
    """A part of a question. Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True)


class StarterCode(Part):
    """The editor's initial content."""

    python: Stored
    javascript: Stored


class TestCase(Part):
    """One call of the function, and its expected result. Both are JSON, so tuples are lists and None is null."""

    __test__ = False  # its name looks like a test to pytest

    args: Annotated[list[Portable], Field(max_length=8)]
    expected: Portable


Cases = Annotated[list[TestCase], Field(min_length=1, max_length=20)]


class Levels(Part):
    """What answers rated 1, 3 and 5 look like."""

    weak: Stored = Field(alias="1")
    fair: Stored = Field(alias="3")
    strong: Stored = Field(alias="5")


class AnswerRubric(Part):
    """How to rate a behavioral answer."""

    structure: Levels
    ownership: Levels
    impact: Levels
    communication: Levels


class Content(Part):
    """The fields that every question has."""

    slug: Slug
    interview_type: InterviewType
    difficulty: Difficulty
    title: Line
    tags: Tags
    companies: Companies = []
    prompt: Stored
    hints: Points
    solution: Stored
    follow_ups: Points

    @field_validator("tags")
    @classmethod
    def _fit_the_type(cls, tags: list[str], info: ValidationInfo) -> list[str]:
        if len(set(tags)) < len(tags):
            raise PydanticCustomError("repeated", "must not repeat a tag")
        behavioral = info.data.get("interview_type") == InterviewType.BEHAVIORAL
        if strangers := set(tags) - (BEHAVIORAL_TAGS if behavioral else TECHNICAL_TAGS):
            raise PydanticCustomError(
                "tag",
                "{strangers} belongs to the other type of interview",
                {"strangers": ", ".join(sorted(strangers))},
            )
        return tags


class Technical(Content):
    """A problem to solve in code; its test cases can be run."""

    interview_type: Literal[InterviewType.TECHNICAL]
    function: FunctionName
    compare: Comparison = Comparison.EXACT
    examples: Stored
    constraints: Stored
    starter_code: StarterCode
    test_cases: Cases

    @field_validator("function")
    @classmethod
    def _free_in_javascript(cls, name: str) -> str:
        if name in _RESERVED:
            raise PydanticCustomError("reserved", "is a reserved word of JavaScript")
        return name

    @field_validator("starter_code")
    @classmethod
    def _defines_the_function(cls, starter: StarterCode, info: ValidationInfo) -> StarterCode:
        name = info.data.get("function")
        if name is None:  # refused already
            return starter
        if parameters(starter.python, name) is None:
            raise PydanticCustomError("python", "python must be valid and define {name}", {"name": name})
        if not re.search(rf"(?m)^function {name}\(", starter.javascript):
            raise PydanticCustomError("javascript", "javascript must define a function {name}", {"name": name})
        return starter

    @field_validator("test_cases")
    @classmethod
    def _can_be_run(cls, cases: list[TestCase], info: ValidationInfo) -> list[TestCase]:
        starter, name = info.data.get("starter_code"), info.data.get("function")
        wanted = parameters(starter.python, name) if starter and name else None
        for number, case in enumerate(cases, start=1):
            if wanted is not None and len(case.args) != wanted:
                raise PydanticCustomError(
                    "arguments",
                    "case {number} gives {given} arguments, {name} takes {wanted}",
                    {"number": number, "given": len(case.args), "name": name, "wanted": wanted},
                )
            if info.data.get("compare") is Comparison.UNORDERED and not isinstance(case.expected, list):
                raise PydanticCustomError(
                    "unordered", "case {number} expects no list, so it has no order to leave out", {"number": number}
                )
        return cases


class Behavioral(Content):
    """An experience to tell about; `solution` describes good answers."""

    interview_type: Literal[InterviewType.BEHAVIORAL]
    rubric: AnswerRubric


class _Kind(BaseModel):
    interview_type: InterviewType


def check(values: Mapping[str, Any]) -> Technical | Behavioral:
    """Return the values as a question. Raises pydantic's ValidationError with field names as locations."""
    kind = _Kind.model_validate(values).interview_type
    return (Behavioral if kind is InterviewType.BEHAVIORAL else Technical).model_validate(values)


def parameters(code: str, name: str) -> int | None:
    """Return the number of parameters of a Python function, or None if the code doesn't define it."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    return len(found[-1].args.args) if found else None
