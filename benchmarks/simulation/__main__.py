"""`python -m benchmarks.simulation [--people 200] [--minutes 5]`: fills a running Mock Mate with virtual users."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from pathlib import Path

import httpx
from rich.live import Live as Display
from rich.table import Table

from benchmarks.simulation import page
from benchmarks.simulation.person import LimitedError, Person, World
from benchmarks.simulation.tally import Tally

_LOOK_SECONDS = 0.5
_AFTERWARDS = 120.0


def main() -> int:
    """Simulate, then report. Returns 1 when anything failed, was lost or came twice, 2 when it can't be done."""
    given, tally = arguments(), Tally()
    try:
        asyncio.run(simulate(given.api, given.sockets, given.people, given.minutes * 60, tally))
    except ExceptionGroup as group:
        if group.subgroup(LimitedError) is None:
            raise
        print("The server lets no more in from one address; start it with RATE_LIMITS=off.", file=sys.stderr)
        return 2
    except httpx.ConnectError:
        print(f"Nobody answers at {given.api}; is `make run` running?", file=sys.stderr)
        return 2
    given.to.parent.mkdir(parents=True, exist_ok=True)
    given.to.write_text(page.page(tally))
    print(f"{page.text(page.facts(tally))}\n\nWritten to {given.to}")
    return 0 if tally.is_well else 1


def arguments() -> argparse.Namespace:
    """Read the command line; addresses default to those of `make run`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--api", default=f"http://127.0.0.1:{os.environ.get('PORT') or 8000}")
    parser.add_argument("--sockets", default=f"ws://127.0.0.1:{os.environ.get('WS_PORT') or 8001}")
    parser.add_argument("--to", type=Path, default=Path("benchmarks/results/quick/simulation.html"))
    given = parser.parse_args()
    if given.people < 1 or given.minutes <= 0:
        parser.error("there must be people, and time")
    return given


async def simulate(api: str, sockets: str, people: int, seconds: float, tally: Tally, *, endures: bool = False) -> None:
    """Let people live for so many seconds; who is in an interview then ends it."""
    # gunicorn closes what is idle for 5 seconds: we must be first, or a request meets a connection that closes.
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=100, keepalive_expiry=4)
    async with httpx.AsyncClient(base_url=api, timeout=60, limits=limits) as client:
        (await client.get("/health/live")).raise_for_status()
        world = World(client, sockets, tally, time.monotonic() + seconds, endures)
        async with asyncio.timeout(seconds + _AFTERWARDS), asyncio.TaskGroup() as crowd:
            display = asyncio.create_task(show(tally))
            members = [crowd.create_task(Person(world, number).live()) for number in range(people)]
            try:
                await asyncio.wait(members)
            finally:
                display.cancel()
                await asyncio.gather(display, return_exceptions=True)


async def show(tally: Tally) -> None:
    """Show how it goes, until cancelled."""
    with Display(refresh_per_second=2) as display:
        while True:
            table = Table("Mock Mate, simulated", "")
            for name, value in page.facts(tally):
                table.add_row(name, value)
            display.update(table)
            await asyncio.sleep(_LOOK_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
