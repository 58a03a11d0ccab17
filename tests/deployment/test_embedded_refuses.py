"""What `make run` cannot work with is said in one sentence."""

from __future__ import annotations

import socket
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cloning import connect, drop_databases, on
from tests.deployment.embedded import Embedded

Start = Callable[..., Embedded]


@pytest.mark.parametrize("variable", ["PORT", "WS_PORT"])
def test_a_taken_port(start: Start, variable: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = start(**{variable.lower(): port})
        assert run.wait_for_exit() == 2
    sentence = last_line(run)
    assert f"Port {port} is in use" in sentence
    assert variable in sentence.split()[-1]
    assert run.left_over() == []


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80 00"])
def test_a_port_that_is_none(start: Start, text: str) -> None:
    run = start(port=text)
    assert run.wait_for_exit() == 2
    assert last_line(run) == f"PORT must be a number from 1 to 65535, not {text!r}."


def test_one_port_for_both_services(start: Start) -> None:
    run = start(port=18999, ws_port=18999)
    assert run.wait_for_exit() == 2
    assert "PORT and WS_PORT are both 18999" in last_line(run)


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("garbage\n", "is not a PostgreSQL data folder"),
        ("\ud83d\x00", "is not a PostgreSQL data folder"),
        ("", "is not a PostgreSQL data folder"),
        ("15\n", "was created by PostgreSQL 15, but this is PostgreSQL 18"),
        (None, "is not a PostgreSQL data folder"),
    ],
)
def test_a_data_folder_that_is_none(start: Start, home: Path, version: str | None, words: str) -> None:
    folder = home / "postgres"
    folder.mkdir(parents=True)
    (folder / "letters.txt").write_text("not ours to delete")
    if version is not None:
        (folder / "PG_VERSION").write_bytes(version.encode("utf-8", "surrogatepass"))
    run = start()
    assert run.wait_for_exit() == 1
    sentence = last_line(run)
    assert str(folder) in sentence
    assert words in sentence
    assert (folder / "letters.txt").read_text() == "not ours to delete"


def test_a_data_folder_with_a_hole(start: Start, home: Path) -> None:
    run = start()
    run.wait_until_it_says("PostgreSQL   ready")
    run.stop()
    (home / "postgres" / "global" / "pg_control").unlink()
    again = start()
    assert again.wait_for_exit() == 1
    assert f"PostgreSQL does not start on {home / 'postgres'}" in last_line(again)
    assert "make reset" in last_line(again)
    assert again.left_over() == []


def test_a_file_where_the_folder_should_be(start: Start, home: Path) -> None:
    home.write_text("a file")
    run = start()
    assert run.wait_for_exit() == 1
    assert f"The data folder {home} cannot be used" in last_line(run)


def test_secrets_that_cannot_be_read(start: Start, home: Path) -> None:
    home.mkdir()
    (home / "secrets.json").write_text("{")
    run = start()
    assert run.wait_for_exit() == 1
    assert str(home / "secrets.json") in last_line(run)


def test_a_database_that_is_not_there(start: Start) -> None:
    run = start(DATABASE_URL="postgresql://ada@127.0.0.1:9/mockmate")
    assert run.wait_for_exit() == 2
    assert last_line(run).startswith("The database 127.0.0.1:9/mockmate can't be used: connection to server")
    assert run.left_over() == []


def test_wrong_settings_are_all_said_before_anything_is_made(start: Start, home: Path) -> None:
    run = start(JWT_SECRET="short", RATE_LIMITS="maybe", REDIS_URL="http://", ACCESS_TOKEN_MINUTES="abc", HOST="::1")
    assert run.wait_for_exit() == 2
    said = run.said.splitlines()
    assert {line.split()[0] for line in said} == {"JWT_SECRET", "RATE_LIMITS", "REDIS_URL", "ACCESS_TOKEN_MINUTES"}
    assert not home.exists()


def test_variables_without_effect_are_named_and_an_address_that_is_not_here_is_refused(start: Start) -> None:
    run = start(HOST="192.0.2.254", BIND="0.0.0.0:1", WS_HOST="0.0.0.0", ACCESS_TOKEN_MINUTS="5")
    assert run.wait_for_exit() == 2
    assert last_line(run) == "HOST is 192.0.2.254, which is not an address of this machine."
    for words in ("BIND has no effect", "WS_HOST has no effect", "did you mean ACCESS_TOKEN_MINUTES?"):
        assert words in run.said


def test_a_database_that_can_not_hold_every_character(start: Start, postgres_url: str) -> None:
    name = f"mockmate_latin_{uuid.uuid4().hex[:8]}"
    create = f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0"
    with closing(connect(postgres_url)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(create)
    try:
        run = start(DATABASE_URL=on(postgres_url, name))
        assert run.wait_for_exit() == 2
        assert "stores text as LATIN1" in last_line(run)
        with closing(connect(on(postgres_url, name))) as database, database.cursor() as cursor:
            cursor.execute("SELECT to_regclass('users')")
            assert cursor.fetchall() == [(None,)]
    finally:
        drop_databases(postgres_url, like=name)


def test_a_second_run_on_the_same_folder(start: Start, home: Path) -> None:
    first = start()
    first.wait_until_it_says("PostgreSQL")
    second = start()
    assert second.wait_for_exit() == 1
    assert f"Mock Mate already runs on {home} (process {first.process.pid})" in last_line(second)


def last_line(run: Embedded) -> str:
    """The sentence; a trace of Python's would make more than one line of it."""
    assert "Traceback" not in run.said
    return run.said.strip().splitlines()[-1]
