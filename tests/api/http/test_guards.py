"""Deny by default: no route answers somebody it shouldn't."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from flask import Flask

from mockmate_api.http.authentication import Credential, credential_of
from mockmate_api.http.openapi import operations
from mockmate_api.web.routes import PAGES
from tests.clients.openapi import document_of
from tests.clients.person import Person, code_of

PUBLIC = {
    ("GET", "/assets/<path:name>"),
    ("GET", "/config"),
    ("GET", "/docs"),
    ("GET", "/docs/assets/<name>"),
    ("GET", "/favicon.svg"),
    ("GET", "/icons/<path:name>"),
    ("GET", "/manifest.webmanifest"),
    ("GET", "/offline.css"),
    ("GET", "/offline.html"),
    ("GET", "/sw.js"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/languages/<path:name>"),
    ("GET", "/languages/index.json"),
    ("GET", "/licenses.json"),
    ("GET", "/licenses/server.json"),
    ("GET", "/metrics"),
    ("GET", "/openapi.json"),
    ("GET", "/preview.html"),
    ("GET", "/pyodide/<path:name>"),
    ("GET", "/review/<uuid:interview_id>"),
    ("GET", "/replay/<uuid:interview_id>"),
    ("GET", "/room/<uuid:interview_id>"),
    ("GET", "/sandbox.html"),
    ("GET", "/slots/calendar/<string:token>.ics"),
    ("GET", "/topics"),
    ("GET", "/auth/providers/<string:provider>/callback"),
    ("POST", "/auth/change-email"),
    ("POST", "/auth/first-administrator"),
    ("POST", "/auth/forgot-password"),
    ("POST", "/auth/keep-email"),
    ("POST", "/auth/login"),
    ("POST", "/auth/providers/<string:provider>/start"),
    ("POST", "/auth/providers/finish"),
    ("POST", "/auth/providers/join"),
    ("POST", "/auth/providers/register"),
    ("POST", "/auth/login/second"),
    ("POST", "/auth/login/second/options"),
    ("POST", "/auth/passkeys/login"),
    ("POST", "/auth/passkeys/login/options"),
    ("POST", "/auth/register"),
    ("POST", "/auth/reset-password"),
    ("POST", "/auth/verify-email"),
    ("POST", "/groups/look"),
    *(("GET", f"/{name}") for name in PAGES),
    ("GET", "/invitations/refuse/<string:token>"),
    ("POST", "/invitations/decline"),
    ("POST", "/invitations/look"),
    ("POST", "/invitations/refuse/<string:token>"),
    ("GET", "/notifications/unsubscribe/<string:token>"),
    ("POST", "/notifications/unsubscribe/<string:token>"),
}


def routes(app: Flask) -> list[tuple[str, str, Credential]]:
    """Every method and rule of the app, with what it asks of its caller."""
    return [
        (method, rule.rule, credential_of(app.view_functions[rule.endpoint]))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD"})
    ]


def path_of(rule: str) -> str:
    return re.sub(r"<uuid:\w+>", str(uuid4()), re.sub(r"<id:\w+>", "1", rule))


def test_only_the_routes_on_the_short_list_are_public(app: Flask) -> None:
    assert {(method, rule) for method, rule, needed in routes(app) if needed is Credential.NONE} == PUBLIC


def test_every_other_route_refuses_who_brings_no_token(app: Flask, api: Person) -> None:
    guarded = [(method, rule) for method, rule, _ in routes(app) if (method, rule) not in PUBLIC]
    assert len(guarded) > 15
    for method, rule in guarded:
        answer = api.call(method, path_of(rule))
        assert code_of(answer) == (401, "unauthenticated"), rule
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_routes_for_administrators_refuse_everybody_else(app: Flask, alice: Person) -> None:
    found = [(method, rule) for method, rule, needed in routes(app) if needed is Credential.ADMIN]
    assert {rule for _, rule in found} == {
        "/admin/audit",
        "/admin/reports",
        "/admin/reports/<id:report_id>/resolve",
        "/admin/checklist",
        "/admin/checklist/test-mail",
        "/admin/groups",
        "/admin/groups/<id:group_id>/approve",
        "/admin/groups/<id:group_id>/archive",
        "/admin/parked-items",
        "/admin/parked-items/retry",
        "/admin/slot-templates",
        "/admin/slot-templates/<id:template_id>",
        "/admin/slot-templates/suggestions",
        "/admin/slots/generate",
        "/admin/slots/<id:slot_id>/pair",
        "/admin/topics",
        "/admin/topics/<id:topic_id>",
        "/admin/users",
        "/admin/users/<id:user_id>/appoint",
        "/admin/users/<id:user_id>/birth-year",
        "/admin/users/<id:user_id>/demote",
        "/admin/users/<id:user_id>/dismiss",
        "/admin/users/<id:user_id>/forgive",
        "/admin/users/<id:user_id>/promote",
        "/admin/users/<id:user_id>/second-factor",
        "/admin/users/<id:user_id>/suspend",
        "/admin/users/<id:user_id>/unsuspend",
        "/questions",
        "/questions/<id:question_id>",
        "/questions/<id:question_id>/restore",
        "/questions/<id:question_id>/retire",
        "/questions/<id:question_id>/markdown",
        "/questions/export",
        "/questions/figures",
        "/questions/import",
        "/questions/imports",
        "/questions/reports",
        "/questions/reports/<id:question_report_id>/resolve",
        "/analytics/operator",
        "/analytics/integrity",
        "/analytics/moderation",
        "/analytics/fairness",
    }
    for method, rule in found:
        assert code_of(alice.call(method, path_of(rule))) == (403, "forbidden")


def test_all_routes_under_admin_are_for_administrators(app: Flask) -> None:
    assert {needed for _, rule, needed in routes(app) if rule.startswith("/admin")} == {Credential.ADMIN}


def test_the_document_says_what_each_route_asks_for(app: Flask, api: Person) -> None:
    described = document_of(app)["paths"]
    for rule, operation in operations(app):
        path = path_of(rule.rule)
        template = next(each for each in described if each.count("/") == path.count("/") and _fits(each, rule.rule))
        security = next(iter(described[template].values()))["security"]
        assert bool(security) == (operation.credential is not Credential.NONE), rule.rule


def _fits(template: str, rule: str) -> bool:
    parts = zip(template.split("/"), rule.split("/"), strict=True)
    return all(one == other or (one.startswith("{") and other.startswith("<")) for one, other in parts)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YWxpY2U6cGFzcw==", "bearer", "Token abc"])
def test_a_header_without_a_bearer_token_is_no_token(api: Person, header: str) -> None:
    answer = api.get("/users/me", headers={"Authorization": header})
    assert answer.status_code == 401


def test_authentication_comes_before_validation(api: Person) -> None:
    answer = api.post("/slots/book", data=b"not json", headers={"Content-Type": "text/plain"})
    assert code_of(answer) == (401, "unauthenticated")
