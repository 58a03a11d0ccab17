"""Rooms of two people who type, all of them in one Node process: what they see, and what it costs the server."""

from __future__ import annotations

import json
import pstats
import subprocess
import time
from typing import Any

import psutil
from psycopg2.extensions import connection

from benchmarks import processor, report
from benchmarks.peers.servers import HERE, NODE, Peer, doors, started
from benchmarks.servers import Servers

_STEADY_SECONDS = 1.0
_SHOWN_OF_A_PROFILE = 45


def typing(
    name: str, running: Servers, database: connection, rooms: int, rate: int, seconds: float, **how: Any
) -> dict[str, Any]:
    """Let everybody in these rooms type at a rate (changes a second); returns one row.

    `large` gives one room to somebody whose work is large; `profile` names a file for cProfile's view of our server.
    """
    profile = how.get("profile")
    with started(name, running, ["-m", "cProfile", "-o", str(profile)] if profile else ()) as peer:
        job = {"peer": peer.protocol, "rate": rate, "seconds": seconds, "large": bool(how.get("large"))}
        seen = _run(peer, {**job, "doors": doors(peer, running, database, rooms)}, database)
    if profile:
        pstats.Stats(str(profile)).sort_stats("tottime").print_stats(_SHOWN_OF_A_PROFILE)
    wrong = {word: seen[word] for word in ("missing", "gaps", "closed", "refusals") if seen[word]}
    if wrong:
        print(f"  {name}: {wrong}")
    return {"peer": name, "rooms": rooms, "rate": rate, **seen, "load_average": report.load()}


def _run(peer: Peer, job: dict[str, Any], database: connection) -> dict[str, Any]:
    command = [str(NODE), "client.js"]
    with subprocess.Popen(command, cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as client:
        assert client.stdin is not None
        assert client.stdout is not None
        client.stdin.write(json.dumps(job) + "\n")
        client.stdin.flush()
        assert json.loads(client.stdout.readline() or "{}").get("ready"), f"nobody gets into {peer.name}"
        before = _busy(peer)
        client.stdin.write("go\n")
        client.stdin.flush()
        # PostgreSQL counts late, and equally late at both ends while its sessions are busy.
        time.sleep(_STEADY_SECONDS)
        commits, began = _commits(database), time.monotonic()
        seen: dict[str, Any] = json.loads(client.stdout.readline())
        commits, took = _commits(database) - commits, time.monotonic() - began
        after = _busy(peer)
    changes = max(1, seen["changes"])
    costs = {f"{kind}_cpu_us_per_change": 1e6 * (after[kind] - before[kind]) / changes for kind in after}
    costs["server_share_of_a_core"] = (after["server"] - before["server"]) / seen["took"]
    if peer.name != "ours":
        return {**seen, "server_cpu_us_per_change": costs["server_cpu_us_per_change"], **_shares(costs)}
    return {**seen, **costs, "commits_per_second": commits / took}


def _shares(costs: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in costs.items() if name.endswith("share_of_a_core")}


def _busy(peer: Peer) -> dict[str, float]:
    """Return the processor seconds used so far by the server, and by what ours stands on."""
    used = processor.seconds()
    server = sum(psutil.Process(peer.pid).cpu_times()[:2])
    return {"server": server, "postgresql": used["postgresql"], "valkey": used["valkey"]}


def _commits(database: connection) -> int:
    with database.cursor() as cursor:
        cursor.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
        (count,) = cursor.fetchone() or (0,)
    return int(count)
