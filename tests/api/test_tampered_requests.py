"""Valid requests with one thing tampered with, such as a cursor at the end of all time: no 5xx."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core import NotSet

from tests.api.test_generated_requests import operations
from tests.clients import PASSWORD
from tests.clients.person import Person

EXAMPLES = 6
"""Of each operation."""

MOMENTS = [
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
    "2026-01-01T00:00:00+23:59:59.999999",
    "2026-01-01T00:00:00+15:59:59",
    "2026-01-01T00:00:00-16:00",
    "2026-02-30T00:00:00Z",
    "2000-01-01T00:00:00+23:59",
    "2100-12-31T23:59:59-23:59",
    "2016-12-31T23:59:60Z",
    "infinity",
    "-infinity",
    "now",
]
DAYS = ["0001-01-01", "9999-12-31", "2000-01-01", "2100-12-31", "2026-02-30", "20260101", "2026-W01-1"]
NUMBERS = [0, -1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 10**30, 10**400, 0.5, 1e308, True]
UUIDS = ["00000000-0000-0000-0000-000000000000", "{ffffffff-ffff-ffff-ffff-ffffffffffff}", "urn:uuid:" + "f" * 32]
ZONES = ["UTC", "Etc/GMT+12", "Pacific/Kiritimati", "Africa", "../UTC", "/etc/localtime", "Factory", "utc", "a" * 5000]
TEXTS = ["", " ", "\u0000", "\ud800", "\u0130", "\U0001f44b" * 300, "%00", "a" * 5000, "1_0", "\u0661", "null", "[]"]
ANYTHING: list[Any] = [*MOMENTS, *DAYS, *NUMBERS, *UUIDS, *ZONES, *TEXTS, None, [], {}, [[[]]]]

HEADERS = {
    "Accept": ["*/*;q=1e999", "text/html;level=", ",", "application/json;q=nan"],
    "Accept-Language": ["*", "de;q=abc", "x" * 500, ";;;"],
    "Authorization": [
        "",
        "Bearer",
        "Bearer a.b.c",
        "Basic AA==",
        "Bearer e30.e30.",
        "Bearer \xff",
        "Basic \xff",
        "Digest =",
    ],
    "Content-Encoding": ["gzip", "x"],
    "Content-Type": [
        "application/json; charset=utf-7",
        "application/json; charset=none",
        "application/json;charset=\xff",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "text/plain",
        ";",
        "application/x+json",
    ],
    "Cookie": ["a=\xff", "=;=;"],
    "Host": ["", "[", "a:99999999", "\xff", "a b"],
    "Idempotency-Key": ["", "k" * 200, "k" * 201, "\xff", "k" * 5000],
    "If-Match": ["*", '"', "W/", "\xff"],
    "If-Modified-Since": [
        "Mon, 01 Jan 0001 00:00:00 +2359",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "Mon, 99 Jan 99999",
        "0",
    ],
    "If-None-Match": ["*", '"', "W/", ",,,", '"\xff"'],
    "If-Range": ["Mon, 01 Jan 0001 00:00:00 +2359", '"'],
    "Origin": ["null", "http://[", "https://\xff", ""],
    "Range": ["bytes=0-0", "bytes=-99999999999999999999", "bytes=9-1,x"],
    "X-Forwarded-For": ["", ",", "999.1.1.1", "::1%\xff", "[::1", "1.2.3.4:99999999", "\xff", "1" * 5000],
    "X-Forwarded-Proto": ["", "\xff"],
    "X-Request-ID": ["", "\xff", "r" * 65],
    "baggage": ["=", "\xff"],
    "traceparent": ["", "00-0-0-0", "ff-" + "f" * 32 + "-" + "f" * 16 + "-ff", "\xff"],
    "tracestate": ["=", "\xff"],
}


def cursor(*values: Any) -> str:
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


CURSORS = st.lists(st.sampled_from([*MOMENTS, *NUMBERS, *UUIDS, None, [], {}]), max_size=4).map(
    lambda one: cursor(*one)
)
WRONG_HEADERS = st.sampled_from([(name, value) for name, values in HEADERS.items() for value in values])


@pytest.mark.timeout(900)
def test_a_tampered_request_is_refused_and_never_fails(
    app: Flask, admin: Person, alice: Person, bob: Person, ended: str
) -> None:
    group = alice.post("/groups", {"name": "Club"}, status=201).get_json()["group"]["id"]
    known = {"interview_id": ended, "user_id": bob.id, "group_id": group}
    known |= dict.fromkeys(("booking_id", "slot_id", "report_id"), 1)
    tried = 0
    for operation in operations(app):
        sender = admin
        if not operation.path.startswith(("/admin", "/analytics/operator")):
            sender = Person(
                app, Person(app).post("/auth/login", {"login": "alice@example.com", "password": PASSWORD}).get_json()
            )
        tried += _try(operation, sender, known)
    assert tried > 400


def _try(operation: Any, sender: Person, known: dict[str, Any]) -> int:
    tried = 0

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE), data=st.data())
    def once(case: Any, data: st.DataObject) -> None:
        nonlocal tried
        tried += 1
        for name in case.path_parameters.keys() & known.keys():
            case.path_parameters[name] = known[name]
        headers = {"Content-Type": "application/json", **sender.headers}
        _tamper(case, headers, data)
        sent = {"query_string": case.query, "headers": headers, "data": _body(case)}
        response = sender.app.test_client().open(case.formatted_path, method=case.method, **sent)
        assert response.status_code < 500, (case.method, case.formatted_path, sent, response.text)

    once()
    return tried


def _tamper(case: Any, headers: dict[str, str], data: st.DataObject) -> None:
    """Change up to three headers, and something in the query, the path or the body."""
    headers |= dict(data.draw(st.lists(WRONG_HEADERS, max_size=3)))
    query = {one.name for one in case.operation.query}
    wrong = data.draw(st.sampled_from(ANYTHING))
    where = data.draw(
        st.sampled_from(
            [
                "nowhere",
                *(["query"] * bool(query)),
                *(["path"] * bool(case.path_parameters)),
                *(["body"] * bool(isinstance(case.body, dict) and case.body)),
            ]
        )
    )
    if where == "query":
        name = data.draw(st.sampled_from(sorted(query)))
        case.query = {**(case.query or {}), name: data.draw(CURSORS) if name == "cursor" else _as_text(wrong)}
    elif where == "path":
        name = data.draw(st.sampled_from(sorted(case.path_parameters)))
        case.path_parameters[name] = quote(_as_text(wrong).strip("./"), safe="") or "0"
    elif where == "body":
        case.body = {**case.body, data.draw(st.sampled_from(sorted(case.body))): wrong}


def _body(case: Any) -> bytes | None:
    return None if isinstance(case.body, NotSet) else json.dumps(case.body, default=str).encode()


def _as_text(value: Any) -> str:
    written = value if isinstance(value, str) else json.dumps(value)
    return written.encode(errors="replace").decode()


@pytest.mark.timeout(300)
def test_a_cursor_from_beyond_all_time_is_refused(app: Flask, admin: Person, ended: str) -> None:
    tails: list[list[Any]] = [[], [1], [UUIDS[0]], [0, 1], [1, 2**63]]
    cursors = [cursor(*([first] if first else []), *tail) for first in (*MOMENTS, "") for tail in tails]
    group = admin.post("/groups", {"name": "Club"}, status=201).get_json()["group"]["id"]
    lists = [one for one in operations(app) if "cursor" in {parameter.name for parameter in one.query}]
    for operation in lists:
        path = operation.path.replace("{interview_id}", ended).replace("{group_id}", str(group))
        assert "{" not in path, "say which one"
        answers = {admin.get(path, query_string={"cursor": one}).status_code for one in cursors}
        assert answers <= {200, 404, 422}, path
    assert len(lists) >= 9
