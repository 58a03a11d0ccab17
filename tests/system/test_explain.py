"""With 100,000 bookings stored, no statement of a pass or of a waiting room's views reads a whole table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from pydantic import SecretStr
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session

from mockmate_api.match import room_list
from mockmate_api.slots import my_bookings
from mockmate_api.slots.schemas import BookingQuery
from mockmate_ws.jobs import retention
from shared.core import prepared
from shared.core.database import engine_options
from shared.core.settings import Settings
from shared.events import event_log
from shared.matching import last_wait, match_state, pairing, reunions
from shared.models import Slot
from shared.rooms import reliability
from tests.cloning import clone, connect, drop_databases
from tests.databases import Place
from tests.system.readings import items

# What all of them share takes long to make, so one worker makes it.
pytestmark = pytest.mark.xdist_group("explain")

GROWING = {"bookings", "participants", "interviews", "events", "streams", "users", "groups", "group_members"}

FILL_GROUPS = """
    INSERT INTO groups (name, approved_at, join_digest)
    SELECT 'Club ' || n, now(), decode(md5(n::text), 'hex') FROM generate_series(1, 4000) AS n;
    INSERT INTO group_members (group_id, user_id, prefers_group)
    SELECT 1 + (u.id + 7 * n) % 4000, u.id, u.id % 10 = 0 FROM users u CROSS JOIN generate_series(1, 2) AS n;
"""

# Rooms as they would be after a while: nearly all bookings are over, some lie ahead, a few wait.
FILL = """
    INSERT INTO users (email, username, password_hash)
    SELECT n || '@example.com', 'person' || n, 'x' FROM generate_series(1, 20000) AS n;

    INSERT INTO streams (name, top) SELECT 'user:' || id, 3 FROM users;
    INSERT INTO events (stream, "offset", type, data, at)
    SELECT 'user:' || u.id, o, 'match.found', '{}', now() - u.id * interval '1 minute'
    FROM users u CROSS JOIN generate_series(1, 3) AS o;

    INSERT INTO slots (interview_type) VALUES ('technical'), ('behavioral');
    INSERT INTO slots (interview_type, starts_at, ends_at, capacity)
    SELECT 'technical', at, at + interval '1 hour', 100
    FROM (SELECT date_trunc('hour', now()) + n * interval '1 hour' AS at FROM generate_series(-900, 100) AS n) AS hours;

    INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status)
    SELECT 1 + (n - 1) / 2, s.id, 'easy', s.starts_at, s.ends_at, 'completed'
    FROM generate_series(1, 40000) AS n JOIN slots s ON s.id = 3 + n % 800;
    INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status)
    SELECT 1 + n % 20000, s.id, 'easy', s.starts_at, s.ends_at, 'cancelled'
    FROM generate_series(1, 54400) AS n JOIN slots s ON s.id = 3 + n % 800;
    INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status)
    SELECT 2000 + n, s.id, 'hard', s.starts_at, s.ends_at, 'booked'
    FROM generate_series(1, 5000) AS n JOIN slots s ON s.id = 910 + n % 90;

    WITH seats AS (
        SELECT id, user_id, slot_id, starts_at, row_number() OVER (PARTITION BY slot_id ORDER BY id) - 1 AS place
        FROM bookings WHERE status = 'completed'
    ), numbered AS (
        SELECT *, md5(slot_id || ' ' || place / 2)::uuid AS interview_id FROM seats
    ), stored AS (
        INSERT INTO interviews (id, slot_id, interview_type, status, level_gap, met_before, matched_at, start_by,
                                started_at, ended_at)
        SELECT DISTINCT interview_id, slot_id, 'technical', 'ended', 0, false,
                        starts_at, starts_at, starts_at, starts_at
        FROM numbered
    )
    INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds, started_at, live)
    SELECT interview_id, 1 + place % 2, user_id, id, 'easy', 30, starts_at, false FROM numbered;

    INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status, waiting_since, present_until)
    SELECT n, 1 + n % 2, (ARRAY['easy', 'medium', 'hard'])[1 + n % 3], now(), now() + interval '1 hour', 'waiting',
           now() - n * interval '1 second', now() + interval '1 hour'
    FROM generate_series(1, 600) AS n;

    INSERT INTO blocks (blocker_id, blocked_id) SELECT n, n + 1 FROM generate_series(1, 600, 50) AS n;
