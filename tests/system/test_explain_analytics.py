"""With 100,000 interviews stored, neither progress, nor figures, nor a history reads a whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from mockmate_api.analytics import fairness, integrity, operator, progress
from mockmate_api.analytics.operator_schemas import OperatorQuery
from mockmate_api.interview import history
from mockmate_api.interview.schemas import HistoryQuery
from mockmate_ws.jobs import reminders, watches
from shared.core.database import make_engine
from shared.core.settings import Settings
from shared.models import User
from tests.cloning import clone, connect, drop_databases
from tests.databases import Place
from tests.system import test_explain
from tests.system.readings import items
from tests.system.test_explain import explaining

# What all of them share takes long to make, so one worker makes it.
pytestmark = pytest.mark.xdist_group("explain_analytics")

# Three years of a platform where 20,000 people have had ten interviews each and said what they think of nearly all.
FILL = """
    INSERT INTO users (email, username, password_hash, created_at)
    SELECT n || '@example.com', 'person' || n, 'x', now() - interval '1100 days' FROM generate_series(1, 20000) AS n;

    INSERT INTO questions (slug, interview_type, difficulty, title, prompt, hints, solution, follow_ups, tags)
    SELECT 'q' || n, 'technical', 'easy', 'q' || n, '?', '[]', '!', '[]', ARRAY['graphs', 'tag' || n % 7]
    FROM generate_series(1, 50) AS n;

    INSERT INTO slots (interview_type, starts_at, ends_at, capacity)
    SELECT 'technical', at, at + interval '1 hour', 100
    FROM (SELECT date_trunc('hour', now()) - n * interval '26 hours' AS at FROM generate_series(1, 1000) AS n) AS hours;

    INSERT INTO bookings (user_id, slot_id, difficulty, starts_at, ends_at, status, waiting_since, present_until)
    SELECT 1 + (n * 2 + seat + n / 10000) % 20000, s.id, 'easy', s.starts_at, s.ends_at, 'completed',
           s.starts_at, s.starts_at
    FROM generate_series(0, 99999) AS n CROSS JOIN generate_series(0, 1) AS seat JOIN slots s ON s.id = 1 + n / 100
    ORDER BY n, seat;

    INSERT INTO interviews (id, slot_id, interview_type, status, level_gap, met_before, matched_at, start_by,
                            started_at, ended_at)
    SELECT md5('i' || n)::uuid, s.id, 'technical', 'ended', 0, false, s.starts_at, s.starts_at, s.starts_at,
           s.starts_at + interval '40 minutes'
    FROM generate_series(0, 99999) AS n JOIN slots s ON s.id = 1 + n / 100;

    INSERT INTO participants (interview_id, seat, user_id, booking_id, difficulty, waited_seconds, question_id,
                              started_at, live)
    SELECT md5('i' || (b.id - 1) / 2)::uuid, 1 + (b.id - 1) % 2, b.user_id, b.id, 'easy', 30, 1 + b.id % 50,
           b.starts_at, false
    FROM bookings b;

    INSERT INTO feedback (interview_id, author_id, subject_id, communication, overall, did_well, to_improve,
                          would_pass, good_match, rubric)
    SELECT one.interview_id, one.user_id, other.user_id, 3, 4, 'a', 'b', true, 5, '{"code": 3}'
    FROM participants one JOIN participants other ON other.interview_id = one.interview_id AND other.seat <> one.seat
    WHERE one.booking_id % 10 <> 0;

    INSERT INTO streams (name, top) SELECT 'interview:' || id, 1 FROM interviews;
    INSERT INTO events (stream, "offset", type, data) SELECT name, 1, 'interview.started', '{}' FROM streams;
"""

# All that is filled in belongs together, so a superuser need not have each of a million references looked up.
TRUSTED = """
    DO $$ BEGIN SET session_replication_role = replica; EXCEPTION WHEN insufficient_privilege THEN NULL; END $$
