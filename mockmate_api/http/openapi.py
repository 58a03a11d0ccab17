"""OpenAPI 3.1, generated from the operations: what it documents is what is validated and returned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus

from flask import Flask
from werkzeug.routing import Rule

from mockmate_api.http import deprecation, idempotency
from mockmate_api.http.authentication import Credential
from mockmate_api.http.operation import Operation
from mockmate_api.http.problems import InternalError, MethodNotAllowed, ProblemDocument
from shared.core.completeness import require_whole
from shared.core.errors import Problem
from shared.core.integers import MAX_ID
from shared.core.json_schema import REF, Json, Used, describe
from shared.core.version import VERSION

_SECURITY: dict[Credential, list[dict[str, list[str]]]] = {
    Credential.NONE: [],
    Credential.ACCESS: [{"access": []}],
    Credential.ADMIN: [{"access": []}],
    Credential.MODERATOR: [{"access": []}],
    Credential.REFRESH: [{"refresh": []}],
    Credential.EITHER: [{"access": []}, {"refresh": []}],
    Credential.APPEAL: [{"access": []}, {"appeal": []}],
}
require_whole("_SECURITY", _SECURITY, Credential)
_CONVERTERS: dict[str, Json] = {
    "id": {"type": "integer", "format": "int64", "minimum": 1, "maximum": MAX_ID},
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
_WHO = {
    Credential.NONE: "For anyone, without a token.",
    Credential.ACCESS: "For people who are logged in.",
    Credential.ADMIN: "For administrators.",
    Credential.MODERATOR: "For moderators and administrators.",
    Credential.REFRESH: "With the refresh token.",
    Credential.EITHER: "With the access token or the refresh token.",
    Credential.APPEAL: "For people who are logged in, and for suspended people with an appeal token.",
}
require_whole("_WHO", _WHO, Credential)
TAGS = {
    "admin": "Slots, accounts, reports and the audit log, for administrators.",
    "analytics": "A person's progress, and how the platform performs.",
    "appeals": "What was decided about me, and appealing against it.",
    "auth": "Accounts, logins, passwords and confirming an address.",
    "feedback": "What two people think of each other's interview.",
    "group_questions": "A group's own questions, for its organizers.",
    "groups": "Classes, clubs and companies that practice on their own, and who belongs to them.",
    "health": "Whether the service works.",
    "interview": "Interviews that are about to begin, live or past.",
    "invitations": "Asking one person to practice together, by a link.",
    "keys": "Passkeys, codes of an app, and recovery codes.",
    "match": "Waiting rooms, and being paired with a peer.",
    "moderation": "Deciding on reports about people, for moderators and administrators.",
    "notifications": "What a person is told, and where.",
    "providers": "Signing in with what people have elsewhere: OpenID Connect, and GitHub.",
    "questions": "The questions that are asked, for administrators.",
    "slots": "Times to practice at, bookings and the calendar.",
    "solo": "Questions to practice alone.",
    "topics": "What interviews can be about, to wish for.",
    "users": "One's own account, and reporting other people.",
    "web": "What the browser client needs before a login.",
}
_TEXT: Json = {"type": "string"}
_BYTES: Json = {"type": "string", "format": "binary"}
"""Bytes, as programs that make clients know them."""
_PROBLEMS = {
    400: "BadRequest",
    401: "Unauthenticated",
    403: "Forbidden",
    404: "NotFound",
    409: "Conflict",
    413: "BodyTooLarge",
    415: "UnsupportedMediaType",
    422: "Invalid",
    429: "TooManyRequests",
    501: "NotOffered",
    502: "BadGateway",
    503: "Unavailable",
    504: "GatewayTimeout",
}
"""The names of the components that describe refusals, by status."""
PROBLEM_CODES = "x-problem-codes"
"""The codes that an operation may give, by status."""
_ABOUT = """\
Two strangers practice interviews: they book a slot or practice now, get matched by difficulty, meet in a live
room, and give each other feedback.

