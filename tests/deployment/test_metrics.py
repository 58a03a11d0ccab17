"""/metrics under gunicorn, as every deployment runs it: one set of numbers, whichever worker answers."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from tests.clients import wait_until
from tests.deployment.embedded import Embedded
from tests.scraping import Scrape

LIVE = {"method": "GET", "route": "/health/live", "status": "200"}
COUNTED = "mockmate_http_requests_total"


def scrape(base: str) -> Scrape:
    answer = httpx.get(f"{base}/metrics", timeout=30)
    assert answer.status_code == 200
    return Scrape(answer.text)


def test_all_workers_count_together_and_a_dead_one_takes_nothing_along(
    start: Callable[..., Embedded],
) -> None:
    run = start(WEB_WORKERS="2", DB_POOL_SIZE="3")
    run.wait_until_ready()
    for _ in range(40):
        httpx.get(f"{run.api}/health/live", timeout=30)
    assert {scrape(run.api).of(COUNTED, **LIVE) for _ in range(10)} == {40}
    master = run.find("gunicorn")
    workers = {worker.pid for worker in master.children()}
    master.children()[0].kill()
    wait_until(lambda: len(workers | {worker.pid for worker in master.children()}) == 3, "there is a new worker")
    wait_until(lambda: scrape(run.api)["mockmate_db_connections_max"] == 6, "the dead worker's pool is gone")
    assert scrape(run.api).of(COUNTED, **LIVE) == 40
    assert scrape(run.sockets)["mockmate_bridge_connected"] == 1
