"""`python -m deployment.check`, started once for each mistake of a stranger: it says what to do, and what is fine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import NamedTuple

import pytest

from shared import migrations
from tests.databases import Place
from tests.deployment.whole import OF_MAIL, OF_REDIS, SECRETS, Whole

pytestmark = [pytest.mark.needs("nginx", "turnserver"), pytest.mark.xdist_group("check")]

PARTS = ("settings", "secrets", "database", "redis", "mail", "turn", "runner", "providers", "public")
ANOTHER = "3b70e9c5a1f24d865f1c0b7e92d84a36bd07c5e1f4a8926d"
"""What is set instead of a secret; no output may have it either."""

OF_A_PROVIDER = json.dumps(
    [{"name": "campus", "issuer": "http://127.0.0.1:9", "client_id": "mockmate", "client_secret": ANOTHER}]
)


class Mistake(NamedTuple):
    """Settings of which {names} are places of the deployment, and the one line that they lead to."""

    given: Mapping[str, str]
    part: str
    said: str
    code: int = 1


MISTAKES = {
    "password of the database": Mistake(
        {"DB_PASSWORD": ANOTHER},
        "database",
        'The database {db}/mockmate can\'t be used: connection to server on socket "{db}/.s.PGSQL.5432" failed: FATAL:'
        ' password authentication failed for user "mockmate_app". Check DB_USER and DB_PASSWORD, or those in'
        " DATABASE_URL, where special characters are written as %XX.",
    ),
    "role that may not create": Mistake(
        {"DB_NAME": "owned_by_another"},
        "database",
        "The role mockmate_app may not create tables in the schema public of {db}/owned_by_another; docs/deploying.md,"
        ' "A role of its own", has the SQL to give it what it needs.',
    ),
    "encoding": Mistake(
        {"DB_NAME": "latin"},
        "database",
        "The database {db}/latin stores text as LATIN1 and can't hold every character; create it with ENCODING 'UTF8'"
        " TEMPLATE template0.",
    ),
    "not migrated": Mistake(
        {"DB_NAME": "fresh"},
        "database",
        f"{{db}}/fresh has no tables of Mock Mate, and this release needs {migrations.head()}: run `python -m"
        " deployment.migrate`.",
    ),
    "pepper": Mistake(
        {"PASSWORD_PEPPER": ANOTHER},
        "database",
        "The passwords in this database were hashed with another PASSWORD_PEPPER, so none would match. Set the previous"
        " one. If it is lost, `flask --app mockmate_api.wsgi pepper accept` keeps this one, and everyone has to reset"
        " their password by email.",
    ),
    "password of Redis": Mistake(
        {"REDIS_URL": f"redis://:{ANOTHER}@127.0.0.1:{{redis}}/0"},
        "redis",
        "Redis at 127.0.0.1:{redis} refuses the password (invalid username-password pair or user is disabled). Write it"
        " as redis://:password@host in REDIS_URL, with special characters as %XX.",
    ),
    "a replica of Redis": Mistake(
        {"REDIS_URL": f"redis://:{OF_REDIS}@127.0.0.1:{{replica}}/0"},
        "redis",
        "Redis is a replica of 127.0.0.1:{redis}, so rate limits can't be counted in it. REDIS_URL must name one server"
        " that takes writes: the primary.",
    ),
    "a node of a cluster": Mistake(
        {"REDIS_URL": f"redis://:{OF_REDIS}@127.0.0.1:{{node}}/0"},
        "redis",
        "Redis is a node of a cluster, which takes only its share of the keys. Write redis+cluster:// for redis://, and"
        " name several nodes in REDIS_URL: redis+cluster://:PASSWORD@one:6379,two:6379.",
    ),
    "scheme of REDIS_URL": Mistake(
        {"REDIS_URL": f"valkey://:{OF_REDIS}@127.0.0.1:{{redis}}/0"},
        "settings",
        "REDIS_URL must look like redis://:password@host:6379/0, rediss://..., unix:///a/path,"
        " redis+sentinel://:password@one:26379,two:26379/service/0 or"
        " redis+cluster://:password@one:6379,two:6379.",
        2,
    ),
    "short JWT_SECRET": Mistake(
        {"JWT_SECRET": ANOTHER[:16]},
        "settings",
        "JWT_SECRET must have at least 32 bytes (it has 16); `openssl rand -hex 32` makes one.",
        2,
    ),
    "password of mail": Mistake(
        {"MAIL_URL": f"smtp+starttls://mocks:{ANOTHER}@127.0.0.1:{{mail}}"},
        "mail",
        "MAIL_URL: The server refused the login of mocks: 535 5.7.8 Authentication credentials invalid. Check the user"
        " and the password; in MAIL_URL, write special characters as %XX. Some providers want a password made for"
        " SMTP.",
    ),
    "TURN_SECRET": Mistake(
        {"TURN_SECRET": ANOTHER},
        "turn",
        "turn:127.0.0.1:{turn} refuses to relay (401 Unauthorized). TURN_SECRET is not its static-auth-secret: set both"
        " to the same. If they are, it lacks use-auth-secret, or the clocks differ.",
    ),
    "RUNNER_URL": Mistake(
        {"RUNNER_URL": "http://127.0.0.1:9"},
        "runner",
        "RUNNER_URL: The server that runs code can't be reached. Check that a Judge0 answers there (RUNNER_KIND), and"
        " RUNNER_TOKEN.",
    ),
    "OIDC_PROVIDERS": Mistake(
        {"OIDC_PROVIDERS": OF_A_PROVIDER.replace("{", "{{").replace("}", "}}")},
        "providers",
        "People can't sign in with campus, of OIDC_PROVIDERS: http://127.0.0.1:9/.well-known/openid-configuration can't"
        " be reached, or names another issuer. Open that address from here, and write `issuer` as it is written there.",
    ),
    "PUBLIC_URL of something else": Mistake(
        {"PUBLIC_URL": "http://127.0.0.1:{other}", "ALLOWED_ORIGINS": "http://127.0.0.1:{other}"},
        "public",
        "PUBLIC_URL doesn't lead to Mock Mate's API: http://127.0.0.1:{other}/health/ready answers 200 without its"
        " health. Check the host, and where the proxy in front sends requests.",
    ),
    "TRUSTED_PROXIES": Mistake(
        {"PUBLIC_URL": "http://127.0.0.1:{miscounted}", "PUBLIC_WS_URL": "ws://127.0.0.1:{miscounted}"},
        "public",
        "Through PUBLIC_URL, requests come through fewer proxies than TRUSTED_PROXIES=2, so all clients of a proxy"
        " share their limits: lower it to the number of your own proxies, or let each append to X-Forwarded-For.",
    ),
}


@pytest.fixture(scope="module")
def whole(place: Place) -> Iterator[Whole]:
    with ExitStack() as stack:
        yield Whole(place, stack)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_what_to_do_and_all_else_is_fine(whole: Whole, name: str):
    given, part, said, code = MISTAKES[name]
    found = whole.check(**{setting: value.format(**whole.places) for setting, value in given.items()})
    fine = ", ".join(each for each in PARTS if each != part)
    ends = f"Faults: {part}.\nFine: {fine}.\n" if code == 1 else f"{NOTHING_ELSE}\n"
    assert found.stdout == f"WRONG {part}: {said.format(**whole.places)}\n{ends}"
    assert (found.stderr, found.returncode) == ("", code)
    assert [
        each for each in (*SECRETS.values(), OF_REDIS, OF_MAIL, ANOTHER, ANOTHER[:16]) if each in found.stdout
    ] == []


NOTHING_ELSE = "Nothing else was checked: no part starts with such settings."


def test_without_a_mistake_all_is_fine(whole: Whole):
    found = whole.check()
    assert (found.stdout, found.stderr, found.returncode) == (f"Fine: {', '.join(PARTS)}.\n", "", 0)
