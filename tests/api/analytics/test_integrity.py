"""GET /analytics/integrity: rings and farming are found among innocent people, who are not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from mockmate_api.analytics import integrity
from shared.models import BookingStatus, InterviewStatus, InterviewType, User
from tests.api.past import Past
from tests.api.users.test_delete import delete
from tests.clients.person import Person


class Site:
    """A site of a dozen people who meet whom the matcher finds, rate as they like, and miss some of it."""

    def __init__(self, session: Session, seed: int = 1) -> None:
        self.past, self.chance, self.minutes = Past(session), random.Random(seed), 0
        people = [{"email": f"{n}@example.org", "username": f"innocent{n}", "password_hash": "x"} for n in range(12)]
        self.innocents = list(session.scalars(insert(User).returning(User.id), people))
        session.commit()

    def fill(self) -> None:
        """Let everybody meet six others; one in ten misses it, one in fifteen leaves at once."""
        for step in range(1, 4):
            for place, one in enumerate(self.innocents):
                other = self.innocents[(place + step) % len(self.innocents)]
                absent = (one,) if self.chance.random() < 0.1 else ()
                self.meet(one, other, self.chance.choices([3, 4, 5], k=2), absent=absent)

    def meet(self, one: int, other: int, ratings: Sequence[int] = (), **more: Any) -> None:
        """Let two people meet, half an hour later than the last; they rate each other unless one is absent."""
        self.minutes += 31
        at = self.past.now - timedelta(days=29) + timedelta(minutes=self.minutes)
        status = InterviewStatus.ABANDONED if more.get("absent") else InterviewStatus.ENDED
        met = self.past.meet(one, other, at, status=status, **more)
        if status is InterviewStatus.ENDED and ratings:
            self.past.say(met, one, other, overall=ratings[0])
            self.past.say(met, other, one, overall=ratings[1])


@pytest.fixture
def site(session: Session) -> Site:
    site = Site(session)
    site.fill()
    return site


def found(admin: Person) -> list[tuple[str, list[int], int, int]]:
    shown = admin.get("/analytics/integrity", status=200).get_json()
    return [(one["kind"], sorted(p["id"] for p in one["people"]), one["count"], one["of"]) for one in shown["findings"]]


@pytest.mark.usefixtures("site")
def test_an_innocent_site_has_no_findings(admin: Person) -> None:
    assert found(admin) == []


def test_people_who_meet_again_and_again_are_found(admin: Person, alice: Person, bob: Person, site: Site) -> None:
    for _ in range(4):
        site.meet(alice.id, bob.id)
    site.meet(alice.id, site.innocents[0])
    assert found(admin) == [("meets_often", sorted([alice.id, bob.id]), 4, 4)]


def test_on_a_site_of_three_people_everybody_meets_often(
    admin: Person, alice: Person, bob: Person, charlie: Person, session: Session
) -> None:
    past = Past(session)
    for number in range(18):
        one, other = [(alice, bob), (bob, charlie), (charlie, alice)][number % 3]
        past.meet(one.id, other.id, past.now - timedelta(days=20) + timedelta(hours=2 * number))
    assert found(admin) == []


def test_a_ring_is_found_by_what_it_gives_to_others(
    admin: Person, alice: Person, bob: Person, charlie: Person, site: Site
) -> None:
    ring = [alice.id, bob.id, charlie.id]
    for one, other in ((0, 1), (1, 2), (2, 0)) * 2:
        site.meet(ring[one], ring[other], [5, 5])
    for place, one in enumerate(ring):
        site.meet(one, site.innocents[place], [1, 4])
    assert found(admin) == [("rates_each_other", sorted(ring), 12, 15)]
    shown = admin.get("/analytics/integrity").get_json()["findings"][0]
    assert (shown["mean_inside"], shown["mean_outside"]) == (5, 1)
    assert {one["username"] for one in shown["people"]} == {alice.username, bob.username, charlie.username}


def test_friends_who_rate_others_as_well_are_no_ring(admin: Person, alice: Person, bob: Person, site: Site) -> None:
    for _ in range(3):
        site.meet(alice.id, bob.id, [5, 5])
    for place in range(3):
        site.meet(alice.id, site.innocents[place], [4, 4])
    assert found(admin) == []


def test_top_ratings_for_nothing_are_found(admin: Person, alice: Person, site: Site) -> None:
    for place in range(3):
        site.meet(site.innocents[place], alice.id, [5, 3], minutes=1)
        # Once, as after a call that broke down.
        site.meet(site.innocents[place + 3], site.innocents[place + 6], [5, 3], minutes=1)
    assert found(admin) == [("ends_at_once", [alice.id], 3, 3)]


def test_who_books_much_and_misses_half_of_it_is_found(admin: Person, alice: Person, bob: Person, site: Site) -> None:
    past = site.past
    for person, missed in ((alice, 5), (bob, 4)):
        for number in range(8):
            slot = past._slot(InterviewType.TECHNICAL, past.now - timedelta(days=3, hours=2 * number))
            status = BookingStatus.NO_SHOW if number < missed else BookingStatus.EXPIRED
            past.book(person.id, slot, status, waited=False)
    past.session.commit()
    assert found(admin) == [("misses_much", [alice.id], 5, 8)]


def test_whose_peers_leave_is_found_and_those_peers_are_not(admin: Person, alice: Person, site: Site) -> None:
    for place in range(4):
        site.meet(alice.id, site.innocents[place], absent=(site.innocents[place],))
    site.meet(alice.id, site.innocents[9], [4, 4])
    assert found(admin) == [("peers_leave", [alice.id], 4, 5)]


def test_what_is_older_than_the_period_does_not_count(admin: Person, alice: Person, bob: Person, site: Site) -> None:
    for number in range(6):
        at = site.past.now - timedelta(days=integrity.DAYS + 1, hours=2 * number)
        site.past.meet(alice.id, bob.id, at)
    assert found(admin) == []


def test_deleted_accounts_are_not_named(admin: Person, alice: Person, bob: Person, site: Site) -> None:
    for _ in range(4):
        site.meet(alice.id, bob.id)
    delete(bob)
    assert found(admin) == []
