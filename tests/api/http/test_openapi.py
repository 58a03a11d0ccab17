"""The document at /openapi.json, and the page that shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from openapi_spec_validator import OpenAPIV31SpecValidator

from mockmate_api.http.openapi import document, operations
from tests.clients.openapi import require_documented
from tests.clients.person import Person


def test_it_is_valid_openapi_3_1(app: Flask) -> None:
    answer = app.test_client().get("/openapi.json")
    assert answer.status_code == 200
    assert answer.get_json()["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(answer.get_json()).validate()


def test_every_operation_has_a_name_of_its_own_and_a_summary(app: Flask) -> None:
    described = [each for methods in document(app)["paths"].values() for each in methods.values()]
    names = [each["operationId"] for each in described]
    assert len(set(names)) == len(names)
    assert all(each["summary"] for each in described)


def test_every_route_but_the_documentation_and_the_client_is_documented(app: Flask) -> None:
    documented = {rule.endpoint for rule, _ in operations(app)}
    undocumented = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in documented]
    assert {rule.rule for rule in undocumented if not rule.endpoint.startswith("web.")} == {
        "/metrics",
        "/openapi.json",
        "/docs",
        "/docs/assets/<name>",
        # Providers send browsers here.
        "/auth/providers/<string:provider>/callback",
    }


def test_every_path_parameter_is_described(app: Flask) -> None:
    for path, methods in document(app)["paths"].items():
        for described in methods.values():
            parameters = {each["name"] for each in described.get("parameters", []) if each["in"] == "path"}
            assert parameters == set(re.findall(r"{(\w+)}", path)), path


def test_a_field_that_may_be_left_out_is_not_said_to_take_null(app: Flask) -> None:
    changes = document(app)["components"]["schemas"]["ProfileChanges"]["properties"]
    assert changes["username"]["type"] == "string"
    assert {"type": "null"} in changes["full_name"]["anyOf"]


def test_an_answer_with_an_undocumented_field_fails_a_test_though_clients_have_to_bear_it(app: Flask) -> None:
    answer = app.test_client().get("/health/live")
    require_documented(app, "GET", "/health/live", answer)
    answer.set_data('{"status": "up", "more": 1}')
    with pytest.raises(AssertionError, match="Additional properties"):
        require_documented(app, "GET", "/health/live", answer)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inline = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given:
            self.inline += 1
        if (tag in {"script", "link"}) and (target := given.get("src") or given.get("href")):
            self.found.append(target)


def test_the_page_loads_everything_from_here_and_nothing_inline(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/docs")
    assert page.mimetype == "text/html"
    links = _Links()
    links.feed(page.get_data(as_text=True))
    assert links.inline == 0
    assert links.found
    for link in links.found:
        assert link.startswith("/docs/assets/")
        with client.get(link) as asset:
            assert asset.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "http" not in policy


@pytest.mark.parametrize("name", ["..%2findex.html", "index.html", "swagger-ui.js", "../routes.py"])
def test_no_other_file_is_served(api: Person, name: str) -> None:
    assert api.app.test_client().get(f"/docs/assets/{name}").status_code == 404
