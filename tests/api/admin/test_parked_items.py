"""GET /admin/parked-items and POST /admin/parked-items/retry."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.clients.person import Person, code_of

PATH = "/admin/parked-items"


@pytest.fixture(autouse=True)
def parked(session: Session) -> None:
    insert = (
        "INSERT INTO parked_items (job, item, error, retry_at)"
        " VALUES ('remind', '1', 'KeyError', now() + interval '1 hour'),"
        " ('remind', '2', 'KeyError', now() + interval '1 hour'),"
        " ('write_letters', 'user:1/2', 'ValueError', now() + interval '1 hour')"
    )
    session.execute(text(insert))
    session.commit()


def shown(admin: Person, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = admin.get(f"{PATH}{query}", status=200).get_json()["items"]
    return found


def due(session: Session) -> list[str]:
    session.rollback()
    rows = session.scalars(text("SELECT item FROM parked_items WHERE retry_at <= clock_timestamp() ORDER BY item"))
    return list(rows)


def test_they_are_listed_by_job_and_item_page_by_page(admin: Person) -> None:
    first = admin.get(f"{PATH}?limit=1").get_json()
    (item,) = first["items"]
    assert (item["job"], item["item"], item["error"], item["attempts"]) == ("remind", "1", "KeyError", 1)
    assert item["parked_at"] < item["retry_at"]
    assert [one["item"] for one in shown(admin, f"?cursor={first['next_cursor']}")] == ["2", "user:1/2"]
    assert [one["item"] for one in shown(admin, "?job=write_letters")] == ["user:1/2"]
    assert code_of(admin.get(f"{PATH}?cursor=WzEsMl0")) == (422, "invalid")


@pytest.mark.parametrize(
    ("body", "items"),
    [
        ({"job": "write_letters", "item": "user:1/2"}, ["user:1/2"]),
        ({"job": "remind"}, ["1", "2"]),
        ({}, ["1", "2", "user:1/2"]),
    ],
)
def test_one_those_of_a_job_or_all_are_made_due(
    admin: Person, session: Session, body: dict[str, str], items: list[str]
) -> None:
    assert admin.post(f"{PATH}/retry", body, status=200).get_json() == {"due": len(items)}
    assert due(session) == items


def test_an_item_that_is_not_parked_or_lacks_its_job_is_refused(admin: Person, session: Session) -> None:
    assert code_of(admin.post(f"{PATH}/retry", {"job": "remind", "item": "3"})) == (404, "not_found")
    assert code_of(admin.post(f"{PATH}/retry", {"item": "1"})) == (422, "invalid")
    assert due(session) == []
