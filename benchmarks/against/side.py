"""One of the two sides: its servers, its services, its people, and how much processor time and memory it used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks import fixtures
from benchmarks.fixtures import Member
from benchmarks.servers import Servers, connection, free_port, servers, wait_until_ready
from deployment.local.processes import Child

_SLOTS = """
    INSERT INTO slots (interview_type, starts_at, ends_at, capacity)
    SELECT 'technical', date_trunc('hour', now()) + n * interval '2 h',
           date_trunc('hour', now()) + n * interval '2 h' + interval '1 h', 100000
    FROM generate_series(12, 211) AS n
    ON CONFLICT DO NOTHING
"""
_BOOKINGS = """
    INSERT INTO bookings (user_id, slot_id, difficulty, language, max_level_gap, starts_at, ends_at, status)
    SELECT users.id, slots.id, 'easy', 'en', 2, slots.starts_at, slots.ends_at, 'booked'
    FROM users CROSS JOIN (
        SELECT * FROM slots WHERE starts_at > now() + interval '1 day' ORDER BY starts_at LIMIT 3
    ) AS slots
"""


@dataclass
class Side:
    """The services of a revision, running."""

    name: str
    running: Servers
    people: list[Member]
    api: Child
    ws: Child
    port: int
    ws_port: int

    def processor_seconds(self, service: Child) -> float:
        """Return the processor time that a service and its workers have used so far."""
        return sum(map(_used, _tree(service)))

    def megabytes(self, service: Child) -> float:
        """Return what a service and its workers hold, in MB; what they share counts once."""
        return float(sum(one.memory_full_info().pss for one in _tree(service)) / 1e6)

    def restart_sockets(self) -> None:
        """End the socket service, and start it again on the same port."""
        self.ws.stop()
        self.ws.start()
        wait_until_ready(self.ws, self.ws_port)

    def newcomers(self, count: int) -> list[Member]:
        """Make people who have never been here."""
        with connection(self.running.settings.sqlalchemy_url) as database:
            return fixtures.people(database, self.running.settings, count)


def _tree(service: Child) -> list[psutil.Process]:
    master = psutil.Process(service.pid)
    return [master, *master.children(recursive=True)]


def _used(process: psutil.Process) -> float:
    # Linux counts nanoseconds for each thread; what psutil reads are hundredths of a second.
    threads = Path(f"/proc/{process.pid}/task")
    if not (threads / str(process.pid) / "schedstat").exists():
        return sum(process.cpu_times()[:2])
    total = 0
    for thread in threads.iterdir():
        with suppress(OSError):  # it has just ended
            total += int((thread / "schedstat").read_text().split()[0])
    return total / 1e9


@contextmanager
def side(name: str, root: Path, people: int) -> Iterator[Side]:
    """Start a side; everybody has two interviews behind them, and three bookings."""
    with ExitStack() as stack:
        running = stack.enter_context(servers(root))
        with connection(running.settings.sqlalchemy_url) as database, database.cursor() as cursor:
            fixtures.rooms(database)
            members = fixtures.people(database, running.settings, people)
            fixtures.past(database)
            cursor.execute(_SLOTS)
            cursor.execute(_BOOKINGS)
            cursor.execute("VACUUM ANALYZE")
        port, ws_port = free_port(), free_port()
        api, ws = running.api(port), running.sockets(ws_port)
        for child, place in ((api, port), (ws, ws_port)):
            stack.callback(child.stop)
            child.start()
            wait_until_ready(child, place)
        yield Side(name, running, members, api, ws, port, ws_port)
