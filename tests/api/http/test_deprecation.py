"""A deprecated route works on, and says in every answer and in the document until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Blueprint, Flask

from mockmate_api.http import openapi
from mockmate_api.http.deprecation import NOTICE, Deprecation
from mockmate_api.http.operation import operation
from tests.clients.person import Person

OURS = "https://mockmate.example"
PLANNED = Deprecation(since=date(2026, 3, 1), sunset=date(2026, 10, 1), instead="Use POST /new.")


@pytest.fixture
def withdrawing(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    made = make_app(allowed_origins=(OURS,))
    blueprint = Blueprint("old", __name__)

    @operation(blueprint, "POST", "/old/<id:thing>", returns={204: None}, deprecated=PLANNED)
    def do_it_the_old_way(thing: int) -> None:
        """Do it the old way."""

    made.register_blueprint(blueprint)
    monkeypatch.setitem(openapi.TAGS, "old", "What goes away.")
    return made


def test_every_answer_of_it_says_since_when_and_until_when(withdrawing: Flask, alice: Person) -> None:
    client = withdrawing.test_client()
    for headers, status in (alice.headers, 204), ({}, 401):
        answer = client.post("/old/1", headers={"Origin": OURS, **headers})
        assert answer.status_code == status
        assert answer.headers["Deprecation"] == "@1772323200"
        assert answer.headers["Sunset"] == "Thu, 01 Oct 2026 00:00:00 GMT"
        for name in ("Deprecation", "Sunset"):
            assert name in answer.headers["Access-Control-Expose-Headers"]
    for path in ("/users/me", "/nothing"):
        answer = client.get(path, headers=alice.headers)
        assert "Deprecation" not in answer.headers
        assert "Sunset" not in answer.headers


def test_the_document_marks_it_and_says_what_to_use(withdrawing: Flask) -> None:
    described = openapi.document(withdrawing)
    marked = [(path, one) for path, each in described["paths"].items() for one in each.values() if "deprecated" in one]
    assert [path for path, _ in marked] == ["/old/{thing}"]
    (_, old) = marked[0]
    assert old["deprecated"] is True
    assert old["description"].startswith("Deprecated, and gone from 2026-10-01 on. Use POST /new. Every answer")
    assert {"Deprecation", "Sunset"} <= set(old["responses"]["204"]["headers"])


def test_a_notice_may_not_be_short() -> None:
    with pytest.raises(ValueError, match="180 days"):
        Deprecation(since=PLANNED.since, sunset=PLANNED.since + NOTICE - timedelta(days=1), instead="")
