"""The units for systemd are sound, shut in, and start what answers; tests/foreign/test_debian.py boots them."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml

from shared.core.settings import Settings
from tests.clients import PATIENCE
from tests.deployment.gateway import UNLIMITED, wait_for_port
from tests.deployment.units import FOLDER, OTHERS, UNITS, Unit, copy
from tests.sockets import ROOT, environment, free_port

COMPOSE = {
    "mockmate-migrate": "migrate",
    "mockmate-questions": "questions",
    "mockmate-api": "api",
    "mockmate-ws@": "ws",
    "mockmate-gateway": "nginx",
    "mockmate-backup": "backup",
}


@pytest.mark.needs("systemd-analyze")
def test_systemd_finds_nothing_to_say(tmp_path: Path):
    paths = [str(path).replace("@.", "@8001.") for path in copy(tmp_path / "units")]
    said = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True, check=False)
    ours = [line for line in (said.stdout + said.stderr).splitlines() if "mockmate" in line]
    assert (ours, said.returncode) == ([], 0)


@pytest.mark.needs("systemd-analyze")
@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_exposed_to_little(name: str, tmp_path: Path):
    path = next(path for path in copy(tmp_path / "units") if path.name == name)
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=15", str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout[-2000:] + said.stderr


def test_units_have_the_limits_that_compose_has():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    for name, service in COMPOSE.items():
        unit, there = Unit(f"{name}.service"), services[service]
        assert unit.only("MemoryMax").lower() == there["mem_limit"]
        assert int(unit.only("TasksMax")) == there["pids_limit"]
        if service not in ("migrate", "questions", "backup"):
            assert unit.only("TimeoutStopSec") == there["stop_grace_period"]
            assert unit.only("Restart") == "always"
    assert Unit("mockmate-gateway.service").environment({})["DRAIN"] == services["nginx"]["environment"]["DRAIN"]


def test_what_the_units_set_is_read_by_somebody():
    known = set(Settings.names())
    known |= set(re.findall(r'^: "\$\{(\w+):=', (ROOT / "nginx" / "render.sh").read_text(), re.MULTILINE))
    for name in UNITS:
        set_there = {*Unit(name).environment({})} - {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
        assert set_there <= known, name


class Started:
    """All units, started one after the other with what an administrator may put into their files."""

    def __init__(self, settings: Settings, folder: Path, stack: ExitStack) -> None:
        self.ports = {name: free_port() for name in ("api", "ws", "gateway")}
        told = environment(settings)
        own = {name: told[name] for name in ("DATABASE_URL", "REDIS_URL", "REDIS_PREFIX", "JWT_SECRET")}
        self.file = {**own, "BIND": f"127.0.0.1:{self.ports['api']}", "WEB_WORKERS": "1", "RATE_LIMITS": "off"}
        self.gateway_file = {
            "LISTEN": f"127.0.0.1:{self.ports['gateway']}",
            "API_SERVERS": self.file["BIND"],
            "WS_SERVERS": f"127.0.0.1:{self.ports['ws']}",
            "ACCESS_LOG": str(folder / "access.log"),
            "WEB_ROOT": str(folder / "no-client"),
            **UNLIMITED,
        }
        self._notifications = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._notifications.bind(str(folder / "notify"))
        self._notifications.settimeout(PATIENCE)
        stack.callback(self._notifications.close)
        self.api = Unit("mockmate-api.service")
        self.ws = Unit("mockmate-ws@.service", str(self.ports["ws"]))
        self.gateway = Unit("mockmate-gateway.service", runtime=folder / "gateway")
        Unit("mockmate-migrate.service").run("ExecStart", self.file)
        self.ws_process = self._start(self.ws, self.file, stack)
        self.ws.run("ExecStartPost", self.file)
        self.api_process = self._start(self.api, {**self.file, "NOTIFY_SOCKET": str(folder / "notify")}, stack)
        while b"READY=1" not in self._notifications.recv(4096):
            pass
        self.gateway.run("ExecStartPre", self.gateway_file)
        self.gateway_process = self._start(self.gateway, self.gateway_file, stack)
        wait_for_port(self.ports["gateway"], lambda: self.gateway_process.poll() is None)

    @staticmethod
    def _start(unit: Unit, file: dict[str, str], stack: ExitStack) -> subprocess.Popen[bytes]:
        process = unit.start(file)
        stack.callback(process.wait, PATIENCE)
        stack.callback(process.terminate)
        return process

    def ready(self, service: str) -> str:
        """Return what a service, or the API behind the gateway, says of itself."""
        url = f"http://127.0.0.1:{self.ports[service]}/health/ready"
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return str(json.load(answer)["status"])


@pytest.fixture
def start_units(settings: Settings, folder: Path) -> Iterator[Callable[[], Started]]:
    with ExitStack() as stack:
        yield lambda: Started(settings, folder, stack)


@pytest.mark.needs("nginx")
def test_what_the_units_start_is_ready_and_stops_when_told(start_units: Callable[[], Started]):
    units = start_units()
    assert units.ready("gateway") in ("up", "degraded")
    assert units.ready("ws") in ("up", "degraded")
    units.gateway.run("ExecReload", units.gateway_file, MAINPID=str(units.gateway_process.pid))
    assert units.ready("gateway") in ("up", "degraded")
    assert units.gateway.stop(units.gateway_process) == 0
    assert units.ws.stop(units.ws_process) == 0
    assert units.api.stop(units.api_process) == 0


def test_the_folder_has_nothing_that_no_test_reads():
    names = {path.name for path in FOLDER.iterdir()}
    assert names == {*UNITS, *OTHERS, "mockmate-.service.d", "site.conf", "flask"}
