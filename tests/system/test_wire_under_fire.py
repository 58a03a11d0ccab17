"""What people are told arrives in order and once, whatever is cut: sockets, socket services, Redis.

The people are the reference client of examples/live.py, so it is tested by the same token.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from deployment.local.valkey import Valkey
from examples.live import Live
from mockmate_api import create_app
from shared.core import database
from shared.core.broker import Broker
from shared.core.database import make_engine
from shared.core.settings import Settings
from shared.events import event_log
from shared.events.types import BookingChanged
from shared.models import BookingStatus
from tests.clients.person import Person, register
from tests.sockets import AsProcess

PATIENCE = 120.0
"""Seconds for the last event to arrive once nothing is cut any more."""


@pytest.fixture
def own_settings(settings: Settings, own_valkey: Valkey) -> Settings:
    return settings.model_copy(update={"redis_url": own_valkey.url})


@pytest.fixture
def app(own_settings: Settings) -> Flask:
    return create_app(own_settings)


@pytest.fixture
def processes(own_settings: Settings, tmp_path: Path) -> Iterator[list[AsProcess]]:
    running = [AsProcess(own_settings, tmp_path / f"ws{number}.log") for number in (1, 2)]
    yield running
    for process in running:
        process.stop()


class Teller:
    """Tells people things through the one door for events, as both services do."""

    def __init__(self, settings: Settings) -> None:
        self._engine = make_engine(settings, "teller")
        self._sessions: sessionmaker[Session] = sessionmaker(self._engine)
        self._broker = Broker(settings)
        self._broker.attach(self._sessions)

    def tell(self, user_id: int, number: int) -> None:
        """Tell somebody one thing, which bears a number."""
        event = BookingChanged(booking_id=number, slot_id=1, status=BookingStatus.BOOKED)
        database.run(self._sessions, lambda session: event_log.append(session, event_log.user(user_id), event))

    def close(self) -> None:
        self._broker.close()
        self._engine.dispose()


@pytest.fixture
def teller(own_settings: Settings) -> Iterator[Teller]:
    made = Teller(own_settings)
    yield made
    made.close()


class Listener:
    """One person who stays on the line, now with one process, now with the other."""

    def __init__(self, person: Person, urls: list[str], dice: random.Random) -> None:
        self.person = person
        self._urls, self._dice = urls, dice
        self.live = Live(urls[0] + "/ws/connect", self._token)
        self.heard: list[int] = []
        self.resyncs = 0
        self.listening = asyncio.Event()

    async def _token(self) -> str:
        self.live._url = self._dice.choice(self._urls) + "/ws/connect"
        return self.person.token

    async def listen(self, until: int) -> None:
        """Hear so many things."""
        async with aclosing(aiter(self.live)) as frames:
            async for frame in frames:
                match frame["type"]:
                    case "hello":
                        self.listening.set()
                    case "resync":
                        self.resyncs += 1
                    case "booking.changed":
                        self.heard.append(frame["data"]["booking_id"])
                if len(self.heard) >= until:
                    return

    @property
    def is_on_the_line(self) -> bool:
        return self.live._socket is not None and not self.live._socket.transport.is_closing()

    def cut(self) -> None:
        """Break the line, which is open, without a word."""
        assert self.live._socket is not None
        self.live._socket.transport.abort()


class Mischief:
    """Cuts lines, kills socket services and stops Redis, as often as it is asked to."""

    def __init__(
        self, listeners: list[Listener], processes: list[AsProcess], valkey: Valkey, dice: random.Random
    ) -> None:
        self._listeners, self._processes, self._valkey, self._dice = listeners, processes, valkey, dice

    async def make(self, cuts: int) -> int:
        """Do so much of it: every tenth cut hits everybody at once. Returns how many hit one person each."""
        for number in range(1, cuts + 1):
            await asyncio.sleep(self._dice.uniform(0.02, 0.2))
            if number % 20 == 0:
                await asyncio.to_thread(self._restart_redis)
            elif number % 10 == 0:
                await asyncio.to_thread(self._kill_a_process)
            else:
                # Who is just coming back can't be cut.
                while not (reachable := [each for each in self._listeners if each.is_on_the_line]):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
                self._dice.choice(reachable).cut()
        return cuts - cuts // 10

    def _restart_redis(self) -> None:
        self._valkey.stop()
        self._valkey.start()

    def _kill_a_process(self) -> None:
        process = self._dice.choice(self._processes)
        process.kill()
        process.start()


def test_what_is_told_arrives_in_order_and_once_whatever_is_cut(
    app: Flask,
    processes: list[AsProcess],
    own_valkey: Valkey,
    teller: Teller,
    chance: random.Random,
    often: Callable[[int, int], int],
):
    people, cuts, told = often(6, 50), often(20, 200), often(100, 200)
    urls = [process.url for process in processes]
    listeners = [Listener(register(app, f"person{number}", urls[0]), urls, chance) for number in range(people)]

    async def story() -> int:
        listening = [asyncio.create_task(listener.listen(told)) for listener in listeners]
        for listener in listeners:
            await asyncio.wait_for(listener.listening.wait(), PATIENCE)
        mischief = asyncio.create_task(Mischief(listeners, processes, own_valkey, chance).make(cuts))
        with ThreadPoolExecutor(4) as threads:
            talking = [
                asyncio.get_running_loop().run_in_executor(threads, _talk, teller, group, told, mischief.done)
                for group in (listeners[first::4] for first in range(4))
            ]
            await asyncio.gather(mischief, *talking)
        await asyncio.wait_for(asyncio.gather(*listening), PATIENCE)
        return mischief.result()

    single_cuts = asyncio.run(story())
    for listener in listeners:
        assert listener.heard == list(range(1, told + 1))
        assert listener.resyncs == 0
    assert sum(listener.live.reconnects for listener in listeners) >= single_cuts


def _talk(teller: Teller, listeners: list[Listener], told: int, quiet: Callable[[], bool]) -> None:
    """Tell each of them everything; the last word comes when the mischief is over, so that all of it was in between."""
    for number in range(1, told + 1):
        while number == told and not quiet():
            time.sleep(0.05)
        for listener in listeners:
            teller.tell(listener.person.id, number)
        time.sleep(0.02)
