"""Test cases: the forms in which one can be written, and whether it fits the question's code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema, model_serializer
from pydantic_core import PydanticCustomError

from mockmate_api.http.fields import Omittable
from mockmate_api.questions import large, starters
from mockmate_api.questions.faults import Fault, lacking
from mockmate_api.questions.fields import FunctionName, Line, Portable, Stored, storable
from shared.events.question_view import has_short_form
from shared.models import QuestionKind

MOST = 200


def _is_a_reason(value: JsonValue) -> JsonValue:
    if isinstance(value, str) and 0 < len(value) <= 200 and "\n" not in value:
        return storable(value)
    if value is not True:
        raise PydanticCustomError("error", "must be true or a line that says what is wrong with the call")
    return value


_Call = Annotated[list[Portable], Field(min_length=1, max_length=2)]
_Error = Annotated[JsonValue, AfterValidator(_is_a_reason), WithJsonSchema({"examples": [True, "an empty stack"]})]
_Printed = Annotated[str, AfterValidator(storable), Field(strict=True, max_length=200_000)]


class Form(StrEnum):
    """How a case tries the answer."""

    CALL = "call"
    OBJECT = "object"
    PROGRAM = "program"
    QUERY = "query"


FORMS: Mapping[QuestionKind, frozenset[Form]] = {
    QuestionKind.FUNCTION: frozenset({Form.CALL, Form.OBJECT}),
    QuestionKind.DEBUGGING: frozenset({Form.CALL, Form.OBJECT}),
    QuestionKind.FRONTEND: frozenset({Form.CALL, Form.OBJECT}),
    QuestionKind.STDIN: frozenset({Form.PROGRAM}),
    QuestionKind.SQL: frozenset({Form.QUERY}),
}
"""By kind, the forms of its cases. The other kinds have no cases."""

_MARKS = {Form.OBJECT: "calls", Form.PROGRAM: "stdin", Form.QUERY: "rows"}
_FIELDS = {
    Form.CALL: {"args", "named", "call", "expected", "error"},
    Form.OBJECT: {"calls", "expected"},
    Form.PROGRAM: {"stdin", "stdout"},
    Form.QUERY: {"rows", "columns", "ordered", "tables"},
}


class TestCase(BaseModel):
    """One test: a call of a function, calls of an object, a run of a program, or a query (docs/questions.md).

    Values are JSON, so tuples are lists and None is null. Large ones have short forms: {"$range": [0, 100000]}.
    """

    __test__ = False  # its name looks like a test to pytest
    model_config = ConfigDict(extra="forbid", frozen=True)

    args: Omittable[Annotated[list[Portable], Field(max_length=20)]] = Field(None, description="The arguments.")
    named: Omittable[Annotated[dict[str, Portable], Field(max_length=20)]] = Field(
        None, description="The arguments by name, in place of `args`."
    )
    call: Omittable[FunctionName] = Field(None, description="Another function than the question's `function`.")
    expected: Portable = Field(None, description="What is returned; of `calls`, a list of what each of them returns.")
    error: Omittable[_Error] = Field(None, description="The call has to fail. The text says why, to people.")
    calls: Omittable[Annotated[list[_Call], Field(min_length=1, max_length=10_000)]] = Field(
        None, description="The class with its arguments, then its methods with theirs: [[name, [argument, …]], …]."
    )
    stdin: Omittable[_Printed] = Field(None, description="What the program reads.")
    stdout: Omittable[_Printed] = Field(None, description="What it prints.")
    rows: Omittable[list[list[Portable]]] = Field(None, description="What the query returns.")
    columns: Omittable[list[Line]] = Field(None, description="What the columns are called, if that matters.")
    ordered: Omittable[bool] = Field(None, description="Whether the order of the rows matters.")
    tables: Omittable[Stored] = Field(None, description="Tables in place of the question's.")
    about: Omittable[Line] = Field(None, description="What the case tries, in one line.")
    hidden: Omittable[bool] = Field(None, description="Whether it is shown only once it has failed.")

    @model_serializer(mode="wrap")
    def _as_given(self, _whole):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - types would replace the schema
        return self.written()

    @property
    def form(self) -> Form:
        """How it tries the answer."""
        return next((form for form, mark in _MARKS.items() if mark in self.model_fields_set), Form.CALL)

    @property
    def is_large(self) -> bool:
        """Whether it has values in short forms, or so many that it tells a slow solution from a fast one."""
        return has_short_form(self.written()) or large.measure(self.written()) > 2_000

    def written(self) -> dict[str, Any]:
        """Return the case as JSON, as it was given, with its fields in the usual order."""
        return {name: getattr(self, name) for name in TestCase.model_fields if name in self.model_fields_set}

    def expanded(self) -> dict[str, Any]:
        """Return the case as JSON with all short forms written out."""
        whole: dict[str, Any] = large.expand(self.written())
        return whole


Cases = Annotated[list[TestCase], Field(max_length=MOST)]


def faults_in(case: TestCase, kind: QuestionKind, starter: Mapping[str, str], function: str | None) -> Iterator[Fault]:
    """Yield what is wrong with one case of a question, with places inside of the case."""
    form = case.form
    if form not in FORMS.get(kind, ()):
        marks = " or ".join(sorted(_MARKS.get(one, "args") for one in FORMS.get(kind, ())))
        yield Fault((), f"doesn't fit a question of the kind {kind}, whose cases have {marks}", "form")
        return
    for name in sorted(case.model_fields_set - _FIELDS[form] - {"about", "hidden"}):
        mark = _MARKS.get(form, "args")
        yield Fault((name,), f"doesn't go together with {mark}", "form")
    yield from _values(case)
    match form:
        case Form.CALL:
            yield from _call(case, starter, function)
        case Form.OBJECT:
            yield from _object(case, starter)
        case Form.PROGRAM:
            if case.stdout is None:
                yield lacking("stdout")
        case Form.QUERY:
            yield from _query(case)


def _values(case: TestCase) -> Iterator[Fault]:
    """Yield faults of the short forms, and of the size."""
    size = 0
    for name in sorted(case.model_fields_set & {"args", "named", "expected", "calls", "rows"}):
        try:
            size += large.measure(getattr(case, name))
        except large.Misused as error:
            yield Fault((name,), str(error), "short_form")
    if size > large.MOST:
        yield Fault((), f"has {size:,} members and characters; {large.MOST:,} are the most", "too_large")


def _call(case: TestCase, starter: Mapping[str, str], function: str | None) -> Iterator[Fault]:
    given = case.model_fields_set
    if not given & {"args", "named"}:
        yield lacking("args")
    if {"args", "named"} <= given:
        yield Fault(("named",), "must not be given beside args", "form")
    if not given & {"expected", "error"}:
        yield lacking("expected")
    elif {"expected", "error"} <= given:
        yield Fault(("error",), "must not be given beside expected", "form")
    if case.call is not None and not _defined(starter, case.call):
        yield Fault(("call",), f"names {case.call}, which the starter code doesn't define", "call")
    if len(given & {"args", "named"}) == 1 and (name := case.call or function):
        yield from _arguments(case, starter.get("python", ""), name)


def _arguments(case: TestCase, code: str, name: str) -> Iterator[Fault]:
    wanted = starters.signature(code, name)
    if wanted is None:
        return
    try:
        wanted.bind(*(case.args or ()), **(case.named or {}))
    except TypeError as error:
        if case.args is None:
            yield Fault(("named",), f"{name} can't be called so: {error}", "arguments")
        else:
            count = starters.count(wanted)
            yield Fault(("args",), f"gives {len(case.args)} arguments, {name} takes {count}", "arguments")


def _defined(starter: Mapping[str, str], name: str) -> bool:
    """Say whether the starter code defines a function; that in other languages than we read may do so."""
    python, javascript = starter.get("python"), starter.get("javascript")
    if python is None and javascript is None:
        return True
    return starters.signature(python or "", name) is not None or starters.javascript_defines(javascript or "", name)


def _object(case: TestCase, starter: Mapping[str, str]) -> Iterator[Fault]:
    for place, one in enumerate(case.calls or ()):
        if not (isinstance(one[0], str) and len(one) == 2 and isinstance(one[1], list)):
            yield Fault(("calls", str(place)), "must be a name and a list of arguments", "calls")
            return
    if "expected" not in case.model_fields_set:
        yield lacking("expected")
    elif not isinstance(case.expected, list) or len(case.expected) != len(case.calls or ()):
        yield Fault(("expected",), "must be a list with what each call returns, null for the first", "calls")
    yield from _methods(case.calls or [], starter)


def _methods(calls: list[list[JsonValue]], starter: Mapping[str, str]) -> Iterator[Fault]:
    """Yield the calls that the class in the starter code doesn't take."""
    owner = str(calls[0][0])
    python, javascript = starter.get("python"), starter.get("javascript")
    for code, defines in (
        (python, starters.python_defines_class),
        (javascript, starters.javascript_defines_class),
    ):
        if code is not None and not defines(code, owner):
            yield Fault(("calls", "0"), f"names {owner}, a class that the starter code doesn't define", "calls")
            return
    for place, (name, arguments) in enumerate(calls):
        find = starters.constructor(python or "", owner) if place == 0 else None
        wanted = find if place == 0 else starters.method_of(python or "", owner, str(name))
        if wanted is None or not isinstance(arguments, list):
            continue
        try:
            wanted.bind(*arguments)
        except TypeError:
            count = starters.count(wanted)
            yield Fault(("calls", str(place)), f"gives {len(arguments)} arguments, {name} takes {count}", "arguments")


def _query(case: TestCase) -> Iterator[Fault]:
    widths = {len(row) for row in case.rows or ()} | ({len(case.columns)} if case.columns else set())
    if len(widths) > 1:
        yield Fault(("rows",), "must all have as many values as there are columns", "rows")
