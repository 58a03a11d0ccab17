"""Requests made from the OpenAPI document, right ones and wrong ones: no 5xx, and no answer it doesn't announce."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.clients import PASSWORD
from tests.clients.person import Person

EXAMPLES = 6
"""Of each operation, right and wrong each: enough to find what is broken often, in a minute or two in all."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def operations(app: Flask) -> Iterator[Any]:
    for found in schemathesis.openapi.from_wsgi("/openapi.json", app).get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


@pytest.mark.timeout(900)
def test_generated_requests_get_only_documented_answers(
    app: Flask, admin: Person, alice: Person, bob: Person, ended: str
) -> None:
    group = admin.post("/groups", {"name": "Club"}, status=201).get_json()["group"]["id"]
    known = {"interview_id": ended, "user_id": alice.id, "group_id": group}
    known |= dict.fromkeys(("booking_id", "slot_id", "report_id"), 1)
    count = 0
    for operation in operations(app):
        # By the address, since generated requests change the username.
        given = {"login": "admin@example.com", "password": PASSWORD}
        session = Person(app).post("/auth/login", given, status=200).get_json()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            count += _try(operation, mode, session, known)
    assert count > 500


def _try(operation: Any, mode: GenerationMode, session: dict[str, Any], known: dict[str, Any]) -> int:
    tried = 0
    name = "refresh_token" if operation.label == "POST /auth/refresh" else "access_token"

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), is_known=st.booleans(), is_somebody=st.integers(0, 9))
    def once(case: Any, is_known: bool, is_somebody: int) -> None:
        nonlocal tried
        tried += 1
        if is_known:
            for parameter in case.path_parameters.keys() & known.keys():
                case.path_parameters[parameter] = known[parameter]
        headers = {"Authorization": f"Bearer {session[name]}"} if is_somebody else {}
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    # What takes nothing can't be asked for wrongly.
    with suppress(*((Unsatisfiable,) if mode is GenerationMode.NEGATIVE else ())):
        once()
    return tried
