"""How PostgreSQL is named in the environment: by a URL or in parts, with any password, in a file, on several hosts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.dialects import postgresql

from shared.core.settings import Settings
from tests.unit.shared.test_settings import SECRET, refusal, settings_of


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2", "postgresql+psycopg"])
def test_postgresql_is_reached_by_the_one_driver_whatever_the_url_says(scheme: str):
    url = make_url(settings_of(DATABASE_URL=f"{scheme}://ada:p%40ss@db:5433/mm?sslmode=require").sqlalchemy_url)
    assert url.drivername == "postgresql+psycopg2"
    assert (url.username, url.password, url.host, url.port, url.database) == ("ada", "p@ss", "db", 5433, "mm")
    assert url.query == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["sqlite:///mockmate.db", "sqlite://", "mysql://db/mm", "postgresqlx://db/mm"])
def test_any_other_database_is_refused(url: str):
    assert refusal(DATABASE_URL=url) == "DATABASE_URL must be a PostgreSQL URL."


@pytest.mark.parametrize("url", ["mockmate", "postgresql:mm", "postgresql://u:hidden@db:port/mm", "//db/mm"])
def test_what_is_no_url_is_refused_by_showing_one_and_without_repeating_it(url: str):
    said = refusal(DATABASE_URL=url)
    assert said == "DATABASE_URL must look like postgresql://user:password@host:5432/name."


@pytest.mark.parametrize(
    ("hosts", "ports"), [("one,two", "5432,5432"), ("one:5433,two", "5433,5432"), ("one:1,two:2,three:3", "1,2,3")]
)
def test_a_server_with_replicas_is_named_as_libpq_has_it(hosts: str, ports: str):
    url = make_url(settings_of(DATABASE_URL=f"postgresql://ada:p%2C%40ss@{hosts}/mm?sslmode=require").sqlalchemy_url)
    _, given = postgresql.psycopg2.dialect().create_connect_args(url)
    assert given["host"] == ",".join(host.partition(":")[0] for host in hosts.split(","))
    assert (given["port"], given["password"], given["dbname"]) == (ports, "p,@ss", "mm")
    assert given["sslmode"] == "require"


def test_a_folder_as_host_is_that_of_a_socket():
    url = make_url(settings_of(DATABASE_URL=None, DB_HOST="/run/postgresql", DB_PORT="5433").sqlalchemy_url)
    _, given = postgresql.psycopg2.dialect().create_connect_args(url)
    assert (given["host"], str(given["port"])) == ("/run/postgresql", "5433")


def test_a_password_file_is_named_if_it_cant_be_used(tmp_path: Path):
    file = tmp_path / "password"
    given = {"DATABASE_URL": None, "DB_HOST": "db", "DB_PASSWORD_FILE": str(file)}
    assert refusal(**given) == "DB_PASSWORD_FILE can't be read: No such file or directory."
    file.write_bytes(b"\xff")
    assert refusal(**given) == "DB_PASSWORD_FILE can't be read: it isn't UTF-8."
    file.write_text("s3cr/et\n")
    assert make_url(settings_of(**given).sqlalchemy_url).password == "s3cr/et"
    assert "together with" in refusal(**given, DB_PASSWORD="another")
    assert "together with" in refusal(DATABASE_URL="postgresql://db/mm", DB_PASSWORD_FILE=str(file))


@pytest.mark.parametrize("password", ["p@ss:w/rd", "100% sure", "a b", "%40", "#?&+=", "'\"\\", "pässwörd", "[::1]"])
def test_a_password_given_as_a_part_may_have_any_characters(password: str):
    settings = settings_of(
        DATABASE_URL=None, DB_HOST="db", DB_PORT="5433", DB_NAME="mm", DB_USER="ada", DB_PASSWORD=password
    )
    url = make_url(settings.sqlalchemy_url)
    assert (url.username, url.password, url.host, url.port, url.database) == ("ada", password, "db", 5433, "mm")


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1)


@given(user=TEXT, password=TEXT, name=TEXT)
def test_any_user_password_and_name_survive_the_url(user: str, password: str, name: str):
    settings = Settings(
        database_url="",
        db_host="db",
        db_user=user,
        db_password=SecretStr(password),
        db_name=name,
        jwt_secret=SecretStr(SECRET),
    )
    url = make_url(settings.sqlalchemy_url)
    assert (url.username, url.password, url.database) == (user, password, name)


def test_a_whole_url_wins_over_the_parts():
    assert make_url(settings_of(DB_HOST="elsewhere").sqlalchemy_url).host == "db.internal"
