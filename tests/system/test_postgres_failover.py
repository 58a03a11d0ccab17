"""A PostgreSQL is killed while people are in a room, and its synchronous replica takes its place, by several hosts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Thread
from typing import Any

import pytest

from shared.core.settings import Settings
from tests.clients.person import Person, register
from tests.clients.wire import Wire
from tests.clients.yjs import wait_until
from tests.databases import Place
from tests.system.failover import OnPort, Pair, execute
from tests.system.failovers import Failover, keep
from tests.system.test_healing import heard, meet, say
from tests.system.two_services import two_services


@pytest.fixture
def pair(place: Place) -> Iterator[Pair]:
    with Pair(place.make_folder(), OnPort) as made:
        made.keep_up()
        yield made


@pytest.fixture
def through(pair: Pair, redis_url: str, settings: Settings) -> Settings:
    """Settings as an operator writes them, who names both servers; the replica comes first, and is passed over."""
    ports = [server.port for server in (pair.replica, pair.primary) if isinstance(server, OnPort)]
    url = f"postgresql://postgres@{','.join(f'127.0.0.1:{port}' for port in ports)}/mockmate"
    given = Settings(database_url=url, jwt_secret=settings.jwt_secret).database_url
    return settings.model_copy(update={"database_url": given, "redis_url": redis_url})


def say_until_stored(wire: Wire, prefix: str, count: int) -> list[str]:
    """Say lines, each again under the same id while nothing can be stored, as clients do."""
    lines = [f"{prefix}-{number}" for number in range(count)]
    for line in lines:

        def is_stored(line: str = line) -> bool:
            answer = wire.command("chat.send", {"text": line}, id_=line)
            assert answer["type"] == "ack" or answer["data"]["code"] == "unavailable", answer
            return bool(answer["type"] == "ack")

        wait_until(is_stored, f"{line} is stored")
    return lines


def ask_until_done(person: Person, path: str, key: str) -> None:
    """Send a request, again under the same key while it can't be carried out."""

    def is_done() -> bool:
        answer = person.post(path, headers={"Idempotency-Key": key})
        assert answer.status_code in (200, 503), answer.text
        return answer.status_code == 200

    wait_until(is_done, f"{path} is done")


def shown(wire: Wire, last: str) -> list[str]:
    """Return the chat as a client shows it that was told to start over, once it has come to a line."""
    wire.expect("resync")
    wire.expect("interview.snapshot")
    while last not in (chat := folded(wire)):
        wire.receive()
    return chat


def folded(wire: Wire) -> list[str]:
    chat: list[str] = []
    for frame in wire.seen:
        if frame["type"] == "interview.snapshot":
            chat = [line["text"] for line in frame["data"]["chat"]]
        elif frame["type"] == "chat.message":
            chat.append(frame["data"]["text"])
    return chat


def stored(pair: Pair, stream: str, type_: str) -> list[Any]:
    """Return the texts of the stored events of a type."""
    where = f"stream = '{stream}' AND type = '{type_}'"
    return execute(pair.replica, f"SELECT data->>'text' FROM events WHERE {where} ORDER BY \"offset\"")


def begin(stack: ExitStack, work: Callable[[], None]) -> Thread:
    """Do something meanwhile."""
    thread = Thread(target=work)
    thread.start()
    stack.callback(thread.join)
    return thread


def test_people_in_a_room_lose_nothing_when_the_primary_is_killed(pair: Pair, through: Settings):
    with two_services(through) as two, ExitStack() as stack:
        alice, bob, hers, his, path = two.alice, two.bob, two.hers, two.his, two.path
        stream = f"interview:{two.interview}"
        epoch = his.expect("hello")["data"]["streams"][stream]["epoch"]
        lines = say(hers, "before", 3)
        assert heard(his, 3) == lines

        lost_at = time.monotonic()
        losing = begin(stack, pair.lose_primary)
        lines += say_until_stored(hers, "meanwhile", 20)
        ask_until_done(alice, f"/interview/{two.interview}/swap-roles", "swap")
        losing.join()
        lines += say(hers, "after", 3)

        # Both sockets are still open. What each shows is what is stored, once.
        assert [shown(wire, lines[-1]) for wire in (hers, his)] == [lines] * 2
        # Also what was said at once when it was killed has come by now.
        late = round(time.monotonic() - lost_at, 1)
        assert stored(pair, stream, "chat.message") == lines
        assert len(stored(pair, stream, "roles.swapped")) == 1
        offsets = execute(pair.replica, f"SELECT \"offset\" FROM events WHERE stream = '{stream}' ORDER BY 1")
        assert offsets == list(range(offsets[0], offsets[0] + len(offsets)))

        (version,) = execute(pair.replica, "SHOW server_version")
        happened = "the primary was killed, a synchronous replica promoted"
        keep(Failover("PostgreSQL", happened, 2, late, 0, late, f"PostgreSQL {version.split()[0]}"))

        # Who comes back after it resumes where they were; whose place is from before starts over.
        with bob.socket(path) as again:
            new = again.expect("hello")["data"]["streams"][stream]["epoch"]
        missed = say(hers, "missed", 2)
        with bob.socket(path, resume={stream: {"epoch": new, "offset": offsets[-1]}}) as again:
            assert heard(again, 2) == missed
            assert not any(frame["type"] == "resync" for frame in again.seen)
        with bob.socket(path, resume={stream: {"epoch": epoch, "offset": offsets[-1]}}) as again:
            assert again.expect("resync")["stream"] == stream

        # Others meet as before.
        meet(register(two.app, "carol", two.one.url), register(two.app, "dan", two.other.url))
