"""How the results of each benchmark are shown in docs/performance.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Shown(NamedTuple):
    """How the rows of a benchmark are shown: its columns by their paths, and what is drawn by which names."""

    columns: Mapping[str, str]
    names: Sequence[str]
    drawn: str
    unit: str


_BOTH = "both_asked_to_both_told_ms"
SHOWN = {
    "pairing": Shown(
        {
            "Levels": "levels",
            "Tickets": "tickets",
            "Pairs per second": "pairs_per_second",
            "Times the sort": "times_the_sort",
        },
        ["levels", "tickets"],
        "times_the_sort",
        "times the sort",
    ),
    "pairing_pass": Shown(
        {
            "People": "people",
            "Statements": "statements.0",
            "Committed, s": "committed_seconds",
            "Floor, s": "floor_seconds",
            "Times the floor": "times_the_floor",
            "All notified, s": "all_told_seconds",
        },
        ["people"],
        "times_the_floor",
        "times the floor",
    ),
    "join_to_match": Shown(
        {
            "People": "people",
            "Arrivals": "coming",
            "p50, ms": f"{_BOTH}.p50",
            "p95, ms": f"{_BOTH}.p95",
            "p99, ms": f"{_BOTH}.p99",
            "Load": "load_average.0",
        },
        ["people", "coming"],
        f"{_BOTH}.p50",
        "ms",
    ),
    "login": Shown(
        {
            "Logins in flight": "in_flight",
            "Logins per second": "logins_a_second",
            "A login, p50 ms": "login_ms.p50",
            "p95": "login_ms.p95",
            "Told to retry": "answers.503",
            "Other route idle, p50 ms": "other_route_idle_ms.p50",
            "p99, ms": "other_route_idle_ms.p99",
            "Beside logins, p50 ms": "other_route_beside_logins_ms.p50",
            "p99 ms": "other_route_beside_logins_ms.p99",
            "Load": "load_average.0",
        },
        ["in_flight"],
        "logins_a_second",
        "a second",
    ),
    "relay": Shown(
        {
            "Message": "message",
            "Rooms": "rooms",
            "Processes": "processes",
            "Messages per second": "per_second",
            "Processor time, µs": "server_cpu_us_per_message",
            "p50 at half load, ms": "at_half_load_ms.p50",
            "p99, ms": "at_half_load_ms.p99",
            "Load": "load_average.0",
        },
        ["message", "processes"],
        "per_second",
        "a second",
    ),
    "chat": Shown(
        {
            "Speakers": "speakers",
            "Alone, per second": "alone_per_second",
            "Together, per second": "together_per_second",
            "Times as many": "times_as_many",
            "Alone, µs per line": "alone_cpu_us_per_line",
            "Together, µs per line": "together_cpu_us_per_line",
        },
        ["speakers"],
        "together_per_second",
        "lines per second",
    ),
    "editor": Shown(
        {
            "Through": "through",
            "Rooms": "rooms",
            "Each types, per second": "rate",
            "Changes per second": "sent_per_second",
            "Delivered per second": "told_per_second",
            "Processor time per change, µs": "server_cpu_us_per_change",
            "Rows stored per second": "stored_per_second",
            "p50, ms": "age_ms.p50",
            "p95, ms": "age_ms.p95",
            "Load": "load_average.0",
        },
        ["through", "rate"],
        "told_per_second",
        "a second",
    ),
    "peers": Shown(
        {
            "Server": "peer",
            "Each types, per second": "rate",
            "Changes per second": "sent_per_second",
            "Delivered per second": "told_per_second",
            "p50, ms": "age_ms.p50",
            "p95, ms": "age_ms.p95",
            "p99, ms": "age_ms.p99",
            "Processor time per change, µs": "server_cpu_us_per_change",
            "PostgreSQL's, µs": "postgresql_cpu_us_per_change",
            "Valkey's, µs": "valkey_cpu_us_per_change",
            "Commits per second": "commits_per_second",
            "Load": "load_average.0",
        },
        ["peer", "rate"],
        "age_ms.p50",
        "ms",
    ),
    "peers_large": Shown(
        {
            "Server": "peer",
            "Others' p50, ms": "age_ms.p50",
            "p99, ms": "age_ms.p99",
            "Most, ms": "age_ms.max",
            "Pasted, ms": "steps.paste_ms",
            "Commented": "steps.comment_ms",
            "Undone": "steps.undo_ms",
            "Replaced": "steps.edits_ms",
            "Load": "load_average.0",
        },
        ["peer"],
        "age_ms.p99",
        "ms",
    ),
    "peers_browsers": Shown(
        {
            "Server": "peer",
            "Keys": "keys",
            "p50, ms": "age_ms.p50",
            "p95, ms": "age_ms.p95",
            "Load": "load_average.0",
        },
        ["peer"],
        "age_ms.p50",
        "ms",
    ),
    "connections": Shown(
        {
            "Sockets": "sockets",
            "Memory of one, KB": "kilobytes_per_idle_socket",
            "Opened per second": "connects_per_second",
            "Share of a core while idle": "idle_cpu_share_of_a_core",
            "All reconnected after, s": "storm_back_p99_s",
            "Load": "load_average.0",
        },
        ["sockets"],
        "kilobytes_per_idle_socket",
        "KB",
    ),
    "rest": Shown(
        {
            "What": "what",
            "Per second": "a_second",
            "Of /health/live": "of_live",
            "Of the INSERT": "of_insert",
            "API, ms of processor": "processor_ms.API",
            "PostgreSQL, ms": "processor_ms.PostgreSQL",
            "nginx, ms": "processor_ms.nginx",
            "p50, ms": "ms.p50",
            "p99, ms": "ms.p99",
            "Load": "load_average.0",
        },
        ["what"],
        "a_second",
        "a second",
    ),
    "booking_profile": Shown(
        {"Part": "part", "Share": "share", "Processor time, ms": "ms"},
        ["part"],
        "ms",
        "ms",
    ),
    "against": Shown(
        {"What": "what", "Before": "before", "Now": "now", "Times better": "times_better"},
        ["what"],
        "times_better",
        "times better",
    ),
    "growth": Shown(
        {"What": "what", "Size": "size", "Value": "value", "Times that of the middle size": "times_once"},
        ["what", "size"],
        "times_once",
        "times",
    ),
    "start": Shown(
        {"Service": "service", "Ready after, s": "seconds", "Memory at rest, MB": "megabytes"},
        ["service"],
        "seconds",
        "s",
    ),
    "costs": Shown(
        {
            "One interview, in kB": "kind",
            "Keys pressed": "keys",
            "Database": "database_kb",
            "of it heads of documents": "tables_kb.documents",
            "of it changes of the code": "tables_kb.document_updates",
            "of it events": "tables_kb.events",
            "of it shared runs": "tables_kb.shared_runs",
            "WAL": "wal_kb",
            "Sockets, to clients": "to_clients_kb",
            "from clients": "from_clients_kb",
            "Logs": "logs_kb",
        },
        ["kind"],
        "database_kb",
        "kB",
    ),
    "calls": Shown(
        {
            "Cameras": "cameras",
            "One person sends, kbit/s": "kbit_s",
            "of it the picture": "video_kbit_s",
            "of it the sound": "audio_kbit_s",
            "Width of the picture": "width",
        },
        ["cameras"],
        "kbit_s",
        "kbit/s",
    ),
}
