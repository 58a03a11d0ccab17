"""The texts and values that questions are made of, and what none of them may contain."""

from __future__ import annotations

import keyword
import math
import re
from typing import Annotated, get_args

from pydantic import AfterValidator, Field, JsonValue, StringConstraints
from pydantic_core import PydanticCustomError

from shared.events.schemas import CodeLanguage

LARGEST_INTEGER = 2**53 - 1
"""The largest integer that JavaScript's numbers hold exactly."""
DEEPEST = 20
LANGUAGES = (*(name for name in get_args(CodeLanguage.__value__) if name != "plaintext"), "css")
"""What starter code can be written in: the editor's languages, and the other one of a page."""
_RESERVED = frozenset(
    {
        *("case", "catch", "const", "debugger", "default", "delete", "do", "enum", "export", "extends", "function"),
        *("instanceof", "let", "new", "null", "super", "switch", "this", "throw", "typeof", "var", "void"),
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


def _one_kind_of_line_end(text: str) -> str:
    """Write each line end as the shared editor counts it: a carriage return would be a second character."""
    return re.sub(r"\r\n?", "\n", text)


def _callable_anywhere(name: str) -> str:
    if name in _RESERVED:
        raise PydanticCustomError("reserved", "is a reserved word of JavaScript")
    if keyword.iskeyword(name):
        raise PydanticCustomError("reserved", "is a reserved word of Python")
    return name


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    Field(strict=True),
]
Stored = Annotated[Text, AfterValidator(_one_kind_of_line_end), AfterValidator(storable)]
# Neither control characters nor those that turn the reading direction.
Line = Annotated[
    Stored,
    StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+$", max_length=200),
]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
FunctionName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][A-Za-z0-9_]*$", max_length=60),
    AfterValidator(_callable_anywhere),
    Field(description="What the code under test is called, in every language."),
]
Companies = Annotated[
    list[Line], Field(max_length=20, description="Yours to fill: the bank claims nothing of anybody.")
]
Points = Annotated[list[Stored], Field(max_length=20)]
Portable = Annotated[JsonValue, AfterValidator(portable)]
Tolerance = Annotated[
    float,
    Field(
        # Not exclusively more than 0, which some generators read as OpenAPI 3.0 had it.
        ge=1e-12,
        le=1,
        allow_inf_nan=False,
        description="With `compare: approx`: by how much a number may be off, or by what share of the expected one.",
    ),
]


def _of_known_languages(code: dict[str, str]) -> dict[str, str]:
    if strangers := sorted(code.keys() - set(LANGUAGES)):
        raise PydanticCustomError(
            "language",
            "{strangers} is not a language of the editor; those are: {known}",
            {"strangers": ", ".join(strangers), "known": ", ".join(LANGUAGES)},
        )
    return code


CodeByLanguage = Annotated[dict[str, Stored], Field(min_length=1, max_length=len(LANGUAGES))]
StarterCode = Annotated[
    CodeByLanguage,
    AfterValidator(_of_known_languages),
    Field(description="By language: " + ", ".join(LANGUAGES) + "."),
]