"""


class Explained(NamedTuple):
    """One statement and the plan PostgreSQL had for it at that moment, with those parameters."""

    statement: str
    plan: dict[str, Any]

    def read_whole(self) -> list[str]:
        """Return the growing tables that the plan reads from end to end."""
        return [
            node["Relation Name"]
            for node in nodes(self.plan)
            if node["Node Type"] == "Seq Scan" and node["Relation Name"] in GROWING
        ]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


@pytest.fixture(scope="module")
def full_database(postgres_url: str, place: Place) -> Iterator[str]:
    """A database with 100,000 bookings in it, and what comes with them; the tests here write nothing that stays."""
    name = f"{place.database}_full"
    url = clone(postgres_url, place.template, name)
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute(f"{FILL} {FILL_GROUPS} ANALYZE")
        cursor.execute("SELECT count(*) FROM bookings")
        assert cursor.fetchone() == (100_000,)
    yield url
    drop_databases(postgres_url, like=name)


@pytest.fixture
def settings(full_database: str) -> Settings:
    return Settings(database_url=full_database, jwt_secret=SecretStr("for tests only, and longer than 32 bytes"))


@pytest.fixture(params=["force_custom_plan", "force_generic_plan"])
def engine(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """One whose prepared statements are planned for their parameters, or once for all: PostgreSQL may do either."""
    options = engine_options(settings, "explain")
    options["connect_args"]["options"] += f" -c plan_cache_mode={request.param}"
    engine = create_engine(settings.sqlalchemy_url, **options)
    prepared.install(engine, settings)
    yield engine
    engine.dispose()


@contextmanager
def explaining(engine: Engine) -> Iterator[list[Explained]]:
    """Collect the plan of every statement just before it runs."""
    seen: list[Explained] = []

    def explain(_: Connection, cursor: Any, statement: str, parameters: Any, *__: object) -> None:
        if statement.startswith(("PREPARE ", "SAVEPOINT ", "RELEASE ")):
            return
        with cursor.connection.cursor() as beside:
            beside.execute(b"EXPLAIN (FORMAT JSON) " + beside.mogrify(statement, parameters))
            (answer,) = beside.fetchone()
        plans = json.loads(answer) if isinstance(answer, str) else answer
        seen.append(Explained(statement, plans[0]["Plan"]))

    event.listen(engine, "before_cursor_execute", explain)
    yield seen
    event.remove(engine, "before_cursor_execute", explain)


def offenders(seen: list[Explained]) -> list[tuple[list[str], str]]:
    return [(tables, one.statement) for one in seen if (tables := one.read_whole())]


def test_a_pass_over_a_room_reads_no_whole_table(engine: Engine, settings: Settings):
    with explaining(engine) as seen, Session(engine) as session:
        result = pairing.pair_slot(session, settings, 1)
    assert result.pairs == 150
    assert {"bookings", "interviews", "participants", "streams", "events"} <= {
        node["Relation Name"] for one in seen for node in nodes(one.plan) if node["Node Type"] == "ModifyTable"
    }
    assert offenders(seen) == []


def rooms_to_pair(session: Session, settings: Settings) -> object:
    return pairing.rooms_to_pair(session, settings)


def standing(session: Session, settings: Settings) -> object:
    return match_state.room_counts(session, settings, 1).positions


def state_of_somebody_who_waits(session: Session, settings: Settings) -> object:
    return match_state.match_state(session, settings, 300).position


def state_of_somebody_who_is_matched(session: Session, settings: Settings) -> object:
    pairing.pair_slot(session, settings, 1)
    return match_state.match_state(session, settings, 300).interview


def state_in_a_slot(session: Session, settings: Settings) -> object:
    return match_state.match_state(session, settings, 301, 2).waiting


def how_a_wait_ended(session: Session, settings: Settings) -> object:
    return [last_wait.last_wait(session, settings, 300, slot) for slot in (None, 1)]


def reunions_to_come(session: Session, settings: Settings) -> object:
    return [reunions.coming(session, settings, session.get_one(Slot, 1), datetime.now(UTC), 2)]


def rooms(session: Session, settings: Settings) -> object:
    return items(session, room_list.read(settings, None), 300)


def bookings_of_one(session: Session, settings: Settings) -> object:
    return items(session, my_bookings.read(settings, BookingQuery()), 300)


def reliability_of_two(session: Session, _: Settings) -> object:
    return reliability.of(session, [300, 301])


def what_somebody_missed(session: Session, _: Settings) -> object:
    return event_log.read(session, "user:300", 1, 100)


@pytest.mark.parametrize(
    "look",
    [
        rooms_to_pair,
        rooms,
        bookings_of_one,
        reliability_of_two,
        what_somebody_missed,
        standing,
        state_of_somebody_who_waits,
        state_of_somebody_who_is_matched,
        state_in_a_slot,
        how_a_wait_ended,
        reunions_to_come,
    ],
    ids=lambda look: look.__name__,
)
def test_looking_at_a_room_reads_no_whole_table(
    engine: Engine, settings: Settings, look: Callable[[Session, Settings], object]
):
    with explaining(engine) as seen, Session(engine) as session:
        assert look(session, settings)
    assert seen
    assert offenders(seen) == []


def test_pruning_notifications_does_not_read_the_whole_log(engine: Engine, settings: Settings):
    with explaining(engine) as seen, Session(engine) as session:
        retention.prune(session, settings.model_copy(update={"keep_events_days": 13}))
        oldest = session.scalar(text("SELECT min(at) FROM events"))
    assert oldest > datetime.now(UTC) - timedelta(days=13, minutes=1)
    (pruning,) = (one for one in seen if "DELETE FROM events WHERE ctid" in one.statement)
    assert pruning.read_whole() == ["users"]


def test_reading_a_whole_table_is_noticed(engine: Engine):
    with explaining(engine) as seen, engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM bookings WHERE max_level_gap = 9")
        connection.exec_driver_sql("SELECT status FROM bookings WHERE id = 1")
    assert [tables for tables, _ in offenders(seen)] == [["bookings"]]
