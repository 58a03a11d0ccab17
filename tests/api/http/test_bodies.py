"""What clients may send: anything else is a clear 4xx, and nothing is half-done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.clients import PASSWORD
from tests.clients.person import Person, code_of


def post_raw(person: Person, raw: bytes, content_type: str = "application/json", path: str = "/slots/book") -> Any:
    return person.call("POST", path, data=raw, headers={"Content-Type": content_type})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"slot_id=1",
        b'{"slot_id": 1,}',
        b"{'slot_id': 1}",
        b'{"slot_id": NaN, "difficulty": "easy"}',
        b'{"slot_id": Infinity, "difficulty": "easy"}',
        b'{"slot_id": 1, "difficulty": "easy", "note": "\xff\xfe"}',
        b'{"slot_id": 1, "difficulty": "easy", "note": "\\ud800"}',
        b'{"slot_id": 1, "slot_id": 2, "difficulty": "easy"}',
        b"\xff\xfe{\x00}\x00",
        b"[" * 30_000,
        b'{"slot_id": ' + b"9" * 5_000 + b"}",
    ],
)
def test_what_is_not_json_is_called_so(alice: Person, raw: bytes) -> None:
    assert code_of(post_raw(alice, raw)) == (400, "malformed_json")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken(alice: Person, content_type: str) -> None:
    answer = post_raw(alice, b'{"slot_id": 1, "difficulty": "easy"}', content_type)
    assert code_of(answer) == (415, "unsupported_media_type")


def test_a_charset_beside_the_type_is_fine(alice: Person) -> None:
    answer = post_raw(alice, b'{"slot_id": 1, "difficulty": "easy"}', "application/json; charset=utf-8")
    assert code_of(answer) == (404, "not_found")


def test_a_body_of_100_kilobytes_is_too_large(alice: Person) -> None:
    raw = b'{"slot_id": 1, "difficulty": "easy", "note": "' + b"x" * 100_000 + b'"}'
    assert code_of(post_raw(alice, raw)) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"difficulty": "easy"}, "#/slot_id"),
        ({"slot_id": "1", "difficulty": "easy"}, "#/slot_id"),
        ({"slot_id": True, "difficulty": "easy"}, "#/slot_id"),
        ({"slot_id": 1.5, "difficulty": "easy"}, "#/slot_id"),
        ({"slot_id": None, "difficulty": "easy"}, "#/slot_id"),
        ({"slot_id": [1], "difficulty": "easy"}, "#/slot_id"),
        ({"slot_id": 0, "difficulty": "easy"}, "#/slot_id"),
        ({"slot_id": -1, "difficulty": "easy"}, "#/slot_id"),
        ({"slot_id": 2**63, "difficulty": "easy"}, "#/slot_id"),
        ({"slot_id": 1, "difficulty": "extreme"}, "#/difficulty"),
        ({"slot_id": 1, "difficulty": 1}, "#/difficulty"),
        ({"slot_id": 1, "difficulty": ""}, "#/difficulty"),
        ({"slot_id": 1, "difficulty": "easy", "max_level_gap": 3}, "#/max_level_gap"),
        ({"slot_id": 1, "difficulty": "easy", "max_level_gap": -1}, "#/max_level_gap"),
        ({"slot_id": 1, "difficulty": "easy", "language": "english"}, "#/language"),
        ({"slot_id": 1, "difficulty": "easy", "note": "x" * 501}, "#/note"),
        ({"slot_id": 1, "difficulty": "easy", "status": "matched"}, "#/status"),
        ({"slot_id": 1, "difficulty": "easy", "user_id": 2}, "#/user_id"),
        ({"slot_id": 1, "difficulty": "easy", "note": "a\0b"}, "#/note"),
        ({"slot_id": 1, "difficulty": "easy", "a/b~c": 1}, "#/a~1b~0c"),
        ([], "#"),
        ("text", "#"),
        (1, "#"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(alice: Person, body: Any, pointer: str) -> None:
    answer = alice.post("/slots/book", body)
    assert code_of(answer) == (422, "invalid")
    assert [error["pointer"] for error in answer.get_json()["errors"]] == [pointer]


def test_several_faults_are_named_together(alice: Person) -> None:
    answer = alice.post("/slots/book", {"slot_id": "x", "extra": 1})
    assert {error["pointer"] for error in answer.get_json()["errors"]} == {"#/slot_id", "#/difficulty", "#/extra"}


@pytest.mark.parametrize("field", ["email", "password", "username", "full_name", "time_zone"])
def test_nul_is_refused_in_every_text(api: Person, field: str) -> None:
    body = {"email": "alice@example.com", "password": PASSWORD, field: "a\0b@example.com"}
    answer = api.post("/auth/register", body)
    assert code_of(answer) == (422, "invalid")
    assert answer.get_json()["errors"] == [{"pointer": f"#/{field}", "detail": "must not contain NUL", "code": "nul"}]


def test_nul_is_refused_in_keys_and_in_queries(alice: Person) -> None:
    assert code_of(alice.post("/slots/book", {"a\0": 1})) == (422, "invalid")
    assert code_of(alice.get("/slots?cursor=%00")) == (422, "invalid")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=1_0",
        "limit=%201",
        "limit=",
        "limit=99999999999999999999999999",
        "limit=1&limit=2",
        "cursor=x",
        "cursor=bm90IGpzb24",
        "cursor=WzFd",
        "cursor=WyIyMDI2IiwgMV0",
        "cursor=" + "a" * 400,
        "interview_type=both",
        "from=yesterday",
        "from=0",
        "from=2030-01-01",
        "from=2030-01-01T00:00:00",
        "from=2030-13-01T00:00:00Z",
        "from=9999-12-31T23:59:59-23:59",
        "from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z",
        "unknown=1",
    ],
)
def test_a_query_parameter_that_cannot_be_used_is_named(alice: Person, query: str) -> None:
    answer = alice.get(f"/slots?{query}")
    assert code_of(answer) == (422, "invalid")
    assert answer.get_json()["errors"][0]["pointer"].startswith("?")


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "01", "9223372036854775808", "9" * 100, "%D9%A1"])
def test_a_path_that_holds_no_id_leads_nowhere(alice: Person, number: str) -> None:
    assert code_of(alice.get(f"/slots/bookings/{number}")) == (404, "not_found")


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_number_that_is_too_long_leads_nowhere_by_any_method(alice: Person, method: str) -> None:
    assert code_of(alice.call(method, "/slots/bookings/9223372036854775808")) == (404, "not_found")


def test_the_highest_id_there_can_be_is_looked_up(alice: Person) -> None:
    assert code_of(alice.get("/slots/bookings/9223372036854775807")) == (404, "not_found")
    answer = alice.post("/slots/book", {"slot_id": 2**63 - 1, "difficulty": "easy"})
    assert code_of(answer) == (404, "not_found")
