"""/metrics under gunicorn, as every deployment runs it: one set of numbers, whichever worker answers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.deployment.embedded import Embedded
from tests.people import PATIENCE
from tests.scraping import Scrape

LIVE = {"method": "GET", "route": "/health/live", "status": "200"}
COUNTED = "mockmate_http_requests_total"


def scrape(base: str, home: Path) -> Scrape:
    token = json.loads((home / "secrets.json").read_text())["METRICS_TOKEN"]
    answer = httpx.get(f"{base}/metrics", headers={"Authorization": f"Bearer {token}"}, timeout=30)
    assert answer.status_code == 200
    return Scrape(answer.text)


def test_all_workers_count_together_and_a_dead_one_takes_nothing_along(
    start: Callable[..., Embedded], home: Path
) -> None:
    run = start(WEB_WORKERS="2", DB_POOL_SIZE="3")
    run.wait_until_ready()
    assert httpx.get(f"{run.api}/metrics", timeout=30).status_code == 401
    for _ in range(40):
        httpx.get(f"{run.api}/health/live", timeout=30)
    assert {scrape(run.api, home).of(COUNTED, **LIVE) for _ in range(10)} == {40}
    master = run.find("gunicorn")
    workers = {worker.pid for worker in master.children()}
    master.children()[0].kill()
    deadline = time.monotonic() + PATIENCE
    # The dead worker's pool is gone, the new one's is there.
    while len(workers | {worker.pid for worker in master.children()}) < 3 or (
        scrape(run.api, home)["mockmate_db_connections_max"] != 6
    ):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert scrape(run.api, home).of(COUNTED, **LIVE) == 40
    assert scrape(run.sockets, home)["mockmate_bridge_connected"] == 1


def test_a_home_from_before_there_were_metrics_gets_a_token_and_keeps_its_secrets(
    start: Callable[..., Embedded], home: Path
) -> None:
    run = start()
    run.wait_until_it_says("PostgreSQL")
    run.stop()
    file = home / "secrets.json"
    known = json.loads(file.read_text())
    del known["METRICS_TOKEN"]
    file.write_text(json.dumps(known))
    run = start()
    run.wait_until_it_says("PostgreSQL")
    run.stop()
    now = json.loads(file.read_text())
    assert {name: now[name] for name in known} == known
    assert len(now["METRICS_TOKEN"]) >= 16
