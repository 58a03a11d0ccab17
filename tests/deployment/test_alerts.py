"""Every alert rings when it should, and only then, by Prometheus's own `promtool test rules`."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.programs import PROGRAMS

ALERTS = Path(__file__).parents[2] / "deployment" / "monitoring" / "alerts.yml"
API = '{job="mockmate_api", instance="a"}'
WS = '{job="mockmate_ws", instance="w"}'
BOTH_UP = {f"up{API}": "1x60", f"up{WS}": "1x60"}

Series = dict[str, str]


def waits(**levels: tuple[int, int]) -> Series:
    """Return, for each level, how many people were matched each minute, and how long all of them had waited."""
    return {
        f'mockmate_matched_people{name}_total{{difficulty="{level}"}}': f"0+{each}x60"
        for level, both in levels.items()
        for name, each in zip(("", "_waited_seconds"), both, strict=True)
    }


# What rings, and what comes near it and must not: series in promtool's notation, one sample a minute.
CASES: dict[str, tuple[Series, Series]] = {
    "MockMateDown": ({f"up{API}": "1x20 0x40"}, BOTH_UP),
    "MockMateGone": ({f"up{API}": "1x60", f"up{WS}": "1x20 _x40"}, BOTH_UP),
    "MockMateErrors": (
        {
            'mockmate_http_requests_total{status="200"}': "0+97x60",
            'mockmate_http_requests_total{status="503"}': "0+3x60",
        },
        {
            'mockmate_http_requests_total{status="200"}': "0+99x60",
            'mockmate_http_requests_total{status="500"}': "0+1x60",
        },
    ),
    "MockMateSlow": (
        {
            'mockmate_http_request_seconds_bucket{route="/match/pair", le="1.0"}': "0+90x60",
            'mockmate_http_request_seconds_bucket{route="/match/pair", le="2.5"}': "0+100x60",
            'mockmate_http_request_seconds_bucket{route="/match/pair", le="+Inf"}': "0+100x60",
        },
        {
            # Hashing a password takes its time.
            'mockmate_http_request_seconds_bucket{route="/auth/login", le="1.0"}': "0+10x60",
            'mockmate_http_request_seconds_bucket{route="/auth/login", le="2.5"}': "0+100x60",
            'mockmate_http_request_seconds_bucket{route="/auth/login", le="+Inf"}': "0+100x60",
            'mockmate_http_request_seconds_bucket{route="/match/pair", le="1.0"}': "0+99x60",
            'mockmate_http_request_seconds_bucket{route="/match/pair", le="2.5"}': "0+100x60",
            'mockmate_http_request_seconds_bucket{route="/match/pair", le="+Inf"}': "0+100x60",
        },
    ),
    "MockMateDatabaseUnreachable": (
        {f"mockmate_stock_known{API}": "0x60", f"mockmate_stock_known{WS}": "0x60"},
        {f"mockmate_stock_known{API}": "0x60", f"mockmate_stock_known{WS}": "1x60"},
    ),
    "MockMateClockSkewed": (
        {f"mockmate_clock_skew_seconds{WS}": "-31x60"},
        {f"mockmate_clock_skew_seconds{WS}": "29x60"},
    ),
    "MockMatePoolExhausted": (
        {f"mockmate_db_connections_in_use{WS}": "8x60", f"mockmate_db_connections_max{WS}": "8x60"},
        {f"mockmate_db_connections_in_use{WS}": "7x60", f"mockmate_db_connections_max{WS}": "8x60"},
    ),
    "MockMateNobodyPairs": (
        # Nobody has ever been paired by these processes, as after a broken release.
        {'mockmate_waiting_people{room="practice", interview_type="technical", difficulty="easy"}': "8x60"},
        {
            'mockmate_waiting_people{room="practice", interview_type="technical", difficulty="easy"}': "8x60",
            'mockmate_pairs_total{level_gap="0"}': "0x15 1x15 2x15 3x15",
        },
    ),
    "MockMateUnfairWait": (
        waits(easy=(10, 300), hard=(1, 600)),
        # More than three times as long, but not long.
        waits(easy=(10, 50), hard=(1, 100)),
    ),
    "MockMateDeadTask": ({f"mockmate_dead_tasks{WS}": "1x60"}, {f"mockmate_dead_tasks{WS}": "0x29 1 0x30"}),
    "MockMateFailingJob": ({f"mockmate_failing_jobs{WS}": "1x60"}, {f"mockmate_failing_jobs{WS}": "0x26 1x3 0x30"}),
    "MockMateParkedItems": (
        {'mockmate_parked_items{name="remind"}': "2x60"},
        {'mockmate_parked_items{name="remind"}': "0x25 2x4 0x30"},
    ),
    "MockMateBridgeDown": ({f"mockmate_bridge_connected{WS}": "0x60"}, {f"mockmate_bridge_connected{WS}": "1x60"}),
    "MockMateBridgeUnsteady": (
        {f"mockmate_bridge_lost_total{WS}": "0+1x60"},
        {f"mockmate_bridge_lost_total{WS}": "0x20 1x20 2x20"},
    ),
    "MockMateSlowClients": (
        {'mockmate_socket_closes_total{code="4408"}': "0+90x60", 'mockmate_socket_closes_total{code="1000"}': "0x60"},
        {
            'mockmate_socket_closes_total{code="4408"}': "0+30x60",
            'mockmate_socket_closes_total{code="1000"}': "0+90x60",
        },
    ),
    "MockMateResyncs": (
        {'mockmate_resumes_total{outcome="resync"}': "0+3x60", 'mockmate_resumes_total{outcome="whole"}': "0+7x60"},
        {'mockmate_resumes_total{outcome="resync"}': "0+1x60", 'mockmate_resumes_total{outcome="whole"}': "0+9x60"},
    ),
    "MockMateMailStuck": ({"mockmate_oldest_mail_seconds": "901x60"}, {"mockmate_oldest_mail_seconds": "899x60"}),
    "MockMateMailRefused": ({"mockmate_mails_refused": "1x60"}, {"mockmate_mails_refused": "0x60"}),
    "MockMateLoginsRefused": (
        {
            'mockmate_logins_total{outcome="refused"}': "0+200x60",
            'mockmate_logins_total{outcome="limited"}': "0+200x60",
        },
        {
            'mockmate_logins_total{outcome="refused"}': "0+200x60",
            'mockmate_logins_total{outcome="accepted"}': "0+900x60",
        },
    ),
    # One process may have asked the database a moment before the other.
    "MockMateBackupFailed": (
        {f"mockmate_backup_failed{API}": "0x10 1x50", f"mockmate_backup_failed{WS}": "0x11 1x49"},
        {f"mockmate_backup_failed{API}": "1x10 0x50", f"mockmate_backup_failed{WS}": "1x11 0x49"},
    ),
    "MockMateBackupOverdue": (
        {f"mockmate_backup_overdue_seconds{WS}": "-600+60x60"},
        {f"mockmate_backup_overdue_seconds{WS}": "-1860+60x60", f"mockmate_backup_age_seconds{WS}": "90000+60x60"},
    ),
}


def rules() -> list[str]:
    (group,) = yaml.safe_load(ALERTS.read_text())["groups"]
    return [rule["alert"] for rule in group["rules"]]


def trial(alert: str, series: Series, rings: bool) -> dict[str, Any]:
    """Return a test in promtool's form: whether an alert fires half an hour in."""
    firing = f'count(ALERTS{{alertname="{alert}", alertstate="firing"}}) > bool 0 or vector(0)'
    expected = {"expr": firing, "eval_time": "30m", "exp_samples": [{"labels": "{}", "value": int(rings)}]}
    return {
        "name": f"{alert} {'rings' if rings else 'is quiet'}",
        "interval": "1m",
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "promql_expr_test": [expected],
    }


