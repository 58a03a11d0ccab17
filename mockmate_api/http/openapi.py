"""OpenAPI 3.1, generated from the operations: what it documents is what is validated and returned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema
from werkzeug.routing import Rule

from mockmate_api.http import deprecation, idempotency
from mockmate_api.http.authentication import Credential
from mockmate_api.http.fields import MAX_ID
from mockmate_api.http.operation import Operation
from mockmate_api.http.problems import ProblemDocument
from shared.core.completeness import require_whole
from shared.core.errors import Problem
from shared.core.version import VERSION

_REF = "#/components/schemas/{model}"

_SECURITY: dict[Credential, list[dict[str, list[str]]]] = {
    Credential.NONE: [],
    Credential.ACCESS: [{"access": []}],
    Credential.ADMIN: [{"access": []}],
    Credential.REFRESH: [{"refresh": []}],
    Credential.EITHER: [{"access": []}, {"refresh": []}],
}
require_whole("_SECURITY", _SECURITY, Credential)
_CONVERTERS: dict[str, dict[str, Any]] = {
    "id": {"type": "integer", "minimum": 1, "maximum": MAX_ID},
    "uuid": {"type": "string", "format": "uuid"},
    "string": {"type": "string", "minLength": 1},
}
_HEADERS = {
    "RequestId": ("Names this request in our logs; yours when you sent one.", {"type": "string", "maxLength": 64}),
    "RetryAfter": ("Seconds to wait before trying again.", {"type": "integer", "minimum": 0}),
    "Replayed": (
        "Present when this is the answer that an earlier request with the same key has had.",
        {"type": "string", "const": "true"},
    ),
    "Challenge": ("How to authenticate.", {"type": "string", "const": "Bearer"}),
}
_KEY = {
    "name": idempotency.HEADER,
    "in": "header",
    "required": False,
    "description": "Yours, new for every new request. Sent again within 24 hours with the same request, it gets the "
    "same answer and has no second effect.",
    "schema": {"type": "string", "minLength": 1, "maxLength": idempotency.MAX_LENGTH, "pattern": idempotency.VISIBLE},
}
_ABOUT = """\
Two strangers practise interviews on each other: book a slot or practise now, be matched by difficulty, meet in a live
room, give feedback.

Times are RFC 3339 in UTC. Errors are RFC 9457 problem documents; programs look at `code`. Unknown fields are refused.
"""


def operations(app: Flask) -> Iterator[tuple[Rule, Operation]]:
    """Yield every documented route of the app."""
    for rule in app.url_map.iter_rules():
        found = getattr(app.view_functions[rule.endpoint], "__operation__", None)
        if isinstance(found, Operation):
            yield rule, found


def document(app: Flask) -> dict[str, Any]:
    """Return the app's OpenAPI document."""
    described = list(operations(app))
    schemas, components = _schemas([operation for _, operation in described])
    headers = _HEADERS | (deprecation.HEADERS if any(operation.deprecated for _, operation in described) else {})
    paths: dict[str, dict[str, Any]] = {}
    for rule, operation in sorted(described, key=lambda pair: pair[0].rule):
        path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", rule.rule)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            paths.setdefault(path, {})[method.lower()] = _describe(rule, operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mock Mate",
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "security": _SECURITY[Credential.ACCESS],
        "tags": [{"name": name} for name in sorted({_tag(rule) for rule, _ in described})],
        "paths": paths,
        "components": {
            "schemas": components,
            "headers": {name: {"description": text, "schema": schema} for name, (text, schema) in headers.items()},
            "securitySchemes": {
                name: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": f"The {name} token."}
                for name in ("access", "refresh")
            },
        },
    }


Schemas = Mapping[tuple[Any, JsonSchemaMode], Any]


def _schemas(described: list[Operation]) -> tuple[Schemas, dict[str, Any]]:
    wanted: set[tuple[type[BaseModel], JsonSchemaMode]] = {(ProblemDocument, "serialization")}
    for operation in described:
        if operation.body:
            wanted.add((operation.body, "validation"))
        wanted |= {(model, "serialization") for model in operation.returns.values() if isinstance(model, type)}
    ordered = sorted(wanted, key=lambda pair: (pair[0].__name__, pair[1]))
    references, top = models_json_schema(ordered, ref_template=_REF)
    return references, dict(sorted(top["$defs"].items()))


