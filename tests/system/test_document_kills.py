"""What somebody still shows of the shared document is never lost, whatever dies between telling and storing it.

The judge puts the rows of PostgreSQL together with Yjs, and asks a process that has started only then.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
import redis

from deployment.local.postgres import Postgres
from deployment.local.valkey import Valkey
from shared.core.settings import Settings
from shared.migrations import upgrade
from tests.clients import PATIENCE
from tests.clients.typist import LiveTypist, Typist, YjsTypist
from tests.clients.yjs import HERE, wait_until
from tests.cloning import empty
from tests.databases import Place
from tests.node import install
from tests.proxy import Proxy
from tests.sockets import AsProcess
from tests.system.live_room import LiveRoom, numbers, require_no_gap, require_no_line_twice
from tests.system.outages import frozen, shut_down


@pytest.fixture(scope="module", autouse=True)
def yjs() -> None:
    install(HERE)


@pytest.fixture(scope="module")
def own_postgres(place: Place) -> Iterator[Postgres]:
    """A PostgreSQL that may be stopped."""
    folder = place.make_folder()
    postgres = Postgres(folder / "postgres", folder / "postgres.log", settings={"fsync": "off"})
    postgres.start()
    upgrade(postgres.url)
    yield postgres
    postgres.stop()


@pytest.fixture
def database_url(own_postgres: Postgres) -> str:
    empty(own_postgres.url)
    return own_postgres.url


@pytest.fixture
def redis_url(own_valkey: Valkey) -> str:
    return own_valkey.url


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[LiveRoom]:
    with LiveRoom(settings, tmp_path) as made:
        yield made


Often = Callable[[int, int], int]
Away = Callable[[Postgres], AbstractContextManager[None]]


def sees(typist: Typist, who: str, lines: int) -> bool:
    """Whether somebody sees so many lines."""
    return len(numbers(typist.text(), who)) >= lines


def require_each_other(hers: YjsTypist, his: YjsTypist) -> None:
    """See that what they type from now on comes across."""
    for typist, reader, who in ((hers, his, "a"), (his, hers, "b")):
        wait_until(partial(sees, reader, who, typist.do("look")["typed"] + 10), f"what {who} types comes across")


def two_typists(room: LiveRoom, chance: random.Random, *processes: AsProcess) -> tuple[YjsTypist, YjsTypist]:
    """Let Alice and Bob come, each to a process."""
    hers, his = (
        room.sit(YjsTypist(person, room.path), [process], chance.randrange(2**31))
        for person, process in zip((room.alice, room.bob), processes, strict=True)
    )
    return hers, his


def test_a_killed_process_loses_nothing_that_somebody_still_shows(room: LiveRoom, chance: random.Random, often: Often):
    process = room.process()
    for number, back in enumerate(chance.sample(("both", "one", "nobody"), often(1, 3)) * often(1, 7)):
        alice, bob = f"a{number}-", f"b{number}-"
        hers: Typist = room.sit(YjsTypist(room.alice, room.path), [process], chance.randrange(2**31))
        his: Typist = room.sit(LiveTypist(room.bob, room.path), [process])
        hers.type(alice)
        his.type(bob)
        # Not a wait for anything: the kill shall hit another moment each time.
        time.sleep(chance.uniform(0.2, 0.8))
        process.kill()
        survivors = {"both": [hers, his], "one": [chance.choice((hers, his))], "nobody": []}[back]
        for one in {hers, his}.difference(survivors):
            one.vanish()
        process.start()
        typed = {one: one.rest() for one in survivors}
        if survivors:
            text = room.judge(*survivors)
        else:
            text = room.stored()["text"]
            room.require_fresh(text)
        for one, who in ((hers, alice), (his, bob)):
            assert require_no_gap(text, who) == typed.get(one, len(numbers(text, who))), back
            one.vanish()


def test_a_process_stores_what_a_killed_one_had_told(room: LiveRoom, chance: random.Random, often: Often):
    other = room.process()
    for number, comes_back in enumerate(chance.sample((False, True), often(1, 2)) * often(1, 10)):
        alice, bob = f"a{number}-", f"b{number}-"
        author = room.process()
        hers = room.sit(YjsTypist(room.alice, room.path), [author, other], chance.randrange(2**31))
        his = room.sit(YjsTypist(room.bob, room.path), [other], chance.randrange(2**31))
        with room.locked():
            hers.type(alice)
            his.type(bob)
            wait_until(partial(sees, his, alice, 10), "he sees what is not stored")
            time.sleep(chance.uniform(0, 0.3))
            author.kill()
            if not comes_back:
                hers.vanish()
        typed = his.rest()
        seen = len(numbers(his.text(), alice))
        hers_typed = hers.rest() if comes_back else None
        text = room.judge(his, hers) if comes_back else room.judge(his)
        assert require_no_gap(text, bob) == typed
        # The last lines of the killed process may still have been on the way.
        assert require_no_gap(text, alice) >= seen
        assert hers_typed in (None, len(numbers(text, alice)))
        for one in (hers, his):
            one.vanish()


def test_who_comes_to_another_process_before_it_is_stored_sees_it_too(room: LiveRoom, chance: random.Random):
    author, other, third = room.process(), room.process(), room.process()
    hers, his = two_typists(room, chance, author, other)
    with room.locked():
        hers.type("a")
        wait_until(partial(sees, his, "a", 10), "he sees what is not stored")
        author.kill()
        hers.vanish()
        late = room.sit(YjsTypist(room.bob, room.path), [third])
    room.agree(his, late)
    his.do("line", who="b")
    room.judge(his, late)


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


@pytest.mark.parametrize("killed", [False, True])
def test_when_the_interview_ends_everybody_gets_what_was_stored(
    room: LiveRoom, chance: random.Random, often: Often, killed: bool
):
    author, other = room.process(), room.process()
    hers, his = two_typists(room, chance, author, other)
    hers.type("a")
    his.type("b")
    time.sleep(chance.uniform(0, 0.5))
    if killed:
        author.kill()
        hers.vanish()
    shown = his.text()
    room.bob.post(f"/interview/{room.interview}/end", status=200)
    wait_until(lambda: his.codes() == [4504], "the room closes")
    for process in (author, other):
        process.stop()  # once it has stored everything, and what the killed one had told
    text = room.stored()["text"]
    require_no_line_twice(text)
    for who in "ab":
        assert require_no_gap(text, who) >= len(numbers(shown, who)), "what he saw before the end is missing"
    room.require_fresh(text)


def test_the_judge_notices_an_answer_that_leaves_something_out(room: LiveRoom, chance: random.Random):
    process = room.process()
    hers, his = two_typists(room, chance, process, process)
    with room.locked():
        for one, who in ((hers, "a"), (his, "b")):
            one.do("forget", all=True)
            one.do("line", who=who)
        room.agree(hers, his)
        process.kill()
    process.start()
    for one in (hers, his):
        wait_until(partial(has_come_back, one, 1), "they are back")
    with pytest.raises(AssertionError, match="never: PostgreSQL has what the survivors show"):
        room.judge(hers, his, patience=2)
    # Nothing but the answers made the difference.
    for one in (hers, his):
        one.do("forget", all=False)
    process.kill()
    process.start()
    room.judge(hers, his)


def has_come_back(typist: Typist, times: int) -> bool:
    """Whether somebody was shown the room again."""
    return typist.heard().count("interview.snapshot") > times
