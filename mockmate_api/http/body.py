"""Reads what a client sent: JSON that PostgreSQL can store, validated by a model, with the location of each fault."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError

from mockmate_api.http.problems import MalformedJson, NotJson, ValidationFailed

Model = TypeVar("Model", bound=BaseModel)

MAX_DEPTH = 32
"""How deep JSON may be nested; valid requests are flat."""


def read_body(model: type[Model], largest: int | None = None) -> Model:
    """Return the request's JSON as `model`; it may have `largest` bytes where the app's limit is too small.

    Raises NotJson, MalformedJson or ValidationFailed; Flask raises 413.
    """
    if largest is not None:
        request.max_content_length = largest
    raw = request.get_data()
    if not request.is_json:
        raise NotJson
    _refuse_nul(_parse(raw))
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        if error.errors()[0]["type"] == "json_invalid":  # what Python lets pass, such as half a surrogate pair
            raise MalformedJson from None
        _refuse(error, "#/")


def read_query(model: type[Model]) -> Model:
    """Return the query parameters as `model`. Raises ValidationFailed, also for a parameter given twice."""
    values = request.args.to_dict(flat=False)
    twice = [name for name, given in values.items() if len(given) > 1]
    if twice:
        raise ValidationFailed([_fault(f"?{name}", "is given more than once", "repeated") for name in twice])
    return validated(model, {name: given[0] for name, given in values.items()}, "?")


def validated(model: type[Model], values: Mapping[str, Any], prefix: str = "#/") -> Model:
    """Return values that arrived as text as `model`. Raises ValidationFailed, whose places begin with `prefix`."""
    _refuse_nul(dict(values), prefix)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        _refuse(error, prefix)


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode(), object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        raise MalformedJson from None


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Reject duplicate keys, since parsers disagree about which one counts."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError
    return members


def _no_constant(name: str) -> NoReturn:
    """Reject NaN and Infinity, which Python accepts but JSON does not have."""
    raise ValueError(name)


def _refuse_nul(value: Any, prefix: str = "#/") -> None:
    """Reject NUL, which PostgreSQL can't store in text. One check covers all fields, including future ones.

    Raises ValidationFailed, and MalformedJson for JSON nested so deeply that later code would fail on it.
    """
    faults = [_fault(pointer, "must not contain NUL", "nul") for pointer in _nuls(value, prefix)]
    if faults:
        raise ValidationFailed(faults)


def _nuls(value: Any, pointer: str, depth: int = 0) -> Iterator[str]:
    if depth > MAX_DEPTH:
        raise MalformedJson(f"The body is nested deeper than {MAX_DEPTH} levels.")
    match value:
        case str():
            if "\0" in value:
                yield pointer.removesuffix("/")
        case dict():
            for key, member in value.items():
                if "\0" in key:
                    yield pointer.removesuffix("/")
                yield from _nuls(member, f"{pointer}{_escape(key)}/", depth + 1)
        case list():
            for index, member in enumerate(value):
                yield from _nuls(member, f"{pointer}{index}/", depth + 1)


def _refuse(error: ValidationError, prefix: str) -> NoReturn:
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    raise ValidationFailed(
        [
            _fault(prefix + "/".join(_escape(str(part)) for part in each["loc"]), each["msg"], each["type"])
            for each in faults
        ]
    ) from None


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _fault(pointer: str, detail: str, code: str) -> dict[str, str]:
    return {"pointer": pointer.rstrip("/") if pointer != "#/" else "#", "detail": detail, "code": code}