Times are RFC 3339 in UTC. Errors are RFC 9457 problem documents; programs look at `code`, and treat one that they don't
know by the status. What you send may have no unknown fields; null means the same as leaving a field out, but in a PATCH
it empties the field, and one that can't be empty refuses it. What you receive may have new fields at any time: ignore
fields you don't know.
"""


def operations(app: Flask) -> Iterator[tuple[Rule, Operation]]:
    """Yield every documented route of the app."""
    for rule in app.url_map.iter_rules():
        found = getattr(app.view_functions[rule.endpoint], "__operation__", None)
        if isinstance(found, Operation):
            yield rule, found


def document(app: Flask) -> Json:
    """Return the app's OpenAPI document."""
    described = list(operations(app))
    schemas, components = _schemas([operation for _, operation in described])
    headers = _HEADERS | (deprecation.HEADERS if any(operation.deprecated for _, operation in described) else {})
    paths: dict[str, Json] = {}
    for rule, operation in sorted(described, key=lambda pair: pair[0].rule):
        path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", rule.rule)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            paths.setdefault(path, {})[method.lower()] = _describe(rule, operation, schemas, components)
    queries = {operation.query.__name__ for _, operation in described if operation.query}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mock Mate",
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
            "contact": {"name": "Who runs this deployment", "url": app.extensions["mockmate.settings"].public_url},
        },
        "servers": [{"url": "/"}],
        "security": _SECURITY[Credential.ACCESS],
        "tags": [{"name": name, "description": TAGS[name]} for name in sorted({_tag(rule) for rule, _ in described})],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in components.items() if name not in queries},
            "responses": {name: _problem(status) for status, name in _PROBLEMS.items()},
            "headers": {name: {"description": text, "schema": schema} for name, (text, schema) in headers.items()},
            "securitySchemes": {
                name: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": f"The {name} token."}
                for name in ("access", "refresh")
            }
            | {"appeal": {"type": "http", "scheme": "bearer", "description": "The token of a refused login."}},
        },
    }


Schemas = Mapping[Used, Json]


def _schemas(described: list[Operation]) -> tuple[Schemas, Json]:
    """Return references to all models, and their definitions; queries are among them, for what they refer to."""
    wanted: set[Used] = {(ProblemDocument, "serialization")}
    codes = {kind.code for kind in (InternalError, MethodNotAllowed)}
    for operation in described:
        wanted |= {(model, "validation") for model in (operation.body, operation.form, operation.query) if model}
        wanted |= {(model, "serialization") for model in operation.returns.values() if isinstance(model, type)}
        codes |= {kind.code for kind in operation.errors}
    references, definitions = describe(wanted)
    definitions["ProblemCode"] = {
        "title": "ProblemCode",
        "description": "What went wrong, for programs. New ones may be added.",
        "type": "string",
        "enum": sorted(codes),
    }
    definitions[ProblemDocument.__name__]["properties"]["code"] = {"$ref": REF + "ProblemCode"}
    return references, dict(sorted(definitions.items()))


