"""Documents of more than 64 KiB with clients that are not ours: real Yjs, y-websocket's provider, pycrdt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from examples.document import Document
from examples.live import Live
from tests.clients import PATIENCE
from tests.clients.person import Person
from tests.clients.yjs import HERE, Writer, agree, wait_until
from tests.node import install
from tests.sockets import InThread
from tests.ws.test_editor import Met

LINES = "".join(f'{{"number": {number}, "name": "é👋", "text": "{"and on " * 10}"}},\n' for number in range(900))


@pytest.fixture(scope="module", autouse=True)
def yjs() -> None:
    install(HERE)


@pytest.fixture
def met(alice: Person, bob: Person) -> Met:
    alice.practise("easy")
    met = Met(alice, bob, bob.practise("easy", status=200)["interview"]["id"])
    for person in (alice, bob):
        person.post("/interview/start", {"interview_id": met.id}, status=200)
    return met


@pytest.fixture
def writer(met: Met) -> Iterator[Callable[[Person], Writer]]:
    with ExitStack() as stack:
        yield lambda person: stack.enter_context(Writer(person, met.path))


def test_replacing_commenting_out_and_undoing_reach_the_peer_whole(
    met: Met, writer: Callable[[Person], Writer], sockets: InThread
):
    hers, his = writer(met.alice), writer(met.bob)
    for one in (hers, his):
        one.connect(sockets.url)
    hers.do("insert", text=LINES)
    agree(hers, his)
    hers.do("replace", old='"', with_="'")
    assert agree(hers, his)["text"] == LINES.replace('"', "'")
    hers.do("undo")
    assert agree(hers, his)["text"] == LINES
    his.do("prefix", with_="# ")
    his.do("insert", text="and on")
    agree(hers, his)
    assert all(one.do("look")["open"] for one in (hers, his))
    late = writer(met.alice)
    late.connect(sockets.url)
    assert agree(hers, his, late)["text"] == "".join(f"# {line}\n" for line in LINES.split("\n"))[:-1] + "and on"


def test_what_was_written_while_the_line_was_down_comes_in_one_go(
    met: Met, writer: Callable[[Person], Writer], sockets: InThread
):
    hers, his = writer(met.alice), writer(met.bob)
    for one in (hers, his):
        one.connect(sockets.url)
    his.do("disconnect")
    his.do("insert", text=LINES)
    his.do("replace", old='"', with_="'")
    his.connect(sockets.url)
    assert agree(hers, his)["text"] == LINES.replace('"', "'")
    assert his.do("look")["open"]


def test_y_websocket_brings_a_large_document_and_brings_it_back_without_a_loop(
    met: Met, writer: Callable[[Person], Writer], sockets: InThread
):
    hers, his = writer(met.alice), writer(met.bob)
    hers.connect(sockets.url)
    his.do("insert", text=LINES)
    his.provide(sockets.url)
    assert agree(hers, his)["text"] == LINES
    his.do("replace", old='"', with_="'")
    assert agree(hers, his)["text"] == LINES.replace('"', "'")
    for number in range(4):
        his.do("cut")
        hers.do("insert", text=f"{number}\n")
        wait_until(lambda: agree(hers, his)["text"].endswith(f"{number}\n"), "he is back")  # noqa: B023 - called here
    # Nothing but what we cut ourselves.
    assert his.do("provided")["codes"] == [3000] * 4


def test_the_example_brings_a_large_document_after_it_was_cut(met: Met, sockets: InThread):
    async def follow(live: Live) -> None:
        async for _ in live:
            pass

    async def agreed(*documents: Document) -> None:
        while len({document.text for document in documents}) > 1:  # noqa: ASYNC110 - it has no word for it
            await asyncio.sleep(0.05)

    async def write_and_be_cut() -> None:
        document, other = Document(), Document()
        document.append(LINES)
        tokens = {document: met.alice.token, other: met.bob.token}

        def live(of: Document) -> Live:
            async def token() -> str:
                return tokens[of]

            return Live(sockets.url + met.path, token, of)

        hers, his = live(document), live(other)
        following = [asyncio.create_task(follow(one)) for one in (hers, his)]
        try:
            async with asyncio.timeout(2 * PATIENCE):
                await agreed(document, other)
                assert hers._socket is not None
                hers._socket.transport.abort()
                document.append(LINES)
                await agreed(document, other)
            assert other.text == LINES * 2
            assert hers.reconnects == 1
        finally:
            for one in following:
                one.cancel()
            await asyncio.gather(*following, return_exceptions=True)

    asyncio.run(write_and_be_cut())
