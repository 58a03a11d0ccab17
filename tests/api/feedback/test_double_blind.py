"""Whatever two people do in whatever order, neither reads the other's feedback before it is time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.api.feedback.test_submit import GOOD
from tests.api.past import Past
from tests.clients.person import Person

STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["submit", "change", "vote"]), st.integers(0, 1), st.integers(1, 5)),
        st.just(("wait", 0, 0)),
    ),
    max_size=9,
)


class Model:
    """What should hold: who has said what, and whether three days are over."""

    def __init__(self) -> None:
        self.given: dict[int, int] = {}
        self.late = False

    @property
    def revealed(self) -> bool:
        return self.late or len(self.given) == 2

    def do(self, what: str, who: int, rating: int) -> int:
        """Do one step and return the status that the API should answer."""
        if what == "submit":
            if who in self.given:
                return 409
            self.given[who] = rating
            return 201
        if who not in self.given:
            return 404
        if what == "change":
            if self.revealed:
                return 409
            self.given[who] = rating
            return 200
        return 200 if self.revealed else 404


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_it_holds_in_every_order_of_calls(alice: Person, bob: Person, session: Session, steps: Any) -> None:
    people = (alice, bob)
    interview_id = str(Past(session).meet(alice.id, bob.id, datetime.now(UTC) - timedelta(hours=1)))
    model, ids = Model(), dict[int, int]()
    for what, who, rating in steps:
        if what == "wait":
            model.late = True
            earlier = "UPDATE interviews SET ended_at = ended_at - interval '73 hours' WHERE id = :id"
            session.execute(text(earlier), {"id": interview_id})
            session.commit()
        else:
            status = _call(people, ids, interview_id, what, who, rating)
            assert status == model.do(what, who, rating), (what, who)
        for reader in (0, 1):
            author = 1 - reader
            expected = [model.given[author]] if author in model.given and model.revealed else []
            assert _read(people[reader], interview_id) == (expected, expected)


def _call(people: Any, ids: dict[int, int], interview_id: str, what: str, who: int, rating: int) -> int:
    """Carry out a step; `vote` is by the other one, on what `who` gave."""
    if what == "submit":
        answer = people[who].post("/feedback/submit", {"interview_id": interview_id, **GOOD, "overall": rating})
        if answer.status_code == 201:
            ids[who] = answer.get_json()["id"]
    elif what == "change":
        answer = people[who].patch(f"/feedback/{ids.get(who, 999999)}", {"overall": rating})
    else:
        answer = people[1 - who].call("PUT", f"/feedback/{ids.get(who, 999999)}/helpful", json={"helpful": True})
    return int(answer.status_code)


def _read(person: Person, interview_id: str) -> tuple[list[int], list[int]]:
    """Return what somebody reads of the peer's feedback, in both places where it is shown."""
    received = person.get("/feedback/received?limit=100").get_json()["items"]
    past = person.get("/interview/history?limit=100").get_json()["items"]
    return (
        [each["overall"] for each in received if each["interview_id"] == interview_id],
        [
            each["feedback_received"]["overall"]
            for each in past
            if each["id"] == interview_id and each["feedback_received"]
        ],
    )