# An alert of several conditions is quiet as long as one of them doesn't hold.
ALSO_QUIET: list[tuple[str, Series]] = [
    # Everybody waits long, at each level alike.
    ("MockMateUnfairWait", waits(easy=(10, 6000), hard=(1, 600))),
    # Of three people at a level, one had to wait long.
    (
        "MockMateUnfairWait",
        {
            **waits(easy=(10, 300)),
            'mockmate_matched_people_total{difficulty="hard"}': "0x9 1 2 3x50",
            'mockmate_matched_people_waited_seconds_total{difficulty="hard"}': "0x9 600 1200 1800x50",
        },
    ),
]


def test_every_alert_has_its_trials() -> None:
    assert list(CASES) == rules()


@pytest.mark.needs("promtool")
def test_every_alert_rings_when_it_should_and_only_then(tmp_path: Path) -> None:
    trials = [
        trial(alert, series, rings)
        for alert, both in CASES.items()
        for rings, series in zip((True, False), both, strict=True)
    ]
    trials += [trial(alert, series, rings=False) for alert, series in ALSO_QUIET]
    file = tmp_path / "trials.yml"
    file.write_text(yaml.safe_dump({"rule_files": [str(ALERTS)], "evaluation_interval": "1m", "tests": trials}))
    found = subprocess.run(
        [PROGRAMS["promtool"].path(), "test", "rules", file], check=False, capture_output=True, text=True
    )
    assert found.returncode == 0, found.stdout + found.stderr
