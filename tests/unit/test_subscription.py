"""A stream on a connection: whatever becomes of the news, every event once and in order.

How the rows are read is the socket tests' part, on a real PostgreSQL; here the rows stand in a list, so that every
order of reading, writing and hearing can be tried.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from mockmate_ws.connection import MAX_QUEUED_FRAMES, Connection
from mockmate_ws.db import Database
from mockmate_ws.hub import Subscription
from mockmate_ws.protocol import Close
from shared import streams
from shared.streams import Position, Told
from tests.unit.clients import Client, with_a_client

STREAM = "user:17"


def frame(offset: int) -> str:
    return f"event {offset}"


class Rows:
    """What is stored of one stream, read like the database: later than asked, and told later still."""

    def __init__(self, count: int = 0) -> None:
        self.top = count
        self.kept_from = 1
        self.fails = False

    async def run(self, work: object, *given: Any) -> Any:
        await asyncio.sleep(0)
        if self.fails:
            raise OperationalError("SELECT", {}, Exception("the server is gone"))
        answer = self.positions() if work is streams.positions else self.read(*given)
        await asyncio.sleep(0)
        return answer

    def positions(self) -> dict[str, Position]:
        return {STREAM: Position("epoch", self.top)}

    def read(self, _stream: str, after: int, limit: int) -> list[Told]:
        first = max(after + 1, self.kept_from)
        return [Told(offset, frame(offset)) for offset in range(first, self.top + 1)[:limit]]


def subscribe(connection: Connection, rows: Rows) -> Subscription:
    return Subscription(cast("Database", rows), connection, STREAM)


async def all_sent(client: Client, connection: Connection, subscription: Subscription) -> list[str]:
    """Let the subscription finish what it reads, flush the queue, and return what the client has heard."""
    await subscription.caught_up()
    connection.close(Close.NORMAL, "")
    await connection.write()
    return client.heard


def test_everything_behind_the_offset_is_told_then_what_comes():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(5)
        subscription = subscribe(connection, rows)
        subscription.begin(2)
        await subscription.caught_up()
        rows.top = 6
        subscription.offer(6, "event 6")
        assert await all_sent(client, connection, subscription) == [frame(n) for n in (3, 4, 5, 6)]

    with_a_client(scenario)


def test_nothing_is_told_before_the_snapshot_is_out():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(3)
        subscription = subscribe(connection, rows)
        subscription.offer(3, "event 3")
        connection.send("snapshot as of 2")
        subscription.begin(2)
        assert await all_sent(client, connection, subscription) == ["snapshot as of 2", frame(3)]

    with_a_client(scenario)


def test_what_was_seen_is_not_told_again_and_a_gap_is_read():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(0)
        subscription = subscribe(connection, rows)
        subscription.begin(0)
        await subscription.caught_up()
        rows.top = 4
        for offset in (1, 1, 4, 2, 4, 3):
            subscription.offer(offset, frame(offset))
        assert await all_sent(client, connection, subscription) == [frame(n) for n in (1, 2, 3, 4)]

    with_a_client(scenario)


def test_many_missed_events_do_not_flood_a_client_that_reads():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(5 * MAX_QUEUED_FRAMES)
        subscription = subscribe(connection, rows)
        writer = asyncio.create_task(connection.write())
        subscription.begin(0)
        await subscription.caught_up()
        connection.close(Close.NORMAL, "")
        await writer
        assert client.heard == [frame(n) for n in range(1, rows.top + 1)]

    with_a_client(scenario)


def test_beginning_again_further_back_tells_everything_from_there():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(4)
        subscription = subscribe(connection, rows)
        subscription.begin(4)
        subscription.begin(1)
        assert await all_sent(client, connection, subscription) == [frame(n) for n in (2, 3, 4)]

    with_a_client(scenario)


def test_where_events_are_no_longer_kept_the_client_is_told_to_fetch_anew():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(9)
        rows.kept_from = 5
        subscription = subscribe(connection, rows)
        subscription.begin(2)
        await subscription.caught_up()
        assert subscription.sent == 9
        rows.top = 10
        subscription.offer(10, frame(10))
        resync, after = await all_sent(client, connection, subscription)
        assert '"type":"resync"' in resync
        assert '"offset":9' in resync
        assert after == frame(10)

    with_a_client(scenario)


def test_a_stream_announced_further_than_it_goes_is_fetched_anew():
    async def scenario(client: Client, connection: Connection) -> None:
        subscription = subscribe(connection, Rows(3))
        subscription.begin(3)
        subscription.offer(7, None)
        (resync,) = await all_sent(client, connection, subscription)
        assert '"type":"resync"' in resync
        assert '"offset":3' in resync

    with_a_client(scenario)


def test_what_happens_while_a_stream_is_fetched_anew_is_told_or_already_fetched():
    for moment in range(10):

        async def scenario(client: Client, connection: Connection, moment: int = moment) -> None:
            rows = Rows(3)
            subscription = subscribe(connection, rows)
            subscription.begin(3)
            subscription.offer(7, None)
            for _ in range(moment):
                await asyncio.sleep(0)
            rows.top = 4
            subscription.offer(4, frame(4))
            told = await all_sent(client, connection, subscription)
            assert told[-1] == frame(4) or '"offset":4' in told[-1]

        with_a_client(scenario)


def test_when_the_rows_can_not_be_read_the_client_is_sent_away_to_resume():
    async def scenario(client: Client, connection: Connection) -> None:
        rows = Rows(3)
        rows.fails = True
        subscription = subscribe(connection, rows)
        subscription.begin(0)
        assert await all_sent(client, connection, subscription) == []
        assert client.closed is not None
        assert client.closed[0] == 1013

    with_a_client(scenario)


def test_a_stopped_subscription_tells_nothing_more():
    async def scenario(client: Client, connection: Connection) -> None:
        subscription = subscribe(connection, Rows(3))
        subscription.begin(0)
        subscription.stop()
        subscription.offer(4, frame(4))
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
        subscription.begin(before // 2)
        for what, detail in happenings:
            if what == "an event is written":
                rows.top += 1
                if detail:
                    subscription.offer(rows.top, frame(rows.top))
            elif what == "old news comes late or twice" and detail <= rows.top:
                subscription.offer(detail, frame(detail))
            elif what == "the sweep looks":
                subscription.offer(rows.top, None)
            elif what == "time passes":
                for _ in range(detail):
                    await asyncio.sleep(0)
        subscription.offer(rows.top, None)
        told = await all_sent(client, connection, subscription)
        assert told == [frame(n) for n in range(before // 2 + 1, rows.top + 1)]

    with_a_client(scenario)
