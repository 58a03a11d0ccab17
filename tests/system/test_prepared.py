"""Statements that are prepared once a connection: what undoes it, and what a changed schema does to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from shared.core.database import make_engine, run
from shared.core.prepared import prepared
from shared.core.settings import Settings
from tests.cloning import connect

ADD = prepared(text("INSERT INTO shelf (id, name) VALUES (:id, :name)"))
FIND = prepared(text("SELECT name FROM shelf WHERE id % 100 = :id OR id = :id"))


@pytest.fixture
def outside(database_url: str) -> Iterator[Callable[[str], None]]:
    """Runs statements beside the engine, as a migration does; there is a table to run them on."""
    with closing(connect(database_url)) as database, database.cursor() as cursor:
        cursor.execute("CREATE TABLE shelf (id int PRIMARY KEY, name varchar(20)); INSERT INTO shelf VALUES (7, 'one')")
        yield cursor.execute
        cursor.execute("DROP TABLE shelf")


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """An engine of one connection."""
    engine = make_engine(settings.model_copy(update={"db_pool_size": 1}), "test")
    yield engine
    engine.dispose()


@pytest.fixture
def sent(engine: Engine) -> list[str]:
    """The first word of every statement, in their order."""
    words: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: words.append(given[2].split()[0]))
    return words


def find(session: Session, number: int = 7) -> str | None:
    return session.execute(FIND, {"id": number}).scalar()


@pytest.mark.usefixtures("outside")
def test_a_statement_is_prepared_once_a_connection_and_a_rollback_does_not_undo_it(engine: Engine, sent: list[str]):
    with Session(engine) as session:
        assert find(session) == "one"
        session.rollback()
        assert find(session) == "one"
    with Session(engine) as session:
        assert find(session, 8) is None
    assert sent == ["PREPARE", "EXECUTE", "EXECUTE", "EXECUTE"]
    engine.dispose()
    with Session(engine) as session:
        assert find(session) == "one"
    assert sent[4:] == ["PREPARE", "EXECUTE"]


@pytest.mark.usefixtures("outside")
def test_what_is_refused_the_first_time_works_the_second_time(engine: Engine, sent: list[str]):
    with Session(engine) as session:
        with pytest.raises(IntegrityError, match="shelf_pkey"):
            session.execute(ADD, {"id": 7, "name": "two"})
        session.rollback()
        session.execute(ADD, {"id": 9, "name": "'); --"})
        assert find(session, 9) == "'); --"
    assert sent == ["PREPARE", "EXECUTE", "EXECUTE", "PREPARE", "EXECUTE"]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE shelf ALTER name TYPE text",
        "ALTER TABLE shelf ADD owner int; DROP INDEX IF EXISTS shelf_name",
        "ALTER TABLE shelf RENAME TO old; CREATE TABLE shelf AS SELECT * FROM old; DROP TABLE old",
    ],
)
def test_a_migration_meanwhile_is_not_noticed(engine: Engine, outside: Callable[[str], None], change: str):
    with Session(engine) as session:
        find(session)
    outside(change)
    assert run(sessionmaker(engine), find) == "one"
    assert run(sessionmaker(engine), find) == "one"


@pytest.mark.usefixtures("outside")
def test_a_statement_that_is_gone_is_sent_in_full(engine: Engine):
    with engine.connect() as connection:
        connection.execute(FIND, {"id": 7})
        connection.exec_driver_sql("DEALLOCATE ALL")
    assert run(sessionmaker(engine), find) == "one"


@pytest.mark.usefixtures("outside")
def test_nothing_is_prepared_where_that_is_off(settings: Settings):
    engine = make_engine(settings.model_copy(update={"prepared_statements": "off"}), "test")
    with Session(engine) as session:
        assert find(session) == "one"
        assert session.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar() == 0
    engine.dispose()
