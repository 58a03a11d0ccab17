"""What the document lets every client write in a body: null for what is left out, 2.0 for 2, and no empty changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.clients.openapi import document_of
from tests.clients.person import Person

Json = dict[str, Any]
NULL = {"type": "null"}


def bodies(app: Flask) -> Iterator[tuple[str, str, bool, Json]]:
    """Yield method and path of every operation with a body of JSON, whether it is needed, and its schema."""
    for path, methods in document_of(app)["paths"].items():
        for method, one in methods.items():
            body = one.get("requestBody")
            if body and "application/json" in body["content"]:
                # Nothing has this id: a body that can be used is answered with 404.
                nowhere = re.sub(r"{(\w+)}", lambda found: _NOWHERE[found[1] == "interview_id"], path)
                yield method.upper(), nowhere, body["required"], body["content"]["application/json"]["schema"]


_NOWHERE = ("999999", "00000000-0000-4000-8000-000000000000")


def whole(app: Flask, schema: Json) -> Json:
    """Return a schema without the reference or the null that it may be."""
    schema = next((each for each in schema.get("anyOf", []) if each != NULL), schema)
    if "$ref" in schema:
        named: Json = document_of(app)["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return named
    return schema


def faults(person: Person, method: str, path: str, body: Any) -> dict[str, str]:
    """Send a body and return what is said of its values, by their pointers."""
    answer = person.call(method, path, json=body).json or {}
    return {fault["pointer"]: fault["code"] for fault in answer.get("errors", [])}


def fields(app: Flask, schema: Json) -> Iterator[tuple[str, Json]]:
    yield from whole(app, schema).get("properties", {}).items()


def integers(app: Flask, schema: Json, place: str = "#") -> Iterator[tuple[str, Any]]:
    """Yield the place of every integer inside, with a body that has only this value, written as a float."""
    shape = whole(app, schema)
    if shape.get("type") == "integer":
        yield place, float(shape.get("minimum", 1))
    for name, field in shape.get("properties", {}).items():
        yield from ((found, {name: body}) for found, body in integers(app, field, f"{place}/{name}"))
    if "items" in shape:
        yield from ((found, [body]) for found, body in integers(app, shape["items"], f"{place}/0"))


def test_an_integer_may_be_written_as_a_float(app: Flask, admin: Person) -> None:
    sent = [(method, path, *one) for method, path, _, schema in bodies(app) for one in integers(app, schema)]
    assert len(sent) > 20
    assert {
        (path, place): fault
        for method, path, place, body in sent
        if (fault := faults(admin, method, path, body).get(place))
    } == {}


@pytest.mark.parametrize("slot_id", [1.5, 2.0**60, "1", True])
def test_no_other_number_is_taken_for_an_integer(alice: Person, slot_id: Any) -> None:
    assert "#/slot_id" in faults(alice, "POST", "/slots/book", {"slot_id": slot_id, "difficulty": "easy"})


def test_null_is_the_same_as_leaving_a_field_out(app: Flask, admin: Person) -> None:
    refused = []
    for method, path, _, schema in bodies(app):
        for name, field in fields(app, schema):
            if method != "PATCH" and name not in whole(app, schema).get("required", []):
                assert NULL in field["anyOf"], (path, name)
                if f"#/{name}" in faults(admin, method, path, {name: None}):
                    refused.append((method, path, name))
    assert refused == []


def test_in_a_patch_null_empties_what_can_be_empty(app: Flask, admin: Person) -> None:
    for method, path, _, schema in bodies(app):
        for name, field in fields(app, schema) if method == "PATCH" else ():
            fault = faults(admin, method, path, {name: None}).get(f"#/{name}")
            assert fault == (None if NULL in field.get("anyOf", []) else "null"), (path, name)


def test_null_for_an_optional_body_is_the_same_as_none(app: Flask, admin: Person) -> None:
    optional = [(method, path) for method, path, is_required, _ in bodies(app) if not is_required]
    assert len(optional) > 3
    for method, path in optional:
        null = admin.call(method, path, data=b" null\n", headers={"Content-Type": "application/json"})
        assert null.status_code == admin.call(method, path).status_code != 422, path


def test_changes_that_change_nothing_are_refused_where_the_document_says_so(app: Flask, admin: Person) -> None:
    for method, path, _, schema in bodies(app):
        if method == "PATCH":
            refused = admin.call(method, path, json={}).status_code == 422
            assert refused == (whole(app, schema).get("minProperties") == 1), path
