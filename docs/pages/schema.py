"""JSON schema in words: the type of a field, and the fields of a model as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from docs.pages.markdown import code, link, prose, table

Schema = Mapping[str, Any]
Definitions = Mapping[str, Schema]


def type_of(schema: Schema) -> str:
    """Say what a value may be."""
    if "$ref" in schema:
        return link(name_of(schema))
    if "anyOf" in schema:
        return " or ".join(type_of(variant) for variant in schema["anyOf"])
    if "const" in schema:
        return code(json.dumps(schema["const"]))
    if "enum" in schema:
        return ", ".join(code(json.dumps(value)) for value in schema["enum"])
    if schema.get("format") == "int64":
        return "64-bit integer" + (f", at least {schema['minimum']}" if "minimum" in schema else "")
    kind = schema.get("type", "any JSON")
    words = {"array": _array, "object": _object, "string": _string}.get(kind)
    return words(schema) if words else kind + _range(schema, "minimum", "maximum", "")


def name_of(schema: Schema) -> str:
    """Return the name of the model that a `$ref` points at."""
    return str(schema["$ref"]).rpartition("/")[2]


def _array(schema: Schema) -> str:
    items = schema.get("prefixItems") or [schema.get("items", {})]
    return f"list of {' or '.join(type_of(item) for item in items)}" + _range(schema, "minItems", "maxItems", " items")


def _object(schema: Schema) -> str:
    values = schema.get("additionalProperties")
    if not isinstance(values, Mapping):
        return "object"
    return f"object of {type_of(values)} by name" + _range(schema, "minProperties", "maxProperties", " names")


def _string(schema: Schema) -> str:
    words = {"date-time": "RFC 3339 time", "uuid": "UUID", "email": "email address", "password": "secret"}
    text = words.get(schema.get("format", ""), "string") + _range(schema, "minLength", "maxLength", " characters")
    return text + (f", matching {code(schema['pattern'])}" if "pattern" in schema else "")


def _range(schema: Schema, least: str, most: str, unit: str) -> str:
    lower, upper = schema.get(least), schema.get(most)
    if lower is not None and upper is not None:
        return f", {lower} to {upper}{unit}"
    if lower is not None:
        return f", at least {lower}{unit}"
    if upper is not None:
        return f", up to {upper}{unit}"
    above = schema.get("exclusiveMinimum")
    return f", above {above}" if least == "minimum" and above is not None else ""


def default_of(schema: Schema, *, required: bool) -> str:
    """Say what happens when a value is left out."""
    if required:
        return "required"
    value = schema.get("default")
    return "" if value in (None, "", {}) else code(json.dumps(value))


def fields(schema: Schema, *, given: bool) -> str:
    """Return the fields of a model as a table; `given` when clients send it, so that defaults matter."""
    required = schema.get("required", [])
    rows = [
        [
            code(name),
            type_of(field),
            *([default_of(field, required=name in required)] if given else []),
            prose(field.get("description")),
        ]
        for name, field in schema.get("properties", {}).items()
    ]
    return table(["Field", "Type", *(["Default"] if given else []), "Meaning"], rows)


def references(value: Any) -> Iterator[str]:
    """Yield the names of all models that a piece of schema refers to."""
    if isinstance(value, Mapping):
        if "$ref" in value:
            yield name_of(value)
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


def reachable(start: Any, definitions: Definitions) -> list[str]:
    """Return the names of the models that `start` refers to, directly or not, in order."""
    found: set[str] = set()
    waiting = set(references(start))
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(references(definitions[name])) - found
    return sorted(found)


def models(names: list[str], definitions: Definitions, *, given: bool) -> Iterator[str]:
    """Yield a section for each of these models."""
    for name in names:
        schema = definitions[name]
        shown = fields(schema, given=given) if "properties" in schema else f"One of {type_of(schema)}."
        yield "\n\n".join([f"### {name}", prose(schema.get("description")), shown]).replace("\n\n\n\n", "\n\n")
