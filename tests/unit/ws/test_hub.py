"""Who is connected here: each stream goes to those who follow it, and to nobody once they have left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

from mockmate_ws.delivery.hub import Hub
from mockmate_ws.protocol import Close
from mockmate_ws.transport.connection import CROWDED_FRAMES, MAX_QUEUED_BYTES, MAX_QUEUED_FRAMES, Connection
from mockmate_ws.transport.frames import encode_frame
from shared.events.redis_messages import SIGNAL, RelayedFrame
from tests.clients.in_process import PATIENCE, Client
from tests.unit.ws.rows import STREAM, Rows, at, frame

ROOM = "interview:1"


def with_a_hub(scenario: Callable[[Hub], Awaitable[None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(PATIENCE):
            await scenario(Hub(Rows(3).database))

    asyncio.run(run())


async def joins(hub: Hub, user_id: int, *streams: str) -> tuple[Client, Connection]:
    client = Client()
    connection = await client.connect(user_id)
    hub.add(connection)
    for stream in streams:
        hub.subscribe(connection, stream, Rows().read_start).begin(at(0), 0)
    return client, connection


def typing(but: int) -> RelayedFrame:
    return RelayedFrame("node", but, "typing", b"typing")


def signal(text: str, to: str = "") -> RelayedFrame:
    return RelayedFrame("node", 2, SIGNAL, text.encode(), to)


async def heard(client: Client, connection: Connection) -> list[str]:
    connection.close(Close.NORMAL, "")
    return client.heard


def test_an_ephemeral_frame_goes_to_every_follower_but_its_sender():
    async def scenario(hub: Hub) -> None:
        alice, bob, charlie = await joins(hub, 1, ROOM), await joins(hub, 2, ROOM), await joins(hub, 3, "interview:2")
        on_her_phone = await joins(hub, 1, ROOM)
        hub.relay(ROOM, typing(1))
        assert [await heard(*one) for one in (alice, on_her_phone, bob, charlie)] == [[], [], ["typing"], []]

    with_a_hub(scenario)


def test_signals_add_up_however_crowded_the_line_is():
    async def scenario(hub: Hub) -> None:
        client, connection = await joins(hub, 1, ROOM)
        client.stop_reading()
        signals = [f"signal {n}" for n in range(4 * CROWDED_FRAMES)]
        for text in signals:
            hub.relay(ROOM, signal(text))
            hub.relay(ROOM, typing(2))
        client.read_again()
        told = await heard(client, connection)
        assert [text for text in told if text != "typing"] == signals
        assert told.count("typing") < len(signals)

    with_a_hub(scenario)


def test_who_takes_in_no_signals_is_let_go():
    async def scenario(hub: Hub) -> None:
        client, _ = await joins(hub, 1, ROOM)
        client.stop_reading()
        for _ in range(MAX_QUEUED_FRAMES + 1):
            hub.relay(ROOM, signal("signal"))
        assert client.closed is not None
        assert client.closed[0] == 4408

    with_a_hub(scenario)


def test_a_signal_for_one_socket_reaches_no_other():
    async def scenario(hub: Hub) -> None:
        one, other = await joins(hub, 1, ROOM), await joins(hub, 1, ROOM)
        for to in (other[1].name, "another process has this one", ""):
            hub.relay(ROOM, signal(f"to {to}", to))
        assert [await heard(*each) for each in (one, other)] == [["to "], [f"to {other[1].name}", "to "]]

    with_a_hub(scenario)


def test_a_stream_is_given_up_when_its_last_follower_leaves():
    async def scenario(hub: Hub) -> None:
        her_client, alice = await joins(hub, 1, ROOM, "user:1")
        his_client, bob = await joins(hub, 2, ROOM, "user:2")
        assert hub.remove(alice) == ["user:1"]
        hub.relay(ROOM, typing(3))
        assert (await heard(her_client, alice), await heard(his_client, bob)) == ([], ["typing"])
        assert set(hub.streams) == {ROOM, "user:2"}
        assert set(hub.remove(bob)) == {ROOM, "user:2"}
        assert hub.streams == []
        assert not hub.follows(ROOM)

    with_a_hub(scenario)


def test_who_has_left_is_told_nothing_that_is_still_being_read():
    async def scenario(hub: Hub) -> None:
        client, connection = await joins(hub, 1)
        subscription = hub.subscribe(connection, STREAM, Rows(3).read_start)
        subscription.begin(at(0), 3)
        hub.remove(connection)
        await subscription.caught_up()
        assert await heard(client, connection) == []

    with_a_hub(scenario)


def test_who_is_slow_is_closed_when_they_were_told_everything_and_holds_up_nobody():
    async def scenario(hub: Hub) -> None:
        slow, quick = await joins(hub, 1), await joins(hub, 2)
        slow[0].stop_reading()
        slow[1].send(encode_frame("x" * 2 * MAX_QUEUED_BYTES))
        for _, connection in (slow, quick):
            hub.subscribe(connection, STREAM, Rows(3).read_start).begin(at(0), 3)
        closing = asyncio.create_task(hub.close_when_caught_up(STREAM, Close.ROOM_OVER, "over"))
        await quick[1].ended.wait()
        assert quick[0].heard == [frame(1), frame(2), frame(3)]
        assert slow[0].is_open()
        slow[0].read_again()
        await closing
        assert slow[0].heard[1:] == [frame(1), frame(2), frame(3)]
        assert slow[0].closed == quick[0].closed == (Close.ROOM_OVER, "over")

    with_a_hub(scenario)


def test_leaving_twice_is_leaving_once():
    async def scenario(hub: Hub) -> None:
        _, alice = await joins(hub, 1, ROOM)
        assert hub.remove(alice) == [ROOM]
        assert hub.remove(alice) == []

    with_a_hub(scenario)


def test_the_hub_is_empty_when_the_last_connection_has_left():
    async def scenario(hub: Hub) -> None:
        assert hub.empty.is_set()
        (_, alice), (_, bob) = await joins(hub, 1), await joins(hub, 2)
        hub.remove(alice)
        assert not hub.empty.is_set()
        hub.remove(bob)
        assert hub.empty.is_set()

    with_a_hub(scenario)


def test_news_of_a_stream_that_nobody_follows_is_dropped():
    async def scenario(hub: Hub) -> None:
        alice = await joins(hub, 1, "user:1")
        hub.deliver(ROOM, 1, b"event")
        hub.relay(ROOM, typing(2))
        assert hub.streams == ["user:1"]
        assert await heard(*alice) == []

    with_a_hub(scenario)


def test_all_sockets_of_an_ended_login_are_closed_and_no_others():
    async def scenario(hub: Hub) -> None:
        people = [await joins(hub, user_id) for user_id in (1, 1, 2)]
        assert hub.logins() == {UUID(int=1), UUID(int=2)}
        hub.close_logins([UUID(int=1), UUID(int=9)])
        for one in people:
            await heard(*one)
        assert [client.closed and client.closed[0] for client, _ in people] == [4506, 4506, 1000]

    with_a_hub(scenario)
