"""GET /interview/{id}/chat and /runs: all that was said and shown in a room, newest first, for the two of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from shared.core import clock
from shared.models import ChatMessage, SharedRun
from tests.clients.person import Person


@pytest.fixture
def said(alice: Person, bob: Person, live: str, session: Session) -> str:
    """An interview with five lines and five runs."""
    for number in range(5):
        of = {"interview_id": UUID(live), "user_id": (alice, bob)[number % 2].id, "client_id": f"n{number}"}
        session.add(ChatMessage(**of, text=f"line {number}", sent_at=clock.now(session)))
        session.flush()
        run = {"language": "go", "stdout": str(number), "stderr": "", "status": "ok", "ms": 1, "truncated": False}
        session.add(SharedRun(**of, **run))
        session.flush()
    session.commit()
    return live


@pytest.mark.parametrize(("what", "shown"), [("chat", "text"), ("runs", "stdout")])
def test_they_come_newest_first_page_by_page_during_the_interview_and_after_it(
    alice: Person, bob: Person, said: str, what: str, shown: str
):
    for person in (alice, bob):
        path = f"/interview/{said}/{what}?limit=2"
        cursor: str | None = ""
        seen, pages = [], 0
        while cursor is not None:
            page = person.get(path + (f"&cursor={cursor}" if cursor else ""), status=200).get_json()
            assert len(page["items"]) <= 2
            seen += [(one["id"], one["user_id"], one[shown][-1]) for one in page["items"]]
            cursor, pages = page["next_cursor"], pages + 1
        assert seen == [(f"n{n}", (alice, bob)[n % 2].id, str(n)) for n in reversed(range(5))]
        assert pages == 3
        alice.post(f"/interview/{said}/end", status=200)


@pytest.mark.parametrize("what", ["chat", "runs"])
def test_nobody_else_sees_them_and_odd_cursors_are_refused(alice: Person, charlie: Person, said: str, what: str):
    assert charlie.get(f"/interview/{said}/{what}").status_code == 404
    for query in ("cursor=x", "cursor=WyJ4Il0", "cursor=WzEsMl0", "limit=0", "limit=101", "limit=x", "before=1"):
        assert alice.get(f"/interview/{said}/{what}?{query}").status_code == 422, query
