"""What somebody shows of the shared document is not lost while Redis or PostgreSQL is away."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from urllib.parse import unquote

import pytest
import redis

from deployment.local.postgres import Postgres
from deployment.local.valkey import Valkey
from tests.clients import PATIENCE
from tests.clients.typist import Typist, YjsTypist
from tests.clients.yjs import wait_until
from tests.proxy import Proxy
from tests.system.conftest import Often
from tests.system.live_room import LiveRoom, require_no_gap, sees, two_typists
from tests.system.outages import frozen, shut_down

Away = Callable[[Postgres], AbstractContextManager[None]]


def require_each_other(hers: YjsTypist, his: YjsTypist) -> None:
    """See that what they type from now on comes across."""
    for typist, reader, who in ((hers, his, "a"), (his, hers, "b")):
        wait_until(partial(sees, reader, who, typist.do("look")["typed"] + 10), f"what {who} types comes across")


@pytest.fixture
def proxy(own_valkey: Valkey) -> Iterator[Proxy]:
    with Proxy(unquote(own_valkey.url.removeprefix("unix://"))) as running:
        yield running


def deaf_up(proxy: Proxy, _: Valkey) -> None:
    """What the process publishes is lost."""
    proxy.go_deaf("up")


def deaf_down(proxy: Proxy, _: Valkey) -> None:
    """What others publish doesn't arrive."""
    proxy.go_deaf("down")


def restarted(_: Proxy, valkey: Valkey) -> None:
    valkey.stop()
    valkey.start()


def kicked(_: Proxy, valkey: Valkey) -> None:
    with redis.Redis.from_url(valkey.url) as client:
        client.execute_command("CLIENT", "KILL", "TYPE", "pubsub")


def test_whatever_is_cut_of_redis_everybody_sees_everything(
    room: LiveRoom, chance: random.Random, often: Often, proxy: Proxy, own_valkey: Valkey
):
    through = room.process(redis_url=f"redis://127.0.0.1:{proxy.port}/0")
    hers, his = two_typists(room, chance, through, room.process())
    hers.type("a")
    his.type("b")
    for cut in chance.sample((deaf_up, deaf_down, restarted, kicked), often(1, 4)) * often(1, 5):
        time.sleep(chance.uniform(0.1, 0.6))
        cut(proxy, own_valkey)
        require_each_other(hers, his)
    typed = hers.rest(), his.rest()
    text = room.judge(hers, his)
    assert (require_no_gap(text, "a"), require_no_gap(text, "b")) == typed
    assert hers.codes() == his.codes() == []


def says(typist: YjsTypist, type_: str, data: object = None) -> None:
    typist.do("say", frame={"type": type_, "id": type_, "data": data or {}})


@pytest.mark.parametrize("away", [frozen, shut_down])
def test_while_postgresql_is_away_everybody_stays_and_goes_on_seeing_everything(
    room: LiveRoom, chance: random.Random, often: Often, own_postgres: Postgres, away: Away
):
    hers, his = two_typists(room, chance, room.process(), room.process())
    hers.type("a")
    his.type("b")
    require_each_other(hers, his)
    with away(own_postgres):
        until = time.monotonic() + often(1, 10)
        says(hers, "chat.send", {"text": "Hello!"})
        if away is shut_down:
            says(hers, "interview.end")
            for name in ("chat.send", "interview.end"):
                wait_until(partial(is_answered, hers, name, "error"), f"{name} is refused")
        for one in (hers, his):
            wait_until(partial(has_heard, one, "document.unsaved"), "they are told that it is not stored")
        while time.monotonic() < until:
            require_each_other(hers, his)
        require_each_other(hers, his)
        says(hers, "signal.send", {"candidate": {"candidate": "x"}})
        wait_until(partial(has_heard, his, "signal"), "signals are relayed")
        assert not any(has_heard(one, "document.saved") for one in (hers, his))
    for one in (hers, his):
        wait_until(partial(has_heard, one, "document.saved"), "they are told that it is stored")
    if away is frozen:
        wait_until(partial(is_answered, hers, "chat.send", "ack"), "what was said is carried out")
    typed = hers.rest(), his.rest()
    text = room.judge(hers, his)
    assert (require_no_gap(text, "a"), require_no_gap(text, "b")) == typed
    assert hers.codes() == his.codes() == []


def has_heard(typist: Typist, kind: str) -> bool:
    """Whether a frame of this type came."""
    return kind in typist.heard()


def is_answered(typist: YjsTypist, id_: str, kind: str) -> bool:
    """Whether a command was acked, or refused."""
    return any(frame.get("id") == id_ and frame["type"] == kind for frame in typist.frames())


def test_what_the_last_two_left_unstored_is_stored(
    room: LiveRoom, chance: random.Random, often: Often, own_postgres: Postgres
):
    ways = [(away, stops) for away in (frozen, shut_down, None) for stops in (False, True)]
    for number, (away, stops) in enumerate(chance.sample(ways, often(1, 6)) * often(1, 4)):
        alice, bob = f"a{number}-", f"b{number}-"
        process = room.process()
        hers, his = two_typists(room, chance, process, process)
        hers.type(alice)
        his.type(bob)
        time.sleep(chance.uniform(0.1, 0.6))
        with away(own_postgres) if away else nullcontext():
            typed = hers.rest(), his.rest()
            text = room.agree(hers, his)
            hers.leave()
            his.leave()
            if stops:
                process.process.terminate()
                time.sleep(chance.uniform(0, 1))
        if stops:
            process.process.wait(PATIENCE)
        wait_until(partial(room.has_stored, text), f"PostgreSQL has what they have left: {away=} {stops=}")
        room.require_fresh(text)
        assert (require_no_gap(text, alice), require_no_gap(text, bob)) == typed
        process.stop()
