"""People practice while everything is killed, again and again: nothing is lost, nothing comes twice, all recovers."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from benchmarks.simulation.__main__ import simulate
from benchmarks.simulation.tally import Tally
from deployment.local.postgres import Postgres
from deployment.local.valkey import Valkey
from mockmate_ws.jobs.job_table import JOBS
from shared.core.settings import Settings
from tests.clients.yjs import wait_until
from tests.cloning import empty
from tests.system.crowd import Crowd
from tests.system.fire import Site

PEOPLE = 8
PACE = 1.0, 3.0
"""Seconds from one thing that befalls the site to the next."""


@pytest.fixture
def database_url(own_postgres: Postgres) -> str:
    empty(own_postgres.url)
    return own_postgres.url


@pytest.fixture
def redis_url(own_valkey: Valkey) -> str:
    return own_valkey.url


@pytest.fixture
def site(settings: Settings, tmp_path: Path, own_postgres: Postgres, own_valkey: Valkey) -> Iterator[Site]:
    made = Site(settings, tmp_path, own_postgres, own_valkey)
    yield made
    made.stop()


def test_nothing_is_lost_or_done_twice(
    site: Site, crowd: Crowd, chance: random.Random, often: Callable[[int, int], int]
):
    tally = Tally()
    sockets = chance.choice(site.sockets).url

    def practice() -> None:
        asyncio.run(simulate(site.url, sockets, PEOPLE, often(22, 600), tally, endures=True))

    with ThreadPoolExecutor(1) as threads:
        # The fire is here: what it starts dies with the thread that has started it.
        people = threads.submit(practice)
        for thing in itertools.count():
            if wait([people], timeout=chance.uniform(*PACE)).done:
                break
            site.befall(chance, thing)
        people.result()
    assert not tally.errors
    assert (tally.lost(), tally.duplicated()) == (0, 0)
    assert tally.checked() > 0
    wait_until(lambda: site.readiness() == [], "all are ready again")
    assert crowd.violations() == []
    assert len(site.failed_jobs()) >= often(0, len(JOBS))
