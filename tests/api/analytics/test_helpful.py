"""GET /analytics/me on whether the feedback that I gave was found helpful."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.api.analytics.test_me import analytics
from tests.api.past import Past
from tests.clients.person import Person


def give(past: Past, author: Person, subject: Person, votes: list[bool | None]) -> None:
    for number, helpful in enumerate(votes):
        met = past.meet(author.id, subject.id, past.now - timedelta(days=4, hours=2 * number))
        past.say(met, author.id, subject.id, helpful=helpful)


def test_fewer_than_five_votes_are_no_figure(alice: Person, bob: Person, session: Session) -> None:
    give(Past(session), alice, bob, [True, True, False, True, None, None])
    assert analytics(alice)["feedback_given"] is None


def test_it_counts_the_votes_on_what_i_gave(alice: Person, bob: Person, session: Session) -> None:
    give(Past(session), alice, bob, [True, True, False, True, None, True])
    shown = analytics(alice)["feedback_given"]
    # Of this small site nothing is settled, so it is drawn toward one half: (5 * 0.5 + 4) / 10.
    assert shown == {"helpful": 4, "votes": 5, "shrunk": pytest.approx(0.65)}
    # Those who voted have given none.
    assert analytics(bob)["feedback_given"] is None
