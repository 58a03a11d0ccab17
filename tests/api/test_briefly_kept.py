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
    "sign_in_attempts": Kept(
        "expires_at",
        "(digest, provider, cookie, cookie_digest, expires_at)"
        " VALUES (decode(md5(CAST(:at AS text)), 'hex'), 'example', 'a cookie', 'its digest', :at)",
        0,
    ),
    "email_changes": Kept(
        "expires_at",
        "(user_id, old_email, new_email, expires_at) SELECT id, 'old@example.com', 'new@example.com', :at"
        " FROM users WHERE id NOT IN (SELECT user_id FROM email_changes) LIMIT 1",
        0,
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


def test_devices_that_are_woken_go_with_their_logins_and_what_is_on_its_way_with_them(
    session: Session, settings: Settings, alice: Person
):
    ends = {
        "open": "now() + interval '1 hour', NULL",
        "expired": "now() - interval '1 minute', NULL",
        "ended": "now() + interval '1 hour', now() - interval '1 minute'",
    }
    for name, times in ends.items():
        login = text(
            "INSERT INTO sessions (user_id, refresh_jti, rotated_at, expires_at, revoked_at)"
            f" VALUES (:me, gen_random_uuid(), now(), {times}) RETURNING id"
        )
        device = text(
            "INSERT INTO push_devices (user_id, login_id, kind, endpoint, digest, host)"
            " VALUES (:me, :login, 'fcm', :name, CAST(:name AS bytea), 'push.example') RETURNING id"
        )
        given = {"me": alice.id, "name": name, "login": session.scalar(login, {"me": alice.id})}
        on_its_way = text(
            "INSERT INTO outgoing_pushes (device_id, stream, \"offset\", topic) VALUES (:id, 'user:1', 1, 'a topic')"
        )
        session.execute(on_its_way, {"id": session.scalar(device, given)})
    session.commit()
    retention.prune(session, settings)
    assert session.scalars(text("SELECT endpoint FROM push_devices")).all() == ["open"]
    left = "SELECT endpoint FROM outgoing_pushes JOIN push_devices ON push_devices.id = device_id"
    assert session.scalars(text(left)).all() == ["open"]
    assert session.scalar(text("SELECT count(*) FROM outgoing_pushes")) == 1


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
