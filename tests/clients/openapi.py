"""Holds the answers of an app against its OpenAPI document."""

from __future__ import annotations

from typing import Any

from flask import Flask
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from mockmate_api.http import openapi

_documents: list[dict[str, Any]] = []


def document_of(app: Flask) -> dict[str, Any]:
    """Return the app's OpenAPI document, without room for undocumented fields; all apps of the tests have the same."""
    if not _documents:
        _documents.append(closed(openapi.document(app)))
    return _documents[0]


def closed(value: Any) -> Any:
    """Return a document in which what we send has the described fields only; clients must bear more."""
    if isinstance(value, list):
        return [closed(each) for each in value]
    if not isinstance(value, dict):
        return value
    made = {key: closed(each) for key, each in value.items()}
    # A problem may tell more, such as until when an account is suspended.
    if "properties" in made and made.get("additionalProperties") is True and made["title"] != "ProblemDocument":
        made["additionalProperties"] = False
    return made


def require_documented(app: Flask, method: str, path: str, response: TestResponse) -> None:
    """Fail unless the document announces this answer."""
    text = response.get_data().decode(errors="replace")
    what = f"{method} {path} answered {response.status_code}: {text[:500]}"
    described = _description(app, method, path)
    if described is None:
        assert response.status_code in {404, 405}, what
        assert response.mimetype == "application/problem+json", what
        return
    assert str(response.status_code) in described["responses"], f"undocumented: {what}"
    answer = described["responses"][str(response.status_code)]
    if "$ref" in answer:
        assert response.json, what
        codes = described[openapi.PROBLEM_CODES][str(response.status_code)]
        assert response.json["code"] in codes, f"undocumented: {what}"
        answer = document_of(app)["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    content = answer.get("content")
    if content is None:
        assert not response.get_data(), what
        return
    assert response.mimetype in content, what
    schema = content[response.mimetype]["schema"] | {"components": document_of(app)["components"]}
    said = response.json if response.is_json else text
    for error in OAS31Validator(schema, format_checker=oas31_format_checker).iter_errors(said):
        raise AssertionError(f"{error.message} at {list(error.absolute_path)}: {what}")


def _description(app: Flask, method: str, path: str) -> dict[str, Any] | None:
    try:
        rule, _ = app.url_map.bind("localhost").match(path.partition("?")[0], method, return_rule=True)
    except HTTPException:
        return None
    name = getattr(getattr(app.view_functions[rule.endpoint], "__operation__", None), "name", None)
    described = (each for methods in document_of(app)["paths"].values() for each in methods.values())
    return next((each for each in described if each["operationId"] == name), None)
