"""One socket: frames in order, a bounded queue, ephemeral frames that give way, a line that takes nothing given up."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from mockmate_ws.protocol import Close
from mockmate_ws.transport import connection as module
from mockmate_ws.transport.connection import CROWDED_FRAMES, MAX_QUEUED_BYTES, MAX_QUEUED_FRAMES, Connection
from mockmate_ws.transport.frames import encode_frame
from tests.clients.in_process import Client, with_a_client


def send(connection: Connection, *texts: str) -> None:
    for text in texts:
        connection.send(encode_frame(text))


def numbers(count: int) -> list[str]:
    return [str(n) for n in range(count)]


def test_frames_go_out_in_order_and_before_the_close():
    async def scenario(client: Client, connection: Connection) -> None:
        send(connection, *numbers(50))
        client.stop_reading()
        send(connection, *(str(n) for n in range(50, 100)))
        connection.close(Close.ROOM_OVER, "over")
        send(connection, "too late")
        assert client.is_open()
        client.read_again()
        assert client.heard == numbers(100)
        assert client.closed == (4504, "over")
        assert connection.ended.is_set()

    with_a_client(scenario)


def test_only_the_first_reason_to_close_counts():
    async def scenario(client: Client, connection: Connection) -> None:
        client.stop_reading()
        send(connection, "x")
        connection.close(Close.TOKEN_EXPIRED, "first")
        connection.close(Close.RESTART, "second")
        client.read_again()
        assert client.closed == (4400, "first")

    with_a_client(scenario)


def test_a_client_that_does_not_read_is_cut_and_the_queue_dropped():
    async def scenario(client: Client, connection: Connection) -> None:
        client.stop_reading()
        send(connection, *numbers(MAX_QUEUED_FRAMES))
        assert client.is_open()
        send(connection, "one too many")
        assert client.heard == []
        assert client.closed is not None
        assert client.closed[0] == 4408

    with_a_client(scenario)


def test_the_queue_is_bounded_in_bytes_too():
    async def scenario(client: Client, connection: Connection) -> None:
        client.stop_reading()
        send(connection, "x" * (MAX_QUEUED_BYTES + 1))  # a snapshot may be long
        assert client.is_open()
        send(connection, "y")
        assert client.closed is not None
        assert client.closed[0] == 4408

    with_a_client(scenario)


def test_on_a_slow_line_only_the_latest_ephemeral_frame_of_a_kind_stays_in_its_place():
    async def scenario(client: Client, connection: Connection) -> None:
        client.stop_reading()
        send(connection, *numbers(CROWDED_FRAMES))
        for n in range(3 * MAX_QUEUED_FRAMES):
            connection.send_latest(encode_frame(f"candidate {n}"), "candidate 1")
            connection.send_latest(encode_frame(f"typing {n}"), "typing 1")
        send(connection, "last")
        client.read_again()
        latest = 3 * MAX_QUEUED_FRAMES - 1
        assert client.heard == [*numbers(CROWDED_FRAMES), f"candidate {latest}", f"typing {latest}", "last"]
        client.stop_reading()
        send(connection, "more")
        connection.send_latest(encode_frame("new candidate"), "candidate 1")
        client.read_again()
        assert client.heard[-2:] == ["more", "new candidate"]

    with_a_client(scenario)


def test_a_full_queue_drops_ephemeral_frames_and_no_durable_one():
    async def scenario(client: Client, connection: Connection) -> None:
        client.stop_reading()
        send(connection, *numbers(MAX_QUEUED_FRAMES))
        connection.send_latest(encode_frame("typing"), "typing 1")
        assert client.is_open()
        client.read_again()
        assert client.heard == numbers(MAX_QUEUED_FRAMES)

    with_a_client(scenario)


def test_while_the_line_is_quick_no_ephemeral_frame_is_left_out():
    async def scenario(client: Client, connection: Connection) -> None:
        for n in numbers(1000):
            connection.send_latest(encode_frame(n), "typing 1")
        assert client.heard == numbers(1000)

    with_a_client(scenario)


@pytest.mark.parametrize("length", [1, MAX_QUEUED_BYTES // 100, MAX_QUEUED_BYTES // 3])
def test_a_sender_of_many_frames_who_waits_for_space_never_floods_a_client_that_reads(length: int):
    count = 1000 if length == 1 else 200

    async def scenario(client: Client, connection: Connection) -> None:
        async def read_now_and_then() -> None:
            while True:
                client.stop_reading()
                for _ in range(20):
                    await asyncio.sleep(0)
                client.read_again()
                await asyncio.sleep(0)

        reading = asyncio.create_task(read_now_and_then())
        for _ in range(count):
            await connection.wait_for_space()
            send(connection, "x" * length)
            await asyncio.sleep(0)
        reading.cancel()
        client.read_again()
        connection.close(Close.NORMAL, "")
        assert len(client.heard) == count
        assert client.closed == (1000, "")

    with_a_client(scenario)


def test_who_waits_for_space_goes_on_when_the_socket_closes():
    async def scenario(client: Client, connection: Connection) -> None:
        client.stop_reading()
        send(connection, *numbers(MAX_QUEUED_FRAMES))
        waiting = asyncio.create_task(connection.wait_for_space())
        await asyncio.sleep(0)
        assert not waiting.done()
        connection.close(Close.NORMAL, "")
        await waiting

    with_a_client(scenario)


def test_cutting_a_connection_that_is_closing_already_still_closes_it():
    async def scenario(client: Client, connection: Connection) -> None:
        client.stop_reading()
        send(connection, "queued")
        connection.close(Close.TOKEN_EXPIRED, "first")
        connection.cut(Close.UNAVAILABLE, "second")
        assert (client.heard, client.closed) == ([], (4400, "first"))

    with_a_client(scenario)


def test_a_client_that_takes_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "SEND_SECONDS", 0.01)

    async def scenario(client: Client, connection: Connection) -> None:
        client.stop_reading()
        send(connection, *numbers(MAX_QUEUED_FRAMES))
        waiting = asyncio.create_task(connection.wait_for_space())
        await connection.ended.wait()
        await waiting  # and so is who waited for it
        assert (client.heard, client.closed, client.aborted) == ([], None, True)

    with_a_client(scenario)


def test_a_client_that_takes_a_little_is_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "SEND_SECONDS", 0.01)

    async def scenario(client: Client, connection: Connection) -> None:
        client.stop_reading()
        send(connection, "x")
        enough = asyncio.Event()
        looks = itertools.count(1)
        check = connection._check_progress

        def look(unsent_before: int) -> None:
            client.take(1)
            if next(looks) == 5:
                enough.set()
            check(unsent_before)

        monkeypatch.setattr(connection, "_check_progress", look)
        connection.on_writable()
        await enough.wait()
        assert not client.aborted
        client.read_again()
        assert client.heard == ["x"]

    with_a_client(scenario)


def test_a_line_that_is_lost_ends_the_connection_quietly():
    async def scenario(client: Client, connection: Connection) -> None:
        connection.on_lost()
        send(connection, "x")
        connection.close(Close.NORMAL, "")
        assert connection.ended.is_set()
        assert (client.heard, client.closed) == ([], None)

    with_a_client(scenario)


def test_who_is_to_finish_answers_the_command_at_hand_first_and_hears_no_other():
    async def scenario(client: Client, connection: Connection) -> None:
        said: list[str | bytes] = []
        connection.message_handler = said.append
        with connection.answering():
            connection.finish(Close.RESTART, "restarting")
            connection.on_message("another command")
            assert client.is_open()
            send(connection, "ack")
        assert client.heard == ["ack"]
        assert client.closed == (1012, "restarting")
        assert said == []

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
