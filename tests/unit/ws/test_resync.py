"""A stream that can't be told whole: the client hears so, and nothing after that is lost either."""

from __future__ import annotations

import asyncio

import pytest

from mockmate_ws.transport.connection import Connection
from shared.events.event_log import Cursor
from tests.clients.in_process import Client, with_a_client
from tests.unit.ws.rows import Rows, all_sent, at, frame, news, subscribe


def test_where_events_are_no_longer_kept_the_client_is_told_to_fetch_anew():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(9)
        rows.kept_from = 5
        subscription = subscribe(connection, rows)
        subscription.begin(at(2), rows.top)
        await subscription.caught_up()
        assert subscription.sent == 9
        rows.top = 10
        subscription.push(10, news(10))
        resync, after = await all_sent(client, connection, subscription)
        assert '"type":"resync"' in resync
        assert '"offset":9' in resync
        assert after == frame(10)

    with_a_client(scenario)


def test_a_stream_announced_further_than_it_goes_is_fetched_anew():
    async def scenario(client: Client, connection: Connection) -> None:
        subscription = subscribe(connection, Rows(3))
        subscription.begin(at(3), 3)
        subscription.push(7, None)
        (resync,) = await all_sent(client, connection, subscription)
        assert '"type":"resync"' in resync
        assert '"offset":3' in resync

    with_a_client(scenario)


@pytest.mark.parametrize(("epoch", "top"), [("epoch", 2), ("another", 3), ("another", 7), ("another", 2)])
def test_a_stream_that_has_gone_back_or_begun_again_is_fetched_anew(epoch: str, top: int):
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(3)
        subscription = subscribe(connection, rows)
        subscription.begin(at(3), rows.top)
        await subscription.caught_up()
        rows.epoch, rows.top = epoch, top
        subscription.compare(Cursor(epoch, top), 3)
        await subscription.caught_up()
        subscription.push(top + 1, news(top + 1))
        resync, after = await all_sent(client, connection, subscription)
        assert f'"epoch":"{epoch}","offset":{top}' in resync
        assert after == frame(top + 1)

    with_a_client(scenario)


def test_what_was_sent_while_the_position_was_read_is_no_way_back():
    async def scenario(client: Client, connection: Connection) -> None:
        subscription = subscribe(connection, Rows(3))
        subscription.begin(at(3), 3)
        await subscription.caught_up()
        subscription.push(4, news(4))
        subscription.compare(at(3), 3)
        assert await all_sent(client, connection, subscription) == [frame(4)]

    with_a_client(scenario)


@pytest.mark.parametrize("moment", range(10))
def test_what_happens_while_a_stream_is_fetched_anew_is_told_or_already_fetched(moment: int):
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(3)
        subscription = subscribe(connection, rows)
        subscription.begin(at(3), rows.top)
        subscription.push(7, None)
        for _ in range(moment):
            await asyncio.sleep(0)
        rows.top = 4
        subscription.push(4, news(4))
        told = await all_sent(client, connection, subscription)
        assert told[-1] == frame(4) or '"offset":4' in told[-1]

    with_a_client(scenario)


def test_when_the_rows_can_not_be_read_the_client_is_sent_away_to_resume():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(3)
        rows.fails = True
        subscription = subscribe(connection, rows)
        subscription.begin(at(0), rows.top)
        assert await all_sent(client, connection, subscription) == []
        assert client.closed is not None
        assert client.closed[0] == 1013

    with_a_client(scenario)
