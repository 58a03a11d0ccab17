"""`python -m benchmarks.soak [--minutes 10] [--people 40]`: runs a soak on its own servers and keeps sampling them."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import fixtures, plots, report
from benchmarks.servers import Servers, connection, servers, services
from benchmarks.simulation import page
from benchmarks.simulation.__main__ import simulate
from benchmarks.simulation.tally import Tally
from benchmarks.soak.vitals import KINDS, Vitals, Watch, growth

LONG_ENOUGH = 300.0
LOOKS = 120
"""So many in all, however long it lasts; the shortest soaks take one a second."""


def main() -> int:
    """Soak, then report. Returns 1 when anything failed, was lost, came twice, or was forgotten."""
    given = arguments()
    tally = Tally()
    with servers() as running:
        taken = soak(running, tally, given.people, given.minutes * 60)
    facts = [*facts_of(taken), *page.facts(tally)]
    is_well = tally.is_well and not any(one.forgotten_transactions for one in taken)
    given.to.parent.mkdir(parents=True, exist_ok=True)
    given.to.write_text(page.document("Soak of Mock Mate", facts, drawings(taken), is_well=is_well))
    report.write(given.to.parent, "soak", report.machine(people=given.people), facts=dict(facts))
    print(f"{page.text(facts)}\n\nWritten to {given.to}")
    return 0 if is_well else 1


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--to", type=Path, default=report.RESULTS / "quick" / "soak.html")
    return parser.parse_args()


def soak(running: Servers, tally: Tally, people: int, seconds: float) -> list[Vitals]:
    """Start both services, let people live on them, and look again and again."""
    with connection(running.settings.sqlalchemy_url) as database, services(running) as (port, ws_port):
        fixtures.rooms(database)
        watch = Watch(database, tally)

        async def live() -> None:
            watching = asyncio.create_task(look_until_cancelled(watch, max(1.0, seconds / LOOKS)))
            await simulate(f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{ws_port}", people, seconds, tally)
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching

        asyncio.run(live())
        return watch.taken


async def look_until_cancelled(watch: Watch, every: float) -> None:
    """Look again and again."""
    while True:
        await asyncio.to_thread(watch.look)
        await asyncio.sleep(every)


def facts_of(taken: list[Vitals]) -> list[tuple[str, str]]:
    """Return what the looks say, in words and figures."""
    rows = [("transactions forgotten", str(sum(one.forgotten_transactions for one in taken)))]
    if taken[-1].at < LONG_ENOUGH:
        rows.append(("growth", "too short a time to tell from"))
    for kind in KINDS.values():
        seen = [one for one in taken if kind in one.memory]
        if not seen:
            continue
        memory = [(one.at, one.memory[kind]) for one in seen]
        descriptors = [(one.at, float(one.descriptors[kind])) for one in seen]
        first, last, most = memory[len(seen) // 3][1], memory[-1][1], max(value for _, value in descriptors)
        rows += [
            (f"memory of the {kind}, after a third / at the end", f"{first:.1f} / {last:.1f} MB"),
            (f"memory of the {kind} grows an hour by", f"{growth(memory):+.1f} MB"),
            (
                f"descriptors of the {kind}, most / at the end",
                f"{most:.0f} / {descriptors[-1][1]:.0f}",
            ),
            (f"descriptors of the {kind} grow an hour by", f"{growth(descriptors):+.1f}"),
        ]
    return rows


def drawings(taken: list[Vitals]) -> dict[str, str]:
    """Return the plots, by their titles."""
    return {
        "Memory": plots.lines("Memory", over_time(taken, lambda one: one.memory), "MB"),
        "File descriptors": plots.lines("File descriptors", over_time(taken, lambda one: one.descriptors), ""),
        "How late lines of chat come": plots.lines("Lag", over_time(taken, lambda one: one.lag), "ms"),
    }


def over_time(taken: list[Vitals], of: Callable[[Vitals], Mapping[str, float]]) -> dict[str, plots.Points]:
    """Return each name's values with their times."""
    names = sorted({name for one in taken for name in of(one)})
    return {name: [(one.at, of(one)[name]) for one in taken if name in of(one)] for name in names}


if __name__ == "__main__":
    sys.exit(main())
