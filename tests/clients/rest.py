"""How the tests talk to the API: as somebody, accepting only answers that the OpenAPI document announces."""

from __future__ import annotations

from typing import Any

from flask import Flask
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from mockmate_api.http.openapi import document
from tests.clients import PASSWORD

_documents: dict[str, dict[str, Any]] = {}


def _document(app: Flask) -> dict[str, Any]:
    """Return the app's OpenAPI document; all apps of the tests have the same."""
    if "openapi" not in _documents:
        _documents["openapi"] = document(app)
    return _documents["openapi"]


class Api:
    """A client of the API; with a token it speaks as the token's owner."""

    def __init__(self, app: Flask, token: str | None = None) -> None:
        self.app = app
        self.token = token
        self._client = app.test_client()
        self.document = _document(app)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.call("POST", path, json=json, **options)

    def patch(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.call("PATCH", path, json=json, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        return self.call("DELETE", path, **options)

    def call(self, method: str, path: str, *, token: str | None = None, **options: Any) -> TestResponse:
        """Send a request and check that the answer keeps the contract, whatever it is."""
        headers = dict(options.pop("headers", {}))
        if token := token or self.token:
            headers.setdefault("Authorization", f"Bearer {token}")
        if options.get("json", ...) is None:
            del options["json"]
        response = self._client.open(path, method=method, headers=headers, **options)
        self._require_documented(method, path, response)
        return response

    def _require_documented(self, method: str, path: str, response: TestResponse) -> None:
        what = f"{method} {path} answered {response.status_code}: {response.get_data(as_text=True)[:500]}"
        described = self._description(method, path)
        if described is None:
            assert response.status_code in {404, 405}, what
            assert response.mimetype == "application/problem+json", what
            return
        assert str(response.status_code) in described["responses"], f"undocumented: {what}"
        content = described["responses"][str(response.status_code)].get("content")
        if content is None:
            assert not response.get_data(), what
            return
        assert response.mimetype in content, what
        schema = content[response.mimetype]["schema"] | {"components": self.document["components"]}
        said = response.json if response.is_json else response.get_data(as_text=True)
        for error in OAS31Validator(schema, format_checker=oas31_format_checker).iter_errors(said):
            raise AssertionError(f"{error.message} at {list(error.absolute_path)}: {what}")

    def _description(self, method: str, path: str) -> dict[str, Any] | None:
        try:
            rule, _ = self.app.url_map.bind("localhost").match(path.partition("?")[0], method, return_rule=True)
        except HTTPException:
            return None
        found = self.app.view_functions[rule.endpoint]
        name = getattr(getattr(found, "__operation__", None), "name", None)
        return next(
            (
                described
                for methods in self.document["paths"].values()
                for described in methods.values()
                if described["operationId"] == name
            ),
            None,
        )


class Person(Api):
    """Somebody with an account, logged in."""

    def __init__(self, app: Flask, session: dict[str, Any]) -> None:
        super().__init__(app, session["access_token"])
        self.session = session
        self.id: int = session["user"]["id"]
        self.username: str = session["user"]["username"]
        self.refresh_token: str = session["refresh_token"]


def register(app: Flask, name: str) -> Person:
    """Make an account for `name` at example.com."""
    answer = Api(app).post("/auth/register", {"email": f"{name}@example.com", "password": PASSWORD, "username": name})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return Person(app, answer.get_json())


def code_of(response: TestResponse) -> tuple[int, str]:
    """Return the status and the code of a refusal."""
    body = response.get_json()
    return response.status_code, body["code"]