def _problem(status: int) -> Json:
    """Describe the refusals with one status."""
    names = {"X-Request-ID": "RequestId"}
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        names[idempotency.REPLAYED] = "Replayed"
    if status == HTTPStatus.UNAUTHORIZED:
        names["WWW-Authenticate"] = "Challenge"
    if status in {HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        names["Retry-After"] = "RetryAfter"
    return {
        "description": f"{HTTPStatus(status).phrase}; `code` says why.",
        "headers": _headers(names),
        "content": {"application/problem+json": {"schema": {"$ref": REF + ProblemDocument.__name__}}},
    }


def _describe(rule: Rule, operation: Operation, schemas: Schemas, components: Json) -> Json:
    summary, _, description = operation.doc.partition("\n")
    if operation.deprecated:
        gone = f"Deprecated, and gone from {operation.deprecated.sunset} on. {operation.deprecated.instead}"
        description = f"{gone} Every answer says both dates.\n\n{description.strip()}"
    problems: dict[int, dict[str, type[Problem]]] = {}
    for kind in operation.errors:
        problems.setdefault(kind.status, {}).setdefault(kind.code, kind)
    described: Json = {
        "operationId": operation.name,
        "tags": [_tag(rule)],
        "summary": summary.rstrip("."),
        "description": f"{description.strip()}\n\n{_WHO[operation.credential]}".strip(),
        "security": _SECURITY[operation.credential],
        "responses": _answers(operation, schemas) | _refusals(problems),
        PROBLEM_CODES: {str(status): sorted(kinds) for status, kinds in sorted(problems.items())},
    }
    if operation.deprecated:
        described["deprecated"] = True
    query = components[operation.query.__name__] if operation.query else {}
    keys = [_KEY] if operation.idempotent else []
    parameters = [*_path_parameters(rule), *_query_parameters(query), *keys]
    if parameters:
        described["parameters"] = parameters
    if operation.body:
        content = {"application/json": {"schema": schemas[operation.body, "validation"]}}
        described["requestBody"] = {"required": not operation.body_is_optional, "content": content}
        if operation.body_is_optional:
            described["requestBody"]["description"] = "May be left out, or null."
    if operation.form:
        content = {"multipart/form-data": {"schema": schemas[operation.form, "validation"]}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _path_parameters(rule: Rule) -> Iterator[Json]:
    for converter, name in re.findall(r"<([^:>]+):([^>]+)>", rule.rule):
        yield {"name": name, "in": "path", "required": True, "schema": _CONVERTERS[converter]}


def _query_parameters(query: Json) -> Iterator[Json]:
    for name, given in query.get("properties", {}).items():
        # A query parameter that may be None in Python may be left out, but can't be null.
        variants = [each for each in given.get("anyOf", []) if each != {"type": "null"}]
        own = {key: value for key, value in given.items() if key not in {"anyOf", "description"}}
        if own.get("default", ...) is None:
            del own["default"]
        parameter = {"name": name, "in": "query", "required": name in query.get("required", [])}
        merged = own | (variants[0] if len(variants) == 1 else {"anyOf": variants} if variants else {})
        if text := given.get("description") or merged.get("description"):
            parameter["description"] = text
        merged.pop("description", None)
        yield parameter | {"schema": merged}


def _answers(operation: Operation, schemas: Schemas) -> Json:
    """Describe what a request that is accepted gets."""
    names = {"X-Request-ID": "RequestId"} | ({idempotency.REPLAYED: "Replayed"} if operation.idempotent else {})
    names |= {name: name for name in deprecation.HEADERS} if operation.deprecated else {}
    answers: Json = {}
    for status, model in operation.returns.items():
        later = {"Retry-After": "RetryAfter"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
        answer = answers[str(status)] = {"description": HTTPStatus(status).phrase, "headers": _headers(names | later)}
        if isinstance(model, str):
            answer["content"] = {model: {"schema": _TEXT if model.startswith("text/") else _BYTES}}
        elif model:
            answer["content"] = {"application/json": {"schema": schemas[model, "serialization"]}}
    return answers


def _refusals(problems: Mapping[int, Mapping[str, type[Problem]]]) -> Json:
    """Refer to the refusals of an operation; the codes that it may give stand beside the reference."""
    return {
        str(status): {
            "$ref": f"#/components/responses/{_PROBLEMS[status]}",
            "description": "\n".join(f"- `{code}`: {kind().detail}" for code, kind in kinds.items()),
        }
        for status, kinds in sorted(problems.items())
    }


def _headers(names: Mapping[str, str]) -> Json:
    return {name: {"$ref": f"#/components/headers/{target}"} for name, target in names.items()}


def _tag(rule: Rule) -> str:
    return str(rule.endpoint).partition(".")[0]