"""

GROWING = test_explain.GROWING | {"feedback"}
FIGURES_OF_DAYS = (2, 30, 365)


@pytest.fixture(scope="module")
def full_database(postgres_url: str, place: Place) -> Iterator[str]:
    """A database with 100,000 interviews in it; the tests here write nothing."""
    name = f"{place.database}_past"
    url = clone(postgres_url, place.template, name)
    with closing(connect(url)) as database, database.cursor() as cursor:
        cursor.execute(TRUSTED)
        cursor.execute(f"{FILL} {test_explain.FILL_GROUPS} ANALYZE")
        cursor.execute("SELECT count(*), (SELECT count(*) FROM feedback) FROM interviews")
        assert cursor.fetchone() == (100_000, 180_000)
    yield url
    drop_databases(postgres_url, like=name)


@pytest.fixture
def settings(full_database: str) -> Settings:
    return Settings(database_url=full_database, jwt_secret=SecretStr("for tests only, and longer than 32 bytes"))


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = make_engine(settings, "explain")
    yield engine
    engine.dispose()


def progress_of_one(session: Session, settings: Settings) -> int:
    return progress.of(session, settings, session.get_one(User, 77)).interviews


def history_of_one(session: Session, settings: Settings) -> int:
    return len(items(session, history.read(settings, HistoryQuery()), 77))


def history_with_one_peer(session: Session, settings: Settings) -> int:
    peer = items(session, history.read(settings, HistoryQuery()), 77)[0]["peer"]["id"]
    return len(items(session, history.read(settings, HistoryQuery(peer=peer)), 77))


def period_of(days: int) -> OperatorQuery:
    """Return a time of so many days; longer than a year is refused."""
    end = datetime.now(UTC) - timedelta(days=1)
    return OperatorQuery.model_validate({"from": (end - timedelta(days=days)).isoformat(), "to": end.isoformat()})


def waits_of(days: int) -> Callable[[Session, Settings], int]:
    """Look at who waited how long in so many days."""
    query = period_of(days)

    def waits(session: Session, settings: Settings) -> int:
        return sum(one.came for one in fairness.waits(session, query).groups)

    return waits


def figures_of(days: int) -> Callable[[Session, Settings], int]:
    """Look at the figures of so many days."""
    query = period_of(days)

    def figures(session: Session, settings: Settings) -> int:
        return operator.figures(session, query).total.interviews

    return figures


def what_is_unusual(session: Session, settings: Settings) -> int:
    # Of so regular a past, nothing is; but all is counted.
    return 1 + len(integrity.findings(session).findings)


@pytest.mark.parametrize(
    "look",
    [
        *(progress_of_one, history_of_one, history_with_one_peer, what_is_unusual),
        *map(figures_of, FIGURES_OF_DAYS),
        *map(waits_of, FIGURES_OF_DAYS),
    ],
    ids=[
        "progress",
        "history",
        "history with a peer",
        "what is unusual",
        *(f"figures of {days} days" for days in FIGURES_OF_DAYS),
        *(f"waits of {days} days" for days in FIGURES_OF_DAYS),
    ],
)
def test_looking_back_reads_no_whole_table(
    engine: Engine, settings: Settings, look: Callable[[Session, Settings], int]
):
    with explaining(engine) as seen, Session(engine) as session:
        assert look(session, settings) > 0
    assert seen
    assert [(one.statement, read) for one in seen if GROWING & set(read := one.read_whole() + _feedback(one))] == []


def _feedback(one: test_explain.Explained) -> list[str]:
    """Return `feedback` for each time that it is read from end to end."""
    return [
        node["Relation Name"]
        for node in test_explain.nodes(one.plan)
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] == "feedback"
    ]


def test_progress_and_figures_are_one_statement_each_beside_the_time(engine: Engine, settings: Settings):
    for look, statements in ((progress_of_one, 3), (figures_of(2), 2)):
        with explaining(engine) as seen, Session(engine) as session:
            look(session, settings)
        assert len(seen) == statements, [one.statement for one in seen]


def test_reminding_and_looking_for_free_seats_read_no_whole_table(engine: Engine, settings: Settings):
    with explaining(engine) as seen, Session(engine) as session:
        reminders.remind(session, settings)
        watches.notify(session, settings)
    assert [(one.statement, read) for one in seen if (read := one.read_whole())] == []
