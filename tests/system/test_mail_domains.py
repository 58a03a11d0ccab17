"""Migration 0011: addresses whose mail went to another domain are unconfirmed again, and their links are dead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from alembic import command
from psycopg2.extensions import cursor as Cursor  # noqa: N812 - it is a class

from shared import migrations
from tests.cloning import connect

# The release before mailed these elsewhere, or somewhere that no domain can be.
ELSEWHERE = [
    "anna@weiß-dorf.example",
    "Ö.anna@mail.straße.example",
    "anna@φής.example",
    "anna@نمی\u200cشود.example",
    "anna@ශ්\u200dරී.example",
    "anna@☃.example",
]
# These were right, or got no mail at all.
RIGHT = [
    "anna@bücher.example",
    "straße@books.example",
    "φής@日本.example",
    "anna@weiss-dorf.example",
    "anna@xn--wei-dorf-sya.example",
    f"anna@{'ä' * 70}.example",
    "deleted-7@invalid",
]
PURPOSES = ("reset_password", "verify_email", "ws_ticket")


def give_tokens(cursor: Cursor) -> None:
    """Give everybody one of each, as a process of the release before does."""
    for purpose in PURPOSES:
        cursor.execute(
            "INSERT INTO one_time_tokens (digest, purpose, user_id, expires_at)"
            " SELECT sha256(convert_to(email || random(), 'UTF8')), %s, id, now() + interval '1 day' FROM users",
            (purpose,),
        )


def tokens(cursor: Cursor) -> set[tuple[str, str]]:
    cursor.execute("SELECT email, purpose FROM one_time_tokens JOIN users ON users.id = user_id")
    return {(email, purpose) for email, purpose in cursor.fetchall()}


@pytest.fixture
def before(new_database: str) -> Iterator[tuple[Cursor, Callable[[], None]]]:
    """Return a database from before 0011 with these people in it, and what brings it up to date."""
    configuration = migrations.configuration(new_database)
    command.upgrade(configuration, "0010")
    with closing(connect(new_database)) as database, database.cursor() as cursor:
        for number, email in enumerate(ELSEWHERE + RIGHT):
            cursor.execute(
                "INSERT INTO users (email, username, password_hash, email_verified_at) VALUES (%s, %s, 'x', now())",
                (email, f"person{number}"),
            )
        yield cursor, lambda: command.upgrade(configuration, "head")


USABLE = {(email, purpose) for email in RIGHT for purpose in PURPOSES} | {(email, "ws_ticket") for email in ELSEWHERE}


def test_whoever_may_have_read_somebody_elses_mail_can_use_none_of_it(before: tuple[Cursor, Callable[[], None]]):
    cursor, upgrade = before
    give_tokens(cursor)
    upgrade()
    assert tokens(cursor) == USABLE
    cursor.execute("SELECT email, email_verified_at IS NOT NULL FROM users")
    assert dict(cursor.fetchall()) == dict.fromkeys(ELSEWHERE, False) | dict.fromkeys(RIGHT, True)
