"""Other people's providers at the shared editor, by the adapters of examples/: y-websocket's and Hocuspocus'."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.clients.person import Person
from tests.clients.yjs import HERE, Writer, agree, wait_until
from tests.node import install
from tests.sockets import InThread
from tests.ws.test_editor import Met

Open = Callable[..., Writer]
PROVIDERS = ("provide", "hocuspocus")


@pytest.fixture
def socket_grace_seconds() -> float:
    """So that a room closes soon after its interview."""
    return 3


@pytest.fixture(scope="module", autouse=True)
def yjs() -> None:
    install(HERE)


@pytest.fixture
def met(room: str, alice: Person, bob: Person) -> Met:
    return Met(alice, bob, room.rpartition("=")[2])


@pytest.fixture
def open_(met: Met, sockets: InThread) -> Iterator[Open]:
    """Let somebody come with a provider, or else as our own client does."""
    with ExitStack() as stack:

        def open_(person: Person, provider: str | None = None) -> Writer:
            writer = stack.enter_context(Writer(person, met.path))
            if provider is None:
                writer.connect(sockets.url)
            else:
                writer.provide(sockets.url, provider)
                wait_until(lambda: writer.do("provided")["synced"], f"{provider} is synced")
            return writer

        yield open_


def test_three_clients_that_write_at_once_come_to_one_document(met: Met, open_: Open):
    writers = [open_(met.alice), *(open_(met.bob, provider) for provider in PROVIDERS)]
    for round_ in range(2):
        for seed, writer in enumerate(writers):
            writer.begin("edit", count=60, seed=10 * round_ + seed)
        for writer in writers:
            assert writer.result() == {}
        seen = agree(*writers)
    assert seen["text"].count("\n") > 100
    assert seen["board"]
    for writer in writers[1:]:
        assert writer.do("provided")["codes"] == []


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_provider_that_was_cut_brings_what_was_written_meanwhile(met: Met, open_: Open, provider: str):
    hers, his = open_(met.alice), open_(met.bob, provider)
    his.do("point", as_="Bob")
    wait_until(lambda: hers.do("seen")["names"] == ["Bob"], "she sees his cursor")
    for number in range(3):
        his.do("cut")
        his.do("insert", text=f"his {number}\n")
        hers.do("insert", text=f"hers {number}\n")
        wait_until(lambda: his.do("provided")["frames"].count("hello") == number + 2, "he is back")  # noqa: B023 - now
        text = agree(hers, his)["text"]
        assert text.count("his ") == text.count("hers ") == number + 1
        wait_until(lambda: hers.do("seen")["names"] == ["Bob"], "his cursor is back")
    # Hocuspocus calls `onClose` twice.
    assert set(his.do("provided")["codes"]) == {3000}
    assert his.do("provided")["frames"].count("hello") == 4


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_provider_hears_its_own_cursor_and_so_stays_while_nobody_writes(met: Met, open_: Open, provider: str):
    his = open_(met.bob, provider)
    heard = his.do("provided")["heard"]
    for number in range(2):
        wait_until(lambda: his.do("now")["now"] > heard, "some time passes")  # noqa: B023 - called here
        his.do("point", as_=f"Bob {number}")
        assert his.do("provided")["heard"] > heard
        heard = his.do("provided")["heard"]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_provider_gives_up_once_the_interview_is_over(met: Met, open_: Open, provider: str):
    his = open_(met.bob, provider)
    his.do("insert", text="done")
    met.alice.post(f"/interview/{met.id}/end", status=200)
    wait_until(lambda: his.do("provided")["codes"] != [], "he is told to go")
    provided = his.do("provided")
    assert (set(provided["codes"]), provided["shouldConnect"]) == ({4504}, False)
    assert "interview.ended" in provided["frames"]


def test_hocuspocus_is_told_that_it_may_write(met: Met, open_: Open):
    assert open_(met.bob, "hocuspocus").do("provided")["isAuthenticated"]
