"""The documents of both services are ones that others' generators make working clients from: one rule a test.

Each rule was broken once, and clients of openapi-generator, ogen or openapi-python-client did not compile, lacked
routes or failed when they ran.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema_specifications import REGISTRY

from docs.pages.settings import placeholders
from mockmate_api import create_app
from mockmate_api.http.openapi import PROBLEM_CODES
from mockmate_api.http.openapi import document as openapi
from mockmate_ws.asyncapi import document as asyncapi

Json = dict[str, Any]
Placed = tuple[str, Json]

API: Json = openapi(create_app(placeholders()))
SOCKETS: Json = asyncapi(placeholders())
OPERATIONS = [one for methods in API["paths"].values() for one in methods.values()]
BOTH = pytest.mark.parametrize("document", [API, SOCKETS], ids=["api", "sockets"])

_VOCABULARIES = ("core", "applicator", "validation", "meta-data", "format-annotation", "content")
KEYWORDS = {
    keyword
    for vocabulary in _VOCABULARIES
    for keyword in REGISTRY.contents(f"https://json-schema.org/draft/2020-12/meta/{vocabulary}")["properties"]
}


def schemas(document: Json) -> Iterator[Placed]:
    """Yield every schema of a document with its place, the ones inside it too."""
    for name, schema in document["components"]["schemas"].items():
        yield from inside(schema, name)
    for one in OPERATIONS if document is API else ():
        for parameter in one.get("parameters", []):
            yield from inside(parameter["schema"], f"{one['operationId']}?{parameter['name']}")
        for content in (one.get("requestBody", {}), *one["responses"].values()):
            for media in content.get("content", {}).values():
                yield from inside(media["schema"], one["operationId"])


def inside(schema: Any, place: str) -> Iterator[Placed]:
    if not isinstance(schema, dict):
        return
    yield place, schema
    for keyword in ("items", "additionalProperties", "propertyNames", "not"):
        yield from inside(schema.get(keyword), f"{place}/{keyword}")
    for keyword in ("anyOf", "oneOf", "allOf"):
        for variant in schema.get(keyword, []):
            yield from inside(variant, f"{place}/{keyword}")
    for name, field in schema.get("properties", {}).items():
        yield from inside(field, f"{place}/{name}")


def received(document: Json) -> set[str]:
    """Return the names of the schemas that clients receive."""
    if document is API:
        roots: Any = [one["responses"] for one in OPERATIONS] + [document["components"]["responses"]]
    else:
        sent = [one for one in document["operations"].values() if one["action"] == "send"]
        names = {message["$ref"].rpartition("/")[2] for one in sent for message in one["messages"]}
        roots = [document["components"]["messages"][name]["payload"] for name in names]
    found: set[str] = set()
    waiting = references(roots)
    while waiting:
        found.add(name := waiting.pop())
        waiting |= references(document["components"]["schemas"][name]) - found
    return found


def references(value: Any) -> set[str]:
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(value)))


@BOTH
def test_null_stands_beside_something_else(document: Json) -> None:
    alone = [
        place
        for place, schema in schemas(document)
        if (schema.get("type") == "null" and not place.endswith("/anyOf"))
        or len(schema.get("anyOf", [0, 0])) < 2
        or isinstance(schema.get("type"), list)
    ]
    assert alone == []


@BOTH
def test_names_are_clean_and_titles_are_unique(document: Json) -> None:
    named = document["components"]["schemas"]
    assert [name for name in named if not re.fullmatch("[A-Z][A-Za-z0-9]*", name)] == []
    assert len({name.lower() for name in named}) == len(named)
    titles = [(place, schema["title"]) for place, schema in schemas(document) if isinstance(schema.get("title"), str)]
    assert [place for place, title in titles if place != title] == []


_ID = re.compile(r"(\w+_)?(id|up_to|offset|by|after|blocks|absent|peer)")


@BOTH
def test_ids_and_offsets_have_64_bits(document: Json) -> None:
    small = []
    for place, schema in schemas(document):
        fields = dict(schema.get("properties", {}))
        if "?" in place:
            fields[place.partition("?")[2]] = schema
        for name, field in fields.items():
            numbers = [one for _, one in inside(field, name) if one.get("type") == "integer"]
            if _ID.fullmatch(name) and any(one.get("format") != "int64" for one in numbers):
                small.append(f"{place}/{name}")
    assert small == []


@BOTH
def test_numbers_beyond_32_bits_say_so(document: Json) -> None:
    limits = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "default")
    assert [
        place
        for place, schema in schemas(document)
        if schema.get("format") != "int64"
        and any(isinstance(value := schema.get(limit), int) and abs(value) >= 2**31 for limit in limits)
    ] == []


@BOTH
def test_only_one_shape_is_offered_besides_null(document: Json) -> None:
    # What a signal's candidate may be is the exception: browsers' own shapes, passed on as they are.
    sums = [
        place
        for place, schema in schemas(document)
        if {"oneOf", "allOf", "not", "discriminator"} & schema.keys()
        or len([each for each in schema.get("anyOf", []) if each != {"type": "null"}]) > 1
    ]
    assert [place for place in sums if not place.endswith("/candidate")] == []
    assert [place for place, schema in schemas(document) if "required" in schema and "properties" not in schema] == []


@BOTH
def test_what_clients_receive_may_have_new_fields_and_what_they_send_may_not(document: Json) -> None:
    answers = received(document)
    objects = {place: schema for place, schema in schemas(document) if "properties" in schema}
    closed = {place for place in objects if place.partition("/")[0] in answers} - {
        place for place, schema in objects.items() if schema.get("additionalProperties") is True
    }
    assert closed == set()
    assert [
        place
        for place, schema in objects.items()
        if place.partition("/")[0] not in answers and schema.get("additionalProperties") is not False
    ] == []


@BOTH
def test_every_keyword_is_one_of_json_schema(document: Json) -> None:
    unknown = {(place, keyword) for place, schema in schemas(document) for keyword in schema.keys() - KEYWORDS}
    assert unknown == set()


@BOTH
def test_every_enumeration_has_a_name(document: Json) -> None:
    named = document["components"]["schemas"]
    assert [place for place, schema in schemas(document) if "enum" in schema and place not in named] == []
    values = [tuple(schema["enum"]) for schema in named.values() if "enum" in schema]
    assert len(values) > 5


@BOTH
def test_every_object_has_a_name(document: Json) -> None:
    named = document["components"]["schemas"]
    assert [place for place, schema in schemas(document) if "properties" in schema and place not in named] == []


def test_every_refusal_is_one_of_a_dozen_and_has_one_shape() -> None:
    shared = API["components"]["responses"]
    assert len(shared) <= 15
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}
    assert all(response["content"] == problem for response in shared.values())
    codes = API["components"]["schemas"]["ProblemCode"]["enum"]
    for one in OPERATIONS:
        refusals = {status: answer for status, answer in one["responses"].items() if "$ref" in answer}
        assert {status for status in one["responses"] if status >= "400"} - {"503"} <= set(refusals)
        assert set(one[PROBLEM_CODES]) == set(refusals)
        for status, answer in refusals.items():
            assert answer["$ref"].rpartition("/")[2] in shared
            assert one[PROBLEM_CODES][status]
            assert all(code in codes and f"`{code}`" in answer["description"] for code in one[PROBLEM_CODES][status])


def test_an_operation_can_be_told_from_all_others_by_its_name_alone() -> None:
    names = [one["operationId"] for one in OPERATIONS]
    assert len({name.replace("_", "").lower() for name in names}) == len(names)
    # A verb alone, such as `leave`, says nothing without its tag.
    assert [name for name in names if not re.fullmatch("[a-z]+(_[a-z]+)+", name)] == []


def test_messages_are_told_from_what_they_carry() -> None:
    ours = SOCKETS["components"]
    assert [name for name in ours["messages"] if not re.fullmatch("[A-Z][A-Za-z]+(Frame|Command)", name)] == []
    for name, message in ours["messages"].items():
        assert message["payload"] == {"$ref": f"#/components/schemas/{name}"}
        assert message["name"] == ours["schemas"][name]["properties"]["type"]["const"]
