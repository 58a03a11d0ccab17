"""docs/reference/routes.md: every route of the API, from the document that is served at /openapi.json."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask
from starlette.routing import Route

import mockmate_ws
from docs.pages import schema
from docs.pages.markdown import code, codes, document, link, prose, table
from docs.pages.settings import placeholders
from mockmate_api import create_app
from mockmate_api.http.authentication import Credential, credential_of
from mockmate_api.http.openapi import PROBLEM_CODES, operations
from mockmate_api.http.openapi import document as openapi
from mockmate_api.http.operation import Operation

_ABOUT = """\
JSON over HTTP. The same as OpenAPI 3.1 is served at `/openapi.json`, with Swagger UI at `/docs`. What the error codes
mean is in [errors.md](errors.md). Unknown fields and parameters are refused; answers may get new fields, so ignore
those you don't know. Times in answers are text: RFC
3339, in UTC, with microseconds and a Z. A field may be left out unless it says *required*.
"""
_WHO = {
    Credential.NONE: "anybody",
    Credential.ACCESS: "who is logged in",
    Credential.ADMIN: "administrators",
    Credential.MODERATOR: "moderators and administrators",
    Credential.REFRESH: "who has a refresh token",
    Credential.EITHER: "who has an access or refresh token",
    Credential.APPEAL: "who is logged in, or has the appeal token of a refused login",
}


def page() -> str:
    """Return the page."""
    app = create_app(placeholders())
    described = openapi(app)
    found = list(_routes(app, described))
    overview = table(
        ["Route", "What it does", "For"], [[link(title), one["summary"], who] for title, one, who in found]
    )
    definitions = described["components"]["schemas"]
    names = schema.reachable([_models_of(one, definitions) for _, one, _ in found], definitions)
    models = schema.models(names, definitions, given=False)
    sections = [_section(title, one, definitions) for title, one, _ in found]
    return document("Routes", _ABOUT, overview, *sections, _undescribed(app), _of_sockets(), "## Models", *models)


def _routes(app: Flask, described: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield (title, OpenAPI operation, who may) of every documented route."""
    by_name: dict[str, Operation] = {operation.name: operation for _, operation in operations(app)}
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            yield f"{method.upper()} {path}", one, _WHO[by_name[one["operationId"]].credential]


def _body(one: Mapping[str, Any], definitions: schema.Definitions) -> schema.Schema:
    """Return the schema of a route's body, empty when it takes none."""
    if "requestBody" not in one:
        return {}
    (content,) = one["requestBody"]["content"].values()
    return definitions[schema.name_of(content["schema"])]


def _models_of(one: Mapping[str, Any], definitions: schema.Definitions) -> list[Any]:
    """Return what a route's section refers to: its answers, and what is inside its body."""
    return [*(answer.get("content") for answer in one["responses"].values()), _body(one, definitions)]


def _section(title: str, one: Mapping[str, Any], definitions: schema.Definitions) -> str:
    parts = [f"## {title}", f"{one['summary']}.", prose(one["description"])]
    rows = [
        [code(given["name"]), given["in"], *_parameter(given), given.get("description", "")]
        for given in one.get("parameters", [])
    ]
    parts.append(table(["Parameter", "In", "Type", "Default", "Meaning"], rows))
    if body := _body(one, definitions):
        optional = "" if one["requestBody"]["required"] else " It may be left out."
        media_type = next(iter(one["requestBody"]["content"]))
        kind = "" if media_type == "application/json" else f" ({code(media_type)})"
        parts += [f"Body{kind}: {prose(body.get('description'))}{optional}", schema.fields(body, given=True)]
    parts.append(_answers(one))
    return "\n\n".join(part for part in parts if part)


def _parameter(given: Mapping[str, Any]) -> tuple[str, str]:
    return schema.type_of(given["schema"]), schema.default_of(given["schema"], required=given["required"])


def _answers(one: Mapping[str, Any]) -> str:
    rows = []
    for status, answer in one["responses"].items():
        content = answer.get("content", {})
        if "$ref" in answer:
            rows.append([status, codes(one[PROBLEM_CODES][status])])
        else:
            shown = [
                code(kind) if kind != "application/json" else schema.type_of(content[kind]["schema"])
                for kind in content
            ]
            rows.append([status, ", ".join(shown) or "nothing"])
    return table(["Answer", "With"], rows)


def _undescribed(app: Flask) -> str:
    """Return what the API serves beside its operations: pages and files."""
    described = {rule.endpoint for rule, _ in operations(app)}
    rows = [
        [code(rule.rule), _WHO[credential_of(app.view_functions[rule.endpoint])]]
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
        if rule.endpoint not in described
    ]
    return "\n\n".join(["## Documentation routes", table(["GET", "For"], rows)])


def _of_sockets() -> str:
    """Return what the socket service answers over HTTP."""
    rows = [
        [code(route.path), prose(inspect.getdoc(route.endpoint))]
        for route in mockmate_ws.create_app(placeholders()).routes
        if isinstance(route, Route)
    ]
    about = "The socket service answers these on its own port; its sockets are in [frames.md](frames.md)."
    return "\n\n".join(["## Routes of the socket service", about, table(["GET", "What it does"], rows)])
