"""Field types and base models for client input: what is always refused, and what is read leniently."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, PydanticUseDefault
from typing_extensions import TypeAliasType

from shared.core.integers import WHOLE, IdIn
from shared.core.json_schema import or_null, without_null
from shared.models import Difficulty, InterviewType

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEARS = range(2000, 2101)


class Body(BaseModel):
    """A request's JSON. Unknown fields are refused, and so is "1" or true in place of a number.

    Null means the same as leaving a field out.
    """

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


class Changes(Body):
    """A PATCH: fields that are left out keep their values, and null empties one that can be empty."""

    @property
    def given(self) -> dict[str, Any]:
        """The fields that the client sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Query(BaseModel):
    """A request's query parameters. They arrive as text, so numbers are parsed from digits."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _read_moment(value: Any) -> datetime:
    """Accept RFC 3339 only; pydantic would also take 0, "0", a bare date and a time without a zone."""
    if not isinstance(value, str) or not _RFC3339.fullmatch(value):
        raise PydanticCustomError("rfc3339", "must be an RFC 3339 time with a zone, such as 2030-01-31T18:00:00Z")
    try:
        moment = datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):  # such as month 13
        raise PydanticCustomError("rfc3339", "is not an existing time") from None
    if moment.year not in _YEARS:
        raise PydanticCustomError("rfc3339", "must be in this century")
    return moment


def _read_digits(value: Any) -> Any:
    """Accept plain digits only; `int` would also take "1_0" and " 1"."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"-?[0-9]{1,19}", value):
        raise PydanticCustomError("int_parsing", "must be a whole number")
    return int(value)


def _read_difficulty(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = value.lower()
    return {"e": "easy", "m": "medium", "h": "hard"}.get(word, word)


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _refuse_null(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("null", "can't be null; leave it out instead")
    return value


def _default_for_null(value: Any) -> Any:
    if value is None:
        raise PydanticUseDefault
    return value


def _read_local_time(value: Any) -> Any:
    """Accept hours and minutes only, such as 09:30."""
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise PydanticCustomError("local_time", "must be a local time, such as 09:30")
    return time.fromisoformat(value)


def _read_day(value: Any) -> Any:
    """Accept an ISO date only; pydantic would also take seconds since 1970."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "must be a date, such as 2030-01-31")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day", "is not an existing date") from None
    if day.year not in _YEARS:
        raise PydanticCustomError("day", "must be in this century")
    return day


T = TypeVar("T")
Omittable = Annotated[T | None, BeforeValidator(_refuse_null), Field(json_schema_extra=without_null)]
"""A field of a PATCH that can't be empty: it may be left out (then it is None), but may not be null."""
Defaulted = Annotated[T, BeforeValidator(_default_for_null), Field(json_schema_extra=or_null)]
"""A field with a default, which null stands for too."""

MomentIn = Annotated[datetime, BeforeValidator(_read_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
DIGITS = BeforeValidator(_read_digits)
"""Stands behind the limits of an integer in a query."""
QueryId = Annotated[IdIn, DIGITS]

# Not strict: the validator still gets text, and a strict enum accepts only its own members.
DifficultyIn = TypeAliasType(
    "DifficultyIn",
    Annotated[
        Difficulty,
        Field(strict=False),
        BeforeValidator(_read_difficulty),
        WithJsonSchema(
            {
                "type": "string",
                "enum": ["easy", "medium", "hard", "E", "M", "H"],
                "description": "How hard the question should be, in upper or lower case.",
            }
        ),
    ],
)
InterviewTypeIn = Annotated[InterviewType, Field(strict=False), BeforeValidator(_lower)]
"""In upper or lower case."""
DayIn = Annotated[date, BeforeValidator(_read_day), WithJsonSchema({"type": "string", "format": "date"})]
LocalTime = Annotated[
    time,
    Field(strict=False),
    BeforeValidator(_read_local_time),
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": f"^{_CLOCK.pattern}$", "examples": ["09:30"]}),
]
"""Hours and minutes by the clocks of some place."""
LanguageIn = Annotated[str, Field(pattern=r"^[a-z]{2,3}$", examples=["en"], description="ISO 639 code.")]
MaxLevelGap = Annotated[
    int, Field(ge=0, le=2, description="How far your peer's difficulty may be from yours; 0 is the same only."), WHOLE
]
TopicSlug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
TopicsIn = Annotated[
    list[TopicSlug],
    Field(max_length=12, description="What I wish for, by the slugs of /topics; any topic will do unless given."),
]
