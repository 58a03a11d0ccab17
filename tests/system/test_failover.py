"""A PostgreSQL that refuses writes, and one whose place a replica takes that lags behind: all goes on by itself."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.error import HTTPError
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from deployment.local.postgres import Postgres
from deployment.local.postgres_folder import SOCKET
from mockmate_api import create_app
from shared.core.settings import Settings
from tests.apps import close
from tests.clients import PATIENCE
from tests.clients.person import register
from tests.clients.wire import Wire
from tests.clients.yjs import HERE, Writer, wait_until
from tests.databases import Place
from tests.node import install
from tests.proxy import Proxy
from tests.sockets import InThread
from tests.system.failover import Pair, execute, set_read_only


class Site:
    """Both services on one database, with Alice and Bob in a live interview."""

    def __init__(self, stack: ExitStack, settings: Settings) -> None:
        self.app: Flask = create_app(settings)
        stack.callback(close, self.app)
        self.server = InThread(settings, wanted="up")
        stack.callback(self.server.stop)
        name = uuid4().hex[:6]
        self.alice, self.bob, self.carol = (
            register(self.app, f"{who}-{name}", self.server.url) for who in ("alice", "bob", "carol")
        )
        self.alice.practise("easy")
        self.interview = self.bob.practise("easy", status=200)["interview"]["id"]
        for person in (self.alice, self.bob):
            person.post("/interview/start", {"interview_id": self.interview}, status=200)
        self.path = f"/ws/interview/live?interview_id={self.interview}"
        self.hers, self.his = (stack.enter_context(person.socket(self.path)) for person in (self.alice, self.bob))
        for wire in (self.hers, self.his):
            wire.expect("interview.snapshot")

    def readiness(self) -> list[tuple[int, str]]:
        """Return the statuses of both services, and of the database as each sees it."""
        api = self.alice.get("/health/ready")
        url = f"http://127.0.0.1:{self.server.settings.ws_port}/health/ready"
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                status, ws = answer.status, json.load(answer)
        except HTTPError as refused:
            with refused:
                status, ws = refused.code, json.load(refused)
        return [
            (api.status_code, api.get_json()["checks"]["database"]["status"]),
            (status, ws["checks"]["database"]["status"]),
        ]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


@pytest.fixture
def site(stack: ExitStack, own_postgres: Postgres, redis_url: str, settings: Settings) -> Site:
    return Site(stack, settings.model_copy(update={"database_url": own_postgres.url, "redis_url": redis_url}))


def require_refused_and_then_done_once(site: Site, allow_writes: Callable[[], None]) -> None:
    """See what clients are told while writes are refused, and that the same requests are carried out afterwards."""
    request = {"json": {"interview_type": "behavioral", "difficulty": "easy"}, "headers": {"Idempotency-Key": "k"}}
    for answer in (
        site.carol.post("/match/pair", **request),
        site.alice.post("/auth/ws-ticket"),
        site.alice.post(f"/interview/{site.interview}/swap-roles"),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable"), answer.text
        assert int(answer.headers["Retry-After"]) >= 1
    for _ in range(2):
        refused = site.hers.command("chat.send", {"text": "once"}, id_="once")
        assert refused["data"]["code"] == "unavailable"
        assert refused["data"]["retry_after_ms"] >= 1000
    assert site.readiness() == [(503, "down"), (503, "down")]
    allow_writes()
    wait_until(lambda: site.readiness() == [(200, "up"), (200, "up")], "both are ready again")
    done = site.carol.post("/match/pair", **request)
    assert done.status_code < 300, done.text
    assert "Idempotent-Replayed" not in done.headers
    assert site.carol.post("/match/pair", **request).headers["Idempotent-Replayed"] == "true"
    count = text("SELECT count(*) FROM bookings WHERE user_id = :user")
    assert site.carol.in_database(lambda session: session.scalar(count, {"user": site.carol.id})) == 1
    # On the sockets from before.
    assert site.hers.command("chat.send", {"text": "once"}, id_="once")["type"] == "ack"
    assert site.his.expect("chat.message")["data"]["text"] == "once"


def test_a_database_that_has_become_read_only_is_unavailable_until_it_is_writable(site: Site, own_postgres: Postgres):
    set_read_only(own_postgres, is_on=True)
    require_refused_and_then_done_once(site, lambda: set_read_only(own_postgres, is_on=False))


def test_a_full_disk_is_an_outage_until_something_can_be_written_again(site: Site, own_postgres: Postgres):
    execute(
        own_postgres,
        """
        CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$;
        CREATE FUNCTION refuse_file() RETURNS event_trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON bookings EXECUTE FUNCTION refuse();
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON interviews EXECUTE FUNCTION refuse();
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON events EXECUTE FUNCTION refuse();
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON one_time_tokens EXECUTE FUNCTION refuse();
        CREATE EVENT TRIGGER refuse_file ON ddl_command_start EXECUTE FUNCTION refuse_file();
        """,
    )

    def make_room() -> None:
        execute(own_postgres, "DROP EVENT TRIGGER refuse_file; DROP FUNCTION refuse, refuse_file CASCADE")

    require_refused_and_then_done_once(site, make_room)


def chat_since_resync(wire: Wire, last: str) -> list[str]:
    """Return the chat as who was told to start over sees it, up to a line."""
    assert wire.expect("resync")["type"] == "resync"
    lines = [line["text"] for line in wire.expect("interview.snapshot")["data"]["chat"]]
    while last not in lines:
        lines.append(wire.expect("chat.message")["data"]["text"])
    return lines


def test_nobody_is_left_in_the_past_when_a_replica_that_lagged_behind_takes_over(
    stack: ExitStack, place: Place, redis_url: str, settings: Settings
):
    install(HERE)
    pair = stack.enter_context(Pair(place.make_folder()))
    proxy = stack.enter_context(Proxy(str(pair.primary.socket_folder / SOCKET)))
    url = f"postgresql+psycopg2://postgres@127.0.0.1:{proxy.port}/mockmate"
    own = settings.model_copy(update={"database_url": url, "redis_url": redis_url})
    site = Site(stack, own)
    [epoch] = [one["epoch"] for one in site.his.expect("hello")["data"]["streams"].values()]
    writers = [stack.enter_context(Writer(person, site.path)) for person in (site.alice, site.bob)]
    for writer in writers:
        writer.connect(site.server.url)
    stored = f"SELECT top FROM documents WHERE interview_id = '{site.interview}'"
    writers[0].do("insert", text="kept\n")
    wait_until(lambda: execute(pair.primary, stored) == [1], "a change is stored")
    wires = (site.hers, site.his)
    assert site.hers.command("chat.send", {"text": "kept"}, id_="kept")["type"] == "ack"
    for wire in wires:
        wire.expect("chat.message")

    pair.lag_behind()
    for line in ("lost-1", "lost-2"):
        assert site.hers.command("chat.send", {"text": line}, id_=line)["type"] == "ack"
        # Read by both, so that nothing of it is taken for what comes after the resync.
        for wire in wires:
            seen = wire.expect("chat.message")
    writers[0].do("insert", text="shown\n")
    wait_until(lambda: execute(pair.primary, stored) == [2], "another change is stored")
    wait_until(lambda: writers[1].do("look")["text"] == "kept\nshown\n", "he sees it")

    pair.promote()
    proxy.move(str(pair.replica.socket_folder / SOCKET))
    # The stream's top is soon where it was, with other events.
    for line in ("new-1", "new-2"):
        assert site.hers.command("chat.send", {"text": line}, id_=line)["type"] == "ack"
    assert [chat_since_resync(wire, "new-2") for wire in wires] == [["kept", "new-1", "new-2"]] * 2
    stream = f"interview:{site.interview}"
    assert execute(pair.replica, f"SELECT top FROM streams WHERE name = '{stream}'") == [seen["offset"]]
    with site.bob.socket(site.path, resume={stream: {"epoch": epoch, "offset": seen["offset"]}}) as again:
        assert again.expect("resync")["stream"] == stream

    # What was not stored any more, both still showed.
    wait_until(lambda: execute(pair.replica, stored)[0] >= 2, "the change is stored again")
    writers[1].do("insert", text="after\n")
    other = InThread(own)
    stack.callback(other.stop)
    late = stack.enter_context(Writer(site.alice, site.path))
    late.connect(other.url)
    wait_until(lambda: late.do("look")["text"] == "kept\nshown\nafter\n", "who comes last sees everything")
    site.carol.practise("easy")
    assert site.readiness() == [(200, "up"), (200, "up")]