def _describe(rule: Rule, operation: Operation, schemas: Schemas) -> dict[str, Any]:
    summary, _, description = operation.doc.partition("\n")
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [_tag(rule)],
        "summary": summary.rstrip("."),
        "security": _SECURITY[operation.credential],
        "responses": _responses(operation, schemas),
    }
    if operation.deprecated:
        described["deprecated"] = True
        gone = f"Deprecated, and gone from {operation.deprecated.sunset} on. {operation.deprecated.instead}"
        description = f"{gone}\n\n{description.strip()}"
    if description.strip():
        described["description"] = description.strip()
    keys = [_KEY] if operation.idempotent else []
    parameters = [*_path_parameters(rule), *_query_parameters(operation.query), *keys]
    if parameters:
        described["parameters"] = parameters
    if operation.body:
        content = {"application/json": {"schema": schemas[operation.body, "validation"]}}
        described["requestBody"] = {"required": not operation.body_is_optional, "content": content}
    return described


def _path_parameters(rule: Rule) -> Iterator[dict[str, Any]]:
    for converter, name in re.findall(r"<([^:>]+):([^>]+)>", rule.rule):
        yield {"name": name, "in": "path", "required": True, "schema": _CONVERTERS[converter]}


def _query_parameters(query: type[BaseModel] | None) -> Iterator[dict[str, Any]]:
    if query is None:
        return
    schema = query.model_json_schema()
    for name, given in schema["properties"].items():
        # A query parameter that may be None in Python may be left out, but can't be null.
        variants = [each for each in given.get("anyOf", []) if each != {"type": "null"}]
        own = {key: value for key, value in given.items() if key not in {"anyOf", "title", "description"}}
        if own.get("default", ...) is None:
            del own["default"]
        parameter = {"name": name, "in": "query", "required": name in schema.get("required", [])}
        merged = own | (variants[0] if len(variants) == 1 else {"anyOf": variants} if variants else {})
        if text := given.get("description") or merged.pop("description", None):
            parameter["description"] = text
        yield parameter | {"schema": merged}


def _responses(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    responses: dict[str, Any] = {}
    for status, model in operation.returns.items():
        responses[str(status)] = {"description": HTTPStatus(status).phrase, "headers": _headers(status, operation)}
        if isinstance(model, str):
            responses[str(status)]["content"] = {model: {"schema": {"type": "string"}}}
        elif model:
            responses[str(status)]["content"] = {"application/json": {"schema": schemas[model, "serialization"]}}
    problems: dict[int, list[type[Problem]]] = {}
    for kind in dict.fromkeys(operation.errors):
        problems.setdefault(kind.status, []).append(kind)
    for status, kinds in sorted(problems.items()):
        codes = {"properties": {"code": {"enum": sorted({kind.code for kind in kinds})}}}
        schema = {"allOf": [schemas[ProblemDocument, "serialization"], codes]}
        responses[str(status)] = {
            "description": "\n".join(f"- `{kind.code}`: {kind().detail}" for kind in kinds),
            "headers": _headers(status, operation),
            "content": {"application/problem+json": {"schema": schema}},
        }
    return responses


def _headers(status: int, operation: Operation) -> dict[str, Any]:
    names = {"X-Request-ID": "RequestId"}
    if operation.deprecated:
        names |= {name: name for name in deprecation.HEADERS}
    if operation.idempotent and status < HTTPStatus.INTERNAL_SERVER_ERROR:
        names[idempotency.REPLAYED] = "Replayed"
    if status == HTTPStatus.UNAUTHORIZED:
        names["WWW-Authenticate"] = "Challenge"
    later = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
    if status in later or (operation.idempotent and status == HTTPStatus.CONFLICT):
        names["Retry-After"] = "RetryAfter"
    return {name: {"$ref": f"#/components/headers/{target}"} for name, target in names.items()}


def _tag(rule: Rule) -> str:
    return str(rule.endpoint).partition(".")[0]
