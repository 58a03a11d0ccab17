"""Users for benchmarks, inserted directly into the tables to avoid computing a million bcrypt hashes."""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence
from typing import NamedTuple

import jwt
from psycopg2.extensions import connection

from shared.core.settings import Settings
from shared.identity import tokens

# Everybody has written to their stream before, as somebody who has ever had a socket open.
_PEOPLE = """
    WITH people AS (
        INSERT INTO users (email, username, password_hash)
        SELECT name || '@example.com', name, 'nobody logs in'
        FROM (SELECT %(prefix)s || n AS name FROM generate_series(1, %(count)s) AS n) AS names
        RETURNING id
    ), told AS (
        INSERT INTO streams (name, top) SELECT 'user:' || id, 0 FROM people
    )
    INSERT INTO sessions (user_id, refresh_jti, expires_at)
    SELECT id, gen_random_uuid(), now() + interval '1 day' FROM people
    RETURNING user_id, id
"""
_ROOM = "INSERT INTO slots (interview_type) VALUES (%s) ON CONFLICT DO NOTHING"

# Everybody has practised before: twice, with the neighbours, within the last weeks. So the pass finds people who met.
_PAST = """
    WITH ordered AS (
        SELECT id AS user_id, row_number() OVER (ORDER BY id) - 1 AS place FROM users
    ), taken AS (
        INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status)
        SELECT user_id, (SELECT min(id) FROM slots), 'easy',
               now() - day * interval '7 days', now() - day * interval '7 days' + interval '1 hour', 'completed'
        FROM ordered CROSS JOIN generate_series(1, 2) AS day
        RETURNING id, user_id, starts_at
    ), paired AS (
        SELECT t.*, place, (place + CASE WHEN t.starts_at > now() - interval '10 days' THEN 0 ELSE 1 END) AS shifted
        FROM taken t JOIN ordered o USING (user_id)
    ), met AS (
        SELECT md5(starts_at::text || shifted / 2)::uuid AS interview_id, shifted % 2 + 1 AS seat,
               id, user_id, starts_at, count(*) OVER (PARTITION BY starts_at, shifted / 2) AS there
        FROM paired
    ), interviews_ AS (
        INSERT INTO interviews
            (id, slot_id, interview_type, status, level_gap, met_before, matched_at, start_by, started_at, ended_at)
        SELECT DISTINCT interview_id, (SELECT min(id) FROM slots), 'technical', 'ended', 0, false,
               starts_at, starts_at, starts_at, starts_at + interval '1 hour'
        FROM met WHERE there = 2
    )
    INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds, started_at, live)
    SELECT interview_id, seat, user_id, id, 'easy', 30, starts_at, false FROM met WHERE there = 2
"""

_WAITING = """
    INSERT INTO bookings
        (user_id, slot_id, difficulty, language, max_level_gap,
         starts_at, ends_at, status, waiting_since, present_until)
    SELECT id, (SELECT id FROM slots WHERE starts_at IS NULL AND interview_type = 'technical'),
           (ARRAY['easy', 'medium', 'hard'])[1 + (id + 1) / 2 % 3],
           (ARRAY['en', 'en', 'en', 'en', 'de'])[1 + (id + 1) / 2 % 5], 2,
           now(), now() + interval '1 hour', 'waiting',
           now() - (60 + id % 600) * interval '1 second', now() + interval '1 day'
    FROM users
"""

# Neighbours meet: the first with the second, the third with the fourth …
_MATCHED = """
    WITH numbered AS (
        SELECT user_id, row_number() OVER (ORDER BY user_id) - 1 AS n FROM unnest(%(people)s) AS u(user_id)
    ), made AS (
        INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status)
        SELECT user_id, (SELECT min(id) FROM slots), 'easy', now(), now() + interval '1 hour', 'matched' FROM numbered
        RETURNING id, user_id
    ), rooms AS (
        INSERT INTO interviews (id, slot_id, interview_type, status, level_gap, met_before, matched_at, start_by)
        SELECT md5('room' || user_id)::uuid, (SELECT min(id) FROM slots), 'technical', 'matched', 0, false,
               now(), now() + interval '1 day'
        FROM numbered WHERE n %% 2 = 0
    )
    INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds, live)
    SELECT md5('room' || first_value(user_id) OVER (PARTITION BY n / 2 ORDER BY n))::uuid, n %% 2 + 1, user_id,
           made.id, 'easy', 30, true
    FROM numbered JOIN made USING (user_id)
    RETURNING user_id, interview_id
"""


class Member(NamedTuple):
    """Somebody who can call: their id and an access token."""

    user_id: int
    token: str


def rooms(database: connection) -> None:
    """Make the two practice rooms."""
    with database.cursor() as cursor:
        for interview_type in ("technical", "behavioral"):
            cursor.execute(_ROOM, (interview_type,))


def people(database: connection, settings: Settings, count: int) -> list[Member]:
    """Make people who are logged in."""
    with database.cursor() as cursor:
        cursor.execute(_PEOPLE, {"prefix": f"p{uuid.uuid4().hex[:8]}-", "count": count})
        return [Member(user_id, token(settings, user_id, login_id)) for user_id, login_id in cursor.fetchall()]


def token(settings: Settings, user_id: int, login_id: str, type_: str = "access", jti: str = "") -> str:
    """Return a token of a login; a refresh token needs the id that the login has for it."""
    now = int(time.time())
    claims = {
        "sub": str(user_id),
        "sid": str(login_id),
        "jti": jti or str(uuid.uuid4()),
        "iat": now,
        "exp": now + 3600,
        "iss": tokens.ISSUER,
        "aud": tokens.AUDIENCE,
        "type": type_,
        "fresh": False,
    }
    return jwt.encode(claims, settings.jwt_secret.get_secret_value(), tokens.ALGORITHM)


def past(database: connection) -> None:
    """Give everybody two interviews of the last weeks, with different neighbours."""
    with database.cursor() as cursor:
        cursor.execute(_PAST)


def matched(database: connection, members: Sequence[Member]) -> dict[int, str]:
    """Let neighbours meet in interviews; returns the interview of each person."""
    with database.cursor() as cursor:
        cursor.execute(_MATCHED, {"people": [member.user_id for member in members]})
        return {user_id: str(interview_id) for user_id, interview_id in cursor.fetchall()}


def waiting(database: connection) -> None:
    """Put everybody into the technical practice room, four of five in English."""
    with database.cursor() as cursor:
        cursor.execute(_WAITING)
        cursor.execute("VACUUM ANALYZE")
