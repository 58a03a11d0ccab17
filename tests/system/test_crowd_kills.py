"""A crowd that comes at once while processes are killed: everybody is matched, with one person, and told so once."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from benchmarks import fixtures
from benchmarks.fixtures import Member
from deployment.local.postgres import Postgres
from deployment.local.valkey import Valkey
from examples.live import Live
from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.cloning import connect
from tests.system.crowd import Crowd
from tests.system.fire import Site

WISH = {"interview_type": "technical", "difficulty": "easy"}


@pytest.fixture
def site(settings: Settings, tmp_path: Path, own_postgres: Postgres, own_valkey: Valkey) -> Iterator[Site]:
    made = Site(settings, tmp_path, own_postgres, own_valkey)
    yield made
    made.stop()


class Comer:
    """Somebody who comes to practice: listens, asks until there is an answer, and waits to be matched."""

    def __init__(self, member: Member, sockets: str) -> None:
        self._member = member
        self._live = Live(f"{sockets}/ws/connect", self._token)
        self._listens = asyncio.Event()
        self.is_told = asyncio.Event()
        self.found: list[str] = []

    async def _token(self) -> str:
        return self._member.token

    async def listen(self) -> None:
        async for frame in self._live:
            if frame["type"] == "hello":
                self._listens.set()
            if frame["type"] == "match.found":
                self.found.append(frame["data"]["interview"]["id"])
                self.is_told.set()

    async def ask(self, api: httpx.AsyncClient) -> None:
        headers = {"Authorization": f"Bearer {self._member.token}", "Idempotency-Key": str(uuid4())}
        await self._listens.wait()
        while True:
            try:
                if (await api.post("/match/pair", json=WISH, headers=headers)).status_code in (200, 202):
                    return
            except httpx.TransportError:
                pass  # it may have been done, or not
            await asyncio.sleep(random.uniform(0, 1))


async def _wait_until_done(tasks: Collection[asyncio.Task[None]], count: int) -> None:
    pending = set(tasks)
    while len(tasks) - len(pending) < count:
        _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)


async def come(site: Site, members: list[Member], chance: random.Random) -> list[Comer]:
    """Let everybody come, kill processes while they do, and wait until all are told."""
    comers = [Comer(member, site.sockets[number % 2].url) for number, member in enumerate(members)]
    limits = httpx.Limits(max_connections=len(members))
    async with (
        asyncio.TaskGroup() as tasks,
        httpx.AsyncClient(base_url=site.url, limits=limits, timeout=PATIENCE) as api,
    ):
        listening = [tasks.create_task(one.listen()) for one in comers]
        asking = [tasks.create_task(one.ask(api)) for one in comers]
        for share in (4, 2):
            await _wait_until_done(asking, len(asking) // share)
            site.kill_a_worker_of_the_api(chance)
            await asyncio.to_thread(site.kill_sockets, chance)
        async with asyncio.timeout(4 * PATIENCE):
            await asyncio.gather(*asking, *(one.is_told.wait() for one in comers))
        for task in listening:
            task.cancel()
    return comers


def test_nobody_of_a_crowd_is_lost_or_matched_twice(
    site: Site, settings: Settings, crowd: Crowd, chance: random.Random, often: Callable[[int, int], int]
):
    with closing(connect(settings.database_url)) as database:
        fixtures.rooms(database)
        members = fixtures.people(database, settings, often(200, 1000))
    comers = asyncio.run(come(site, members, chance))
    assert [len(one.found) for one in comers] == [1] * len(members)
    assert sorted(one.found[0] for one in comers) == sorted(2 * sorted({one.found[0] for one in comers}))
    assert crowd.count("SELECT count(*) FROM bookings WHERE status = 'matched'") == len(members)
    assert crowd.count("SELECT count(*) FROM bookings") == len(members)
    assert crowd.violations() == []
