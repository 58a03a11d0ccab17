"""What is kept for a short time only, or until something is over: the last row that stays, and the first that goes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from mockmate_ws.jobs import retention
from shared.core.settings import Settings
from tests.api.past import Past
from tests.clients.person import Person


class Kept(NamedTuple):
    """How rows of a table are made, whose time is in `column`, and the setting of days, or the days that are fixed."""

    column: str
    insert: str
    days: str | int


TABLES = {
    "one_time_tokens": Kept(
        "expires_at",
        "(digest, purpose, user_id, expires_at) VALUES (decode(md5(CAST(:at AS text)), 'hex'), 'appeal', :me, :at)",
        0,
    ),
    "passkey_challenges": Kept(
        "expires_at", "(digest, purpose, expires_at) VALUES (decode(md5(CAST(:at AS text)), 'hex'), 'login', :at)", 0
    ),
    "idempotency_keys": Kept(
        "created_at", "(user_id, route, key, created_at) VALUES (:me, 'a route', CAST(:at AS text), :at)", 1
    ),
    "booking_reminders": Kept("starts_at", "(booking_id, starts_at, minutes) SELECT min(id), :at, 5 FROM bookings", 1),
    "events": Kept(
        "at",
        '(stream, "offset", type, data, at)'
        " SELECT 'user:' || :me, 1000 + count(*), 'match.found', '{}', :at FROM events",
        "keep_events_days",
    ),
    "mailed_news": Kept(
        "at", "(stream, \"offset\", at) SELECT 'user:1', count(*), :at FROM mailed_news", "keep_events_days"
    ),
    "audit_log": Kept("at", "(kind, at) VALUES ('login.ok', :at)", "keep_audit_days"),
}


@pytest.fixture
def met(session: Session, alice: Person, bob: Person) -> None:
    Past(session).meet(alice.id, bob.id)
    session.execute(text("INSERT INTO streams (name, top) VALUES ('user:' || :me, 2000)"), {"me": alice.id})
    session.commit()


@pytest.mark.parametrize("table", TABLES)
def test_rows_go_when_their_time_is_over(session: Session, settings: Settings, alice: Person, met: None, table: str):
    column, insert, days = TABLES[table]
    kept = timedelta(days=days if isinstance(days, int) else getattr(settings, days))
    old, young = (datetime.now(UTC) - kept + timedelta(minutes=by) for by in (-5, 5))
    for at in (old, young):
        session.execute(text(f"INSERT INTO {table} {insert}"), {"me": alice.id, "at": at})
    session.commit()
    retention.prune(session, settings)
    found = session.scalars(text(f"SELECT {column} FROM {table} WHERE {column} IN (:old, :young)"), locals()).all()
    assert found == [young]


LONG_AGO, LATELY = timedelta(days=5), timedelta(days=-5)
# When it was decided, was to end, and was lifted, from the day on which what ended then is removed.
MEASURES = {
    "warned": (("warned", LONG_AGO, None, None), False),
    "warned lately": (("warned", LATELY, None, None), True),
    "over": (("restricted", LONG_AGO, LONG_AGO, None), False),
    "over lately": (("restricted", LONG_AGO, LATELY, None), True),
    "lifted": (("suspended", LONG_AGO, None, LONG_AGO), False),
    "lifted lately": (("suspended", LONG_AGO, None, LATELY), True),
    "lifted early": (("suspended", LONG_AGO, LATELY, LONG_AGO), False),
    "in force": (("suspended", LONG_AGO, None, None), True),
}


@pytest.mark.parametrize("appealed", ["not", "answered", "open"])
def test_decisions_go_once_they_are_over_but_not_with_an_open_appeal(
    session: Session, settings: Settings, alice: Person, bob: Person, appealed: str
):
    limit = datetime.now(UTC) - timedelta(days=settings.keep_reports_days)
    for name, ((kind, *moments), _) in MEASURES.items():
        given = dict(zip(("decided", "until", "lifted"), [m and limit - m for m in moments], strict=True))
        add = text(
            "INSERT INTO measures (user_id, kind, text, decided_at, until, lifted_at)"
            " VALUES (:me, :kind, :name, :decided, :until, :lifted)"
        )
        session.execute(add, {"me": alice.id, "kind": kind, "name": name, **given})
    if appealed != "not":
        session.execute(text("INSERT INTO appeals (measure_id, text) SELECT id, text FROM measures"))
    if appealed == "answered":
        answer = "UPDATE appeals SET answered_at = now(), answered_by = :by, outcome = 'uphold', answer = 'No.'"
        session.execute(text(answer), {"by": bob.id})
    session.commit()
    retention.prune(session, settings)
    stay = {name for name, (_, stays) in MEASURES.items() if stays or appealed == "open"}
    assert set(session.scalars(text("SELECT text FROM measures"))) == stay
    assert set(session.scalars(text("SELECT text FROM appeals"))) == (set() if appealed == "not" else stay)
