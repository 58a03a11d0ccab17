"""One socket: frames in order, a bounded queue, a time limit on sending."""

from __future__ import annotations

import asyncio

import pytest

from mockmate_ws import connection as module
from mockmate_ws.connection import MAX_QUEUED_CHARACTERS, MAX_QUEUED_FRAMES, Connection
from mockmate_ws.protocol import Close
from tests.unit.clients import Client, with_a_client


def test_frames_go_out_in_order_and_before_the_close():
    async def scenario(client: Client, connection: Connection) -> None:
        for n in range(100):
            connection.send(str(n))
        connection.close(Close.ROOM_OVER, "over")
        for _ in range(MAX_QUEUED_FRAMES + 1):
            connection.send("too late")
        await connection.write()
        assert client.heard == [str(n) for n in range(100)]
        assert client.closed == (4504, "over")

    with_a_client(scenario)


def test_only_the_first_reason_to_close_counts():
    async def scenario(client: Client, connection: Connection) -> None:
        connection.close(Close.TOKEN_EXPIRED, "first")
        connection.close(Close.RESTART, "second")
        await connection.write()
        assert client.closed == (4400, "first")

    with_a_client(scenario)


def test_a_client_that_does_not_read_is_cut_and_the_queue_dropped():
    async def scenario(client: Client, connection: Connection) -> None:
        for n in range(MAX_QUEUED_FRAMES):
            connection.send(str(n))
        connection.send("one too many")
        await connection.write()
        assert client.heard == []
        assert client.closed is not None
        assert client.closed[0] == 4408

    with_a_client(scenario)


def test_the_queue_is_bounded_in_characters_too():
    async def scenario(client: Client, connection: Connection) -> None:
        connection.send("x" * (MAX_QUEUED_CHARACTERS + 1))  # a snapshot may be long
        connection.send("y")
        await connection.write()
        assert client.closed is not None
        assert client.closed[0] == 4408

    with_a_client(scenario)


@pytest.mark.parametrize("length", [1, MAX_QUEUED_CHARACTERS // 100, MAX_QUEUED_CHARACTERS // 3])
def test_a_sender_of_many_frames_who_waits_for_room_never_floods_a_client_that_reads(length: int):
    async def scenario(client: Client, connection: Connection) -> None:
        writer = asyncio.create_task(connection.write())
        for _ in range(1000 if length == 1 else 200):
            await connection.has_room()
            connection.send("x" * length)
        connection.close(Close.NORMAL, "")
        await writer
        assert len(client.heard) == (1000 if length == 1 else 200)
        assert client.closed == (1000, "")

    with_a_client(scenario)


def test_who_waits_for_room_goes_on_when_the_socket_closes():
    async def scenario(client: Client, connection: Connection) -> None:
        for n in range(MAX_QUEUED_FRAMES):
            connection.send(str(n))
        waiting = asyncio.create_task(connection.has_room())
        await asyncio.sleep(0)
        assert not waiting.done()
        connection.close(Close.NORMAL, "")
        await waiting

    with_a_client(scenario)


def test_cutting_a_connection_that_is_closing_already_still_closes_it():
    async def scenario(client: Client, connection: Connection) -> None:
        connection.send("queued")
        connection.close(Close.TOKEN_EXPIRED, "first")
        connection.cut(Close.UNAVAILABLE, "second")
        await connection.write()
        assert (client.heard, client.closed) == ([], (4400, "first"))

    with_a_client(scenario)


def test_a_client_that_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "SEND_SECONDS", 0.01)

    async def scenario(client: Client, connection: Connection) -> None:
        client.reads.clear()
        for n in range(MAX_QUEUED_FRAMES):
            connection.send(str(n))
        waiting = asyncio.create_task(connection.has_room())
        await connection.write()
        await waiting  # and so is who waited for it
        assert (client.heard, client.closed) == ([], None)

    with_a_client(scenario)


def test_a_client_that_went_away_ends_the_writer_quietly():
    async def scenario(client: Client, connection: Connection) -> None:
        client.gone = True
        connection.send("x")
        await connection.write()

    with_a_client(scenario)


def test_what_a_client_says_comes_as_it_is_until_it_is_gone():
    async def scenario(client: Client, connection: Connection) -> None:
        client.says.put_nowait({"type": "websocket.receive", "text": ""})
        client.says.put_nowait({"type": "websocket.receive", "bytes": b"\x00"})
        client.says.put_nowait({"type": "websocket.disconnect", "code": 1001})
        assert [await connection.receive() for _ in range(4)] == ["", b"\x00", None, None]

    with_a_client(scenario)


def test_the_latest_acked_commands_are_remembered_and_not_for_ever():
    async def scenario(client: Client, connection: Connection) -> None:
        for n in range(1000):
            connection.remember(f"c{n}", n)
        assert connection.acked("c999") == 999
        assert connection.acked("c900") == 900
        assert connection.acked("c0") is None
        assert connection.acked("never") is None

    with_a_client(scenario)
