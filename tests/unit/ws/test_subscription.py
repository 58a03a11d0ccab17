"""A stream on a connection: whatever becomes of the news, every event once and in order.

How rows are stored and read is the socket tests' part, on a real PostgreSQL.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockmate_ws.protocol import Close
from mockmate_ws.transport.connection import MAX_QUEUED_FRAMES, Connection
from mockmate_ws.transport.frames import encode_frame
from tests.clients.in_process import Client, with_a_client
from tests.unit.ws.rows import Rows, all_sent, at, frame, news, subscribe


def test_everything_behind_the_offset_is_told_then_what_comes():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(5)
        subscription = subscribe(connection, rows)
        subscription.begin(at(2), rows.top)
        await subscription.caught_up()
        rows.top = 6
        subscription.push(6, news(6))
        assert await all_sent(client, connection, subscription) == [frame(n) for n in (3, 4, 5, 6)]

    with_a_client(scenario)


def test_nothing_is_told_before_the_snapshot_is_out():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(3)
        subscription = subscribe(connection, rows)
        subscription.push(3, news(3))
        connection.send(encode_frame("snapshot as of 2"))
        subscription.begin(at(2), rows.top)
        assert await all_sent(client, connection, subscription) == ["snapshot as of 2", frame(3)]

    with_a_client(scenario)


def test_what_was_seen_is_not_told_again_and_a_gap_is_read():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(0)
        subscription = subscribe(connection, rows)
        subscription.begin(at(0), rows.top)
        await subscription.caught_up()
        rows.top = 4
        for offset in (1, 1, 4, 2, 4, 3):
            subscription.push(offset, news(offset))
        assert await all_sent(client, connection, subscription) == [frame(n) for n in (1, 2, 3, 4)]

    with_a_client(scenario)


def test_old_news_costs_no_look_at_the_rows():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(5)
        subscription = subscribe(connection, rows)
        subscription.begin(at(5), rows.top)
        await subscription.caught_up()
        asked = rows.times_asked
        for offset in range(1, 6):
            subscription.push(offset, news(offset))
            subscription.push(offset, None)
        assert await all_sent(client, connection, subscription) == []
        assert rows.times_asked == asked

    with_a_client(scenario)


@pytest.mark.parametrize("moment", range(10))
def test_an_event_that_is_heard_of_while_rows_are_being_read_is_told(moment: int):
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(2)
        subscription = subscribe(connection, rows)
        subscription.begin(at(2), rows.top)
        for _ in range(moment):
            await asyncio.sleep(0)
        rows.top = 3
        subscription.push(3, news(3))
        subscription.push(1, news(1))
        assert await all_sent(client, connection, subscription) == [frame(3)]

    with_a_client(scenario)


def test_many_missed_events_do_not_flood_a_client_that_reads():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(5 * MAX_QUEUED_FRAMES)
        subscription = subscribe(connection, rows)
        client.stop_reading()
        subscription.begin(at(0), rows.top)
        for _ in range(100):
            await asyncio.sleep(0)
        client.read_again()
        await subscription.caught_up()
        connection.close(Close.NORMAL, "")
        assert client.heard == [frame(n) for n in range(1, rows.top + 1)]

    with_a_client(scenario)


def test_beginning_again_further_back_tells_everything_from_there():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(4)
        subscription = subscribe(connection, rows)
        subscription.begin(at(4), rows.top)
        subscription.begin(at(1), rows.top)
        assert await all_sent(client, connection, subscription) == [frame(n) for n in (2, 3, 4)]

    with_a_client(scenario)


@pytest.mark.parametrize("moment", range(5))
def test_who_waits_until_all_is_read_waits_for_a_beginning_further_back_too(moment: int):
    async def scenario(client: Client, connection: Connection) -> None:
        subscription = subscribe(connection, Rows(4))
        subscription.begin(at(3), 4)
        waiting = asyncio.create_task(subscription.caught_up())
        for _ in range(moment):
            await asyncio.sleep(0)
        subscription.begin(at(1), 4)
        await waiting
        assert subscription.is_live

    with_a_client(scenario)


def test_a_stopped_subscription_tells_nothing_more():
    async def scenario(client: Client, connection: Connection) -> None:
        subscription = subscribe(connection, Rows(3))
        subscription.begin(at(0), 3)
        subscription.stop()
        subscription.push(4, news(4))
        assert await all_sent(client, connection, subscription) == []

    with_a_client(scenario)


def test_a_subscription_that_was_up_to_date_when_it_was_stopped_tells_nothing_more():
    async def scenario(client: Client, connection: Connection) -> None:
        subscription = subscribe(connection, Rows(3))
        subscription.begin(at(3), 3)
        await subscription.caught_up()
        subscription.stop()
        subscription.push(4, news(4))
        assert await all_sent(client, connection, subscription) == []

    with_a_client(scenario)


WHAT_HAPPENS = st.one_of(
    st.tuples(st.just("an event is written"), st.booleans()),  # and heard of, or the news is lost
    st.tuples(st.just("old news comes late or twice"), st.integers(1, 30)),
    st.tuples(st.just("the sweep looks"), st.none()),
    st.tuples(st.just("time passes"), st.integers(1, 4)),
)


@given(before=st.integers(0, 5), happenings=st.lists(WHAT_HAPPENS, max_size=30))
def test_whatever_becomes_of_the_news_every_event_is_told_once_and_in_order(
    before: int, happenings: list[tuple[str, Any]]
):
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(before)
        subscription = subscribe(connection, rows)
        subscription.begin(at(before // 2), rows.top)
        for what, detail in happenings:
            if what == "an event is written":
                rows.top += 1
                if detail:
                    subscription.push(rows.top, news(rows.top))
            elif what == "old news comes late or twice" and detail <= rows.top:
                subscription.push(detail, news(detail))
            elif what == "the sweep looks":
                subscription.push(rows.top, None)
            elif what == "time passes":
                for _ in range(detail):
                    await asyncio.sleep(0)
        subscription.push(rows.top, None)
        told = await all_sent(client, connection, subscription)
        assert told == [frame(n) for n in range(before // 2 + 1, rows.top + 1)]

    with_a_client(scenario)
